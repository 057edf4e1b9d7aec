"""What is said about expressions that Python cannot make: each sentence ends in what to write."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from keyword import iskeyword

from attioql.catalog.workspace import Target
from attioql.diagnostics.phrases import shown
from attioql.diagnostics.suggest import nearest
from attioql.operators import is_equality, is_negated, load_operators, written_as
from attioql.preconditions import Compiled, different_targets, first_step

TRUTH = (
    "an expression has no truth value: join expressions with `&`, `|` and `~` instead of `and`, `or` and `not`; "
    "write `q.x.between(a, b)` or `(a < q.x) & (q.x < b)` instead of `a < q.x < b`, `q.x.in_(a, b)` instead of `q.x in (a, b)`, "
    "and pass an expression to `attioql.build` for a filter"
)


def no_truth_value(path: str) -> TypeError:
    """Return the error for a field that is used as a condition by Python."""
    return TypeError(f"{path} is a field, which has no truth value: write {path}.is_true() for a checkbox")


def not_in(path: str) -> TypeError:
    """Return the error for `in` with a field to its right."""
    return TypeError(f"`in` cannot look into {path}: write {path}.contains(…) for a part of a text")


def not_iterable(path: str) -> TypeError:
    """Return the error for a loop over a field, or its length."""
    return TypeError(f"{path} is an attribute, not its values: it has no items and no length; write conditions on it")


def fields_not_iterable(target: Target, block: str) -> TypeError:
    """Return the error for a loop over the fields of a target or of a value block, or `in` with them to its right."""
    if block:
        return TypeError(f"the fields of {block} have no items: write conditions on its properties by their names")
    return TypeError(
        f"the fields of `{target.slug}` have no items: write `target.attributes` for the slugs, and `q[slug]` for the field of one"
    )


def not_hashable(path: str) -> TypeError:
    """Return the error for a field in a set, or as a key."""
    return TypeError(f"{path} has no hash, as `==` makes a condition of it: use str({path}) as a key")


def not_assignable(path: str, name: str) -> AttributeError:
    """Return the error for an assignment to a field, or to a part of it."""
    field = f"{path}{as_written((name,))}"
    return AttributeError(f"{field} cannot be set or deleted: write `{field} == value` for a condition")


def not_an_operand(sign: str, path: str) -> TypeError:
    """Return the error for a field that is joined like an expression."""
    return TypeError(
        f"`{sign}` joins expressions, and {path} is a field: put parentheses around each comparison, as in "
        f"`(q.x == 1) {sign} (q.y == 2)`, and write {path}.is_true() for a checkbox"
    )


def no_negation(path: str) -> TypeError:
    """Return the error for `~` before a field."""
    return TypeError(
        f"`~` negates expressions, and {path} is a field: write `~(q.x == 1)` with parentheses, or ~{path}.is_true() for a checkbox"
    )


def not_an_expression(sign: str, given: object) -> TypeError:
    """Return the error for anything but an expression beside `&` or `|`."""
    if isinstance(given, Compiled):
        return TypeError(f"`{sign}` joins expressions, not {shown(given)}: write `attioql.build(expression)` first")
    return TypeError(
        f"`{sign}` joins expressions, not {shown(given)}: put parentheses around each comparison, as in "
        f"`(q.x == 1) {sign} (q.y == 2)`"
    )


def not_callable(path: str, name: str) -> TypeError:
    """Return the error for a call of a field, which is mostly a method with another name."""
    methods = [each.method for each in load_operators().spellings.values() if not each.method.startswith("_")]
    near = nearest(name, methods)
    advice = f"did you mean `{near}`?" if near else f"methods: {', '.join(methods)}"
    return TypeError(f"{path} is a field, not a method; {advice}")


def compares_with_field(path: str, other: str) -> TypeError:
    """Return the error for two fields that are compared."""
    return TypeError(f"Attio compares an attribute with a value: {path} cannot be compared with {other}, another field")


def compares_with_expression(path: str) -> TypeError:
    """Return the error for a field that is compared with an expression."""
    return TypeError(
        f"{path} cannot be compared with an expression: put parentheses around each comparison, as in `(q.x == 1) & (q.y == 2)`"
    )


def no_list(path: str, given: object, spelling: str) -> TypeError:
    """Return the error for several values where an operator takes one."""
    return TypeError(f"{path} is compared with one value here, not with {shown(given)}{_for_several(path, spelling)}")


def _for_several(path: str, spelling: str) -> str:
    """Return what to write for several values of an operator, as the end of a sentence."""
    table, negated = load_operators(), is_negated(spelling)
    if is_equality(spelling):
        method = table.spellings[written_as("equal", takes="list", negated=negated)].method
        return f": write {path}.{method}(…) for {'none' if negated else 'one'} of several"
    meant = table.spellings[spelling]
    if meant.takes != "value":
        return f": {path}.{meant.method} takes one value for each end"
    one, other = [
        f"({path} {meant.text} {each})" if meant.method.startswith("_") else f"{path}.{meant.method}({each})"
        for each in "ab"
    ]
    sign, several = ("&", "none") if negated else ("|", "one")
    return f": write {one} {sign} {other} for {several} of several"


def no_items(path: str, given: object, spelling: str, *, alone: bool) -> TypeError:
    """Return the error for anything but a list or a tuple of values, or for one that is not `alone`."""
    method = f"{path}.{load_operators().spellings[spelling].method}"
    if alone:
        return TypeError(
            f"{method} takes values, or a list or tuple of them, not {shown(given)}: write {method}([*values])"
        )
    return TypeError(
        f"{method} takes values, or one list or tuple of them, not both: {shown(given)} is among the values"
    )


def no_value(path: str, given: object, takes: str, advice: str = "") -> TypeError:
    """Return the error for a value of a type that no filter has."""
    return TypeError(f"{path} takes {takes}, not {shown(given)} ({type(given).__name__}){advice}")


def wrong_name(name: object) -> TypeError | ValueError:
    """Return the error for what cannot be the name of an attribute, a property or an object."""
    if not isinstance(name, str):
        return TypeError(f"an attribute goes by its slug, a text, not by {shown(name)}")
    return ValueError(f"a slug is a text without backticks and line breaks, not {shown(name)}")


def as_written(names: tuple[str, ...]) -> str:
    """Spell a field as Python code."""
    return "".join([f".{name}" if name.isidentifier() and not iskeyword(name) else f"[{name!r}]" for name in names])


def unwritable(path: str, value: object, takes: str) -> TypeError | ValueError:
    """Return the error for a value that cannot be written in a filter, for its type or for what it is."""
    match value:
        case float() | Decimal():
            reason = "is not a finite number"
        case str():
            reason = "contains half a surrogate pair, which is not a character"
        case datetime():
            reason = "falls outside the years 1 to 9999 in UTC"
        case _:
            return no_value(path, value, takes)
    return ValueError(f"{path} cannot be compared with {shown(value)}, which {reason}")


def other_scope(one: tuple[Target, str], other: tuple[Target, str]) -> ValueError:
    """Return the error for two expressions that cannot be joined."""
    if one[1] != other[1]:
        return ValueError(
            "the fields of a value block and those outside it cannot be joined: use the argument of the function within "
            "`where`, and nothing else"
        )
    return different_targets(one[0], other[0], "expressions")


def no_body(path: str, given: object) -> TypeError:
    """Return the error for a function that returns no expression."""
    return TypeError(
        f"the function in {path}.where(…) must return an expression, such as `lambda e: e.{_PROPERTY} == 'x'`, not {shown(given)}"
    )


def no_function(path: str, given: object) -> TypeError:
    """Return the error for a value block without a function."""
    return TypeError(
        f"{path}.where(…) takes a function of the value's properties, such as `lambda e: e.{_PROPERTY} == 'x'`, not {shown(given)}"
    )


def block_alone(block: str) -> TypeError:
    """Return the error for a filter that is the inside of a value block."""
    return TypeError(f"this is the inside of a value block: return it from the function in {block}.where(…)")


def not_built(given: object) -> TypeError:
    """Return the error for anything but an expression that is to be compiled."""
    advice = first_step(given)
    if isinstance(given, Compiled):
        advice = ", which is a filter already"
    return TypeError(
        f"build takes an expression, such as `q.name == 'x'` with `q = attioql.fields(target)`, not {shown(given)}{advice}"
    )


_PROPERTY = "email_domain"
