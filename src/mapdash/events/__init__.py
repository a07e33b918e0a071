"""Events: geocoded, dated occurrences with their sources, validated once on the way in."""

from mapdash.events.columns import (
    ACTOR_SEPARATOR,
    CATEGORIES,
    CONFIDENCES,
    DERIVED_COLUMNS,
    EVENT_COLUMNS,
    FILE_COLUMNS,
    NUMBER_COLUMNS,
    PROBLEM_COLUMN,
    REQUIRED_COLUMNS,
    STATUSES,
    TEXT_COLUMNS,
    UNCATEGORISED,
    URL_SEPARATOR,
)
from mapdash.events.countries import is_country_code
from mapdash.events.dates import DateSpan, parse_date
from mapdash.events.frame import EVENT_CRS, Combinations, EventFrame, combinations_of, empty_events
from mapdash.events.precision import (
    AREA_PRECISIONS,
    DATE_PRECISION_LABELS,
    DATE_PRECISIONS,
    GEO_PRECISIONS,
    OFF_MAP_PRECISIONS,
    PINNED_PRECISIONS,
    PRECISION_LABELS,
    UNKNOWN_PRECISION,
)
from mapdash.events.report import RowIssue, ValidationReport
from mapdash.events.validation import validate_events
from mapdash.events.words import (
    amount_in_words,
    date_in_words,
    day_in_words,
    place_in_words,
)

__all__ = [
    "ACTOR_SEPARATOR",
    "AREA_PRECISIONS",
    "CATEGORIES",
    "CONFIDENCES",
    "DATE_PRECISIONS",
    "DATE_PRECISION_LABELS",
    "DERIVED_COLUMNS",
    "EVENT_COLUMNS",
    "EVENT_CRS",
    "FILE_COLUMNS",
    "GEO_PRECISIONS",
    "NUMBER_COLUMNS",
    "OFF_MAP_PRECISIONS",
    "PINNED_PRECISIONS",
    "PRECISION_LABELS",
    "PROBLEM_COLUMN",
    "REQUIRED_COLUMNS",
    "STATUSES",
    "TEXT_COLUMNS",
    "UNCATEGORISED",
    "UNKNOWN_PRECISION",
    "URL_SEPARATOR",
    "Combinations",
    "DateSpan",
    "EventFrame",
    "RowIssue",
    "ValidationReport",
    "amount_in_words",
    "combinations_of",
    "date_in_words",
    "day_in_words",
    "empty_events",
    "is_country_code",
    "parse_date",
    "place_in_words",
    "validate_events",
]
