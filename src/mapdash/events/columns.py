"""The columns of an EventFrame and the values that some of them are limited to."""

from __future__ import annotations

REQUIRED_COLUMNS = ("id", "title", "category", "country", "start_date")
"""Columns that an event cannot do without."""

FILE_COLUMNS = (
    "id",
    "title",
    "category",
    "country",
    "actors",
    "start_date",
    "end_date",
    "date_precision",
    "place_name",
    "admin1",
    "latitude",
    "longitude",
    "geo_precision",
    "radius_km",
    "status",
    "status_detail",
    "amount_usd_millions",
    "amount_basis",
    "summary",
    "source_title",
    "source_url",
    "source_date",
    "source_kind",
    "further_source_urls",
    "confidence",
    "notes",
    "seed_claim",
    "aiddata_id",
)
"""The columns of an events file, in its order."""

NUMBER_COLUMNS = ("latitude", "longitude", "radius_km", "amount_usd_millions")
"""Columns of float64 in an EventFrame, NaN when there is none."""

TEXT_COLUMNS = tuple(name for name in FILE_COLUMNS if name not in NUMBER_COLUMNS)
"""Columns of text in an EventFrame, never missing, "" when there is none."""

DERIVED_COLUMNS = ("start", "end", "geometry")
"""Columns that validation adds: the span of days (datetime64[s]) and the point."""

EVENT_COLUMNS = FILE_COLUMNS + DERIVED_COLUMNS
"""All columns of an EventFrame, in its order."""

CATEGORIES = (
    "joint exercise",
    "military diplomacy",
    "arms transfer",
    "police cooperation",
    "surveillance technology",
    "BRI transport",
    "BRI energy",
    "BRI mining & metals",
    "BRI manufacturing",
    "BRI other",
)
"""The categories of events, in the order of the legend."""

UNCATEGORISED = "uncategorised"
"""The category of an event whose own category is none of `CATEGORIES`."""

STATUSES = (
    "announced",
    "agreed",
    "under way",
    "completed",
    "delivered",
    "in service",
    "disputed",
)
"""How far an event has come; "" where it is not known."""

CONFIDENCES = ("high", "medium", "low")
"""How sure the compiler is of an event, from the surest; "" where it is not known."""

ACTOR_SEPARATOR = ";"
"""What stands between the countries in the column `actors`."""

URL_SEPARATOR = " | "
"""What stands between the addresses in the column `further_source_urls`."""

PROBLEM_COLUMN = "__problem__"
"""A column that a reader adds to say why a row cannot be trusted; "" where it can.

Such as a row with more fields than the header: nobody knows which field went astray, so
validation refuses the row with this reason instead of showing shifted values.
"""
