"""`attioql playground`: serves the playground on this machine."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

_PACKAGE = "attioql_playground"
_CHECKOUT = Path(__file__).resolve().parents[3]
_BUILT = Path("build", "playground", "page")
_SCRIPT = Path("scripts", "build_playground.py")
_FIRST_FILE = "index.html"


@click.command(short_help="Serve the playground, a page that checks filters in the browser.")
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Port; by default one that is free.")
def playground(port: int) -> None:
    """Serve the playground, a page that checks filters in the browser, on this machine only.

    The page runs this package in the browser. Only programs on this machine reach the server, and the page sends it no filter.
    """
    server = import_module("attioql.cli.page_server").server_of(page_folder(), port)
    sys.stdout.write(f"The playground is at http://127.0.0.1:{server.server_port}/playground/ (stop with Ctrl+C)\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    finally:
        server.server_close()


def page_folder() -> Path:
    """Return the folder of the built page: that of the extra `playground`, else of the checkout of this package or around the current folder."""
    spec = find_spec(_PACKAGE)
    folders = [Path(each) / "page" for each in (spec.submodule_search_locations or () if spec else ())]
    here = Path.cwd()
    checkouts = [each for each in (_CHECKOUT, here, *here.parents) if (each / _SCRIPT).is_file()]
    for folder in [*folders, *(each / _BUILT for each in checkouts)]:
        if (folder / _FIRST_FILE).is_file():
            return folder
    if checkouts:
        message = f"the playground is not built yet: run python {checkouts[0] / _SCRIPT}"
    else:
        message = (
            f"there is no playground here: run python {_SCRIPT.as_posix()} in a checkout of AttioQL, "
            "then attioql playground there"
        )
    raise click.UsageError(message)
