"""The country codes of ISO 3166-1 alpha-2, and codes that are written for one of them, from `schemas/country-codes.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from attioql.resources import from_resources, read_resource


class MistakenCode(NamedTuple):
    """A code that stands for another: the one that is meant, and what it `is` itself."""

    code: str
    what: str


class CountryCodes(NamedTuple):
    """The codes that are in use, and those that are mistaken for one."""

    known: frozenset[str]
    mistaken: Mapping[str, MistakenCode]


@from_resources
def country_codes() -> CountryCodes:
    """Return the country codes, read from the data file on the first call."""
    data = json.loads(read_resource("schemas", "country-codes.json"))
    known = frozenset(" ".join((*data["assigned"], *data["in_use"])).split())
    return CountryCodes(known, {code: MistakenCode(row["code"], row["is"]) for code, row in data["mistaken"].items()})


def is_country_code(text: str) -> bool:
    """Tell whether a text is the code of a country, in any case."""
    return text.upper() in country_codes().known
