from __future__ import annotations

import csv
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.io import read_borders

if TYPE_CHECKING:
    from mapdash.borders import Borders

GEODATA = Path(__file__).resolve().parents[3] / "geodata"
BORDERS = read_borders(GEODATA / "borders", view="default")
WORDS = st.sampled_from(["", " province", " Region", " oblast", " District", " (as reported)"])


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Hebei (CN-HE)", "CHN", "CN-HE"),
        ("Beijing (CN-BJ)", "CHN", "CN-BJ"),
        ("Beni Suef (as reported)", "EGY", "EG-BNS"),
        ("Kampong Chhnang", "KHM", "KH-4"),
        ("Kaliningrad Oblast", "RUS", "RU-KGD"),
        ("Hebei province", "CHN", "CN-HE"),
        ("hebei", "CHN", "CN-HE"),
        ("河北", "CHN", "CN-HE"),
        ("河北省", "CHN", "CN-HE"),
        ("Brest Region", "BLR", "BY-BR"),
        ("Брестская область", "BLR", "BY-BR"),
        ("Okrug Bor", "SRB", "RS-14"),
        ("Bor District", "SRB", "RS-14"),
        ("Београд", "SRB", "RS-00"),
        ("Syrmia", "SRB", "RS-07"),
        ("Podunavlje", "SRB", "RS-10"),
        ("Pomoravlje", "SRB", "RS-13"),
        ("Braničevo", "SRB", "RS-11"),
        ("Branicevo", "SRB", "RS-11"),
        ("Bács-Kiskun", "HUN", "HU-BK"),
        ("BACS KISKUN county", "HUN", "HU-BK"),
        ("Pristina", "XKX", "KOS-5902"),
        ("KOS-5902", "XKX", "KOS-5902"),
        ("Crimea", "UKR", "UA-43"),
        ("Tibet Autonomous Region", "CHN", "CN-XZ"),
    ],
)
def test_a_province_is_found_as_sources_write_it(text: str, country: str, code: str) -> None:
    assert BORDERS.find_province(text, country) == code


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Minsk", "BLR", "BY-HM"),
        ("Minsk region", "BLR", "BY-MI"),
        ("Kyiv Oblast", "UKR", "UA-32"),
        ("Kyiv", "UKR", "UA-30"),
        ("Moscow Oblast", "RUS", "RU-MOS"),
        ("Moscow", "RUS", "RU-MOW"),
        ("Altai Krai", "RUS", "RU-ALT"),
        ("Altai Republic", "RUS", "RU-AL"),
        ("Zagreb", "HRV", "HR-21"),
        ("Zagreb County", "HRV", "HR-01"),
    ],
)
def test_the_word_for_its_kind_parts_two_units_of_one_name(
    text: str, country: str, code: str
) -> None:
    assert BORDERS.find_province(text, country) == code


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Heibei", "CHN"),
        ("Hebe", "CHN"),
        ("Hebei", "SRB"),
        ("Hebei (CN-HE)", "RUS"),
        ("Crimea", "RUS"),
        ("Altai", "RUS"),
        ("Belgrade; Syrmia", "SRB"),
        ("South, West and North Bačka", "SRB"),
        ("CN-HE and CN-BJ", "CHN"),
        ("province", "CHN"),
        ("( )", "CHN"),
        ("", "CHN"),
        ("Hebei", ""),
        ("Hebei", "ZZZ"),
    ],
)
def test_what_is_misspelt_elsewhere_ambiguous_or_nothing_finds_nothing(
    text: str, country: str
) -> None:
    assert BORDERS.find_province(text, country) is None


def test_a_code_wins_over_the_name_beside_it() -> None:
    assert BORDERS.find_province("Hebei (CN-BJ)", "CHN") == "CN-BJ"


def test_a_name_stays_when_the_code_is_one_of_another_country() -> None:
    assert BORDERS.find_province("Hebei (RS-14)", "CHN") == "CN-HE"


def test_the_provinces_of_the_events_known_to_one_only_are_found() -> None:
    with (GEODATA / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["geo_precision"] == "admin1"]
    found = {row["id"]: BORDERS.find_province(row["admin1"], row["country"]) for row in rows}
    assert found == {"E001": "CN-HE", "E009": "EG-BNS", "E012": "KH-4"}


def test_of_all_provinces_that_the_events_name_only_lists_of_several_are_not_found() -> None:
    with (GEODATA / "events.csv").open(encoding="utf-8", newline="") as file:
        named = {(row["admin1"], row["country"]) for row in csv.DictReader(file) if row["admin1"]}
    assert len(named) > 35
    missed = {text for text, country in named if BORDERS.find_province(text, country) is None}
    assert missed == {
        *("Belgrade; Kolubara", "Belgrade; South Bačka", "Belgrade; Syrmia"),
        *("Moravica; Zlatibor", "South Bačka; Syrmia", "South, West and North Bačka"),
    }


def test_kosovos_districts_are_found_in_serbia_in_the_iso_view_alone(
    default: Borders, iso: Borders
) -> None:
    assert iso.find_province("Prizren", "SRB") == "KOS-5908"
    assert iso.find_province("Prizren", "XKX") == "KOS-5908"
    assert default.find_province("Prizren", "SRB") is None


@given(row=st.integers(0, len(BORDERS.provinces) - 1))
def test_every_unit_is_found_by_its_code(row: int) -> None:
    code, country = BORDERS.provinces[["code", "country"]].iloc[row]
    assert BORDERS.find_province(code, country) == code


@given(row=st.integers(0, len(BORDERS.provinces) - 1), word=WORDS)
def test_a_name_finds_its_own_unit_one_of_the_same_name_or_nothing(row: int, word: str) -> None:
    name, country = BORDERS.provinces[["name", "country"]].iloc[row]
    found = BORDERS.find_province(name + word, country)
    same = BORDERS.provinces[BORDERS.provinces["country"] == country].set_index("code")
    if found is not None and not word:
        assert same.loc[found, "name"] == name
    if found is not None:
        assert found in same.index


@given(
    row=st.integers(0, len(BORDERS.provinces) - 1),
    change=st.sampled_from([str.upper, str.lower, lambda s: unicodedata.normalize("NFD", s)]),
)
def test_case_and_accents_in_pieces_change_nothing(row: int, change: object) -> None:
    assert callable(change)
    name, country = BORDERS.provinces[["name", "country"]].iloc[row]
    assert BORDERS.find_province(change(name), country) == BORDERS.find_province(name, country)


@given(text=st.text(max_size=40), country=st.sampled_from(["CHN", "SRB", "USA", "", "ZZZ"]))
def test_any_text_gives_a_unit_of_that_country_or_nothing(text: str, country: str) -> None:
    found = BORDERS.find_province(text, country)
    if found is not None:
        unit = BORDERS.province(found)
        assert unit is not None
        assert unit.country == country
