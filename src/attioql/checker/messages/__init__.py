"""What the checker says; it decides which of it is true. `diagnose` makes what needs no function of its own."""

from attioql.checker.messages.arguments import (
    date_out_of_range,
    invalid_parameter,
    list_for_value,
    missing_parameter,
    now_needed,
    out_of_calendar_in_utc,
    period_out_of_range,
    value_for_list,
)
from attioql.checker.messages.names import (
    attribute_not_filterable,
    is_of_unknown_name,
    long_path,
    not_a_reference,
    object_needed,
    object_not_allowed,
    property_has_no_parts,
    property_needed,
    property_not_filterable,
    unknown_attribute,
    unknown_property,
    value_as_condition,
)
from attioql.checker.messages.operators import (
    alone,
    block_on_property,
    not_a_checkbox,
    not_a_property_in_block,
    operator_not_supported,
    reference_operator_not_supported,
    unlisted_value,
)
from attioql.checker.messages.presence import with_presence
from attioql.checker.messages.requests import not_sorted_by
from attioql.checker.messages.values import (
    empty_list,
    exact_date_on_timestamp,
    invalid_actor,
    invalid_date,
    invalid_record,
    invalid_timestamp,
    not_taken,
    null_value,
    record_needs_object,
    time_for_date,
    timestamp_for_date,
    unknown_function,
    unknown_value,
    word_needs_quotes,
    wrong_arguments,
    wrong_value_type,
)
from attioql.checker.messages.wording import takes
from attioql.checker.messages.workspace import (
    ambiguous_member,
    archived_attribute,
    archived_option,
    no_such_member,
    unknown_option,
    unlisted_member,
)
from attioql.diagnostics.build import diagnose
from attioql.diagnostics.phrases import short
