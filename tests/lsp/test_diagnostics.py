"""Diagnostics over stdio: where they stand in each encoding, what they carry, and that they follow each change."""

from lsprotocol import types


def test_a_mistake_is_published_with_its_name_and_place(sessions):
    async def test(session):
        uri = session.open("a.attioql", '# target: people\n\njob_titel = "🙂 日本" and name = "x"\n')
        (problem,) = await session.diagnostics(uri, 1)
        assert (problem.code, problem.source) == ("unknown-attribute", "attioql")
        assert problem.severity is types.DiagnosticSeverity.Error
        assert problem.range == types.Range(types.Position(2, 0), types.Position(2, 9))

    sessions(test)


def test_json_that_is_cut_is_reported_behind_its_last_character(sessions):
    async def test(session):
        uri = session.open("filter.json", '{\n  "name": {"$eq": "🙂 日本"\n\n\n', "json")
        (problem,) = await session.diagnostics(uri, 1)
        assert problem.code == "not-json"
        assert problem.range == types.Range(types.Position(1, 25), types.Position(1, 25))

    sessions(test, "--target", "people")
