"""Build the documentation site: `python scripts/build_site.py`. It needs the extra `site`, and npm and pip for the playground.

The pages are gathered and made in `build/site/pages`, and `build/site/html` is the site. A warning is an error, and so is a link
or an anchor that leads nowhere, or anything that a page would load from another host.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import build_playground
from ruamel.yaml import YAML
from website import checks, command_page, copies, descriptions, diagnostic_pages, grammar_page, navigation, python_page
from website.staging import Stage

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "site"
_NO_PLAYGROUND = """<!doctype html>
<html lang="en"><title>AttioQL playground</title><p>This copy of the site was built without the playground.</p></html>
"""
BUILDERS = {
    "zensical": ("zensical", "build", "--clean", "--strict"),
    "mkdocs": ("mkdocs", "build", "--clean", "--strict", "--quiet"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site. Returns 1 if anything is wrong with it."""
    parser = argparse.ArgumentParser(prog="python scripts/build_site.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--with", choices=BUILDERS, default="zensical", dest="builder", help="what builds it (default: zensical)"
    )
    parser.add_argument("--pages", action="store_true", help="write the Markdown pages, and build no HTML")
    parser.add_argument(
        "--no-playground", action="store_true", help="leave out the playground: no network is needed then"
    )
    given = parser.parse_args(arguments)
    shutil.rmtree(BUILD, ignore_errors=True)
    write_pages(BUILD / "pages")
    return 0 if given.pages else build(BUILDERS[given.builder], has_playground=not given.no_playground)


def write_pages(folder: Path) -> None:
    """Gather the pages of the checkout in a folder, and make those that are made from code."""
    stage = Stage(ROOT, folder, diagnostic_pages.moved())
    stage.gather(left_out=frozenset({f"docs/{diagnostic_pages.LIST}"}))
    for name, text in diagnostic_pages.pages():
        stage.add(name, text, f"docs/{diagnostic_pages.LIST}")
    stage.add("grammar.md", grammar_page.page((ROOT / "grammar" / "attioql.lark").read_text(encoding="utf-8")))
    stage.add("command-reference.md", command_page.page())
    stage.add("python-reference.md", python_page.page())
    descriptions.write(folder)


def build(command: Sequence[str], *, has_playground: bool) -> int:
    """Build the site from its pages, add the playground and the Markdown copies, and check the result."""
    config = _configured()
    paths = [str(ROOT / "src"), str(ROOT / "scripts"), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command, "--config-file", str(BUILD / "mkdocs.yml")],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if done.returncode:
        return 1
    checks.seal(BUILD / "html")
    add_playground(BUILD / "html" / "playground", has_playground=has_playground)
    copies.write(BUILD / "pages", BUILD / "html", {"python-reference.md": python_page.markdown()}, config)
    wrong = checks.faults(BUILD / "html")
    sys.stdout.write(("\n".join(wrong) or f"The site is in {BUILD / 'html'}.") + "\n")
    return 1 if wrong else 0


def _configured() -> dict[str, Any]:
    """Return `mkdocs.yml`, and write it for the builder next to the pages, with the whole navigation."""
    config: dict[str, Any] = YAML(typ="safe").load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    theme = {**config["theme"], "custom_dir": str(ROOT / config["theme"]["custom_dir"])}
    nav = navigation.complete(config["nav"], BUILD / "pages")
    built = {**config, "docs_dir": "pages", "site_dir": "html", "theme": theme, "nav": nav}
    (BUILD / "mkdocs.yml").write_text(json.dumps(built), encoding="utf-8")
    return config


def add_playground(folder: Path, *, has_playground: bool) -> None:
    """Build the playground in a folder of the site; without it, write a page that says so."""
    if has_playground:
        build_playground.build()
        shutil.copytree(build_playground.PAGE, folder)
        return
    folder.mkdir()
    (folder / "index.html").write_text(_NO_PLAYGROUND, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
