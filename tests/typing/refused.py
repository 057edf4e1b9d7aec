"""Calls that a type checker must refuse, each with the code of mypy's error. Nothing imports this file.

`test_typing.py` runs mypy over it: every line with a comment `refused: code` has that error, and no other line has one.
"""

from __future__ import annotations

from datetime import date, timedelta

import attioql
import attioql.pydantic

people = attioql.Workspace.standard()["people"]
found = attioql.compile("name = 'x'", people)
q = attioql.fields(people)

# The text and the target
attioql.compile(5, people)  # refused: arg-type
attioql.compile(b"name = 'x'", people)  # refused: arg-type
attioql.compile("name = 'x'", "people")  # refused: arg-type
attioql.compile("name = 'x'")  # refused: call-arg
attioql.load({"name": "x"}, attioql.Workspace.standard())  # refused: arg-type
attioql.decompile({"name": "x"}, None)  # refused: arg-type
attioql.format(None)  # refused: arg-type
attioql.format("a=1", width="60")  # refused: arg-type
attioql.format("a=1", 60)  # refused: call-arg

# Parameters, the time and its zone
attioql.compile("name = :p", people, params=["x"])  # refused: arg-type
attioql.compile("name = :p", people, params={"p": None})  # refused: dict-item
attioql.compile("name = :p", people, params={"p": {"x": "y"}})  # refused: dict-item
attioql.compile("name = :p", people, params={1: "x"})  # refused: dict-item
attioql.compile("name = :p", people, {"p": "x"})  # refused: call-arg
attioql.compile("created_at > now", people, now=date(2024, 5, 31))  # refused: arg-type
attioql.compile("created_at > now", people, now="2024-05-31")  # refused: arg-type
attioql.compile("created_at > today", people, tz=2)  # refused: arg-type
attioql.compile("created_at > today", people, timezone="UTC")  # refused: call-arg

# Whole requests
attioql.load_query({"limit": 5}, "people")  # refused: arg-type
attioql.compile_query({"limit": 5}, people)  # refused: arg-type
attioql.check_query("limit 5", None)  # refused: arg-type
attioql.Query({"name": "x"})  # refused: arg-type
attioql.Query(found, limit="5")  # refused: arg-type
attioql.Query(found).limit = 5  # refused: misc

# Expressions
attioql.fields("people")  # refused: arg-type
attioql.build("name = 'x'")  # refused: arg-type
attioql.build(q.name)  # refused: arg-type
attioql.build(q.name == "x", now="2024-05-31")  # refused: arg-type
q.name == q.description  # refused: operator
q.value > object()  # refused: operator
q.name.contains(None)  # refused: arg-type
q.value.between(1)  # refused: call-arg
q.value.in_({1, 2})  # refused: arg-type
q.created_at.during(timedelta(days=1))  # refused: arg-type
q.name.is_empty("x")  # refused: call-arg
q.name.startswith("x")  # refused: operator
q.name & q.description  # refused: operator
~q.name  # refused: operator
(q.name == "x") & True  # refused: operator
(q.name == "x") & found  # refused: operator
q.emails.where("x")  # refused: arg-type
q.name = "x"  # refused: attr-defined
attioql.moment("now") - 8  # refused: operator
attioql.member(5)  # refused: arg-type

# Rules and schemas
attioql.lint("name = 'x'", people, select=5)  # refused: arg-type
attioql.lint("name = 'x'", people, ignore=None)  # refused: arg-type
attioql.json_schema(people, depth="1")  # refused: arg-type
attioql.json_schema(people, profile="loose")  # refused: arg-type
attioql.generate_types(people, "python")  # refused: arg-type
attioql.generate_types(attioql.Workspace.standard(), "cobol")  # refused: arg-type
attioql.grammar(people, "ebnf")  # refused: arg-type
attioql.grammar(people, depth="1")  # refused: arg-type
attioql.grammar("people")  # refused: arg-type
attioql.describe(people, budget="450")  # refused: arg-type

# A filter
found.json("compact")  # refused: arg-type
found.json(decimals="text")  # refused: arg-type
found.dumps(indent="  ")  # refused: arg-type
found.matches("record")  # refused: arg-type
found.matches({}, related=[])  # refused: arg-type
found.implies("name = 'x'")  # refused: arg-type
found.anything  # refused: attr-defined
found.target = people  # refused: misc
found.json()["name"] + 1  # refused: operator
if found.implies(found) > 0:  # refused: operator
    pass
found & 1  # refused: operator
found | "name = 'x'"  # refused: operator
found.and_also("name = 'x'")  # refused: arg-type
found.replace("key", "name = 'x'")  # refused: arg-type
found.without(1)  # refused: arg-type
attioql.all_of(["name = 'x'"])  # refused: list-item
found.tree().members  # refused: union-attr
next(found.conditions()).key = "x"  # refused: misc
found.rows()["all_of"]  # refused: typeddict-item
attioql.from_rows({}, "people")  # refused: arg-type

# Fixes
attioql.apply_fixes("name = 'x'")  # refused: call-overload
attioql.apply_fixes("name = 'x'", ["x"])  # refused: list-item
attioql.apply_fixes(5, found.diagnostics)  # refused: call-overload
attioql.fix("name = 'x'", "people")  # refused: call-overload
attioql.fix("name = 'x'", people, applicability="safe")  # refused: call-overload
attioql.fix("name = 'x'", people).value  # refused: attr-defined
attioql.fix({"name": "x"}, people).text  # refused: attr-defined
attioql.fix("name = 'x'", people).text = "x"  # refused: misc
attioql.JsonEdit("add", "/name")  # refused: arg-type

# Workspaces, targets and compilers
attioql.Workspace.load(5)  # refused: arg-type
attioql.Workspace.from_dict([])  # refused: arg-type
attioql.Workspace.standard()["people"] = people  # refused: index
people.slug = "companies"  # refused: misc
people.find("name").title  # refused: union-attr
attioql.Compiler("people")  # refused: arg-type
attioql.Limits(5)  # refused: call-arg
attioql.Limits(conditions="5")  # refused: arg-type
attioql.compile("", people, limits=5)  # refused: arg-type
attioql.Compiler(people, maxsize=None)  # refused: arg-type
attioql.Compiler(people).compile("name = :p", {"p": "x"})  # refused: call-arg

# Models
attioql.pydantic.Where("people")  # refused: arg-type
attioql.pydantic.Where(people, reads="yaml")  # refused: arg-type
attioql.pydantic.Where(people, decimals="keep")  # refused: arg-type
attioql.pydantic.Where(people, now=5)  # refused: arg-type
attioql.pydantic.Where(people).reads = "text"  # refused: misc

# Diagnostics
attioql.check("name = 'x'", people)[0].span.start  # refused: union-attr
attioql.check("name = 'x'", people)[0].message = "another"  # refused: misc
attioql.no_such_name  # refused: attr-defined
