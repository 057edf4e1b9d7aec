"""Every limit on what is read and on the work that one input may cause, each in one field with its unit."""

from __future__ import annotations


class LibraryLimits:
    """All limits of the library. Code reads the one instance, `LIMITS`; an input beyond a limit gets a diagnostic or less advice.

    The instance has no attributes of its own, so that none can be set.
    """

    __slots__ = ()

    # Diagnostics
    diagnostics: int = 100
    """Diagnostics of one text, filter, file of a workspace, or run of `attioql match`, for each phase of the work."""
    report_characters: int = 2_000
    """Code points of a line before and behind a mark in it that a report looks at."""
    fix_characters: int = 1_000
    """Code points of the lines that a fix changes which a report shows whole; longer ones are cut, and the report says so."""
    names_compared_characters: int = 200
    """Code points of a name for which near misses are searched."""

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
    """Names and dots of a path that are parsed at all."""
    line_width: int = 400
    """Columns that `attioql fmt --width` accepts."""

    # Filters
    path_steps: int = 20
    """Attributes of one attribute path. Attio documents no limit."""
    path_steps_of_clients: int = 5
    """Attributes of one attribute path without a warning: a client library states that Attio takes no more."""
    groups: int = 200
    """Groups of `and` and `or` inside one another, once `and` in `and` and `or` in `or` are flattened."""
    block_alternatives: int = 1_000
    """Combinations that the alternatives of one value block are multiplied out to."""
    block_tests: int = 50_000
    """Tests in the combinations that all value blocks of one filter are multiplied out to."""
    number_decimals: int = 1_100
    """Decimals of a number. The smallest 64-bit float has 1,074."""
    number_bits: int = 2_048
    """Bits of a Python `int` that is written as text. The largest 64-bit float has 1,024."""
    cache_entries: int = 4_096
    """Entries of one cache of a target, such as the attribute paths that were resolved on it."""
    cache_characters: int = 1_048_576
    """Code points in the keys of such a cache."""
    period_characters: int = 100
    """Code points in a text that stands for a period or a moment, such as `"last 30d"`; a longer one is neither."""
    duration_units: int = 10**9
    """Units in a duration such as `30d`; a number with more digits is out of range."""

    # JSON
    json_characters: int = 33_554_432
    """Code points of JSON text."""
    json_levels: int = 2_000
    """Objects and arrays inside one another in JSON text: more than in any filter, so that `filter_levels` applies first."""
    filter_levels: int = 1_000
    """Objects and arrays inside one another in filter JSON."""
    filter_parts: int = 500_000
    """Members of groups, keys and values of lists in filter JSON. One that an object built in Python shares counts as often as it is reached."""
    json_indent: int = 1_000
    """Spaces that one level of written JSON is indented by."""
    indent_option: int = 16
    """Spaces that the option `--indent` accepts."""
    schema_references: int = 8
    """References that the paths of a JSON Schema follow. Each one more makes the schema about three times as long."""
    schema_values: int = 1_000
    """Values in all enumerations of a strict schema: what OpenAI's API takes."""
    schema_characters: int = 120_000
    """Code points of these values: what OpenAI's API takes."""
    schema_listed: int = 250
    """Values of one enumeration of a strict schema, beyond which its characters are limited."""
    schema_listed_characters: int = 15_000
    """Code points of such an enumeration: what OpenAI's API takes."""
    page_records: int = 500
    """Records in a page: the default of `limit` in a request, and the most that four client libraries ask for."""
    page_number: int = 2**53 - 1
    """The largest `limit` or `offset`: the largest integer that every JSON reader keeps."""
    sorts: int = 100
    """Sorts of one request. Attio documents no limit."""
    culprit_conditions: int = 100
    """Conditions of filter JSON that are searched for the key behind a warning."""
    relative_date_characters: int = 60
    """Code points of a JSON string that is compared with relative dates of other tools."""
    wrapper_names: int = 8
    """Keys that are unwrapped around a value, such as `value` or `title`."""

    # Filters in other grammars
    foreign_groups: int = 500
    """Groups inside one another in a filter that is translated."""
    foreign_parts: int = 100_000
    """Groups and conditions of a filter that is translated."""
    foreign_reasons: int = 5
    """Reasons given for why a filter has no translation."""

    # Workspaces
    workspace_bytes: int = 33_554_432
    """Bytes of a workspace file or of a listing of the API."""
    workspace_levels: int = 500
    """Objects and arrays inside one another in a workspace. Every supported Python can write that many."""

    # Guides for language models
    guide_attributes: int = 150
    """Attributes that `attioql.describe` lists. It says how many it leaves out."""
    tool_fix_characters: int = 100
    """Code points of a fix in an answer of the MCP server."""
    search_characters: int = 200
    """Code points of the words that `attioql.describe` searches for."""

    # Files that hold filters
    file_bytes: int = 268_435_456
    """Bytes of a file or of the standard input."""
    yaml_characters: int = 4_194_304
    """Code points of YAML."""
    yaml_fix_characters: int = 1_000_000
    """Code points of copies of one YAML scalar that are decoded or rewritten to test fixes."""
    yaml_brackets: int = 200
    """Brackets open at once on one line of YAML."""
    python_characters: int = 4_194_304
    """Code points of Python."""
    python_links: int = 2_000
    """Attributes, calls, subscripts and operators in one chain of Python. Every supported Python parses that many on half a megabyte of stack."""
    code_characters: int = 4_194_304
    """Code points of JavaScript or TypeScript."""
    code_followed_characters: int = 4_194_304
    """Bytes of the literals in one file of code that names in its filters stand for. One counts as often as it is reached."""
    code_followed_names: int = 20_000
    """Names in the filters of one file of code that are followed to literals."""
    jobs: int = 256
    """Processes that `attioql lint --jobs` starts."""

    # Records
    line_bytes: int = 67_108_864
    """Bytes of one line of JSON Lines."""
    value_characters: int = 67_108_864
    """Code points of one record in a stream of JSON."""

    # Logic
    logic_steps: int = 100_000
    """Conditions and tests that `implies` and `is_contradiction` examine before they return `None`."""
    witness_characters: int = 250
    """Code points of a text in a filter for which `example` looks for a domain, an email address and the like with the text in it."""
    witness_tests: int = 20_000
    """Conditions that `example` tests against records where the logic does not know whether some way to match is possible, and once more where it finds none."""
    witness_examples: int = 40
    """Texts that people recognise which are tried for one property of an example record, and one more for each text that it must not be."""

    # Fixes
    text_fix_steps: int = 4
    """Edits that are combined to one fix of query text."""
    text_fix_tries: int = 12
    """Copies of query text that are checked for one fix."""
    text_fix_characters: int = 100_000
    """Code points of all copies of one query text that are checked. Two copies are checked of any text."""
    json_fix_steps: int = 4
    """Changes that are combined to one fix of filter JSON."""
    json_fix_tries: int = 24
    """Copies of filter JSON that are checked for one fix."""
    json_fix_values: int = 50_000
    """Values of all copies of one filter's JSON that are read."""
    json_missing_brackets: int = 8
    """Brackets that are missing at the end of JSON text and are offered."""
    json_edit_levels: int = 100
    """Objects and arrays inside one another in the new value of an edit of parsed filter JSON."""
    json_fix_shown_values: int = 200
    """Values of the filter JSON in a message."""
    json_fix_shown_characters: int = 600
    """Code points of the filter JSON in a message."""

    # Recovery from mistakes in query text
    recovery_states: int = 64
    """States of the parser that are copied to try a token."""
    recovery_reductions: int = 100
    """Reductions that are followed to try a token."""
    recovery_tokens: int = 2_000
    """Tokens that are read ahead."""
    recovery_operand_tokens: int = 8
    """Tokens of an operand before a mistake."""
    recovery_values: int = 50
    """Values of a list without brackets or quotes."""
    recovery_path_tokens: int = 40
    """Tokens of a path before a mistake."""
    recovery_operator_words: int = 4
    """Words of an operator that does not exist."""
    recovery_operator_characters: int = 40
    """Code points of an operator of another language."""
    recovery_operand_characters: int = 120
    """Code points of an amount, a range or a duration in another spelling."""
    recovery_string_characters: int = 200
    """Code points of a string without quotes."""
    recovery_select_characters: int = 400
    """Code points from `select` to `where`."""
    enclosed_characters: int = 20_000
    """Code points of a text in which a filter is searched for among words that explain it."""
    enclosed_lines: int = 200
    """Lines of such a text."""
    enclosed_objects: int = 50
    """Beginnings of JSON objects that are tried in such a text."""
    enclosed_tags: int = 4
    """Tags of XML inside one another around a filter."""
    enclosed_shown: int = 3
    """Filters of one text that are offered where it has several."""

    # Filters from people who are not trusted: what `attioql.Limits.untrusted()` allows
    untrusted_characters: int = 4_000
    """Code points of query text with the names and values of its parameters, or of JSON text. A parsed value counts as its shortest JSON text."""
    untrusted_conditions: int = 100
    """Conditions, as they are written."""
    untrusted_depth: int = 32
    """Groups, negations and value blocks inside one another."""
    untrusted_list_values: int = 200
    """Values of one list."""
    untrusted_path_steps: int = 6
    """Names of one attribute path, of a property at its end as well."""
    untrusted_block_tests: int = 2_000
    """Tests in the combinations that all value blocks of one filter are multiplied out to."""
    untrusted_diagnostics: int = 10
    """Diagnostics that are reported of one filter."""

    # Grammars
    grammar_references: int = 8
    """References that the paths of a grammar follow."""
    grammar_alternatives: int = 500_000
    """Names, values, and references with what lies beyond them, that are looked at for one grammar."""
    grammar_number_digits: int = 15
    """Digits before the point of a number that a grammar lets a model write: every float holds so many."""
    grammar_number_decimals: int = 6
    """Decimals of such a number, where its property has no limit of its own."""
    grammar_text_characters: int = 200
    """Code points of a text that a grammar lets a model write."""
    grammar_operands: int = 32
    """Conditions joined by one `and` or `or` that a grammar allows."""
    grammar_list_values: int = 100
    """Values of one list that a grammar allows."""
    grammar_groups: int = 4
    """Brackets inside one another that a grammar allows."""
    grammar_block_properties: int = 4
    """Properties of a value block that a grammar allows in any order; of a type with more, two are."""
    grammar_block_alternatives: int = 100
    """Combinations that the lists of one value block in a grammar are multiplied out to."""

    # Linter
    lint_passes: int = 100
    """Passes of `--fix` and `fix` over one text, or one parsed value, in one run."""
    lint_fix_characters: int = 4_000_000
    """Code points of all copies of one text that are checked in these passes."""
    lint_fix_value_characters: int = 8
    """Code points that each value of a parsed value counts as in these passes."""
    lint_fix_copies: int = 8
    """Copies that are checked in these passes whatever their size."""
    fix_together: int = 20
    """Errors of one text from which on `fix` applies their fixes together before it tries each."""
    fix_together_errors: int = 1_000
    """Errors whose fixes are applied together."""
    fix_together_tries: int = 12
    """Copies that are checked to find which of these fixes bring no error in."""
    lint_fixes: int = 10_000
    """Findings of one filter that are fixed in one pass."""
    lint_members: int = 8
    """Members of a group that each member is compared with."""
    lint_groups: int = 8
    """Groups around a negation that are searched for a condition that needs a value."""
    lint_joined: int = 8
    """Conditions on one attribute path that are compared with one another."""
    lint_beside: int = 8
    """Conditions on one attribute path that are compared with the branches of another group."""
    lint_bounds: int = 8
    """Bounds on one attribute path that are compared with one another."""
    lint_literals: int = 32
    """Literals of one part that are compared with others."""
    lint_together: int = 64
    """Literals on one attribute path that are examined together."""
    lint_steps: int = 1_000
    """Conditions and tests that are examined to decide a group with other groups in it."""
    lint_pairs: int = 256
    """Pairs of literals that are compared for two parts."""

    # Editors
    editor_delay_milliseconds: int = 10
    """Milliseconds that the language server waits for more changes of a text before it checks it."""
    editor_reload_seconds: int = 1
    """Seconds after which the language server checks again whether a file of a project changed."""
    editor_folders: int = 64
    """Folders whose projects the language server keeps."""
    editor_characters: int = 500_000
    """Code points of a file that the language server completes, explains, colours and outlines; it reports about longer ones too."""
    editor_unfinished_characters: int = 100_000
    """Code points of a file that cannot be read yet and in which the language server completes."""
    editor_open_brackets: int = 64
    """Brackets that are open at the cursor of a file that cannot be read yet and in which the language server completes."""
    editor_suppressions: int = 8
    """Diagnostics at one place that the language server offers to ignore."""
    editor_levels: int = 16
    """Groups inside one another in the outline of a filter."""


LIMITS = LibraryLimits()
