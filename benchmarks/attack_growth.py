"""What hostile input of n, 2n and 4n parts costs in time of the processor and in memory: `python benchmarks/attack_growth.py`.

Each measurement runs in a process of its own, which a time limit ends. Twice the input should take at most 2.3 times as long and as much
memory; those that take more are measured again, up to three times, and end with `!` if
the least of all times still is more. Times under 20 ms are too short to compare.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import multiprocessing
import sys
import time
import tracemalloc
from functools import partial, reduce
from operator import and_, or_
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

import attioql
from attioql.catalog.comparison import compare
from attioql.cli.app import app
from attioql.documents.read import read_document
from attioql.impact.effects import Impact

MOST_TIMES = 2.3
SHORT = 0.02
MOST_AGAIN = 3
STANDARD = attioql.Workspace.standard()
PEOPLE, COMPANIES, DEALS = STANDARD["people"], STANDARD["companies"], STANDARD["deals"]
BLOCK = "(first_name = 'a{0}' or first_name = 'b{0}') and (last_name = 'c{0}' or last_name = 'd{0}')"


def checked(text_of, target=PEOPLE):
    """Check a text."""
    return lambda n: _call(attioql.check, text_of(n), target)


def reported(text_of, output="human"):
    """Check a text, and write the report of what is wrong with it."""

    def make(n):
        text = text_of(n)
        return lambda: attioql.render(attioql.check(text, PEOPLE), format=output)

    return make


def compiled(text_of, target=PEOPLE):
    """Compile a text to JSON text."""

    def make(n):
        text = text_of(n)

        def work():
            try:
                attioql.compile(text, target).dumps()
            except attioql.FilterError as error:
                str(error)

        return work

    return make


def formatted(text_of):
    """Format a text."""
    return lambda n: _call(attioql.format, text_of(n))


def loaded(value_of, target=PEOPLE):
    """Load filter JSON, parsed or as text."""

    def make(n):
        value = value_of(n)

        def work():
            try:
                attioql.load(value, target)
            except attioql.FilterError as error:
                str(error)

        return work

    return make


def decided(text_of, question):
    """Ask something of a compiled filter."""
    return lambda n: _call(question, attioql.compile(text_of(n), PEOPLE))


def linted(name, text_of, *options):
    """Lint a file on the command line."""

    def make(n):
        text = text_of(n)

        def work():
            with TemporaryDirectory() as folder:
                file = Path(folder, name)
                file.write_text(text, encoding="utf-8")
                result = CliRunner().invoke(app, ["lint", *options, "--target", "people", str(file)])
                if result.exit_code != 1 and file.read_text(encoding="utf-8") == text:
                    raise AssertionError(result.output[:500])

        return work

    return make


def fixed(text_of):
    """Apply the fixes of a text."""
    unsafe = attioql.Applicability.UNSAFE
    return lambda n: partial(attioql.fix, text_of(n), PEOPLE, applicability=unsafe)


def matched(text_of, record_of, related):
    """Test a record that others refer to."""

    def make(n):
        found = attioql.compile(text_of(n), PEOPLE)
        record = record_of(n)

        def work():
            try:
                found.matches(record, related=related)
            except ValueError as error:
                str(error)

        return work

    return make


def dated(dates_of):
    """Test records whose dates are malformed by one predicate."""

    def make(n):
        matches = attioql.compile("foundation_date > 2024-01-01", COMPANIES).predicate()
        records = [{"values": {"foundation_date": [{"value": text}]}} for text in dates_of(n)]

        def work():
            for record in records:
                try:
                    matches(record)
                except attioql.RecordError as error:  # noqa: PERF203 - each record has its own
                    str(error)

        return work

    return make


def one_by_one(texts_of):
    """Check many texts against one target."""

    def make(n):
        texts = texts_of(n)

        def work():
            for text in texts:
                attioql.check(text, PEOPLE)

        return work

    return make


def completed(text_of):
    """Ask what may stand at the end of a text."""

    def make(n):
        text = text_of(n) + " and "
        return lambda: attioql.complete(text, len(text), PEOPLE)

    return make


def keyed(change):
    """Change a filter by the keys of its conditions."""

    def make(n):
        found = attioql.compile(each('job_title contains "x{}"')(n), PEOPLE)
        keys = [condition.key for condition in found.conditions()]
        return lambda: change(found, keys)

    return make


def combined(combine):
    """Combine filters."""
    return lambda n: _call(combine, [attioql.compile(f'name contains "x{index}"', PEOPLE) for index in range(n)])


def built(expression_of):
    """Build a filter of a Python expression, from the fields on."""
    people = attioql.fields(PEOPLE)

    def make(n):
        def work():
            try:
                attioql.build(expression_of(people, n)).dumps()
            except attioql.FilterError as error:
                str(error)

        return work

    return make


def from_rows(rows_of):
    """Make a filter of rows of a form."""

    def make(n):
        rows = rows_of(n)

        def work():
            try:
                attioql.from_rows(rows, PEOPLE).dumps()
            except attioql.FilterError as error:
                str(error)

        return work

    return make


def asked_at(function, text_of, place=len):
    """Ask an editor's question about an offset of a text."""

    def make(n):
        text = text_of(n)
        return lambda: function(text, place(text), PEOPLE)

    return make


