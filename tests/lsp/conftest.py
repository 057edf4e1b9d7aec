"""Tests of the language server run in a session over stdio."""

import asyncio

import pytest

pytest.importorskip("pytest_lsp", reason="needs the extra `test`: pytest-lsp, pygls and lsprotocol")

from editor_session import WAIT, started


@pytest.fixture
def sessions(tmp_path):
    """A function that runs a test with a session, and ends the session: then the log is empty and the process has ended well."""

    def run(test, *arguments, logs=False, **options):
        async def whole():
            session = await started(tmp_path, *arguments, **options)
            try:
                await asyncio.wait_for(test(session), WAIT * 4)
            finally:
                server = session.client._server
                await asyncio.wait_for(session.client.shutdown_session(), WAIT)
                assert await asyncio.wait_for(server.wait(), WAIT) == 0
                session.log = (await asyncio.wait_for(session.reading, WAIT)).decode()
                await session.client.stop()
            return session

        session = asyncio.run(whole())
        if not logs:
            assert session.log == ""
            assert session.client.log_messages == []
            assert session.client.messages == []
        return session

    return run
