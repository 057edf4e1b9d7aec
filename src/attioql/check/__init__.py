"""Nodes and catalogue to model: names, operators, values, moments, parameters. The sentences are in `check.messages`."""
