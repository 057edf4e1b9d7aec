"""Generated code for programs of a workspace: typed fields for Python, types of filter JSON for TypeScript."""

from attioql.lazy import on_first_use

on_first_use(__name__)
