"""Workspaces whose slugs, titles and options are any text: for what is written of them as code."""

from __future__ import annotations

from hypothesis import strategies as st

import attioql

TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""The classes of characters that turn the direction of text."""

SLUGS = st.text(min_size=1, max_size=8).filter(lambda text: not text.startswith("$"))
TITLES = st.text(min_size=1, max_size=12)
ATTRIBUTES = st.one_of(
    st.fixed_dictionaries({"type": st.just("text"), "title": TITLES}),
    st.fixed_dictionaries(
        {
            "type": st.just("select"),
            "options": st.lists(TITLES, unique=True).map(lambda all_: [{"title": t} for t in all_]),
        }
    ),
    st.fixed_dictionaries({"type": st.just("record-reference")}),
)
OBJECTS = st.fixed_dictionaries(
    {"singular": TITLES, "plural": TITLES, "attributes": st.dictionaries(SLUGS, ATTRIBUTES, max_size=4)}
)


@st.composite
def workspaces(draw: st.DrawFn) -> attioql.Workspace:
    """Draw a workspace; one that is not valid is drawn as an empty one."""
    try:
        return attioql.Workspace.from_dict({"objects": draw(st.dictionaries(SLUGS, OBJECTS, max_size=3))})
    except attioql.WorkspaceError:
        return attioql.Workspace.from_dict({"objects": {}})
