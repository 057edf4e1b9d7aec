"""Which texts may be slugs: what query text can write in backticks, and filter JSON as a key."""

from __future__ import annotations

import re

from attioql.diagnostics.phrases import shown
from attioql.diagnostics.templates import Sentence, sentence

_NEVER = re.compile("[`\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


def is_slug(text: str) -> bool:
    """Tell whether a text may be a slug. Blanks, hyphens and dots may be in it; Attio's own slugs have some of them."""
    return text != "" and not text.startswith("$") and _NEVER.search(text) is None


def no_slug(text: str) -> Sentence:
    """Describe a text that may not be a slug."""
    return sentence("invalid-workspace.slug", given=shown(text))