def workspace_of(data_of, use=lambda workspace: workspace["boats"].attributes):
    """Make a workspace of parsed data, and use it."""

    def make(n):
        data = data_of(n)

        def work():
            try:
                use(attioql.Workspace.from_dict(data))
            except attioql.WorkspaceError as error:
                str(error)

        return work

    return make


def workspace_text(text_of):
    """Load a workspace file."""

    def make(n):
        text = text_of(n)

        def work():
            with TemporaryDirectory() as folder:
                file = Path(folder, "workspace.json")
                file.write_text(text, encoding="utf-8")
                try:
                    attioql.Workspace.load(file)
                except attioql.WorkspaceError as error:
                    str(error)

        return work

    return make


def configured(text_of, name="attioql.toml"):
    """Lint one file with a configuration."""

    def make(n):
        text = text_of(n)

        def work():
            with TemporaryDirectory() as folder:
                file = Path(folder, "a.attioql")
                file.write_text("not not name contains 'x'\n", encoding="utf-8")
                configuration = Path(folder, name)
                configuration.write_text(text, encoding="utf-8")
                options = ["--config", str(configuration), "--target", "people", str(file)]
                result = CliRunner().invoke(app, ["lint", *options])
                if result.exit_code not in {1, 2}:
                    raise AssertionError(result.output[:500])

        return work

    return make


def affected(change_of, text_of, name="a.attioql"):
    """Find the effects of a change of the workspace on the filters of a file."""

    def make(n):
        old, new = change_of(n)
        source = attioql.Source(text_of(n), name)

        def work():
            comparison = compare(attioql.Workspace.from_dict(old), attioql.Workspace.from_dict(new))
            effects = list(Impact(comparison, None).of_document(read_document(source), "boats"))
            if any(effect.verdict == "faulty" for effect in effects):
                raise AssertionError(str(effects[0].problems[:1]))

        return work

    return make


def affected_files(change_of, text_of):
    """Find the effects on many files on the command line."""

    def make(n):
        old, new = change_of(n)

        def work():
            with TemporaryDirectory() as folder:
                workspaces = [Path(folder, name) for name in ("old.json", "new.json")]
                for path, data in zip(workspaces, (old, new), strict=True):
                    path.write_text(json.dumps(data), encoding="utf-8")
                files = Path(folder, "files")
                files.mkdir()
                for index in range(n):
                    Path(files, f"{index}.attioql").write_text(text_of(index), encoding="utf-8")
                command = ["workspace", "check-filters", "--target", "boats", *map(str, workspaces), str(files)]
                result = CliRunner().invoke(app, command)
                if result.exit_code != 1:
                    raise AssertionError(result.output[:500])

        return work

    return make


