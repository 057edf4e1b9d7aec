"""What language models read: the guide of a target, which says how to write filters for it."""
