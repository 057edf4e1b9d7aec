"""Draws the form of a rule as a railroad diagram, in SVG that takes its colours from the page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html import escape

import railroad

from website.syntax_forms import Form, Maybe, Name, OneOf, Part, Repeated, Word

_WIDEST = 560
"""Sequences beyond this width, in pixels, are broken into several lines."""


def drawn(title: str, form: Form, links: Mapping[str, str]) -> str:
    """Return the SVG of a form, on one line. `links` has where the name of a rule or of a token leads."""
    items = [_item(part, links) for part in form] or [railroad.Skip()]
    wide = sum(item.width for item in items) > _WIDEST and len(items) > 1
    diagram = railroad.Diagram(railroad.Stack(*items) if wide else railroad.Sequence(*items), type="complex")
    written = io.StringIO()
    diagram.format(8).writeSvg(written.write)
    label = f' role="img" aria-label="{escape(title)}"'
    svg = written.getvalue().replace("<svg ", f"<svg{label} ", 1)
    return " ".join(svg.replace("xlink:href", "href").split("\n"))


def _item(part: Part, links: Mapping[str, str]) -> railroad.DiagramItem:
    match part:
        case Word(text):
            return railroad.Terminal(text)
        case Name(name):
            return railroad.NonTerminal(name, href=links.get(name))
        case Maybe(form):
            return railroad.Optional(_sequence(form, links))
        case OneOf(forms):
            return railroad.Choice(0, *(_sequence(form, links) for form in forms))
        case Repeated(item, separator):
            return railroad.OneOrMore(_sequence(item, links), _sequence(separator, links))


def _sequence(form: Form, links: Mapping[str, str]) -> railroad.DiagramItem:
    items = [_item(part, links) for part in form]
    return items[0] if len(items) == 1 else railroad.Sequence(*items)
