"""No page, recipe or message installs AttioQL by a name: it is not published, and a stranger could register the name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUFFIXES = {".md", ".py", ".ipynb", ".html", ".yaml", ".yml", ".toml", ".json", ".lark", ".txt", ".cfg", ""}
PAGES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ".pre-commit-hooks.yaml",
    ".pre-commit-config.yaml",
)
FOLDERS = (
    "src",
    "docs",
    "benchmarks",
    "examples",
    "schemas",
    "grammar",
    ".ci",
    ".github",
    "scripts",
    "tests/golden",
    "tests/lint",
)
RECIPES = {".md", ".yaml", ".yml", ".txt", ".cfg"}

INSTALLERS = r"pip[0-9.]*|pipx|uvx?|poetry|pdm|rye|hatch|conda|mamba|micromamba|pixi|easy_install"
BY_NAME = r"""(?<![\w./+@:=-])attioql(?![\w./-]|(?:\[[\w,\s-]*\])?\s*@\s*(?:git\+|https?:|file:))"""
COMMAND = re.compile(rf"\b(?:{INSTALLERS})\b[^\n&;|`#]*?{BY_NAME}", re.IGNORECASE)
REQUIREMENT = re.compile(
    rf"""^\s*(?:-\s+|additional_dependencies:.*?|requires:.*?|dependencies\s*[:=].*?)["']?{BY_NAME}(?:\[[\w,\s-]*\])?\s*["']?\s*(?:[\],<>=~!].*)?$""",
    re.IGNORECASE | re.MULTILINE,
)
MOVABLE_REVISION = re.compile(r"""\brev\s*:\s*["']?v?\d+\.|\brev\s*:\s*["']?(?:v\b|v\d|main\b|master\b|HEAD\b)""")
ACTION_BY_TAG = re.compile(r"""\buses:\s*[\w./-]*attioql[\w./-]*@(?![0-9a-fA-F]{40}\b|FULL_COMMIT_HASH)""")


def faults(text, suffix=".md"):
    """Return what would fetch AttioQL by a name or a revision that somebody else may decide about."""
    joined = text.replace("\\\n", " ")
    patterns = [COMMAND, MOVABLE_REVISION, ACTION_BY_TAG, *([REQUIREMENT] if suffix in RECIPES else [])]
    return [found[0] for pattern in patterns for found in pattern.finditer(joined)]


def _files():
    yield from (ROOT / name for name in PAGES)
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in SUFFIXES and path.is_file())


@pytest.mark.parametrize("path", [*_files()], ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_installs_by_an_unpublished_name(path):
    assert faults(path.read_text(encoding="utf-8", errors="replace"), path.suffix) == []


@pytest.mark.parametrize(
    "text",
    [
        "pip install attioql",
        "pip install 'attioql[cli]'",
        'pip install "attioql[cli,testing]>=0.1"',
        "pip install -U attioql",
        "pip install attioql==0.1.0",
        "pip install --quiet \\\n    attioql",
        "python -m pip install attioql",
        "pip3 install attioql",
        "pip install click attioql rich",
        "pip install AttioQL",
        "pipx install attioql",
        "pipx run attioql lint",
        "uv pip install 'attioql[cli]'",
        "uv add attioql",
        "uv tool install attioql",
        "uv run --with attioql attioql lint",
        "uvx attioql lint",
        "uvx --from 'attioql[cli]' attioql lint",
        "poetry add attioql -E cli",
        "pdm add attioql",
        "conda install attioql",
        "`pip install 'attioql[cli]'` brings the command",
        "needs click; install it with: pip install 'attioql[cli]'\\n",
        '  additional_dependencies: ["attioql[cli]"]',
        "  additional_dependencies: [rich, attioql]",
        "        - attioql[cli]==0.1",
        "- attioql",
        'dependencies = ["attioql>=0.1"]',
        "    rev: v0.1.0",
        "    rev: 0.1.0",
        "    rev: main",
        "    rev: 'v1'",
        "- uses: someone/attioql-action@v1",
    ],
)
def test_the_spellings_that_are_found(text):
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "pip install '.[cli]' && attioql compile people 'name = \"x\"'",
        "pip install -e '.[test]' && python -m pytest -n auto",
        "pip install './attioql-0.1.0-py3-none-any.whl[cli]'",
        "pip install dist/attioql-0.1.0-py3-none-any.whl",
        "pip install 'attioql[cli] @ git+https://example.com/your/copy/of/attioql@FULL_COMMIT_HASH'",
        "pip install git+https://example.com/attioql@0123456789abcdef0123456789abcdef01234567",
        "`pip install '.[cli]'` in a checkout installs the command `attioql`.",
        "pip install click rich",
        '  additional_dependencies: [".[cli]"]',
        "    rev: FULL_COMMIT_HASH",
        "    rev: 0123456789abcdef0123456789abcdef01234567",
        "      - id: attioql-lint",
        "      - run: attioql lint filters/",
        "- `attioql lint` reads files",
    ],
)
def test_the_spellings_that_are_fine(text):
    assert not faults(text)
