"""Diagnostics for people and for programs: one set of data in every output format, which `formats` lists."""
