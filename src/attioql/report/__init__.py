"""Diagnostics for people and for programs: one set of data in every output format, which `formats` lists."""

from attioql.lazy import on_first_use

on_first_use(__name__)
