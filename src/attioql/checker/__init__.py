"""Nodes and catalogue to model: names, operators, values, moments, parameters. The sentences are in `messages`."""

from attioql.lazy import on_first_use

on_first_use(__name__)
