"""Filters: which events a reader wants, how many each choice gives, and both in words."""

from mapdash.filters.cleaning import one_line, plain_text
from mapdash.filters.facets import Facets, FacetValue, YearCounts
from mapdash.filters.folding import fold
from mapdash.filters.index import FilterIndex, apply_filter
from mapdash.filters.model import (
    DIMENSIONS,
    FIRST_YEAR,
    LAST_YEAR,
    MAX_SEARCH_CHARACTERS,
    VALUE_DIMENSIONS,
    EventFilter,
    YearRange,
    without,
)
from mapdash.filters.words import (
    AT_LEAST_TOWN,
    DIMENSION_LABELS,
    Constraint,
    Relaxation,
    active_constraints,
    relaxations,
    restrict,
    value_in_words,
)

__all__ = [
    "AT_LEAST_TOWN",
    "DIMENSIONS",
    "DIMENSION_LABELS",
    "FIRST_YEAR",
    "LAST_YEAR",
    "MAX_SEARCH_CHARACTERS",
    "VALUE_DIMENSIONS",
    "Constraint",
    "EventFilter",
    "FacetValue",
    "Facets",
    "FilterIndex",
    "Relaxation",
    "YearCounts",
    "YearRange",
    "active_constraints",
    "apply_filter",
    "fold",
    "one_line",
    "plain_text",
    "relaxations",
    "restrict",
    "value_in_words",
    "without",
]
