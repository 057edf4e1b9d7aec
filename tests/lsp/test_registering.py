"""What the server asks of an editor that can be asked: to register features for one language, and for its settings."""

import asyncio

from editor_session import WAIT
from lsprotocol import types

ABLE = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        formatting=types.DocumentFormattingClientCapabilities(dynamic_registration=True),
        semantic_tokens=types.SemanticTokensClientCapabilities(
            requests=types.ClientSemanticTokensRequestOptions(full=True),
            token_types=[],
            token_modifiers=[],
            formats=[types.TokenFormat.Relative],
            dynamic_registration=True,
        ),
    )
)
PULLING = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(configuration=True))
TEXT = "# 🙂 日本\njob_title = 'x'\n"


async def until(true):
    for _ in range(WAIT * 50):
        if true():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def test_what_is_for_query_text_alone_is_registered_for_that_language(sessions):
    async def test(session):
        offered = session.result.capabilities
        assert offered.document_formatting_provider is None
        assert offered.semantic_tokens_provider is None
        assert offered.hover_provider
        await until(lambda: len(session.registered) == 2)
        by_method = {each.method: each.register_options for each in session.registered}
        assert set(by_method) == {"textDocument/formatting", "textDocument/semanticTokens"}
        for options in by_method.values():
            assert [dict(each)["language"] for each in options["documentSelector"]] == ["attioql"]
        assert "property" in by_method["textDocument/semanticTokens"]["legend"]["tokenTypes"]
        document = types.TextDocumentIdentifier(session.open("a.attioql", f"# target: people\n{TEXT}"))
        options = types.FormattingOptions(tab_size=4, insert_spaces=True)
        params = types.DocumentFormattingParams(document, options)
        assert await session.client.text_document_formatting_async(params)
        tokens = await session.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert tokens.data

    sessions(test, capabilities=ABLE)


def test_an_editor_that_can_register_nothing_is_told_of_all_features_at_once(sessions):
    async def test(session):
        offered = session.result.capabilities
        assert offered.document_formatting_provider
        assert offered.semantic_tokens_provider.full
        await session.diagnostics(session.open("a.attioql", TEXT), 1)
        assert session.registered == []

    sessions(test)


def test_settings_are_asked_for_and_asked_for_again_when_they_change(sessions):
    given: dict[str, object] = {"target": "companies"}
    asked = []

    def settings(items):
        asked.extend(item.section for item in items)
        return [dict(given)]

    async def test(session):
        uri = session.open("a.attioql", TEXT)
        await until(lambda: asked)
        await until(lambda: [each.code for each in session.published(uri) or ()] == ["unknown-attribute"])
        given["target"] = "people"
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await until(lambda: session.published(uri) == [])
        given["target"] = 5
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await until(lambda: session.client.messages)
        assert set(asked) == {"attioql"}
        assert [each.message for each in session.client.messages] == [
            "the setting `attioql.target` takes the slug of an object, a list or an activity"
        ]

    sessions(test, capabilities=PULLING, settings=settings, logs=True)


def test_an_editor_that_answers_with_no_settings_has_those_of_the_command(sessions):
    for answer in ([None], [], [[]], ["x"]):

        async def test(session):
            uri = session.open("a.attioql", TEXT)
            assert await session.diagnostics(uri, 1) == []

        sessions(test, "--target", "people", capabilities=PULLING, settings=lambda _, answer=answer: answer)
