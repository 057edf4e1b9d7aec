"""Each request over stdio, with an emoji and wide characters before its position, and in broken text."""

import json
import re

import pytest
from editor_texts import UNITS, actions, applied, around, at, completed, hovered, offset_of, position
from lsprotocol import types

HEAD = "# target: people\n# 🙂 日本\n"
BEFORE = 'name = "🙂 日本" and '
MARKDOWN = types.TextDocumentClientCapabilities(
    hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
    completion=types.CompletionClientCapabilities(
        completion_item=types.ClientCompletionItemOptions(documentation_format=[types.MarkupKind.Markdown])
    ),
)


@pytest.mark.parametrize("encoding", UNITS)
def test_diagnostics_completion_and_hover_in_each_encoding(sessions, encoding):
    text = f"{HEAD}{BEFORE}job_titel = 'x' and name.full_name contains 'y'\n"

    async def test(session):
        assert session.result.capabilities.position_encoding == encoding
        uri = session.open("a.attioql", text)
        (problem,) = await session.diagnostics(uri, 1)
        assert (problem.code, problem.range) == ("unknown-attribute", around(text, "job_titel", encoding))
        hover = await hovered(session, uri, at(text, "full_name", encoding, behind=True))
        assert hover.contents.kind == "markdown"
        assert "full_name" in hover.contents.value
        assert hover.range == around(text, "full_name", encoding)
        found = await completed(session, uri, at(text, "name.full_n", encoding, behind=True))
        assert applied(text, [found["full_name"].text_edit], encoding) == text
        assert found["full_name"].text_edit.range == around(text, "full_name", encoding)

    sessions(test, encodings=[encoding], capabilities=types.ClientCapabilities(text_document=MARKDOWN))


def test_a_client_that_names_no_encoding_counts_in_utf_16(sessions):
    async def test(session):
        assert session.result.capabilities.position_encoding == "utf-16"

    sessions(test)


def test_completion_in_broken_text_and_of_targets(sessions):
    async def test(session):
        text = f"{HEAD}{BEFORE}) and (((job_ti and '🙂\n"
        uri = session.open("a.attioql", text)
        found = await completed(session, uri, at(text, "job_ti", behind=True))
        assert applied(text, [found["job_title"].text_edit]) == text.replace("job_ti ", "job_title ")
        found = await completed(session, uri, at(text, "# target: ", behind=True))
        assert applied(text, [found["companies"].text_edit]) == text.replace("people", "companies")

    sessions(test)


def test_formatting_and_what_cannot_be_formatted(sessions):
    async def test(session):
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        text = f"{HEAD}{BEFORE}name   =   'z'\n"
        uri = session.open("a.attioql", text)
        params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), options)
        edits = await session.client.text_document_formatting_async(params)
        assert applied(text, edits) == f'{HEAD}{BEFORE}name = "z"\n'
        broken = session.open("b.attioql", f"{HEAD}{BEFORE}((\n")
        params = types.DocumentFormattingParams(types.TextDocumentIdentifier(broken), options)
        assert not await session.client.text_document_formatting_async(params)

    sessions(test)


def test_fixes_suppressions_and_all_safe_fixes(sessions):
    async def test(session):
        text = f"{HEAD}{BEFORE}not not job_title = 'x'\n"
        uri = session.open("a.attioql", text, version=7)
        await session.diagnostics(uri, 7)
        found = await actions(session, uri, around(text, "not not job_title ="))
        fix = next(each for each in found if each.kind == "quickfix")
        assert fix.is_preferred
        assert fix.diagnostics[0].code == "double-negation"
        assert applied(text, fix.edit.changes[uri]) == text.replace("not not job_title =", "job_title =")
        ignore = next(each for each in found if each.title == "Ignore `double-negation` here")
        changed = applied(text, ignore.edit.changes[uri])
        assert "# attioql: ignore[double-negation]\n" in changed
        other = session.open("b.attioql", changed)
        assert await session.diagnostics(other, 1) == []
        (everything,) = await actions(session, uri, types.Range(at(text, "#"), at(text, "#")), ["source.fixAll"])
        assert everything.kind == "source.fixAll.attioql"
        assert applied(text, everything.edit.changes[uri]) == text.replace("not not ", "")

    sessions(test)


