"""Hypothesis strategies for those who embed the library: filters that Attio accepts, and records they are held against.

Needs the extra `testing`, which is Hypothesis. Filters and records draw on the same few values, so that they
meet often.
"""

from attioql.testing.cases import Case, cases
from attioql.testing.filters import attributes_of, filter_trees, filters
from attioql.testing.records import Universe, records, universes

__all__ = ["Case", "Universe", "attributes_of", "cases", "filter_trees", "filters", "records", "universes"]
