"""The language server. It needs the extra `lsp`; pygls and lsprotocol are imported in this room alone."""
