"""Random texts that a grammar allows: walks through the mask of llguidance, one byte a token."""

from __future__ import annotations

import random
from functools import lru_cache

from llguidance import LLMatcher, LLTokenizer, TokenizerWrapper

_END = 256
_MOST_BYTES = 100_000


class _Bytes:
    """A vocabulary of all bytes and the end of the text."""

    def __init__(self) -> None:
        self.eos_token_id = _END
        self.bos_token_id = None
        self.tokens = [*[bytes([byte]) for byte in range(_END)], b"<end>"]
        self.special_token_ids = [_END]

    def __call__(self, text: str | bytes) -> list[int]:
        return list(text if isinstance(text, bytes) else text.encode())


@lru_cache
def byte_tokenizer() -> LLTokenizer:
    """Return a tokenizer of bytes for llguidance."""
    return LLTokenizer(TokenizerWrapper(_Bytes()), slices=[])


def chance_of(seed: str | int) -> random.Random:
    """Return chance that is the same each time."""
    return random.Random(seed)  # noqa: S311 - no secret


def matcher_of(grammar: str) -> LLMatcher:
    """Return what llguidance makes of a Lark grammar, which must have no error and no warning."""
    matcher = LLMatcher(byte_tokenizer(), LLMatcher.grammar_from_lark(grammar), log_level=0)
    assert not matcher.is_error(), matcher.get_error()
    assert not matcher.get_grammar_warnings()
    return matcher


def walk(matcher: LLMatcher, chance: random.Random) -> str:
    """Return one text. Each byte is drawn from those that the mask allows: closing quotes and the end more often than others."""
    matcher.reset()
    written = bytearray()
    while (token := _drawn(matcher.compute_bitmask(), chance)) != _END:
        assert matcher.consume_token(token), matcher.get_error()
        written.append(token)
        assert len(written) < _MOST_BYTES
    return written.decode()


def _drawn(mask: bytes, chance: random.Random) -> int:
    allowed, closing, of_ascii, may_end = _choices(mask)
    if may_end and (not allowed or chance.random() < 0.3):
        return _END
    if closing and chance.random() < 0.1:
        return chance.choice(closing)
    return chance.choice(of_ascii if of_ascii and chance.random() < 0.5 else allowed)


@lru_cache(maxsize=100_000)
def _choices(mask: bytes) -> tuple[bytes, bytes, bytes, bool]:
    """Return the bytes that a mask allows, the quotes and the ASCII among them, and whether the text may end."""
    allowed = bytes([byte for byte in range(_END) if mask[byte >> 3] >> (byte & 7) & 1])
    may_end = bool(mask[_END >> 3] >> (_END & 7) & 1)
    assert allowed or may_end
    closing = bytes([byte for byte in allowed if byte in b"\"'"])
    return allowed, closing, bytes([byte for byte in allowed if byte < 128]), may_end


def allows(matcher: LLMatcher, text: str) -> bool:
    """Tell whether a grammar allows a text from its first to its last character."""
    matcher.reset()
    tokens = list(text.encode())
    consumed = matcher.try_consume_tokens(tokens)
    assert not matcher.is_error(), matcher.get_error()
    return consumed == len(tokens) and matcher.is_accepting()
