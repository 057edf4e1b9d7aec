"""Comments as programs and JSON with comments write them, as regular expressions that never read a text twice."""

from __future__ import annotations

LINE_COMMENT = r"(?://|\#)[^\r\n]*(?![^\r\n])"
BLOCK_COMMENT = r"/\*(?:[^*]|\*(?!/))*\*/"
BLANKS = rf"(?:\s|{LINE_COMMENT}|{BLOCK_COMMENT})*"
"""Nothing but blanks and comments, or nothing at all."""
