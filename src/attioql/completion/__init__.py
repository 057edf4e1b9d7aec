"""What may stand at an offset, and what stands there: completion and hover for query text and filter JSON."""
