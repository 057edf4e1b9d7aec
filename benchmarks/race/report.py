"""The measurements as tables in Markdown."""

from race.contestants import CONTESTANTS, US
from race.filters import SIZES
from race.measure import DEPTHS, GROWTH


def tables(data):
    """Yield the lines of all tables for which there are measurements."""
    for name, make in (("times", _times), ("cold", _cold), ("growth", _growth), ("nesting", _nesting)):
        if name in data:
            yield from make(data[name])
            yield ""


def _row(*cells):
    return f"| {' | '.join(cells)} |"


def _head(first, *others):
    yield _row(first, *others)
    yield f"|---|{'--:|' * len(others)}"


def _times(found):
    sizes = [title for size in SIZES for title in (f"{size}, µs", "times ours")]
    yield from _head("conditions", *sizes, "peak MB", "what it does")
    for name, row in found.items():
        cells = []
        for size, measured in row["sizes"].items():
            ours = found[US]["sizes"][size] if US in found else None
            cells.append(_figure(measured["least"] * 1e6) if measured else "fault")
            cells.append(f"{measured['least'] / ours['least']:.2f}" if measured and ours else "")
        memory = f"{row['bytes'] / 1e6:.0f}" if row["bytes"] else ""
        yield _row(name, *cells, memory, CONTESTANTS[name].does)


def _cold(found):
    yield from _head("whole process", "ms", "median ms", "× python", "× import lark")
    for name, measured in found.items():
        least = measured["least"]
        ratios = [f"{least / found[base]['least']:.2f}" for base in ("python", "import lark")]
        yield _row(name, f"{least * 1e3:.1f}", f"{measured['median'] * 1e3:.1f}", *ratios)


def _growth(found):
    yield from _head("µs a condition", *(f"{number:,}" for number in GROWTH), "peak MB")
    for name, row in found.items():
        cells = [_answer(row.get(number), 1e6 / number) for number in GROWTH]
        peak = max((answer.get("bytes", 0) for answer in row.values()), default=0)
        yield _row(name, *cells, f"{peak / 1e6:.0f}")


def _nesting(found):
    yield from _head("ms at that many parentheses", *(f"{number:,}" for number in DEPTHS))
    for name, row in found.items():
        yield _row(name, *(_answer(row.get(number), 1e3) for number in DEPTHS))


def _answer(answer, factor):
    if answer is None:
        return ""
    return answer.get("fault") or _figure(answer["seconds"] * factor)


def _figure(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
