"""What a target keeps is bounded in number and in characters, whatever names a stranger writes."""

import sys

import pytest

from attioql import Workspace, check
from attioql.catalog.cache import Cache
from attioql.limits import LIMITS
from attioql.syntax.parser import parse
from attioql.text.source import Source


def test_a_cache_is_emptied_when_it_has_too_many_entries():
    cache = Cache[str, int]()
    for number in range(LIMITS.cache_entries + 1):
        assert cache.keep(f"name{number}", number) == number
    assert list(cache) == [f"name{LIMITS.cache_entries}"]


def test_a_cache_is_emptied_when_its_keys_have_too_many_characters():
    cache = Cache[tuple[str, int], int]()
    for number in range(100):
        cache.keep(("x" * (LIMITS.cache_characters // 20), number), number)
        assert sum(len(text) for text, _ in cache) <= LIMITS.cache_characters
    assert cache


def test_a_long_key_is_not_kept():
    cache = Cache[str, int]()
    assert cache.keep("x" * (LIMITS.cache_characters // 16 + 1), 1) == 1
    assert not cache


def test_the_first_value_of_a_key_stays():
    cache = Cache[str, int]()
    cache.keep("a", 1)
    assert cache.keep("a", 2) == 1


def test_names_that_do_not_exist_fill_no_target():
    target = Workspace.from_dict({"objects": {"boats": {"attributes": {}}}})["boats"]
    for number in range(200):
        check(f"{'long_name' * 1_000}{number} = 1", target)
    caches = [each for each in target.derived.values() if isinstance(each, Cache)]
    kept = sum(len(part) for cache in caches for key in cache for part in [key, *key] if isinstance(part, str))
    assert kept <= 2 * LIMITS.cache_characters * len(caches)


@pytest.mark.parametrize("text", ["{} = 1", "not {} contains 'x' and a.y = 2", "{} {{ first_name = 'a' }}"])
def test_names_that_users_write_are_not_interned(text):
    """`sys.intern` returns its argument unless an equal text is interned already. Python 3.12 never frees an interned one."""
    read = parse(Source(text.format(f"never_{len(text)}_seen")))
    fresh = f"never_{len(text)}_seen"
    assert sys.intern(fresh) is fresh
    assert read
