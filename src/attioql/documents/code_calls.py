"""Which calls in code ask Attio for records or entries, and where the filter and the target of each stand.

A call is one by its URL, or by its name and an argument with a filter beside an object or list, as client libraries have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attioql.catalog.target_kinds import KINDS
from attioql.catalog.workspace import Workspace
from attioql.documents.code_literals import (
    UNKNOWN_TEXT,
    CodeBytes,
    CodeChoice,
    CodeEncoded,
    CodeExpression,
    CodeFields,
    CodeItems,
    CodeMember,
    CodeScalar,
    CodeUnknown,
    branches_of,
    literal_of,
    member_of,
    text_of,
)
from attioql.json_text.strict_json import is_json_text
from attioql.limits import LIMITS
from attioql.text.source import Span

URL = re.compile(r"(?:^|/|\0)(objects|lists|activities)/([^/\s?#]+)/(?:records|entries)/query(?=$|[?#])")
"""The end of the URL of a query, and the slug in it."""

_MAY_ASK = re.compile(r"attio|(?:records|entries)[/_.]?query|query_?(?:records|entries)", re.IGNORECASE)
"""What a file contains that is about Attio. Other files are not searched for filters."""

HINT = re.compile(r"/query|filter|json|body|attioql", re.IGNORECASE)
"""What stands in a call, or in what it names, if there is a filter in it; and in a comment that marks one."""

_URL_KEYS = ("url", "uri", "path", "endpoint")
_ENCODING_HOLDER = "json"
_HOLDERS = ("body", _ENCODING_HOLDER, "data", "requestBody", "request_body", "content", "payload")
"""The keys and parameters under which a request or a client library has the body; one of them takes what is written as JSON then."""

_PYTHON_FILTERS = ("filter_",)
_FILTERS = ("filter", *_PYTHON_FILTERS, "filters")
BODY_KEYS = frozenset({*_FILTERS, *[key for kind in KINDS.values() for key in kind.body_keys]})
_TARGETS = tuple(
    f"{kind}{end}"
    for kind in ("object", "list", "activity")
    for end in ("", "_", "Slug", "_slug", "Id", "_id", "ApiSlug")
)
_OBJECTS = "objects"
_OBJECT_TARGETS = tuple(each for each in _TARGETS if each.startswith(_OBJECTS.removesuffix("s")))
_AROUND_TARGETS = ("path", "params", "pathParams", "path_params")
_QUERIES = re.compile(r"quer|record|entr|search|find|list|pagin|count|fetch|iter", re.IGNORECASE)
"""What the name of a call may have in it that has a filter beside an object or list."""

_OPERATIONS = re.compile(
    r"(?:records|entries|objects|lists|activities)[._]?query|query_?(?:\w+_?)?(?:records|entries)"
    r"|v2_?(?:objects|lists|activities)\w*query|(?:list|find|search|get|filter)_?(?:records|entries)",
    re.IGNORECASE,
)
"""The name of a call that asks Attio for records or entries, whatever its arguments are."""


OWNERS = re.compile(r"(?:^|\.)(?:objects?|records|lists?|entries)\Z", re.IGNORECASE)
"""The name of a call that returns what asks for the records or entries of its argument."""

STEPS_TO_OWNERS = 2
"""How many calls behind one another are looked at, from the last: `attio.objects("people").records().query(…)`."""
_QUERY_METHOD = re.compile(r"(?:^|\.)query\w*\Z", re.IGNORECASE)
_OF_ATTIO = re.compile(r"attio\w*\.query\Z", re.IGNORECASE)
_OF_CLIENT = re.compile(r"(?:client|crm|sdk|(?:\b|_)api)\w*\.query\Z", re.IGNORECASE)
"""The name of a method that asks Attio, and of one that may ask any service: that one needs the slug of a standard object."""

_SENDS = re.compile(
    r"fetch|post|request|quer|send|call|http|api|axios|attio|client|ky$|got$|exec|run|invoke", re.IGNORECASE
)
"""What the name of a call may have in it that sends a body which is not spelled out; others may print a URL, or make one."""


class CodeCall(NamedTuple):
    """A call: its span, its name with dots, its arguments, and those that have names.

    `owners` are the calls whose result it is a method of, as `objects("people")` in `attio.objects("people").query(…)`.
    """

    span: Span
    name: str
    arguments: Sequence[CodeExpression]
    named: Mapping[str, CodeExpression]
    owners: Sequence[CodeCall] = ()


class CodeTarget(NamedTuple):
    """What says what a filter is about: a string, where it stands, and its text; `None` if only a running program knows that.

    `is_object` tells that it names an object, rather than a list or an activity.
    """

    expression: CodeExpression
    slug: str | None
    is_object: bool = False


class FoundFilter(NamedTuple):
    """A filter or a request body in a call, and its target. A body is not known to have a filter.

    `is_text` tells that it is a string with the JSON in it, which is sent as it is.
    """

    expression: CodeExpression
    target: CodeTarget | None
    is_body: bool
    call: Span
    is_text: bool = False


def may_hold(text: str) -> bool:
    """Tell whether a file of code may hold a filter. It saves work alone: where it does not, no call is looked at and no comment marks one."""
    return _MAY_ASK.search(text) is not None and HINT.search(text) is not None


def filters_in(call: CodeCall) -> Iterator[FoundFilter]:
    """Yield the filters of a call, and of each value that an argument or a filter may be."""
    for each in _readings(call):
        for found in _filters_of(each):
            yield from _each_branch(found)


def _readings(call: CodeCall) -> Iterator[CodeCall]:
    """Yield a call with each value that its arguments may be, of one of them at a time."""
    yield call
    for number, argument in enumerate(call.arguments[: LIMITS.code_choosing_arguments]):
        if isinstance(literal_of(argument), CodeChoice):
            before, after = call.arguments[:number], call.arguments[number + 1 :]
            yield from [call._replace(arguments=[*before, each, *after]) for each in branches_of(argument)]


def _each_branch(found: FoundFilter) -> Iterator[FoundFilter]:
    """Yield each filter that may be meant by one."""
    if not isinstance(literal_of(found.expression), CodeChoice):
        yield found
        return
    for each in branches_of(found.expression):
        text = text_of(each)
        is_text = found.is_body and text is not None and UNKNOWN_TEXT not in text and is_json_text(text)
        yield found._replace(expression=_decoded(each), is_text=is_text)


def _filters_of(call: CodeCall) -> Iterator[FoundFilter]:
    url = next(filter(None, map(_url_of, (call, *call.owners))), None)
    if url is not None:
        yield from _sent(call, *url)
        return
    if not _QUERIES.search(call.name):
        return
    for fields in _objects_of(call):
        found = _filter_beside(fields)
        target = _target_beside(fields) or _first_argument(call) or _owner_target(call)
        target = target or (None if found is None else _slug_of_query(call, fields, found))
        is_literal = target is not None and target.slug is not None
        if found is not None and target is not None and (is_literal or _is_operation(call)):
            yield FoundFilter(found.expression, target, found.is_body, call.span)
            return


def marked_filter(fields: CodeFields, *, is_argument: bool) -> HeldFilter | None:
    """Return the filter or body in an object behind a comment: that object, or a member where it has what no body has.

    An argument may have any keys beside its filter, and so may an object with the target; other objects are bodies or filters.
    An argument without a filter or a body is none.
    """
    keys = {each.key for each in fields.members if isinstance(each, CodeMember)}
    found = _filter_beside(fields) if keys - BODY_KEYS and (is_argument or keys.intersection(_TARGETS)) else None
    if found is None and (not is_argument or keys & BODY_KEYS):
        return HeldFilter(fields, is_body=False)
    return found


class HeldFilter(NamedTuple):
    """A filter, or a request body, which is not known to have a filter."""

    expression: CodeExpression
    is_body: bool


def _url_of(call: CodeCall) -> tuple[CodeExpression, CodeTarget] | None:
    """Return the argument that holds the URL of a query, and the target in the URL."""
    for argument in (*call.arguments, *[call.named[key] for key in _URL_KEYS if key in call.named]):
        inner = literal_of(argument)
        value = member_of(inner, _URL_KEYS) if isinstance(inner, CodeFields) else argument
        found = None if value is None else URL.search(text_of(value) or "")
        if value is not None and found is not None:
            slug = None if UNKNOWN_TEXT in found[2] else found[2]
            return argument, CodeTarget(value, slug, found[1] == _OBJECTS)
    return None


def _sent(call: CodeCall, url: CodeExpression, target: CodeTarget) -> Iterator[FoundFilter]:
    """Yield the body that is sent to a URL: an argument, or what an argument has under the key of a body."""
    unknown: CodeExpression | None = None
    if any(key in call.named for key in _HOLDERS):
        yield from [_body(call.named[key], key, target, call) for key in _HOLDERS if key in call.named]
        return
    for argument in [url, *[each for each in call.arguments if each is not url]]:
        inner = literal_of(argument)
        match inner:
            case CodeFields():
                keys = {each.key for each in inner.members if isinstance(each, CodeMember)}
                key = next((each for each in _HOLDERS if each in keys), None)
                held = None if key is None else member_of(inner, (key,))
                if key is not None and held is not None:
                    yield _body(held, key, target, call)
                    return
                if keys & BODY_KEYS and argument is not url:
                    yield FoundFilter(argument, target, True, call.span)
                    return
            case CodeEncoded(value=value):
                yield FoundFilter(value, target, True, call.span)
                return
            case CodeScalar(text=str(text)) | CodeBytes(text=text) if argument is not url and is_json_text(text):
                yield FoundFilter(argument, target, True, call.span, is_text=True)
                return
            case CodeUnknown() if argument is not url:
                unknown = unknown or argument
    if unknown is not None and _SENDS.search(call.name):
        yield FoundFilter(unknown, target, True, call.span)


def _body(held: CodeExpression, key: str, target: CodeTarget, call: CodeCall) -> FoundFilter:
    """Return the body under a key, which may be written as JSON text already."""
    text = None if key == _ENCODING_HOLDER or isinstance(literal_of(held), CodeUnknown) else text_of(held)
    is_text = text is not None and is_json_text(text)
    return FoundFilter(_decoded(held), target, True, call.span, is_text)


def _decoded(expression: CodeExpression) -> CodeExpression:
    """Return what is written as JSON text."""
    inner = literal_of(expression)
    return inner.value if isinstance(inner, CodeEncoded) else expression


def _objects_of(call: CodeCall) -> Iterator[CodeFields]:
    for argument in call.arguments:
        inner = literal_of(argument)
        if isinstance(inner, CodeFields):
            yield inner
    if call.named:
        members = [CodeMember(key, value.span, value, odd=True) for key, value in call.named.items()]
        yield CodeFields(call.span, tuple(members))


def _filter_beside(fields: CodeFields) -> HeldFilter | None:
    """Return the filter among the members of an object, or in the body among them."""
    own = member_of(fields, _FILTERS)
    if own is not None:
        return HeldFilter(own, is_body=False)
    held = member_of(fields, _HOLDERS)
    inner = None if held is None else literal_of(_decoded(held))
    own = member_of(inner, _PYTHON_FILTERS) if isinstance(inner, CodeFields) else None
    if own is not None:
        return HeldFilter(own, is_body=False)
    return HeldFilter(inner, is_body=True) if isinstance(inner, (CodeFields, CodeChoice, CodeUnknown)) else None


def _target_beside(fields: CodeFields) -> CodeTarget | None:
    """Return what names the target among the members of an object, or of what holds the parts of the path."""
    around = member_of(fields, _AROUND_TARGETS)
    inner = None if around is None else literal_of(around)
    holders = [fields, *([inner] if isinstance(inner, CodeFields) else [])]
    for holder in holders:
        found = member_of(holder, _TARGETS)
        if found is not None:
            return CodeTarget(found, _slug(found), member_of(holder, _OBJECT_TARGETS) is found)
    return None


def _first_argument(call: CodeCall) -> CodeTarget | None:
    """Return the target that stands before the filter: `queryRecords("people", {filter: …})`."""
    if not _OPERATIONS.search(call.name):
        return None
    for argument in call.arguments:
        slug = _slug(argument)
        if slug is not None:
            return CodeTarget(argument, slug)
    known = [each for each in call.arguments if isinstance(literal_of(each), (CodeChoice, CodeUnknown))]
    return CodeTarget(known[0], None) if known else None


def _is_operation(call: CodeCall) -> bool:
    return (_OPERATIONS.search(call.name) or _OF_ATTIO.search(call.name)) is not None


def _slug_of_query(call: CodeCall, fields: CodeFields, found: HeldFilter) -> CodeTarget | None:
    """Return the target before a filter: `attio.query("people", {filter: …})`, or `client.query(…)` with a standard object.

    Other services have such a method too: what it is given has to be a request of Attio's, with an object as the filter.
    """
    first = call.arguments[0] if call.arguments else None
    if first is None or isinstance(literal_of(first), (CodeFields, CodeItems)):
        return None
    slug = _slug(first)
    is_standard = slug is not None and slug in Workspace.standard()
    if _OF_ATTIO.search(call.name) or (is_standard and _OF_CLIENT.search(call.name) and _is_request(fields, found)):
        return CodeTarget(first, slug, is_standard)
    return None


def _is_request(fields: CodeFields, found: HeldFilter) -> bool:
    """Tell whether an object has a filter, and nothing that no request of Attio's has."""
    keys = {each.key for each in fields.members if isinstance(each, CodeMember)}
    is_object = isinstance(literal_of(found.expression), (CodeFields, CodeChoice, CodeUnknown))
    return keys <= BODY_KEYS and "filters" not in keys and is_object


def _owner_target(call: CodeCall) -> CodeTarget | None:
    """Return the target that an owner has as its argument: `attio.objects("people").query({filter: …})`."""
    if not _QUERY_METHOD.search(call.name):
        return None
    for owner in call.owners:
        if OWNERS.search(owner.name) and len(owner.arguments) == 1:
            [argument] = owner.arguments
            return CodeTarget(argument, _slug(argument), owner.name.lower().endswith((_OBJECTS, "object")))
    return None


def _slug(expression: CodeExpression) -> str | None:
    inner = literal_of(expression)
    return inner.text if isinstance(inner, CodeScalar) and inner.text else None