@pytest.mark.parametrize(
    ("name", "language", "text", "mark", "slugs"),
    [
        ("a.attioql", "attioql", "# 🙂 日本\nstage = 'Lead' and value > 5\n", "value", ["deals"]),
        ("b.attioql", "attioql", "name = 'x'\r\n", "name", ["companies", "people", "deals", "workspaces"]),
        ("c.attioql", "attioql", "# target:\nvalue > 5\n", "value", []),
        ("a.json", "json", '{\n  "filters": {"a": {"query": "job_title is empty"}}\n}\n', "a", ["people"]),
        ("b.json", "json", '{"filters":{"a":{"query":"stage is empty"}}}', "a", ["deals"]),
        ("a.yaml", "yaml", "# 🙂\nfilters:\n  aa:\n    filter: {job_title: x}\n", "aa", ["people"]),
        ("a.filter.json", "json", '{"job_title": "x"}', '{"job', []),
    ],
)
def test_the_likely_targets_are_offered_for_a_file_that_names_none(sessions, name, language, text, mark, slugs):
    async def test(session):
        uri = session.open(name, text, language)
        reported = [each.code for each in await session.diagnostics(uri, 1)]
        assert reported == ["unknown-target" if name == "c.attioql" else "missing-target"]
        found = [each for each in await actions(session, uri, around(text, mark)) if each.title.startswith("Insert")]
        assert [re.split(r"\W+", each.title)[2] for each in found] == slugs
        assert [each.is_preferred for each in found] == ([True] if len(slugs) == 1 else [None] * len(slugs))
        for number, each in enumerate(found):
            assert [problem.code for problem in each.diagnostics] == ["missing-target"]
            changed = applied(text, each.edit.changes[uri])
            assert changed.replace(each.edit.changes[uri][0].new_text, "", 1) == text
            session.change(uri, number + 2, types.TextDocumentContentChangeWholeDocument(changed))
            left = [problem.code for problem in await session.diagnostics(uri, number + 2)]
            assert "missing-target" not in left
            assert "unknown-attribute" not in left

    sessions(test)


def test_edits_are_of_a_version_where_the_editor_can_tell(sessions):
    async def test(session):
        text = f"{HEAD}{BEFORE}job_titel = 'x'\n"
        uri = session.open("a.attioql", text, version=3)
        found = await actions(session, uri, around(text, "job_titel"), ["quickfix"])
        (change,) = found[0].edit.document_changes
        assert (change.text_document.version, change.text_document.uri) == (3, uri)
        assert applied(text, change.edits) == text.replace("job_titel", "job_title")

    edits = types.WorkspaceEditClientCapabilities(document_changes=True)
    sessions(
        test, capabilities=types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(workspace_edit=edits))
    )


def test_labels_links_and_tags(sessions):
    async def test(session):
        text = "# target: deals\n# 🙂 日本\nvalue > 5 and value < 3\n"
        uri = session.open("a.attioql", text)
        (problem,) = await session.diagnostics(uri, 1)
        assert problem.code == "contradiction"
        related = [each.location for each in problem.related_information]
        assert [each.range for each in related] == [around(text, "value > 5"), around(text, "value < 3")]
        assert {each.uri for each in related} == {uri}
        assert problem.code_description.href.endswith("/docs/rules/contradiction.md")
        text = "# target: people\n# 🙂 日本\njob_title = 'a' and job_title = 'a'\n"
        (problem,) = await session.diagnostics(session.open("b.attioql", text), 1)
        assert list(problem.tags) == [types.DiagnosticTag.Unnecessary]

    sessions(test)


def test_tokens_symbols_folding_and_renaming(sessions):
    async def test(session):
        text = f'{HEAD}# params: {{"since": "2024-01-01", "n": "a"}}\n{BEFORE}(\n  created_at > :since\n  or name = :n\n  or created_at < :since\n)\n'
        uri = session.open("a.attioql", text)
        document = types.TextDocumentIdentifier(uri)
        tokens = await session.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        legend = session.result.capabilities.semantic_tokens_provider.legend.token_types
        shown, line, column = [], 0, 0
        for step, back, length, kind, _ in zip(*[iter(tokens.data)] * 5, strict=True):
            line, column = line + step, back if step else column + back
            start = offset_of(text, types.Position(line, column))
            end = offset_of(text, types.Position(line, column + length))
            shown.append((text[start:end], legend[kind]))
        assert ('"🙂 日本"', "string") in shown
        assert (":since", "parameter") in shown
        assert shown[:2] == [("# target: people", "comment"), ("# 🙂 日本", "comment")]
        assert [kind for word, kind in shown if word in {"name", "and", "or", "created_at", ">"}] == [
            "property", "keyword", "property", "operator", "keyword", "property", "keyword", "property",
        ]  # fmt: skip
        (group,) = await session.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert (group.name, [each.name for each in group.children]) == ("and", ['name = "🙂 日本"', "or"])
        assert [each.name for each in group.children[1].children][1] == "name = :n"
        folds = await session.client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert [(each.start_line, each.end_line, each.kind) for each in folds] == [(0, 2, "comment"), (3, 6, None)]
        where = at(text, "or created_at < :si", behind=True)
        ready = await session.client.text_document_prepare_rename_async(types.PrepareRenameParams(document, where))
        assert ready.placeholder == "since"
        change = await session.client.text_document_rename_async(types.RenameParams(document, where, "from_day"))
        assert applied(text, change.changes[uri]) == text.replace("since", "from_day")
        for name in ("n", "9", ""):
            with pytest.raises(Exception, match="parameter"):
                await session.client.text_document_rename_async(types.RenameParams(document, where, name))
        assert (
            await session.client.text_document_prepare_rename_async(
                types.PrepareRenameParams(document, at(text, "created_at"))
            )
            is None
        )

    sessions(test)


