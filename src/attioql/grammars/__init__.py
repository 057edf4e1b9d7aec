"""Grammars of the query text that one target accepts, for constrained decoding: rules of the catalogue, written in two dialects."""
