"""The site: how its pages are gathered, made and checked. `python scripts/build_site.py` builds it."""