PYTHON = """import attioql
# 🙂 日本
people = attioql.Workspace.standard()["people"]
found = attioql.compile("name = '🙂 日本' and job_titel = 'x'", people)
rows = client.records.query(object="people", filter={"name": {"$contains": "🙂 日本"}, "job_titel": "x"})
"""
SCRIPT = """// 🙂 日本
const found = await attio.records.query({ object: "people", filter: { name: "🙂 日本", job_titel: 'x' } });
"""
YAML = """target: people
filters:
  "🙂":
    query: |
      name = "🙂 日本"
      and job_titel = "x"
"""
SET = json.dumps(
    {"target": "people", "filters": {"🙂": {"query": 'name = "🙂 日本" and job_titel = "x"'}}}, ensure_ascii=False
)
FILTER = '{"name": "🙂 日本", "job_titel": "x"}'
MAPPING = """target: people
filters:
  "🙂":
    filter:
      name: "🙂 日本"
      job_titel: x
"""


OTHERS = [
    ("a.py", "python", PYTHON, 2),
    ("a.ts", "typescript", SCRIPT, 1),
    ("a.js", "javascript", SCRIPT, 1),
    ("a.yaml", "yaml", YAML, 1),
    ("b.yaml", "yaml", MAPPING, 1),
    ("a.json", "json", SET, 1),
    ("a.filter.json", "json", FILTER, 1),
]


@pytest.mark.parametrize(("name", "language", "text", "count"), OTHERS)
def test_filters_in_other_files(sessions, name, language, text, count):
    async def test(session):
        uri = session.open(name, text, language)
        problems = await session.diagnostics(uri, 1)
        assert [each.code for each in problems] == ["unknown-attribute"] * count
        start = 0
        for problem in problems:
            start = text.index("job_titel", start)
            end = start + len("job_titel")
            where = types.Range(position(text, start), position(text, end))
            assert offset_of(text, problem.range.start) in {start, start - 1}, "the quotes of a key belong to it"
            found = await completed(session, uri, position(text, end - 2))
            changed = applied(text, [found["job_title"].text_edit])
            assert changed.replace('"job_title": x', "job_title: x") == text[:start] + "job_title" + text[end:], where
            start = end
        fixed = await actions(session, uri, problems[0].range, ["quickfix"])
        assert "job_title" in applied(text, fixed[0].edit.changes[uri])

    sessions(test, *(["--target", "people"] if "filter.json" in name else []))


@pytest.mark.parametrize(("name", "language", "text", "count"), OTHERS)
def test_hover_and_completion_behind_a_word_in_other_files(sessions, name, language, text, count):
    async def test(session):
        right = text.replace("job_titel", "job_title")
        uri = session.open(name, right, language)
        start = 0
        for _ in range(count):
            start = right.index("job_title", start)
            end = start + len("job_title")
            for offset in (start, start + 4, end - 1):
                hover = await hovered(session, uri, position(right, offset))
                assert "**Job title** (text)" in hover.contents.value
                said = right[offset_of(right, hover.range.start) : offset_of(right, hover.range.end)]
                assert said.strip('"') == "job_title"
            start = end
        cut = right.replace("job_title", "job_ti")
        session.change(uri, 2, types.TextDocumentContentChangeWholeDocument(cut))
        start = 0
        for _ in range(count):
            end = start = cut.index("job_ti", start) + len("job_ti")
            item = (await completed(session, uri, position(cut, end)))["job_title"]
            changed = applied(cut, [item.text_edit])
            assert changed.replace('"job_title": x', "job_title: x") == cut[: end - 6] + "job_title" + cut[end:]
            typed = cut[offset_of(cut, item.text_edit.range.start) : end]
            assert (item.filter_text or item.label).startswith(typed), "editors compare them"

    sessions(test, *(["--target", "people"] if "filter.json" in name else []))


def test_other_files_of_these_languages_are_left_alone(sessions):
    async def test(session):
        for name, language, text in [
            ("a.json", "json", '{"name": 1'),
            ("b.py", "python", "import os\n("),
            ("c.yaml", "yaml", "a: [1"),
            ("d.ts", "typescript", "let x = ;"),
        ]:
            uri = session.open(name, text, language)
            assert await session.diagnostics(uri, 1) == []
            assert await completed(session, uri, types.Position(0, 3)) == {}
            assert await hovered(session, uri, types.Position(0, 3)) is None
            assert not await actions(session, uri, types.Range(types.Position(0, 0), types.Position(0, 3)))

    sessions(test)
