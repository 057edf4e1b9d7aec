"""A long JSON text, value by value: the same as all at once, wherever it is cut."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attioql.cli.json_stream import JsonStream, StreamError
from attioql.cli.record_files import FoundRecord, UnreadableRecord, read_records
from attioql.values.exact import read_decimal

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda children: st.one_of(st.lists(children, max_size=3), st.dictionaries(st.text(max_size=3), children)),
    max_leaves=6,
)


def stream(text, chunk=7):
    return JsonStream(io.BytesIO(text if isinstance(text, bytes) else text.encode()), chunk)


@given(st.lists(values, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_elements_are_the_same_wherever_the_text_is_cut(elements, chunk, indent, ascii_alone):
    text = json.dumps(elements, indent=indent, ensure_ascii=ascii_alone) + "\n"
    read = stream(text.encode(), chunk)
    assert list(read.elements()) == elements
    assert read.following() == ""


@given(st.dictionaries(st.text(max_size=3), values, max_size=5), st.integers(1, 40))
def test_members_are_the_same_wherever_the_text_is_cut(members, chunk):
    read = stream("\ufeff" + json.dumps(members, indent=2), chunk)
    assert {key: read.value() for key in read.members()} == members


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1, 2", "']' is expected, not the end"),
        ("[1 2]", "']' is expected, not '2'"),
        ("[1,]", "JSON allows no trailing comma"),
        ('["abc', "this string is never closed"),
        ("[tru]", "a value is expected here"),
        ("[" * 100_000, "nested more than 2,000 levels deep"),
        (b'["\xff"]', "not UTF-8"),
        (b'["\xc3', "not UTF-8"),
        ("{}", r"'\[' is expected, not '{'"),
        ("", r"'\[' is expected, not the end"),
    ],
)
def test_what_is_no_array(text, says):
    with pytest.raises(StreamError, match=says):
        list(stream(text).elements())


@pytest.mark.parametrize("number", ["1" * 5_000, "-1e400", "1e99999999999999999999"])
def test_numbers_of_any_size_are_read(number):
    assert [str(each).lower() for each in stream(f"[{number}]").elements()] == [str(read_decimal(number)).lower()]


@pytest.mark.parametrize(("text", "says"), [("{1: 2}", "a key is a string"), ('{"a" 1}', "':' is expected, not '1'")])
def test_what_is_no_object(text, says):
    read = stream(text)
    with pytest.raises(StreamError, match=says):
        [read.value() for _ in read.members()]


def test_a_fault_is_found_without_reading_to_the_end():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            return b'[{"a": 1}, oops, ' + b'{"a": 1}, ' * (size // 10)

    endless: Any = Endless()
    elements = JsonStream(endless, 100).elements()
    assert next(elements) == {"a": 1}
    with pytest.raises(StreamError, match="a value is expected here"):
        next(elements)


def test_a_value_is_not_read_without_end(monkeypatch):
    monkeypatch.setattr("attioql.cli.json_stream.LONGEST_VALUE", 1_000)
    with pytest.raises(StreamError, match="more than 1,000 characters"):
        stream('["' + "a" * 5_000).value()


def read(path, content):
    path.write_bytes(content)
    found = [each for each in read_records(str(path)) if isinstance(each, FoundRecord)]
    return [(each.where.removeprefix(str(path)), each.record) for each in found]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_an_answer_on_one_line_is_read_at_once_or_if_it_is_long_record_by_record(tmp_path, mark, end):
    records = [{"values": {"n": number}} for number in range(3_000)]
    for few, start in ((records[:2], ":1"), (records, "")):
        expected = [(f"{start}[{number}]", record) for number, record in enumerate(few, 1)]
        content = mark + json.dumps({"data": few}).encode() + end
        assert read(tmp_path / "a.json", content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": 1}\n\n{"a": 2}', [(":1", {"a": 1}), (":3", {"a": 2})]),
        (b'{\n"data": [{"a": 1},\n{"a": 2}]}', [("[1]", {"a": 1}), ("[2]", {"a": 2})]),
        (b'[{"a": 1}, {"a": 2}]', [("[1]", {"a": 1}), ("[2]", {"a": 2})]),
        (b'{"data": [{"a": 1}]}\n{"a": 2}', [(":1[1]", {"a": 1}), (":2", {"a": 2})]),
        (b'{"data": [1], "values": {}}', [(":1", {"data": [1], "values": {}})]),
        (b'{"data": [1], "entry_values": {}}', [(":1", {"data": [1], "entry_values": {}})]),
        (b"\xef\xbb\xbf1\n2", [(":1", 1), (":2", 2)]),
    ],
)
def test_a_record_has_the_place_where_it_stands(tmp_path, content, expected):
    assert read(tmp_path / "a.json", content) == expected


def test_a_byte_order_mark_after_the_first_line_is_no_part_of_a_record(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b"1\n\xef\xbb\xbf2\n\xff")
    found = list(read_records(str(path)))
    assert [each.where for each in found] == [f"{path}:1", f"{path}:2", f"{path}:3"]
    assert isinstance(found[0], FoundRecord)
    assert isinstance(found[1], UnreadableRecord)
    assert found[2] == UnreadableRecord("not UTF-8 (byte 0 of the line)", f"{path}:3")
