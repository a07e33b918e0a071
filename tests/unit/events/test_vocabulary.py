from __future__ import annotations

import pytest

from mapdash import events


def test_the_categories_stand_in_the_order_of_the_legend() -> None:
    assert events.CATEGORIES == (
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
    assert events.UNCATEGORISED not in events.CATEGORIES


def test_precisions_run_from_the_closest_to_none() -> None:
    assert events.GEO_PRECISIONS == ("exact", "locality", "admin2", "admin1", "country", "unknown")
    assert events.DATE_PRECISIONS == ("day", "month", "year")


def test_every_precision_has_a_label_of_its_own() -> None:
    assert tuple(events.PRECISION_LABELS) == events.GEO_PRECISIONS
    assert len(set(events.PRECISION_LABELS.values())) == 6
    assert tuple(events.DATE_PRECISION_LABELS) == events.DATE_PRECISIONS


def test_text_and_numbers_are_all_the_columns_of_a_file() -> None:
    assert len(events.FILE_COLUMNS) == 28
    assert set(events.TEXT_COLUMNS) | set(events.NUMBER_COLUMNS) == set(events.FILE_COLUMNS)
    assert not set(events.TEXT_COLUMNS) & set(events.NUMBER_COLUMNS)
    assert set(events.REQUIRED_COLUMNS) <= set(events.TEXT_COLUMNS)


def test_every_public_name_is_there_once() -> None:
    assert len(set(events.__all__)) == len(events.__all__)
    assert all(hasattr(events, name) for name in events.__all__)


@pytest.mark.parametrize("code", ["SRB", "CHN", "BLR", "XKX", "TWN", "NAM"])
def test_codes_of_countries_are_known(code: str) -> None:
    assert events.is_country_code(code)


@pytest.mark.parametrize("text", ["", "srb", "SR", "RS", "XXX", "SRB ", "EU", "688", "Serbia"])
def test_what_is_no_code_of_a_country_is_none(text: str) -> None:
    assert not events.is_country_code(text)


def test_no_events_have_all_columns_in_their_types() -> None:
    nothing = events.empty_events()
    assert nothing.shape == (0, 31)
    assert list(nothing.columns) == list(events.EVENT_COLUMNS)
    assert nothing.crs == "EPSG:4326"
    assert {str(nothing[name].dtype) for name in events.TEXT_COLUMNS} == {"str"}
    assert {str(nothing[name].dtype) for name in events.NUMBER_COLUMNS} == {"float64"}
    assert {str(nothing[name].dtype) for name in ("start", "end")} == {"datetime64[s]"}
