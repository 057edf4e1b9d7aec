"""Query text to nodes and back: the tables Lark computes, the lexer, the parser, its recovery, the nodes.

Nothing here knows an attribute, an object or a schema. Lark is imported in `tables` alone.
"""

from attioql.lazy import on_first_use

on_first_use(__name__)
