"""The filters of the race, as trees, and the dialects that spell one tree in the language of each library.

A tree is a condition `(attribute, operator, value)`, `("not", tree)`, or `("and" | "or", [trees])`. Attributes and
their kinds are those of companies. Nothing here imports a library of the race.
"""

from dataclasses import dataclass, field
from datetime import date

KINDS = {
    "name": "text",
    "description": "text",
    "domains": "text",
    "employee_range": "text",
    "twitter_follower_count": "number",
    "foundation_date": "date",
}

ONE = ("name", "contains", "Ltd")
NINE = (
    "and",
    [
        ONE,
        ("twitter_follower_count", ">=", 500),
        ("not", ("domains", "=", "apple.com")),
        ("or", [("employee_range", "=", "11-50"), ("employee_range", "=", "51-250")]),
        ("foundation_date", "<", date(2015, 1, 1)),
        ("description", "contains", "fast"),
        ("or", [("twitter_follower_count", "<", 100000), ("foundation_date", ">=", date(2001, 1, 1))]),
    ],
)
SIZES = {"1": 1, "9": 9, "200": 200}


def flat(number):
    """A conjunction of that many conditions, no two alike; a fourth of them are negated."""
    return ("and", [_numbered(index) for index in range(number)])


def _numbered(index):
    row = index // 4
    return (
        ("name", "contains", f"Ltd{row}"),
        ("twitter_follower_count", ">=", row),
        ("not", ("domains", "=", f"apple{row}.com")),
        ("foundation_date", "<", date(1900 + row // 28 // 12 % 100, row // 28 % 12 + 1, row % 28 + 1)),
    )[index % 4]


@dataclass(frozen=True)
class Dialect:
    """How a language spells a tree: templates for `not` and for each operator, the joints, and the literals.

    `negative` has the templates of negated operators for a language that has no `not`. Templates may name `{name}`,
    `{value}` (the literal) and `{raw}` (its text).
    """

    conditions: dict[str, str]
    joints: tuple[str, str] = (" and ", " or ")
    negation: str = "not ({})"
    negative: dict[str, str] = field(default_factory=dict)
    quote: str = '"'
    day: str = '"{}"'

    def spell(self, tree):
        """Spell a tree, which is three levels deep at most."""
        kind, *rest = tree
        if kind in {"and", "or"}:
            return self.joints[kind == "or"].join([self._member(member) for member in rest[0]])
        if kind == "not":
            return (
                self._condition(rest[0], self.negative) if self.negative else self.negation.format(self.spell(rest[0]))
            )
        return self._condition(tree, self.conditions)

    def nested(self, depth):
        """Spell one condition within that many parentheses."""
        return "(" * depth + self.spell(ONE) + ")" * depth

    def named(self, name):
        """Spell the filter of a name: a size of `SIZES`, `flat:NUMBER` or `nested:DEPTH`."""
        kind, _, number = name.partition(":")
        if kind == "nested":
            return self.nested(int(number))
        if kind == "flat":
            return self.spell(flat(int(number)))
        return self.spell({"1": ONE, "9": NINE}.get(name) or flat(SIZES[name]))

    def _member(self, tree):
        return f"({self.spell(tree)})" if tree[0] in {"and", "or"} else self.spell(tree)

    def _condition(self, condition, templates):
        name, operator, value = condition
        return templates[operator].format(name=name, value=self._literal(value), raw=value)

    def _literal(self, value):
        if isinstance(value, date):
            return self.day.format(value)
        return f"{self.quote}{value}{self.quote}" if isinstance(value, str) else str(value)


def _comparisons(equal="=", least=">=", below="<", value="{value}"):
    return {operator: f"{{name}} {sign} {value}" for operator, sign in (("=", equal), (">=", least), ("<", below))}


_LIKE = {**_comparisons(), "contains": "{name} LIKE '%{raw}%'"}
_CEL = {**_comparisons(equal="=="), "contains": "{name}.contains({value})"}

ATTIOQL = Dialect({**_comparisons(), "contains": "{name} contains {value}"}, day="{}", negation="not {}")
CQL2 = Dialect(_LIKE, (" AND ", " OR "), "NOT ({})", quote="'", day="DATE('{}')")
CEL = Dialect(_CEL, (" && ", " || "), "!({})", day='timestamp("{}T00:00:00Z")')
DJANGOQL = Dialect(
    {**_comparisons(), "contains": "{name} ~ {value}"},
    negative={"=": "{name} != {value}", "contains": "{name} !~ {value}"},
)
ODATA = Dialect({**_comparisons("eq", "ge", "lt"), "contains": "contains({name}, {value})"}, quote="'", day="{}")
RULE_ENGINE = Dialect({**_comparisons(equal="=="), "contains": "{value} in {name}"}, day='d"{}"')
LUCENE = Dialect(
    {"=": "{name}:{value}", ">=": "{name}:[{raw} TO *]", "<": "{name}:{{* TO {raw}}}", "contains": "{name}:*{raw}*"},
    (" AND ", " OR "),
    "NOT {}",
)
SCIM = Dialect({**_comparisons("eq", "ge", "lt", '"{raw}"'), "contains": "{name} co {value}"})
