"""The server of `attioql playground`: files of one folder, on the loopback interface."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

from attioql.page_lookup import page_of

LOOPBACK = "127.0.0.1"

_MOUNT = "/playground/"
_EXPLAINED = re.compile(r"/(?:diagnostics|rules)/([a-z-]+)\.html(?:$|[?#])")
"""The pages of the site that the playground links to."""


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder. Raises `OSError` for a port that is taken."""
    return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(folder)))


class _Handler(SimpleHTTPRequestHandler):
    """Serves the page below `/playground/`, as the site does, and the pages of diagnostics as text."""

    extensions_map = {  # noqa: RUF012 - the base class types it as an instance attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".xz": "application/octet-stream",
    }

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]  # the base class returns BytesIO or a file
        """Send the headers, and return the file to send, if there is one."""
        if self.path.startswith(_MOUNT):
            return super().send_head()
        named = _EXPLAINED.match(self.path)
        explained = page_of(named[1]) if named else None
        if explained is not None:
            self._send_text(explained)
        else:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", _MOUNT)
            self.send_header("Content-Length", "0")
            self.end_headers()
        return None

    def translate_path(self, path: str) -> str:
        """Return the file of a path of the server."""
        return super().translate_path("/" + path.removeprefix(_MOUNT))

    def list_directory(self, path: object) -> None:
        """Answer that there is no such file."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *arguments: object) -> None:
        """Print nothing."""

    def _send_text(self, text: str) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