def _renamed_options(kind):
    """Every option gets the title of the next one."""
    return lambda n: [
        _boats({"rig": {"type": kind, "options": [{"id": f"i{i}", "title": f"T{(i + by) % n}"} for i in range(n)]}})
        for by in (0, 1)
    ]


def _renamed_attributes(n):
    return [_boats({f"a{(i + by) % n}": {"type": "text", "id": f"i{i}"} for i in range(n)}) for by in (0, 1)]


def _renamed_members(n):
    rows = [
        [
            {"id": f"50cf242c-7fa3-4cad-87d0-{i:012x}", "first_name": "Tom", "email_address": f"t{(i + by) % n}@a.com"}
            for i in range(n)
        ]
        for by in (0, 1)
    ]
    return [{**_boats({"by": {"type": "actor-reference"}}), "members": members} for members in rows]


def _renamed_objects(n):
    """A reference leads to many objects, which all have other slugs later."""

    def objects(prefix):
        slugs = [f"{prefix}{i}" for i in range(n)]
        made = {
            slug: {
                "id": f"o{i}",
                "singular": "A",
                "plural": "A",
                "attributes": {"name": {"type": "text", "id": f"n{i}"}},
            }
            for i, slug in enumerate(slugs)
        }
        owner = {"type": "record-reference", "id": "owner", "objects": slugs}
        boats = _boats({"owner": owner, "name": {"type": "text", "id": "name"}})
        return {"objects": {**boats["objects"], **made}}

    return [objects("ship"), objects("vessel")]


def _several_values(_):
    """An attribute takes several values later."""
    return [_boats({"name": {"type": "text", "id": "i", "many": many}}) for many in (False, True)]


def _set_of(n):
    filters = {f"f{i}": {"target": "boats", "query": f'name contains "x{i}" and name contains "y"'} for i in range(n)}
    return json.dumps({"filters": filters})


def _boats(attributes):
    boats = {"singular": "Boat", "plural": "Boats", "attributes": attributes}
    return {"objects": {"boats": boats}}


def _attributes(n, kind="text"):
    return {f"attribute_{index}": {"type": kind} for index in range(n)}


def _objects(n):
    one = {"singular": "Boat", "plural": "Boats", "attributes": {"name": {"type": "text"}}}
    return {"objects": {"boats": one} | {f"boats_{index}": one for index in range(n)}}


def _compared(n):
    old = attioql.Workspace.from_dict(_boats(_attributes(n)))
    new = attioql.Workspace.from_dict(
        _boats(_attributes(n, "number") | {f"new_{index}": {"type": "text"} for index in range(n)})
    )
    return lambda: compare(old, new)


def _schema(n):
    target = attioql.Workspace.from_dict(_boats(_attributes(n)))["boats"]
    return lambda: attioql.json_schema(target)


def _row(index):
    return {"path": "job_title", "op": "contains", "values": [f"x{index}"], "negated": False}


def _rows(n, row=_row):
    return {"any_of": [{"all_of": [row(index) for index in range(n)]}]}


def _nested(people, n):
    expression = people.job_title == "x"
    for index in range(n):
        expression = ~(expression & (people.job_title == f"x{index}"))
    return expression


def _refused(work):
    try:
        work()
    except (KeyError, ValueError) as error:
        str(error)


def _call(function, *arguments):
    return lambda: function(*arguments)


def each(form, joint=" and "):
    """Repeat a form with other numbers."""
    return lambda n: joint.join(form.format(index) for index in range(n))


def shared(levels):
    """One object, shared by two members at each level."""
    value: object = {"name": {"first_name": "a"}}
    for _ in range(levels):
        value = {"$and": [value, value]}
    return value


def contradictory(groups):
    """Thirteen negated pairs, and so many groups that each double the branches."""
    pairs = [f'not name {{ first_name contains "x{i}" and last_name contains "y{i}" }}' for i in range(13)]
    more = [f'(job_title contains "a{i}" or job_title contains "b{i}")' for i in range(groups)]
    return " and ".join([*pairs, *more])


