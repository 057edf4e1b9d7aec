"""Text, and the titles, choices and slugs that are texts out of a set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from attioql.diagnostics.model import JsonValue
from attioql.operators import row_of
from attioql.values import countries, example_texts, source_patterns
from attioql.values.ids import UUID, UUID_FORM, UUID_PATTERN, UUID_SAMPLES, held_id, held_text, lower_id
from attioql.values.model import (
    AnyText,
    CodeType,
    FastPath,
    Finite,
    OneOf,
    Rejection,
    Scalar,
    Schema,
    SourceForms,
    Texts,
    Titles,
    ValueKind,
)
from attioql.values.patterns import whole
from attioql.values.use import AttributeFacts, Use, ValueRule, WorkspaceFacts

OPTION_SAMPLES = dict(zip(("Lead", "Won 🎉", "lead"), UUID_SAMPLES, strict=True))
"""Titles of options, and their IDs."""


def _read_text(form: str, text: str, use: Use) -> Scalar | Rejection:
    if use.attribute.text_format == "uuid" and UUID.match(text):
        return text.lower()
    return text if form == "string" else Rejection.OTHER_TYPE


def _text_samples(_rule: ValueRule, attribute: AttributeFacts, _operator: str) -> tuple[JsonValue, ...]:
    if attribute.text_format == "uuid":
        return UUID_SAMPLES
    return "", "a", "A", "b", "ab", "Ba", "straße", "STRASSE"


def _example_texts(rule: ValueRule, attribute: AttributeFacts, _workspace: WorkspaceFacts, part: str) -> Iterator[str]:
    return example_texts.examples("uuid" if attribute.text_format == "uuid" else rule.shape, part)


def _text_source(use: Use) -> SourceForms:
    is_id = use.attribute.text_format == "uuid" and row_of(use.operator).is_equality
    return SourceForms(pattern=source_patterns.ANY_UUID if is_id else source_patterns.ANY_TEXT)


TEXT = ValueKind(
    name="text",
    words="a text",
    literal="text in quotes",
    json_words="a string",
    literals=frozenset({"string", "uuid"}),
    read=_read_text,
    schema=lambda *_: {"type": "string"},
    samples=_text_samples,
    source=_text_source,
    domain=Texts(),
    narrower_domain=lambda attribute: UUID_FORM if attribute.text_format == "uuid" else None,
    examples=_example_texts,
    held_key=lambda _rule, attribute: held_id if attribute.text_format == "uuid" else held_text,
    is_word=True,
    is_free_text=True,
    python_type=lambda _rule, attribute, _: CodeType(("str", "UUID") if attribute.text_format == "uuid" else ("str",)),
    fast_path=lambda use: None if use.attribute.text_format == "uuid" else AnyText(),
)


def _titles(attribute: AttributeFacts) -> tuple[str, ...] | None:
    return None if attribute.options is None else tuple(dict.fromkeys([each.title for each in attribute.options]))


def is_id(name: str) -> bool:
    """Tell whether the name of an option is an ID by its form."""
    return len(name) == 36 and name.count("-") == 4


def _read_option(form: str, text: str, use: Use) -> Scalar | Rejection:
    """A title as it is, or an ID; a bare word is a title where the options are known.

    Titles are compared exactly, so nothing about them is changed.
    """
    attribute = use.attribute
    if form == "word" and attribute.options is None:
        return Rejection.OTHER_TYPE
    name = text.lower() if form == "uuid" else text
    return Rejection.UNKNOWN_OPTION if attribute.lacks_option(name) else name


def _option_path(use: Use) -> FastPath:
    if use.attribute.options is None:
        return OneOf(frozenset()) if use.workspace.notes_gaps else AnyText()
    return OneOf(frozenset([name for name, option in use.attribute.named_options.items() if not option.archived]))


def _option_schema(_rule: ValueRule, attribute: AttributeFacts, _operator: str) -> Schema:
    """The titles and IDs of the options; any ID where not all of them are known."""
    if attribute.options is None:
        return {"type": "string"}
    named: list[JsonValue] = [*attribute.named_options]
    choices: list[JsonValue] = [{"enum": named}] if named else []
    if not attribute.knows_all_options:
        choices.append(whole(UUID_PATTERN))
    return {"anyOf": choices} if choices else {"not": {}}


def _option_source(use: Use) -> SourceForms:
    """The titles of the options that can still be chosen; any text where the options are not known."""
    options = use.attribute.options
    if options is None:
        return SourceForms(pattern=source_patterns.ANY_TEXT)
    return SourceForms(tuple(dict.fromkeys([option.title for option in options if not option.archived])))


OPTION = ValueKind(
    name="option",
    words="the title or the ID of an option",
    literal="the title in quotes, or the ID",
    json_words="the title or ID as a string",
    literals=frozenset({"string", "uuid", "word"}),
    read=_read_option,
    schema=_option_schema,
    samples=lambda _rule, attribute, *_: (
        (*OPTION_SAMPLES, *UUID_SAMPLES) if attribute.options is None else tuple(attribute.named_options)
    ),
    source=_option_source,
    domain=Titles(is_id, {}),
    narrower_domain=lambda attribute: Titles(is_id, attribute.option_ids),
    key=lambda value: lower_id(str(value)),
    held_key=lambda *_: held_text,
    is_word=True,
    python_type=lambda _rule, attribute, _: CodeType(("UUID",), _titles(attribute)),
    typescript_type=lambda _rule, attribute: CodeType(("OptionId",), _titles(attribute)),
    fast_path=_option_path,
    names="option",
)


def _shortest_code(operator: str) -> int:
    return 1 if row_of(operator).role == "start" else 2


def _read_country(_form: str, text: str, use: Use) -> Scalar | Rejection:
    is_code = text.isascii() and text.isalpha() and _shortest_code(use.operator) <= len(text) <= 2
    return text if is_code else Rejection.NO_COUNTRY_CODE


_COUNTRIES = ("US", "GB", "DE", "FR", "NL", "CA")


def _example_countries(
    _rule: ValueRule, _attribute: AttributeFacts, _workspace: WorkspaceFacts, part: str
) -> Iterator[str]:
    codes = chain(_COUNTRIES, sorted(countries.country_codes().known))
    return (code for code in codes if part.upper() in code)


def _country_source(use: Use) -> SourceForms:
    """The codes that are in use, and their first letters for an operator that takes those."""
    seconds: dict[str, str] = {}
    for code in sorted(countries.country_codes().known):
        seconds[code[0]] = seconds.get(code[0], "") + code[1]
    optional = "?" if _shortest_code(use.operator) == 1 else ""
    codes = [f"{first}[{letters}]{optional}" for first, letters in seconds.items()]
    return SourceForms(pattern=f'"({"|".join(codes)})"')


COUNTRY = ValueKind(
    name="country",
    words="a two-letter country code",
    literal="a two-letter country code in quotes",
    json_words="a two-letter country code",
    literals=frozenset({"string"}),
    read=_read_country,
    schema=lambda _rule, _attribute, operator: whole(f"[A-Za-z]{{{_shortest_code(operator)},2}}"),
    samples=lambda _rule, _attribute, operator: ("U", "us") if _shortest_code(operator) == 1 else ("US", "UM", "DE"),
    source=_country_source,
    domain=Texts(),
    examples=_example_countries,
    held_key=lambda *_: held_text,
    json_mismatch=Rejection.NO_COUNTRY_CODE,
    is_word=True,
    is_atom=True,
)


def _read_choice(form: str, text: str, use: Use) -> Scalar | Rejection:
    """One of a closed set, as text or as a bare word; in an open set, unknown text is let through (and warned of)."""
    rule = use.prop.value
    is_taken = text in rule.known or text in rule.choice_sources or (form == "string" and rule.open)
    return text if is_taken else Rejection.UNKNOWN_CHOICE


def _example_choices(
    rule: ValueRule, attribute: AttributeFacts, _workspace: WorkspaceFacts, _text: str
) -> Iterable[str]:
    return rule.by_attribute.get(attribute.slug) or rule.known


CHOICE = ValueKind(
    name="choice",
    words="one of the property's values",
    literal="one of its values",
    json_words="one of its values",
    literals=frozenset({"string", "word"}),
    read=_read_choice,
    schema=lambda rule, *_: {"type": "string"} if rule.open else {"enum": [*rule.known]},
    samples=lambda rule, *_: rule.known,
    source=lambda use: SourceForms(use.prop.value.known),
    domain=Texts(),
    examples=_example_choices,
    held_key=lambda *_: held_text,
    is_word=True,
    python_type=lambda rule, *_: CodeType(("str",)) if rule.open else CodeType(texts=rule.known),
    typescript_type=lambda rule, _: CodeType(("string & {}",) if rule.open else (), rule.known),
    fast_path=lambda use: OneOf(frozenset(use.prop.value.known)),
    is_atom=True,
)


def _read_object(_form: str, text: str, use: Use) -> Scalar | Rejection:
    slug = use.workspace.slug_of(text)
    return slug if slug in use.attribute.objects else Rejection.UNKNOWN_OBJECT


OBJECT = ValueKind(
    name="object",
    words="the slug of an object",
    literal="the slug of an object",
    json_words="the slug of an object",
    literals=frozenset({"string", "word"}),
    read=_read_object,
    schema=lambda _rule, attribute, *_: {"enum": [*attribute.objects]},
    samples=lambda _rule, attribute, *_: attribute.objects,
    source=lambda use: SourceForms(use.attribute.objects if len(use.attribute.objects) > 1 else ()),
    domain=Texts(),
    narrower_domain=lambda attribute: Finite(attribute.objects),
    examples=lambda _rule, attribute, *_: attribute.objects,
    held_key=lambda *_: held_text,
    python_type=lambda _rule, attribute, _: CodeType(texts=attribute.objects),
    typescript_type=lambda _rule, attribute: CodeType(texts=attribute.objects),
    fast_path=lambda use: OneOf(frozenset(use.attribute.objects)),
    is_atom=True,
    names="object",
)
