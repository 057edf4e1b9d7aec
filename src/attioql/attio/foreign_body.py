"""A request body whose filter is called `filters`: it is renamed and translated in one fix, as other tools write a list there."""

from __future__ import annotations

from collections.abc import Mapping

from attioql.attio.faults import Change, Fault, in_json
from attioql.attio.foreign import ReadPart, foreign_fault
from attioql.attio.foreign_shapes import Leaf, find_foreign
from attioql.catalog.workspace import Target
from attioql.diagnostics.templates import phrase, sentence

_NAME, _MISNAMED, _VIEW = "filter", "filters", "filter_view_id"


def is_foreign_filter(body: Mapping[str, object], target: Target, keys: tuple[str, ...]) -> bool:
    """Tell whether what has a key of a request body is a group of another grammar: it has keys that no body has."""
    return any(key not in keys and key != _MISNAMED for key in body) and id(body) in find_foreign(body, target)


def misnamed_filter(body: Mapping[str, object], target: Target, read: ReadPart) -> Fault | None:
    """Return the diagnostic of a list of conditions, or a foreign condition or group, under `filters`."""
    if _MISNAMED not in body or _NAME in body:
        return None
    here = (None, _MISNAMED)
    inner = body[_MISNAMED]
    as_list = not isinstance(inner, Mapping)
    whole: object = {_MISNAMED: inner} if as_list else inner
    found = find_foreign(whole, target)
    if id(whole) not in found:
        return None
    fault = foreign_fault(whole, None if as_list else here, found, target, read)
    renamed = () if _VIEW in body else tuple([_renamed(body, change) for change in fault.changes])
    if any(isinstance(shape, Leaf) for shape in found.values()):
        return fault._replace(json_path=here, changes=renamed)
    said = sentence("unknown-body-key.foreign", key=_MISNAMED, meant=_NAME)
    return in_json(said, here, renamed, at_key=True) if renamed else None


def _renamed(body: Mapping[str, object], change: Change) -> Change:
    """Put the translation into the body, in place of the misnamed key."""
    new = {(_NAME if key == _MISNAMED else key): (change.new if key == _MISNAMED else body[key]) for key in body}
    return Change(phrase("under-key", title=change.message, key=_NAME), None, new, holds=True)
