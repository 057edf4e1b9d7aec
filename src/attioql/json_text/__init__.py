"""JSON text to values and back to places in the text. Knows nothing of filters or workspaces."""
