"""The model on a record: whether it matches, and which condition decides. Reads no text, no JSON text and no file."""
