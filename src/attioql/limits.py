"""Every limit on what is read and on the work that one input may cause, each in one field with its unit."""

from __future__ import annotations


class LibraryLimits:
    """All limits of the library. Code reads the one instance, `LIMITS`; an input beyond a limit gets a diagnostic or less advice.

    The instance has no attributes of its own, so that none can be set.
    """

    __slots__ = ()

    # Diagnostics
    diagnostics: int = 100
    """Diagnostics of one text, filter, file of a workspace, or run of `attioql match`, in each phase of the work."""
    report_characters: int = 2_000
    """Code points that a report reads before and after the marked part of a line."""
    fix_characters: int = 1_000
    """Code points of the changed lines of a fix that a report shows whole. Longer lines are cut, and the report says so."""
    names_compared_characters: int = 200
    """Code points of a name for which a report suggests similar names."""

    # Query text
    text_characters: int = 8_388_608
    """Code points of query text."""
    text_backslashes: int = 100_000
    """Backslashes in query text."""
    open_brackets: int = 200_000
    """Brackets and negations open at once in query text."""
    group_operands: int = 250_000
    """Conditions joined by one `and` or `or`."""
    list_values: int = 100_000
    """Values of one list in query text."""
    path_segments: int = 1_000
    """Names and dots of one path that are parsed."""
    line_width: int = 400
    """Columns that `attioql fmt --width` accepts."""

    # Filters
    path_steps: int = 20
    """Attributes of one attribute path. Attio documents no limit."""
    path_steps_of_clients: int = 5
    """Attributes of one attribute path without a warning. The documentation of a client library says that Attio takes no more."""
    groups: int = 200
    """Nested groups of `and` and `or`. An `and` directly in an `and`, or an `or` in an `or`, adds no level."""
    block_alternatives: int = 1_000
    """Combinations after the alternatives of one value block are multiplied out."""
    block_tests: int = 50_000
    """Tests in the combinations of all value blocks of one filter."""
    number_decimals: int = 1_100
    """Decimals of a number. The smallest 64-bit float has 1,074."""
    number_bits: int = 2_048
    """Bits of a Python `int` that is written as text. The largest 64-bit float has 1,024."""
    cache_entries: int = 4_096
    """Entries of each cache of a target, such as the one of its resolved attribute paths."""
    cache_characters: int = 1_048_576
    """Code points in the keys of each such cache."""
    period_characters: int = 100
    """Code points of a text that is read as a period or a moment, such as `"last 30d"`. A longer text is neither."""
    duration_units: int = 10**9
    """Units of a duration, such as 30 in `30d`. A number with more digits than this one is out of range."""

    # JSON
    json_characters: int = 33_554_432
    """Code points of JSON text."""
    json_levels: int = 2_000
    """Nested objects and arrays in JSON text. This is more than a filter may have, so `filter_levels` applies first."""
    filter_levels: int = 1_000
    """Nested objects and arrays in filter JSON."""
    filter_parts: int = 500_000
    """Members of groups, keys, and values of lists in filter JSON. In a Python object, a part that several others share counts once for each of them."""
    json_indent: int = 1_000
    """Spaces of indentation for one level of JSON output."""
    indent_option: int = 16
    """Spaces that the option `--indent` accepts."""
    schema_references: int = 8
    """References that a path in a JSON Schema may follow. Each further reference makes the schema about three times as long."""
    schema_values: int = 1_000
    """Values in all enumerations of a strict schema together. This is the limit of OpenAI's API."""
    schema_characters: int = 120_000
    """Code points of these values. This is the limit of OpenAI's API."""
    schema_listed: int = 250
    """Values of one enumeration of a strict schema. If there are more, `schema_listed_characters` applies."""
    schema_listed_characters: int = 15_000
    """Code points of the values of such an enumeration. This is the limit of OpenAI's API."""
    page_records: int = 500
    """Records on a page without a warning. This is the default of `limit` in a request, and the most that four client libraries ask for."""
    page_number: int = 2**53 - 1
    """The largest `limit` or `offset`: the largest integer that every JSON parser keeps exactly."""
    sorts: int = 100
    """Sorts of one request. Attio documents no limit."""
    culprit_conditions: int = 100
    """Conditions of filter JSON that are searched for the key that a warning is about."""
    relative_date_characters: int = 60
    """Code points of a JSON string that is compared with the relative dates of other tools."""
    wrapper_names: int = 8
    """Keys around a value that are removed, such as `value` or `title`."""

    # Filters in other grammars
    foreign_groups: int = 500
    """Nested groups in a filter that is translated."""
    foreign_parts: int = 100_000
    """Groups and conditions in a filter that is translated."""
    foreign_reasons: int = 5
    """Reasons that are given if a filter has no translation."""

    # Workspaces
    workspace_bytes: int = 33_554_432
    """Bytes of a workspace file or of a listing of the API."""
    workspace_levels: int = 500
    """Nested objects and arrays in a workspace file. Every supported version of Python can write that many."""

    # Language models and the MCP server
    guide_attributes: int = 150
    """Attributes that `attioql.describe` lists. The text says how many it leaves out."""
    tool_fix_characters: int = 100
    """Code points of a fix that an answer of the MCP server shows."""
    search_characters: int = 200
    """Code points of the `search` of `attioql.describe`."""

    # Files that hold filters
    file_bytes: int = 268_435_456
    """Bytes of a file or of standard input."""
    yaml_characters: int = 4_194_304
    """Code points of a YAML file."""
    yaml_fix_characters: int = 1_000_000
    """Code points in all copies of one YAML scalar that are decoded or written to verify fixes."""
    yaml_brackets: int = 200
    """Brackets open at once on one line of YAML."""
    python_characters: int = 4_194_304
    """Code points of a Python file."""
    python_links: int = 2_000
    """Attributes, calls, subscripts and operators in one chain of Python. Every supported version of Python parses that many with half a megabyte of stack."""
    code_characters: int = 4_194_304
    """Code points of a JavaScript or TypeScript file."""
    code_parsing_steps: int = 1_000_000
    """Steps of the parser for a JavaScript or TypeScript file of any size. With many syntax errors, it takes more than linear time."""
    code_parsing_steps_a_kilobyte: int = 5_000
    """Steps that each kilobyte of the file adds. Code that is cut off anywhere takes at most some 3,000."""
    code_signs_in_a_row: int = 5_000
    """Signs next to each other in a part of a JavaScript or TypeScript file that is not code."""
    code_depth: int = 2_000
    """Nested calls, literals and other parts of a JavaScript or TypeScript file. Filters in deeper parts are not found."""
    code_followed_characters: int = 4_194_304
    """Bytes of the literals that the names in the filters of one code file refer to. A literal counts each time it is reached."""
    code_followed_names: int = 20_000
    """Names in the filters of one code file that are resolved to literals."""
    code_filled_characters: int = 100_000
    """Code points that `%` or `format` fills into one text in Python code; a text with more is not known."""
    code_branches: int = 32
    """Readings of one filter in code that chooses among values; of one with more, the other choices are not checked."""
    code_choosing_arguments: int = 3
    """Arguments of one call in code, from the first, of which each value that they may be is read."""
    jobs: int = 256
    """Processes that `attioql lint --jobs` starts."""

    # Records
    line_bytes: int = 67_108_864
    """Bytes of one line of JSON Lines."""
    value_characters: int = 67_108_864
    """Code points of one record in a stream of JSON values."""

    # Logic
    logic_steps: int = 100_000
    """Conditions and tests that `implies` and `is_contradiction` examine before they return `None`."""
    witness_characters: int = 250
    """Code points of a text in a filter. For a text up to this length, `example` looks for a domain, an email address or the like that contains it."""
    witness_tests: int = 20_000
    """Conditions that `example` tests against records if the logic does not know whether a record can match. If it finds none, it tests as many once more."""
    witness_comparisons: int = 1_000_000
    """Conditions times values of one record that `example` makes: each condition may be compared with each value of its attribute."""
    witness_examples: int = 40
    """Familiar texts that `example` tries for one property. It tries one more for each text that the property must not have."""

    # Fixes
    text_fix_steps: int = 4
    """Edits in one fix of query text."""
    text_fix_tries: int = 12
    """Copies of query text that are checked to make one fix."""
    text_fix_characters: int = 100_000
    """Code points in all checked copies of one query text. Two copies are always checked, whatever their length."""
    text_fix_mistake: int = 100
    """Code points that each mistake of a query text counts as, in every checked copy: to say what is wrong takes about as long as to read so many."""
    json_fix_steps: int = 4
    """Changes in one fix of filter JSON."""
    json_fix_tries: int = 24
    """Copies of filter JSON that are checked to make one fix."""
    json_fix_values: int = 50_000
    """Values in all checked copies of one filter in JSON."""
    json_missing_brackets: int = 8
    """Missing brackets at the end of JSON text that a fix adds."""
    json_edit_levels: int = 100
    """Nested objects and arrays in the new value of an edit of parsed filter JSON."""
    json_fix_shown_values: int = 200
    """Values of the filter JSON that a message shows."""
    json_fix_shown_characters: int = 600
    """Code points of the filter JSON that a message shows."""

    # Recovery from syntax errors in query text
    recovery_states: int = 64
    """Parser states that are copied to try a token."""
    recovery_reductions: int = 100
    """Parser reductions that are made to try a token."""
    recovery_tokens: int = 2_000
    """Tokens of lookahead."""
    recovery_operand_tokens: int = 8
    """Tokens of the operand before a mistake."""
    recovery_values: int = 50
    """Values of a list that has no brackets or quotes."""
    recovery_path_tokens: int = 40
    """Tokens of the path before a mistake."""
    recovery_operator_words: int = 4
    """Words of an operator that does not exist."""
    recovery_operator_characters: int = 40
    """Code points of an operator of another language."""
    recovery_operand_characters: int = 120
    """Code points of an amount, a range or a duration in a spelling of another language."""
    recovery_string_characters: int = 200
    """Code points of a string without quotes."""
    recovery_select_characters: int = 400
    """Code points from `select` to `where`."""
    enclosed_characters: int = 20_000
    """Code points of a text, such as an answer of a language model, that is searched for a filter."""
    enclosed_lines: int = 200
    """Lines of such a text."""
    enclosed_objects: int = 50
    """Starts of JSON objects that are tried in such a text."""
    enclosed_tags: int = 4
    """Nested XML tags around a filter."""
    enclosed_shown: int = 3
    """Filters that are offered if a text has several."""

    # Filters from strangers: what `attioql.Limits.untrusted()` allows
    untrusted_characters: int = 4_000
    """Code points of query text, including the names and values of its parameters, or of JSON text. A parsed value counts as its shortest JSON text."""
    untrusted_conditions: int = 100
    """Conditions as they are written, before duplicates are merged."""
    untrusted_depth: int = 32
    """Nested groups, negations and value blocks."""
    untrusted_list_values: int = 200
    """Values of one list."""
    untrusted_path_steps: int = 6
    """Names of one attribute path, including a property at its end."""
    untrusted_block_tests: int = 2_000
    """Tests in the combinations of all value blocks of one filter."""
    untrusted_diagnostics: int = 10
    """Reported diagnostics of one filter."""

    # Grammars
    grammar_references: int = 8
    """References that a path in a grammar may follow."""
    grammar_alternatives: int = 500_000
    """Names, values and references, with what the references lead to, that are examined for one grammar."""
    grammar_number_digits: int = 15
    """Digits before the decimal point of a number that a grammar allows. Every float has room for that many."""
    grammar_number_decimals: int = 6
    """Decimals of such a number, if its property has no limit of its own."""
    grammar_text_characters: int = 200
    """Code points of a text that a grammar allows."""
    grammar_operands: int = 32
    """Conditions joined by one `and` or `or` that a grammar allows."""
    grammar_list_values: int = 100
    """Values of one list that a grammar allows."""
    grammar_groups: int = 4
    """Nested brackets that a grammar allows."""
    grammar_block_properties: int = 4
    """Properties of a value block that a grammar allows in any order. If a type has more, a grammar allows two in any order."""
    grammar_block_alternatives: int = 100
    """Combinations after the lists of one value block in a grammar are multiplied out."""

    # Linter
    lint_passes: int = 100
    """Passes that `--fix` and `fix` make over one text or parsed value."""
    lint_fix_characters: int = 4_000_000
    """Code points in all copies of one text that are checked in these passes."""
    lint_fix_value_characters: int = 8
    """Code points for which each value of a parsed value counts in these passes."""
    lint_fix_copies: int = 8
    """Copies that are always checked in these passes, whatever their size."""
    fix_together: int = 20
    """Errors in one text from which on `fix` first applies all of their fixes together, before it tries each fix."""
    fix_together_errors: int = 1_000
    """Errors whose fixes are applied together."""
    fix_together_tries: int = 12
    """Copies that are checked to find out which of these fixes cause an error."""
    lint_fixes: int = 10_000
    """Findings of one filter that are fixed in one pass."""
    lint_members: int = 8
    """Members of a group that each member is compared with."""
    lint_groups: int = 8
    """Groups around a negation that are searched for a condition that needs a value."""
    lint_joined: int = 8
    """Conditions on one attribute path that are compared with one another."""
    lint_beside: int = 8
    """Conditions on one attribute path that are compared with the alternatives of another group."""
    lint_bounds: int = 8
    """Bounds on one attribute path that are compared with one another."""
    lint_literals: int = 32
    """Literals of one condition or group that are compared with those of others."""
    lint_together: int = 64
    """Literals on one attribute path that are examined together."""
    lint_steps: int = 1_000
    """Conditions and tests that are examined to decide a group that contains other groups."""
    lint_pairs: int = 256
    """Pairs of literals that are compared for two conditions or groups."""

    # Editors
    editor_delay_milliseconds: int = 10
    """Milliseconds that the language server waits for more changes of a text before it checks it."""
    editor_reload_seconds: int = 1
    """Seconds after which the language server looks again whether a project file has changed."""
    editor_folders: int = 64
    """Folders whose projects the language server keeps in memory."""
    editor_characters: int = 500_000
    """Code points of a file for which the language server offers completion, hover, colours and an outline. It reports diagnostics of longer files too."""
    editor_unfinished_characters: int = 100_000
    """Code points of a file that does not parse yet, for which the language server offers completion."""
    editor_open_brackets: int = 64
    """Brackets open at the cursor of a file that does not parse yet, for which the language server offers completion."""
    editor_suppressions: int = 8
    """Diagnostics at one place for which the language server offers a suppression."""
    editor_targets: int = 5
    """Targets that the language server offers for a file that names none."""
    editor_tried_targets: int = 32
    """Targets that the language server tries for a file that names none."""
    editor_target_characters: int = 200_000
    """Code points of the copies of a file that the language server checks to try targets."""
    editor_levels: int = 16
    """Nested groups in the outline of a filter."""


LIMITS = LibraryLimits()
