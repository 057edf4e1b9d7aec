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