def _references(owner, *identities):
    return [{"target_object": owner, "target_record_id": identity} for identity in identities]


PERSON = {"values": {"company": _references("companies", "c"), "job_title": [{"value": "chief"}]}}
COMPANY = {"values": {"team": _references("people", *map(str, range(30)))}}


def _members(n, form):
    return ", ".join(form.format(index) for index in range(n))


SHAPES = {
    "unknown names": (12_500, checked(each('nope{} = "x"'))),
    "unknown names, reported": (5_000, reported(each('nope{} = "x"'))),
    "unknown names, as JSON": (5_000, reported(each('nope{} = "x"'), "json")),
    "unknown names, str(error)": (5_000, compiled(each('nope{} = "x"'))),
    "wrong values": (5_000, checked(each('twitter_follower_count = "x{}"'))),
    "errors in one block": (1_000, checked(lambda n: "name { " + each('nope{} = "x"')(n) + " }")),
    "format a long or of contains": (4_000, formatted(each('name contains "x{}"', " or "))),
    "format a list": (20_000, formatted(lambda n: f"name in ({_members(n, chr(34) + 'x{}' + chr(34))})")),
    "contradiction of or groups": (2, decided(contradictory, lambda f: f.is_contradiction())),
    "example with many values": (1_000, decided(each('email_addresses = "x{}@a.com"'), lambda f: f.example())),
    "example with many records": (1_000, decided(each('company.domains = "x{}.com"'), lambda f: f.example())),
    "contradiction of a long and": (
        4_000,
        decided(each('not job_title contains "x{}"'), lambda f: f.is_contradiction()),
    ),
    "implies a longer or": (
        2_000,
        decided(
            each('job_title contains "x{}"', " or "),
            lambda f: f.implies(attioql.compile(f.text() + ' or name = "x"', PEOPLE)),
        ),
    ),
    "equivalent to a longer or": (
        2_000,
        decided(
            each('job_title contains "x{}"', " or "),
            lambda f: f.equivalent(attioql.compile(f.text() + ' or name = "x"', PEOPLE)),
        ),
    ),
    "malformed dates in records": (500, dated(lambda n: ["2024-01-01" + "x" * 2_000 + str(i) for i in range(n)])),
    "unknown names of one target": (2_000, one_by_one(lambda n: [f"{'x' * 200}{i} = 1" for i in range(n)])),
    "YAML aliases of aliases": (
        2_000,
        linted(
            "a.yaml",
            lambda n: "filters:\n  a: &a\n    query: nope\n" + "".join(f"  b{i}: *a\n" for i in range(n)),
        ),
    ),
    "backslashes": (2_000, checked(lambda n: 'name = "' + "\\q" * n + '"')),
    "complete at the end": (2_000, completed(each('name contains "x{}"'))),
    "complete after mistakes": (2_000, completed(each('nope{} == = "x"'))),
    "blocks multiplied out": (2, compiled(lambda n: each("name {{ " + BLOCK + " }}", " or ")(n * 50))),
    "blocks of three groups": (
        125,
        compiled(
            lambda n: (
                "name { ("
                + " or ".join(f'first_name = "{i}"' for i in range(n // 12))
                + ") and ("
                + " or ".join(f'last_name = "{i}"' for i in range(n // 12))
                + ") }"
            )
        ),
    ),
    "a block of conditions": (4_000, compiled(lambda n: "name { " + each('first_name contains "x{}"')(n) + " }")),
    "one shared object": (20, loaded(shared)),
    "suppressions": (
        2_000,
        linted("a.attioql", lambda n: "# attioql: ignore[double-negation]\n" * n + 'name contains "x"\n'),
    ),
    "YAML block scalar": (
        500,
        linted(
            "a.yaml",
            lambda n: "filters:\n  a:\n    query: |\n" + each('      not not name contains "x{}"', " and\n")(n) + "\n",
        ),
    ),
    "YAML block scalar, fixed": (
        250,
        linted(
            "a.yaml",
            lambda n: "filters:\n  a:\n    query: |\n" + each('      not not name contains "x{}"', " and\n")(n) + "\n",
            "--fix",
        ),
    ),
    "YAML plain scalar": (
        250,
        linted(
            "a.yaml",
            lambda n: "filters:\n  a:\n    query: " + each("not not name contains 'x{}'", " and\n      ")(n) + "\n",
        ),
    ),
    "JSON $or, fixed": (
        1_000,
        linted(
            "a.json", lambda n: '{"$or": [' + _members(n, '{{"$not": {{"$not": {{"name": "x{}"}}}}}}') + "]}", "--fix"
        ),
    ),
    "curly quotes, fixed": (500, fixed(each("job_title = \u201cx{}\u201d", " and "))),
    "brackets too many, fixed": (500, fixed(each("job_title = 'x{}')", " and "))),
    "query text, fixed": (
        500,
        linted("a.attioql", lambda n: each('not not name contains "x{}"', " or\n")(n) + "\n", "--fix"),
    ),
    "unknown keys of a set": (
        2_000,
        linted(
            "a.yaml",
            lambda n: "filters:\n  a:\n    query: name contains 'x'\n" + "".join(f"    key{i}: 1\n" for i in range(n)),
        ),
    ),
    "Python calls on one line": (
        2_000,
        linted(
            "a.py",
            lambda n: (
                "import attioql; x = 'é'; "
                + "; ".join(f"attioql.compile('not not name contains \"é{i}\"', people)" for i in range(n))
                + "\n"
            ),
        ),
    ),
    "wrong members of a list": (
        2_500,
        loaded(lambda n: {"$or": [{"name": {"$eq": i}} if i % 100 == 0 else {"name": f"x{i}"} for i in range(n)]}),
    ),
    "JSON text of wrong members": (2_500, loaded(lambda n: '{"$or": [' + _members(n, '{{"nme": "x{}"}}') + "]}")),
    "JSON, deep": (5_000, loaded(lambda n: '{"$not": ' * n + '{"name": "x"}' + "}" * n)),
    "JSON, one key again and again": (5_000, loaded(lambda n: "{" + _members(n, '"name": "x{}"') + "}")),
    "JSON, a path of steps": (
        5_000,
        loaded(lambda n: {"path": [["people", "company"], ["companies", "team"]] * n, "constraints": {"name": "x"}}),
    ),
    "path that goes back and forth": (20, checked(lambda n: "company.team." * n + 'name contains "x"')),
    "path that goes back and forth, matched": (
        2,
        matched(
            lambda n: "company.team." * n + 'job_title = "clerk"',
            lambda _: PERSON,
            lambda owner, _: COMPANY if owner == "companies" else PERSON,
        ),
    ),
    "open brackets": (50_000, checked(lambda n: "(" * n)),
    "closed brackets": (10_000, checked(lambda n: ")" * n)),
    "not": (50_000, compiled(lambda n: "not " * n + 'name contains "x"')),
    "quotes": (20_000, checked(lambda n: '"' * n)),
    "strings one beside another": (2_000, checked(each('"x{}"', " "))),
    "names one beside another": (2_000, checked(each("x{}", " "))),
    "equal signs": (5_000, checked(lambda n: "name " + "= " * n + '"x"')),
    "braces": (20_000, checked(lambda n: "name { " * n)),
    "a list without commas": (3_000, checked(lambda n: f"name in ({' '.join(['1'] * n)})")),
    "a long name, misspelled": (20_000, checked(lambda n: "x" * n + ' = "y"')),
    "long unknown option": (20_000, checked(lambda n: 'stage = "' + "x" * n + '"', DEALS)),
    "comments": (20_000, formatted(lambda n: "# c\n" * n + 'name contains "x"')),
    "back to text": (4_000, decided(each('name contains "x{}"', " or "), lambda f: f.text())),
    "numbers": (20_000, checked(lambda n: "twitter_follower_count = " + "1" * n)),
    "an address of dots": (2_000, loaded(lambda n: {"company": "a@" + "." * n + "@"})),
    "a domain of dots": (5_000, checked(lambda n: 'company = "' + "a." * n + '!"')),
    "fences": (5_000, loaded(lambda n: "```json\n" * n)),
    "blank lines before a fence": (20_000, loaded(lambda n: ("\n" + " " * 10) * n + "```")),
    "comments of C never closed": (2_000, checked(each("name = /* x{}", " "))),
    "suppressions on one line": (
        2_000,
        linted("a.attioql", lambda n: "not not name contains 'x' " + "# attioql: ignore[" * n + "\n"),
    ),
    "blanks in an operator": (
        5_000,
        checked(lambda n: "name is" + " " * n + "not" + " " * n + "greater" + " " * n + "x"),
    ),
    "colons": (5_000, checked(lambda n: "name = " + ":" * n)),
    "placeholders never closed": (5_000, checked(lambda n: "name = " + "${" * n)),
    "alternatives without quotes": (2_000, checked(lambda n: "name = " + "a or " * n)),
    "quotes in a string": (2_000, checked(lambda n: "name = 'a" + "'b" * n)),
    "rows of a long and": (4_000, decided(each('job_title contains "x{}"'), lambda f: f.rows())),
    "rows of a long or": (4_000, decided(each('job_title contains "x{}"', " or "), lambda f: f.rows())),
    "from_rows of many rows": (4_000, from_rows(_rows)),
    "from_rows of many groups": (
        4_000,
        from_rows(lambda n: {"any_of": [{"all_of": [_row(index)]} for index in range(n)]}),
    ),
    "from_rows of unknown paths": (4_000, from_rows(lambda n: _rows(n, lambda i: _row(i) | {"path": f"nope{i}"}))),
    "from_rows of rows that are none": (4_000, from_rows(lambda n: _rows(n, lambda i: {f"key{i}": i}))),
    "from_rows of a long list": (
        4_000,
        from_rows(lambda n: _rows(1, lambda i: _row(i) | {"op": "in", "values": [f"x{i}" for i in range(n)]})),
    ),
    "conditions of a long or": (4_000, decided(each('name contains "x{}"', " or "), lambda f: list(f.conditions()))),
    "conditions of many blocks": (
        2_000,
        decided(each('name {{ first_name = "x{}" and last_name = "y" }}', " or "), lambda f: list(f.conditions())),
    ),
    "tree of a long or": (4_000, decided(each('name contains "x{}"', " or "), lambda f: f.tree())),
    "tree, nested": (
        500,
        decided(lambda n: 'not (name = "x" and (' * (n // 25) + 'name = "y"' + "))" * (n // 25), lambda f: f.tree()),
    ),
    "without one of many": (4_000, keyed(lambda f, keys: f.without(keys[0]))),
    "without half of many": (4_000, keyed(lambda f, keys: f.without(*keys[::2]))),
    "without a key that is none": (4_000, keyed(lambda f, _: _refused(lambda: f.without("0" * 20)))),
    "replace one of many": (4_000, keyed(lambda f, keys: f.replace(keys[0], f))),
    "all_of many filters": (4_000, combined(attioql.all_of)),
    "any_of many filters": (4_000, combined(attioql.any_of)),
    "all_of one filter again and again": (4_000, combined(lambda filters: attioql.all_of(filters[:1] * len(filters)))),
    "build a long or": (
        2_000,
        built(lambda people, n: reduce(or_, [people.job_title == f"x{index}" for index in range(n)])),
    ),
    "build a long and of or": (
        1_000,
        built(lambda people, n: reduce(and_, [(people.job_title == f"x{i}") | (people.name == "y") for i in range(n)])),
    ),
    "build, nested": (100, built(_nested)),
    "build a long list": (4_000, built(lambda people, n: people.job_title.in_([f"x{index}" for index in range(n)]))),
    "build of wrong values": (
        1_000,
        built(lambda people, n: reduce(or_, [people.company == f"x{i}" for i in range(n)])),
    ),
    "complete in a list": (
        4_000,
        asked_at(attioql.complete, lambda n: f"name in ({_members(n, chr(34) + 'x{}' + chr(34))}, "),
    ),
    "complete in open brackets": (10_000, asked_at(attioql.complete, lambda n: "(" * n)),
    "complete_json at the end": (
        4_000,
        asked_at(attioql.complete_json, lambda n: '{"$or": [' + _members(n, '{{"name": "x{}"}}') + ', {"'),
    ),
    "complete_json, deep": (4_000, asked_at(attioql.complete_json, lambda n: '{"$not": ' * n + '{"')),
    "complete_json, quotes": (10_000, asked_at(attioql.complete_json, lambda n: '"' * n)),
    "hover at the end": (
        4_000,
        asked_at(attioql.hover, each('name contains "x{}"'), lambda text: text.rindex("name") + 1),
    ),
    "hover after mistakes": (
        2_000,
        asked_at(attioql.hover, each('nope{} == = "x"'), lambda text: text.rindex("nope") + 1),
    ),
    "hover in JSON": (
        4_000,
        asked_at(
            attioql.hover,
            lambda n: '{"$or": [' + _members(n, '{{"name": "x{}"}}') + "]}",
            lambda text: text.rindex("name") + 1,
        ),
    ),
    "Workspace.from_dict, attributes": (4_000, workspace_of(lambda n: _boats(_attributes(n)))),
    "Workspace.from_dict, objects": (4_000, workspace_of(_objects, lambda workspace: list(workspace.values()))),
    "Workspace.from_dict, unknown types": (4_000, workspace_of(lambda n: _boats(_attributes(n, "nope")))),
    "Workspace.from_dict, wrong slugs": (
        4_000,
        workspace_of(lambda n: _boats({f"a\n{i}": {"type": "text"} for i in range(n)})),
    ),
    "Workspace.from_dict, wrong shapes": (4_000, workspace_of(lambda n: _boats(dict.fromkeys(_attributes(n), 5)))),
    "Workspace.from_dict, options": (
        4_000,
        workspace_of(lambda n: _boats({"a": {"type": "select", "options": [{"title": f"x{i}"} for i in range(n)]}})),
    ),
    "Workspace.from_dict, one option again": (
        4_000,
        workspace_of(lambda n: _boats({"a": {"type": "select", "options": [{"title": "x"} for _ in range(n)]}})),
    ),
    "Workspace.load, attributes": (4_000, workspace_text(lambda n: json.dumps(_boats(_attributes(n))))),
    "Workspace.load, wrong types": (2_000, workspace_text(lambda n: json.dumps(_boats(_attributes(n, "nope"))))),
    "Workspace.load, wrong shapes": (
        2_000,
        workspace_text(lambda n: json.dumps(_boats(dict.fromkeys(_attributes(n), 5)))),
    ),
    "Workspace.load, one key again": (
        4_000,
        workspace_text(lambda n: '{"objects": {' + _members(n, '"boats": {{"singular": "{}"}}') + "}}"),
    ),
    "Workspace.load, deep": (10_000, workspace_text(lambda n: '{"objects": ' * n)),
    "compare workspaces": (2_000, _compared),
    "effects, options": (
        2_000,
        affected(_renamed_options("select"), lambda n: f"rig in ({_members(n, chr(34) + 'T{}' + chr(34))})"),
    ),
    "effects, statuses": (
        2_000,
        affected(_renamed_options("status"), each('(rig = "T{0}" and not rig = "T0")', " or ")),
    ),
    "effects, attributes": (2_000, affected(_renamed_attributes, each('a{} = "x"', " or "))),
    "effects, members": (1_000, affected(_renamed_members, each('by = "t{}@a.com"', " or "))),
    "effects, objects": (125, affected(_renamed_objects, each('owner[ship0].name = "x{}"', " or "))),
    "effects, paths to objects": (100, affected(_renamed_objects, each('owner[ship{}].name = "x"', " or "))),
    "effects, several values": (
        500,
        affected(_several_values, each('(name contains "x{0}" or not name contains "y{0}")', " and ")),
    ),
    "effects, a set of filters": (250, affected(_several_values, _set_of, "a.json")),
    "effects, many files": (100, affected_files(_several_values, 'name = "x{0}" and name contains "{0}"'.format)),
    "json_schema of attributes": (2_000, _schema),
    "configuration, patterns": (
        2_000,
        configured(
            lambda n: "[lint.per-file-ignores]\n" + "".join(f'"x{i}*.attioql" = ["contradiction"]\n' for i in range(n))
        ),
    ),
    "configuration, one list": (
        4_000,
        configured(lambda n: f"[lint]\nexclude = [{_members(n, chr(34) + 'x{}' + chr(34))}]\n"),
    ),
    "configuration, unknown rules": (
        4_000,
        configured(lambda n: f"[lint]\nselect = [{_members(n, chr(34) + 'x{}' + chr(34))}]\n"),
    ),
    "configuration, a long unknown key": (20_000, configured(lambda n: "x" * n + " = 1\n")),
    "pyproject, other sections": (
        2_000,
        configured(
            lambda n: "[tool.attioql.lint]\n" + "".join(f"[tool.x{i}]\na = 1\n" for i in range(n)), "pyproject.toml"
        ),
    ),
    "pyproject that is no TOML": (20_000, configured(lambda n: "[tool.attioql]\n" + "x\n" * n, "pyproject.toml")),
    "SQL words": (1_000, checked(each("WHERE name LIKE '%x{}%'", " AND "))),
    "pipes and words mixed": (4_000, checked(each('name contains "x{}"', " || "))),
    "semicolons": (4_000, checked(each('name contains "x{}"', " ; "))),
}


def cost(shape, n, answers):
    """Send the time and the peak of memory of one shape; the least of three times."""
    work = SHAPES[shape][1](n)
    least = float("inf")
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        work()
        spent = time.process_time() - start
        least = min(least, spent)
        if spent > 1:
            break
    tracemalloc.start()
    work()
    answers.send((least, tracemalloc.get_traced_memory()[1]))


def measured(shape, n, limit):
    """Return the time in seconds and the peak in bytes, or `None` past the time limit."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=cost, args=(shape, n, theirs))
    process.start()
    theirs.close()
    try:
        return ours.recv() if ours.poll(limit) else None
    except EOFError:
        return None
    finally:
        process.kill()
        process.join()


def line(shape, limit):
    """Return the table's line of a shape."""
    start = SHAPES[shape][0]
    found = []
    for n in (start, 2 * start, 4 * start):
        found.append(measured(shape, n, limit))
        if found[-1] is None:
            break
    for _ in range(MOST_AGAIN):
        if None in found or not _outgrows(found):
            break
        again = [measured(shape, n, limit) for n in (start, 2 * start, 4 * start)]
        found = [old if new is None else tuple(map(min, old, new)) for old, new in zip(found, again, strict=True)]
    times = ["over limit" if each is None else f"{each[0] * 1e3:,.1f}" for each in found]
    peaks = ["" if each is None else f"{each[1] / 1e6:,.1f}" for each in found]
    bad = None in found or _outgrows(found)
    cells = [shape, f"{start:,}", *times, *[""] * (3 - len(times)), *peaks, *[""] * (3 - len(peaks))]
    return f"| {' | '.join(cells)} |{' !' if bad else ''}"


def _outgrows(found):
    """Tell whether a cost more than keeps pace with the input."""
    return any(
        (after[0] > MOST_TIMES * before[0] and after[0] > SHORT)
        or (after[1] > MOST_TIMES * before[1] and after[1] > 1e6)
        for before, after in itertools.pairwise(found)
    )


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", action="append", choices=SHAPES)
    parser.add_argument("--limit", type=float, default=120, help="seconds for one measurement")
    options = parser.parse_args()
    print("| shape | n | ms, n | 2n | 4n | MB, n | 2n | 4n |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    for shape in options.shape or SHAPES:
        print(line(shape, options.limit))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
