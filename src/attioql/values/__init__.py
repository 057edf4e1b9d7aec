"""The kinds of value: one record for each, the only place that knows it. `kinds` has them all by name."""
