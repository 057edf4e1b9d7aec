"""Calls that a type checker accepts, with the types it must see. mypy reads this file; nothing runs it.

mypy takes `assert_type` from Python 3.11 on, and skips the functions on an older one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from os import PathLike
from typing import Annotated, Any, TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, TypeAdapter, ValidationInfo

import attioql
import attioql.pydantic
from attioql import testing

if sys.version_info >= (3, 11):
    from typing import assert_type

    class Answer(TypedDict):
        """A record of the API, typed by the caller."""

        values: dict[str, list[dict[str, str]]]

    def workspaces(path: PathLike[str], data: dict[str, object], listings: Mapping[str, object]) -> None:
        """Make a workspace in every way there is, and look into it."""
        workspace = attioql.Workspace.standard()
        assert_type(workspace, attioql.Workspace)
        assert_type(attioql.Workspace.load(path), attioql.Workspace)
        assert_type(attioql.Workspace.load("workspace.json"), attioql.Workspace)
        assert_type(attioql.Workspace.from_dict(data), attioql.Workspace)
        assert_type(attioql.Workspace.from_listings(listings), attioql.Workspace)
        assert_type(workspace["people"], attioql.Target)
        assert_type(workspace.get("people"), attioql.Target | None)
        assert_type(list(workspace), list[str])
        assert_type(workspace.members, tuple[attioql.Member, ...] | None)
        assert_type(workspace.diagnostics, tuple[attioql.Diagnostic, ...])

    def targets(target: attioql.Target) -> None:
        """Read what a target knows of itself and its attributes."""
        assert_type(target.slug, str)
        assert_type(target.find("name"), attioql.Attribute | None)
        assert_type(target.attributes, Mapping[str, attioql.Attribute])
        assert_type(target.attributes["stage"].options, tuple[attioql.Option, ...] | None)

    def functions(target: attioql.Target, value: object) -> None:
        """Call every function with each kind of argument it takes."""
        assert_type(attioql.__version__, str)
        assert_type(attioql.compile("name = 'x'", target), attioql.Filter)
        assert_type(attioql.compile("created_at > now", target, now=datetime.now(timezone.utc)), attioql.Filter)
        assert_type(attioql.compile("created_at > today", target, tz=ZoneInfo("Europe/Berlin")), attioql.Filter)
        assert_type(attioql.compile("created_at > today", target, tz=timezone(timedelta(hours=1))), attioql.Filter)
        assert_type(attioql.Limits.untrusted(), attioql.Limits)
        assert_type(attioql.Limits(conditions=5, depth=None).characters, int | None)
        limits = attioql.Limits(
            characters=9, conditions=9, depth=9, list_values=9, path_steps=9, block_tests=9, diagnostics=9
        )
        assert_type(attioql.compile("name = 'x'", target, limits=limits), attioql.Filter)
        assert_type(attioql.decompile({"name": "x"}, target, limits=limits), str)
        assert_type(attioql.Compiler(target, limits=limits).limits, attioql.Limits | None)
        assert_type(attioql.load(value, target), attioql.Filter)
        assert_type(attioql.load(b"{}", target), attioql.Filter)
        assert_type(attioql.decompile({"name": "x"}, target), str)
        assert_type(attioql.format("a=1", width=60), str)
        language: attioql.CodeLanguage = "typescript"
        assert_type(attioql.generate_types(attioql.Workspace.standard(), language), str)
        assert_type(attioql.check("name = 'x'", target, tz="UTC"), tuple[attioql.Diagnostic, ...])
        assert_type(attioql.check({"name": "x"}, target), tuple[attioql.Diagnostic, ...])
        assert_type(
            attioql.lint("name = 'x'", target, select=["all"], ignore={"lost-day"}), tuple[attioql.Diagnostic, ...]
        )

    def parameters(
        target: attioql.Target, chosen: Mapping[str, attioql.ParameterValue], scalars: list[attioql.ParameterScalar]
    ) -> None:
        """Pass parameters of every type, and lists and tuples of them."""
        attioql.compile("name in :p", target, params={"p": scalars})
        attioql.compile("name = :p", target, params=chosen)
        attioql.compile("name in :p", target, params={"p": ["x", "y"]})
        attioql.compile("name in :p", target, params={"p": ("x", "y")})
        attioql.compile("record_id = :p", target, params={"p": UUID(int=0)})
        attioql.compile("n = :p or n = :q", target, params={"p": 5, "q": Decimal("5.5")})
        attioql.compile("n = :p and at > now - :q", target, params={"p": 1.5, "q": timedelta(days=8)})
        attioql.compile("at during :p", target, params={"p": (date(2024, 5, 1), date(2024, 6, 1))})
        attioql.compile("at > :p or at > :q", target, params={"p": date(2024, 5, 31), "q": datetime(2024, 5, 31)})  # noqa: DTZ001

    def expressions(target: attioql.Target, chosen: attioql.FieldValue, period: attioql.FieldPeriod) -> None:
        """Write conditions with every operator, and join and build them."""
        q = attioql.fields(target)
        assert_type(q, attioql.Fields)
        assert_type(q.name, attioql.Field)
        assert_type(q["lead-score"], attioql.Field)
        assert_type(q.company.to("companies")["lead-score"].value, attioql.Field)
        assert_type(q.last_calendar_interaction.interacted_at >= date(2023, 11, 1), attioql.FilterExpression)
        assert_type(q.created_at < datetime.now(timezone.utc), attioql.FilterExpression)
        assert_type(q.value <= 1.5, attioql.FilterExpression)
        assert_type(q.value > 5, attioql.FilterExpression)
        assert_type(q.value > Decimal("1.5"), attioql.FilterExpression)
        assert_type(q.name == "x", attioql.FilterExpression)
        assert_type(q.name != "x", attioql.FilterExpression)
        assert_type(q.record_id == UUID(int=0), attioql.FilterExpression)
        assert_type(q.name.contains("Ltd"), attioql.FilterExpression)
        assert_type(q.name.not_starts_with(chosen), attioql.FilterExpression)
        assert_type(q.name.ends_with("x") | q.name.starts_with("x"), attioql.FilterExpression)
        assert_type(q.stage.in_("Lead", "Won") & q.stage.not_in(["Lead", "Won"]), attioql.FilterExpression)
        assert_type(~q.value.between(1, 5), attioql.FilterExpression)
        assert_type(q.created_at.during("last 30d"), attioql.FilterExpression)
        assert_type(q.created_at.during((date(2024, 5, 1), "2024-06-01")), attioql.FilterExpression)
        assert_type(q.created_at.during(period), attioql.FilterExpression)
        assert_type(q.name.is_empty() | q.name.is_not_empty() | q.flag.is_true(), attioql.FilterExpression)
        assert_type(q.email_addresses.where(lambda e: e.email_domain == "x"), attioql.FilterExpression)
        assert_type(attioql.moment("now") - timedelta(days=8), attioql.RelativeTime)
        assert_type(attioql.moment("today") + "3mo", attioql.RelativeTime)
        assert_type(q.created_at >= attioql.moment("now - 8d"), attioql.FilterExpression)
        assert_type(attioql.member("tom@acme.com"), attioql.ActorReference)
        assert_type(attioql.record("companies", "x"), attioql.RecordReference)
        assert_type(
            q.owner.in_(attioql.token("x"), attioql.app(UUID(int=0)), attioql.system()), attioql.FilterExpression
        )
        assert_type(q.company == attioql.record("companies", UUID(int=0)), attioql.FilterExpression)
        expression = attioql.everything(target)
        for name in ("a", "b"):
            expression = expression | (q.name == name)
        assert_type(expression.text(), str)
        assert_type(expression.target, attioql.Target)
        assert_type({expression: 1}, dict[attioql.FilterExpression, int])
        now = datetime.now(timezone.utc)
        assert_type(attioql.build(expression, now=now, tz=ZoneInfo("Europe/Berlin")), attioql.Filter)

    def filters(found: attioql.Filter, other: attioql.Filter, record: attioql.Record, answer: Answer) -> None:
        """Use a filter in every way there is."""
        assert_type(found.target, attioql.Target)
        assert_type(found.diagnostics, tuple[attioql.Diagnostic, ...])
        assert_type(found.dumps(), str)
        assert_type(found.dumps("shorthand", indent=2), str)
        assert_type(found.text(), str)
        found.json(decimals="error")
        assert_type(found.matches(record), bool)
        assert_type(found.matches(answer), bool)
        assert_type(found.matches(record, related={"companies": {"1": record}}), bool)
        assert_type(found.matches(record, related={("companies", "1"): record}), bool)
        assert_type(found.matches(record, related=lambda _slug, _id: None), bool)
        assert_type(found.predicate(), Callable[[attioql.Record], bool])
        assert_type(found.explain(record), attioql.Explanation)
        assert_type(found.explain(record).reasons, tuple[attioql.Reason, ...])
        assert_type(found.explainer(), Callable[[attioql.Record], attioql.Explanation])
        assert_type(found.is_contradiction(), bool | None)
        assert_type(found.implies(other), bool | None)
        assert_type(found.equivalent(other), bool | None)
        assert_type(found.example(), attioql.Witness | None)
        assert_type(found.counterexample(), attioql.Witness | None)
        difference = found.difference(other)
        assert_type(difference, attioql.Difference)
        assert_type(difference.equivalent, bool | None)
        assert_type(difference.to_dict(), dict[str, object])
        if (witness := difference.only_first) is not None:
            assert_type(found.matches(witness.record, related=witness.related), bool)
        assert_type({found, other}, set[attioql.Filter])

    def queries(target: attioql.Target, value: object) -> None:
        """Read a whole request, and write it."""
        query = attioql.load_query(value, target)
        assert_type(query, attioql.Query)
        assert_type(query.filter, attioql.Filter)
        assert_type((query.limit, query.offset), tuple[int | None, int | None])
        assert_type(query.diagnostics, tuple[attioql.Diagnostic, ...])
        assert_type(query.dumps("shorthand", indent=2), str)
        assert_type(query.text(), str)
        assert_type(len(query.body(decimals="float")), int)
        for sort in query.sorts:
            assert_type(sort, attioql.Sort)
            direction: attioql.SortDirection = sort.direction
            assert_type((sort.path, sort.property, sort.text()), tuple[str, str | None, str])
            assert_type(sort.attribute, attioql.Attribute)
            assert_type(sort.steps, tuple[tuple[str, str], ...])
            assert_type(direction == "desc", bool)
        assert_type(attioql.compile_query("limit 5", target, params={}, now=None, tz="UTC"), attioql.Query)
        assert_type(attioql.check_query(value, target, tz="UTC"), tuple[attioql.Diagnostic, ...])
        assert_type(attioql.Query(query.filter, query.sorts, limit=50, offset=None), attioql.Query)
        assert_type(replace(query, offset=50), attioql.Query)

    def combined(found: attioql.Filter, other: attioql.Filter) -> None:
        """Combine filters, take them apart and edit them."""
        assert_type(found & other, attioql.Filter)
        assert_type(found | ~other, attioql.Filter)
        assert_type(attioql.all_of([found, other]), attioql.Filter)
        assert_type(attioql.any_of({found, other}), attioql.Filter)
        assert_type(found.and_also(other, found), attioql.Filter)
        for condition in found.conditions():
            assert_type(condition, attioql.FilterCondition)
            assert_type(condition.property, str | None)
            assert_type(condition.attribute, attioql.Attribute)
            assert_type(condition.block, str | None)
            assert_type(found.without(condition.key), attioql.Filter)
            assert_type(found.replace(condition.key, other), attioql.Filter)
            value: attioql.ConditionValue = condition.value
            if isinstance(value, attioql.ActorReference):
                assert_type((value.type, value.id), tuple[str, str | None])
            elif isinstance(value, attioql.RecordReference):
                assert_type((value.object, value.id), tuple[str, str])
            plain: attioql.PythonValue = date(2024, 5, 31)
            assert_type(plain == value, bool)

    def rows(found: attioql.Filter, target: attioql.Target, given: object) -> None:
        """Write and read rows of a form."""
        written: attioql.FilterRows = found.rows()
        group: attioql.RowGroup = written["any_of"][0]
        row: attioql.FilterRow = group["all_of"][0]
        value: attioql.RowValue = row["values"][0]
        assert_type(row["op"], str)
        assert_type(row["negated"], bool)
        assert_type(attioql.from_rows(written, target), attioql.Filter)
        assert_type(
            attioql.from_rows(given, target, now=datetime.now(timezone.utc), tz="Europe/Berlin"), attioql.Filter
        )
        made: attioql.FilterRows = {
            "any_of": [{"all_of": [{"path": "name", "op": "=", "values": [value], "negated": False}]}]
        }
        attioql.from_rows(made, target)

    def describing(target: attioql.Target) -> None:
        """Describe a target for a language model."""
        assert_type(attioql.describe(target), str)
        assert_type(attioql.describe(target, search="revenue", budget=450), str)
        assert_type(attioql.json_schema(target, depth=0, profile="strict"), dict[str, attioql.JsonValue])

    def fixes(target: attioql.Target, written: dict[str, list[str]], body: list[dict[str, int]]) -> None:
        """Apply fixes to text and to parsed values."""
        found = attioql.check("nam = 'x'", target)
        unsafe = attioql.Applicability.UNSAFE
        assert_type(attioql.apply_fixes("nam = 'x'", found), str)
        assert_type(attioql.apply_fixes(b"{}", iter(found), applicability=unsafe), str)
        assert_type(attioql.apply_fixes(written, found), attioql.JsonValue)
        text = attioql.fix(
            attioql.Source("nam = 'x'"), target, params={"p": 1}, now=datetime.now(timezone.utc), tz="UTC"
        )
        assert_type(text, attioql.FixedText)
        assert_type((text.text, text.applied), tuple[str, tuple[attioql.Fix, ...]])
        assert_type(text.remaining, tuple[attioql.Diagnostic, ...])
        value = attioql.fix(body, target, applicability=unsafe, lint=True, select=["all"], ignore=("lost-day",))
        assert_type(value, attioql.FixedValue)
        assert_type(value.value, attioql.JsonValue)
        for edit in (edit for fix in value.applied for edit in fix.json_edits):
            assert_type(edit, attioql.JsonEdit)
            assert_type((edit.pointer, edit.text), tuple[str, str])
            assert_type(edit.value, attioql.JsonValue)

    def members(part: attioql.FilterPart) -> int:
        """Match every kind of part of a filter."""
        match part:
            case attioql.AllOf(inner) | attioql.AnyOf(inner):
                assert_type(inner, tuple[attioql.FilterPart, ...])
                return sum(map(members, inner))
            case attioql.ValueBlock(path, conditions, negated, text, key):
                assert_type((path, negated, text, key), tuple[str, bool, str, str])
                return len(conditions)
            case attioql.FilterCondition():
                return 1

    def errors(
        found: attioql.Filter, record: attioql.Record, related: attioql.Related, data: dict[str, object]
    ) -> None:
        """Read what the exceptions carry; each is a `ValueError`."""
        try:
            found.matches(record, related=related)
        except attioql.RecordError as error:
            assert_type(error.pointer, str)
        except attioql.RelatedNeededError as error:
            assert_type(error.args, tuple[Any, ...])
        try:
            attioql.Workspace.from_dict(data)
        except attioql.WorkspaceError as error:
            assert_type(error.diagnostics, tuple[attioql.Diagnostic, ...])
        known: list[type[ValueError]] = [attioql.FilterError, attioql.RecordError, attioql.WorkspaceError]
        assert_type(known, list[type[ValueError]])

    def compilers(target: attioql.Target) -> None:
        """Compile through a cache."""
        compiler = attioql.Compiler(target, maxsize=10, max_characters=1_000)
        assert_type(compiler.compile("name = :p", params={"p": "x"}), attioql.Filter)
        assert_type(compiler.cache_info(), attioql.CacheInfo)
        assert_type(compiler.cache_info().hits, int)

    def diagnostics(target: attioql.Target) -> None:
        """Read everything that a diagnostic says."""
        try:
            attioql.compile("nam = 1", target)
        except attioql.FilterError as error:
            assert_type(error.diagnostics, tuple[attioql.Diagnostic, ...])
        [problem] = attioql.check("nam = 1", target)
        assert_type(problem.name, str)
        assert_type(problem.code, str)
        assert_type(problem.severity, attioql.Severity)
        assert_type(problem.span, attioql.Span | None)
        assert_type(problem.source, attioql.Source | None)
        assert_type(problem.pointer, str | None)
        assert_type(problem.labels, tuple[attioql.Label, ...])
        assert_type(problem.fixes, tuple[attioql.Fix, ...])
        for fix in problem.fixes:
            assert_type(fix.applicability, attioql.Applicability)
            assert_type(fix.edits, tuple[attioql.Edit, ...])
        source = attioql.Source("nam = 1", "a.attioql")
        assert_type(source.position(0), attioql.Position)

    def catalogue(attribute: attioql.Attribute, style: attioql.Style) -> None:
        """Ask which operators and which kind of value a property takes, as a form does."""
        assert_type(attribute.type, attioql.AttributeType)
        prop: attioql.Property = attribute.type.properties["value"]
        assert_type(prop.kind, attioql.ValueKind)
        assert_type(prop.spellings, tuple[str, ...])
        operator: attioql.Operator = prop.operators["$eq"]
        assert_type(operator.name, str)
        assert_type(attioql.compile("name = 1", attioql.Workspace.standard()["deals"]).dumps(style), str)

    def reports(target: attioql.Target) -> None:
        """Render diagnostics, and take their JSON form."""
        problems = attioql.check("nam = 1", target)
        assert_type(attioql.render(problems, format="sarif"), str)
        assert_type(problems[0].to_dict(), dict[str, attioql.JsonValue])

    def completion(target: attioql.Target) -> None:
        """Ask what may stand at an offset, and what stands there."""
        found = attioql.complete("na", 2, target, now=datetime.now(timezone.utc))
        assert_type(found, attioql.Completions)
        assert_type(attioql.complete_json("{", 1, target), attioql.Completions)
        assert_type(attioql.grammar(target, "gbnf", depth=0), str)
        assert_type(attioql.complete_query("limit", 5, target, now=None), attioql.Completions)
        item: attioql.Completion = found.items[0]
        kind: attioql.CompletionKind = item.kind
        assert_type((item.label, item.insert_text, found.span), tuple[str, str, attioql.Span])
        about: attioql.Hover | None = attioql.hover("name", 0, target)
        assert_type(about.documentation if about else kind, str)

    def strategies(target: attioql.Target) -> None:
        """Draw from the strategies that are published for tests."""
        assert_type(testing.filters(target).example(), attioql.Filter)
        assert_type(testing.cases(target).example().filter, attioql.Filter)

    PEOPLE = attioql.Workspace.standard()["people"]

    def target_of(info: ValidationInfo) -> attioql.Target:
        """Take the target from the context of a call."""
        return attioql.Workspace.standard()[str(info.context)]

    class Search(BaseModel):
        """A model with a filter on a target, one or none on a target of the context, and one with all options."""

        where: Annotated[attioql.Filter, attioql.pydantic.Where(PEOPLE)]
        late: Annotated[attioql.Filter, attioql.pydantic.Where(target_of)] | None = None
        text: Annotated[
            attioql.Filter,
            attioql.pydantic.Where(
                PEOPLE,
                reads="text",
                writes="text",
                params={"x": 5},
                now=lambda: datetime.now(timezone.utc),
                tz="UTC",
                decimals="float",
                depth=0,
                limits=attioql.Limits.untrusted(),
            ),
        ]

    def models(search: Search, target: attioql.Target) -> None:
        """Take filters from models, and make a type of a target that is known at run time."""
        assert_type(search.where, attioql.Filter)
        assert_type(search.late, attioql.Filter | None)
        adapter = TypeAdapter[attioql.Filter](Annotated[attioql.Filter, attioql.pydantic.Where(target)])
        assert_type(adapter.validate_python("name = 1"), attioql.Filter)
