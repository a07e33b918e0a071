"""Filters: which events a reader wants, how many each choice gives, and both in words."""

from mapdash.filters.cleaning import one_line, plain_text
from mapdash.filters.facets import Facets, FacetValue, YearCounts
from mapdash.filters.folding import fold
from mapdash.filters.index import FilterIndex, FilterResult, apply_filter
from mapdash.filters.model import (
    DIMENSIONS,
    MAX_SEARCH_CHARACTERS,
    VALUE_DIMENSIONS,
    EventFilter,
    without,
)
from mapdash.filters.period import FIRST_YEAR, LAST_YEAR, Period
from mapdash.filters.places import Places
from mapdash.filters.region import MOST_POINTS, Region, region_from_map
from mapdash.filters.words import (
    AT_LEAST_TOWN,
    DIMENSION_LABELS,
    NOT_STATED,
    Constraint,
    Relaxation,
    active_constraints,
    filter_in_words,
    period_in_words,
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
    "MOST_POINTS",
    "NOT_STATED",
    "VALUE_DIMENSIONS",
    "Constraint",
    "EventFilter",
    "FacetValue",
    "Facets",
    "FilterIndex",
    "FilterResult",
    "Period",
    "Places",
    "Region",
    "Relaxation",
    "YearCounts",
    "active_constraints",
    "apply_filter",
    "filter_in_words",
    "fold",
    "one_line",
    "period_in_words",
    "plain_text",
    "region_from_map",
    "relaxations",
    "restrict",
    "value_in_words",
    "without",
]
