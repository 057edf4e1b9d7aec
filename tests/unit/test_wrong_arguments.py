"""Filter JSON where query text belongs: the error names the functions that read it."""

import pytest

import attioql

DEALS = attioql.Workspace.standard()["deals"]
JSON = "; `attioql.load` and `attioql.check` read filter JSON"


@pytest.mark.parametrize(("given", "advice"), [({"name": "x"}, JSON), ([{"name": "x"}], JSON), (5, ""), (None, "")])
def test_a_parsed_filter_in_place_of_text_is_sent_to_load(given, advice):
    message = f"a filter is text (a str or a Source), not {type(given).__name__}{advice}"
    for read in (attioql.compile, attioql.compile_query):
        with pytest.raises(TypeError) as caught:
            read(given, DEALS)
        assert str(caught.value) == message
    assert attioql.load({"name": "x"}, DEALS).text() == 'name = "x"'


OF_BYTES = ": write `text.decode()`; `attioql.load` reads filter JSON as bytes too"


@pytest.mark.parametrize("make", [bytes, bytearray])
@pytest.mark.parametrize("text", ['name = "x"', '{"name": "x"}', "", "naem = 1", '{"naem": 1}', "name = \u201cx\u201d"])
def test_bytes_are_read_as_their_text(make, text):
    given = make(text.encode())
    for read in (attioql.check, attioql.lint, attioql.check_query):
        assert read(given, DEALS) == read(text, DEALS)
    assert attioql.fix(given, DEALS) == attioql.fix(text, DEALS)
    assert attioql.apply_fixes(given, attioql.check(text, DEALS)) == attioql.apply_fixes(
        text, attioql.check(text, DEALS)
    )


@pytest.mark.parametrize("given", [b'name = "x"', bytearray(b'name = "x"')])
def test_functions_that_take_no_bytes_say_how_to_make_text_of_them(given):
    for read in (attioql.compile, attioql.compile_query, lambda text, target: attioql.Compiler(target).compile(text)):
        with pytest.raises(TypeError) as caught:
            read(given, DEALS)
        assert str(caught.value) == f"a filter is text (a str or a Source), not {type(given).__name__}{OF_BYTES}"
    assert attioql.compile(given.decode(), DEALS) == attioql.load(b'{"name": "x"}', DEALS)


def test_bytes_that_are_not_utf_8_are_one_diagnostic_everywhere():
    limits = attioql.Limits.untrusted()
    for given in (b"\xff", b'name = "\xff"', b'{"name": "\xff"}'):
        found = [attioql.check(given, DEALS), attioql.lint(given, DEALS), attioql.check_query(given, DEALS)]
        found.append(attioql.check(given, DEALS, limits=limits))
        for read in (attioql.load, attioql.load_query, attioql.decompile, attioql.fix):
            with pytest.raises(attioql.FilterError) as caught:
                read(given, DEALS)
            found.append(caught.value.diagnostics)
        with pytest.raises(attioql.FilterError) as caught:
            attioql.apply_fixes(given, [])
        found.append(caught.value.diagnostics)
        assert {(each.name, each.message, each.span) for [each] in found} == {
            (each.name, each.message, each.span) for each in found[0]
        }
