"""The law of fixes: a safe or unsafe fix, applied by itself, takes its diagnostic away and brings no new error.

Two kinds of error are not the fix's: one that asks for another argument (`now`, a parameter), and one that a mistake hid. A
mistake of syntax hides whatever is wrong outside the text that its fix changes, and any mistake hides a wrong name there.
"""

import json
from collections import Counter

ARGUMENTS = {"now-needed", "missing-parameter", "unused-parameter"}
MOST = 100  # a check stops here, so that a fix may bring the next error of a kind into sight


def applied(text, edits):
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def broken(text, check):
    """Return the fixes of a text that break the law, with the errors they lead to, and how many fixes were tried.

    Of very many diagnostics, about ten are tried.
    """
    problems = check(text)
    wrong, tried = [], 0
    for problem in problems[:: max(len(problems) // 10, 1)]:
        for fix in problem.fixes:
            if fix.applicability.name == "DISPLAY" or not fix.edits:
                continue
            tried += 1
            fixed = applied(text, fix.edits)
            left = errors_left(problem, problems, fix, check(fixed))
            if left:
                wrong.append((problem.name, problem.message, fix.message, fixed, [str(each) for each in left]))
    return wrong, tried


def errors_left(problem, problems, fix, after):
    """Return the errors after a fix that were not there before, and the diagnostic itself if it is still there."""
    known = Counter(key(each) for each in problems if each is not problem)
    there = [(each.name, shifted(each.span.start, fix)) for each in problems if each is not problem and each.span]
    left = []
    for each in after:
        if known[key(each)]:
            known[key(each)] -= len(problems) < MOST
        elif each.span and (each.name, each.span.start) in there:
            continue  # the same mistake, in other words
        elif key(each) == key(problem) or (each.severity.value == "error" and not excused(each, problem, fix)):
            left.append(each)
    return left


def shifted(at, fix):
    return at + sum(len(new) - (end - start) for (start, end), new in fix.edits if end <= at)


def key(problem):
    return problem.name, problem.message


def excused(error, problem, fix):
    if error.name in ARGUMENTS:
        return True
    hides = problem.code.startswith("AQ1") or error.code.startswith("AQ2")
    if not hides or error.span is None or error.pointer is not None:
        return False
    if error.code.startswith("AQ1"):
        # Another bracket is no new error: all that are open are reported at the end of the text.
        return error.name == problem.name == "unclosed-bracket"
    shift = 0
    for (start, end), new in sorted(fix.edits):
        if start + shift <= error.span.end and error.span.start <= start + shift + len(new):
            return False
        shift += len(new) - (end - start)
    return True


def is_json(text):
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
