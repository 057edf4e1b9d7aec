"""This library and its peers, side by side. `python benchmarks/peers.py` starts it; nothing here is part of the package."""
