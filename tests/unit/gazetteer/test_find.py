"""A name, or a text with names in it, becomes places; what is not sure is said to be so."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapdash.errors import AssetError
from mapdash.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from mapdash.gazetteer import Candidate, Gazetteer

FOLDER = Path(__file__).resolve().parents[3] / "geodata" / "gazetteer"


def best_of(gazetteer: Gazetteer, text: str, country: str = "") -> Candidate:
    best = gazetteer.find(text, country).best
    assert best is not None, text
    return best


def test_opening_reads_nothing_and_a_missing_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    gazetteer = open_gazetteer(tmp_path)
    with pytest.raises(AssetError, match=r"'.*places\.parquet' is missing; restore it"):
        gazetteer.find("Belgrade")


def test_a_damaged_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    for name in ("places.parquet", "names.parquet"):
        (tmp_path / name).write_bytes(b"PAR1 is not all of it")
    with pytest.raises(AssetError, match="is damaged"):
        open_gazetteer(tmp_path).suggest("Bel")


def test_files_of_two_gazetteers_are_refused(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "places.parquet").symlink_to(FOLDER / "places.parquet")
    pq.write_table(pq.read_table(FOLDER / "names.parquet").slice(0, 50), tmp_path / "names.parquet")
    with pytest.raises(AssetError, match="are not of one gazetteer"):
        open_gazetteer(tmp_path).load()


def test_a_file_without_a_column_is_refused(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "names.parquet").symlink_to(FOLDER / "names.parquet")
    places = pq.read_table(FOLDER / "places.parquet").drop_columns(["kind", "town"])
    pq.write_table(places, tmp_path / "places.parquet")
    with pytest.raises(AssetError, match="lacks kind and town"):
        open_gazetteer(tmp_path).load()


def test_a_town_is_described(gazetteer: Gazetteer) -> None:
    town = best_of(gazetteer, "nis", "SRB")
    assert (town.id, town.name, town.matched) == ("geonames:787657", "Niš", "nis")
    assert (town.kind, town.precision, town.country, town.admin1) == (
        "town",
        "locality",
        "SRB",
        "Nišava",
    )
    assert (town.longitude, town.latitude) == (21.903, 43.325)
    assert (town.population, town.score, town.is_guess) == (250_000, 1.0, False)
    assert town.radius_km == 5.6
    assert town.source == "GeoNames, CC BY 4.0"


@pytest.mark.parametrize(
    ("text", "kind", "precision", "place"),
    [
        ("Serbia", "country", "country", "country:SRB"),
        ("Србија", "country", "country", "country:SRB"),
        ("塞尔维亚", "country", "country", "country:SRB"),
        ("Bavaria", "province", "admin1", "admin1:DE-BY"),
        ("Bayern", "province", "admin1", "admin1:DE-BY"),
        ("Batajnica air base", "air base", "exact", "icao:LYBT"),
        ("Kostolac B power plant", "power plant", "exact", "mapdash:kostolac-b"),
    ],
)
def test_kinds_have_their_precision(
    gazetteer: Gazetteer, text: str, kind: str, precision: str, place: str
) -> None:
    best = best_of(gazetteer, text)
    assert (best.kind, best.precision, best.id) == (kind, precision, place)


@pytest.mark.parametrize(
    "spelling",
    [
        "Novi Sad",
        "NOVI SAD",
        "novi-sad",
        "Novi – Sad",
        "NoviSad",
        "Нови Сад",
        "нови сад",
        "Nòvi Şad",
    ],
)
def test_case_accents_hyphens_and_script_do_not_matter(gazetteer: Gazetteer, spelling: str) -> None:
    assert best_of(gazetteer, spelling).id == "geonames:3194360"


@pytest.mark.parametrize("spelling", ["Simon's Town", "Simon’s Town", "Simonstown", "SIMONS TOWN"])
def test_apostrophes_do_not_matter(gazetteer: Gazetteer, spelling: str) -> None:
    assert best_of(gazetteer, spelling).country == "ZAF"


def test_a_country_restricts(gazetteer: Gazetteer) -> None:
    assert {c.country for c in gazetteer.find("Bor", "CZE")} == {"CZE"}
    assert best_of(gazetteer, "Brest", "FRA").id == "geonames:3030300"
    assert len(gazetteer.find("Smederevo", "FRA")) == 0
    assert len(gazetteer.find("Smederevo", "ZZZ")) == 0
    assert len(gazetteer.find("Smederevo", "srb")) == 0


@pytest.mark.parametrize("text", ["Bor", "Brest", "Niš", "Georgia", "Punjab", "Birmingham"])
def test_a_name_of_several_places_is_reported_and_not_resolved(
    gazetteer: Gazetteer, text: str
) -> None:
    finding = gazetteer.find(text)
    assert finding.is_ambiguous
    assert finding.best is None
    assert len({c.country for c in finding}) > 1
    assert not any(c.is_guess for c in finding)


@pytest.mark.parametrize(
    ("text", "country"), [("Belgrade", "SRB"), ("Beijing", "CHN"), ("Moscow", "RUS")]
)
def test_a_place_of_twenty_times_the_people_is_meant(
    gazetteer: Gazetteer, text: str, country: str
) -> None:
    finding = gazetteer.find(text)
    assert not finding.is_ambiguous
    assert best_of(gazetteer, text).country == country


def test_a_town_by_its_own_name_is_as_likely_as_a_country_by_another(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Inđija")
    assert finding.is_ambiguous
    assert {c.id for c in finding} >= {"country:IND", "geonames:790015"}
    assert best_of(gazetteer, "Inđija", "SRB").id == "geonames:790015"


def test_two_towns_of_one_name_in_one_country_are_ambiguous(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Feldkirchen", "DEU").is_ambiguous
    assert gazetteer.find("Springfield", "USA").is_ambiguous


def test_a_town_and_its_province_of_one_name_are_not(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Bor", "SRB")
    assert [c.kind for c in finding] == ["town", "province"]
    assert finding.best is not None
    assert finding.best.kind == "town"


def test_a_misspelling_is_offered_and_never_taken(gazetteer: Gazetteer) -> None:
    for country in ("CHN", ""):
        finding = gazetteer.find("Heibei", country)
        assert finding[0].id == "admin1:CN-HE"
        assert finding[0].is_guess
        assert finding.best is None
        assert all(c.is_guess and c.score < 0.9 for c in finding)


@pytest.mark.parametrize(
    ("text", "country", "place"),
    [
        ("Kaunas airport", "LTU", "icao:EYKA"),
        ("Brest region", "BLR", "admin1:BY-BR"),
        ("Province of Hebei", "CHN", "admin1:CN-HE"),
        ("city of Belgrade", "", "geonames:792680"),
        ("Bor smelter", "", "mapdash:bor-smelter"),
        ("airport of Belgrade", "SRB", "icao:LYBE"),
    ],
)
def test_words_for_a_kind_prefer_places_of_that_kind(
    gazetteer: Gazetteer, text: str, country: str, place: str
) -> None:
    finding = gazetteer.find(text, country)
    assert finding[0].id == place
    assert finding.best == finding[0]


def test_two_airports_of_one_city_are_ambiguous(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Beijing airport")
    assert finding.is_ambiguous
    assert {c.id for c in finding} >= {"icao:ZBAA", "icao:ZBAD"}


def test_an_airport_stands_in_for_an_air_base_as_a_guess_only(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Niš air base", "SRB")
    best = best_of(gazetteer, "Niš air base", "SRB")
    assert (best.name, best.precision, best.radius_km) == ("Niš", "locality", 25.0)
    assert [c.is_guess for c in finding if c.kind == "airport"] == [True]


def test_a_kind_without_a_name_goes_with_the_name_that_follows(gazetteer: Gazetteer) -> None:
    for text in ("HBIS steel mill, Smederevo", "steel mill (Smederevo)", "steel mill in Smederevo"):
        assert best_of(gazetteer, text, "SRB").id == "mapdash:smederevo-steel"
    assert best_of(gazetteer, "cement factory, Smederevo", "SRB").id == "geonames:785756"


def test_a_site_in_a_longer_text_is_known_to_the_locality(gazetteer: Gazetteer) -> None:
    best = best_of(gazetteer, "Batajnica air base, Serbia")
    assert (best.id, best.precision) == ("icao:LYBT", "locality")
    assert best.score < 0.8


def test_a_site_in_a_town_is_known_to_the_town_only(gazetteer: Gazetteer) -> None:
    station = best_of(gazetteer, "Novi Sad railway station", "SRB")
    assert (station.name, station.precision, station.matched) == (
        "Novi Sad",
        "locality",
        "Novi Sad",
    )
    assert station.score < best_of(gazetteer, "Novi Sad", "SRB").score
    range_ = best_of(gazetteer, "training range near Brest", "BLR")
    assert (range_.precision, range_.radius_km, range_.matched) == ("locality", 25.0, "Brest")


def test_an_air_base_whose_name_is_part_of_a_text_is_known_to_the_locality(
    gazetteer: Gazetteer,
) -> None:
    assert best_of(gazetteer, "Batajnica", "SRB").precision == "locality"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Feldkirchen (near Straubing)", "geonames:2927340"),
        ("Feldkirchen, Bavaria, near Munich", "geonames:2927347"),
        ("Brest, Belarus", "geonames:629634"),
        ("Brest (France)", "geonames:3030300"),
        ("Palace of Serbia, Belgrade", "geonames:792680"),
        ("Paris, Texas", "geonames:4717560"),
    ],
)
def test_what_a_text_says_beside_picks_among_places_of_one_name(
    gazetteer: Gazetteer, text: str, place: str
) -> None:
    assert best_of(gazetteer, text).id == place


def test_brackets_that_do_not_fit_make_a_place_doubtful(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("National Counter Terrorism Centre, Pabbi (Kharian)", "PAK")
    assert finding.is_ambiguous
    assert {c.name for c in finding} >= {"Pabbi", "Kharian"}


def test_a_line_is_reported_as_its_ends(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Obrenovac - Ljig", "SRB")
    assert finding.names_several
    assert finding.is_line
    assert finding.best is None
    assert [(p.words, p.candidates[0].name) for p in finding.parts] == [
        ("Obrenovac", "Obrenovac"),
        ("Ljig", "Ljig"),
    ]
    assert all(p.best is not None and p.best.precision == "locality" for p in finding.parts)


def test_a_line_with_an_unknown_end_is_still_no_place(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Iverak - Lajkovac", "SRB")
    assert (finding.is_line, finding.best) == (True, None)
    assert [p.words for p in finding.parts] == ["Lajkovac"]


def test_places_joined_by_and_are_several(gazetteer: Gazetteer) -> None:
    finding = gazetteer.find("Zemun and Belgrade", "SRB")
    assert finding.names_several
    assert [p.words for p in finding.parts] == ["Zemun", "Belgrade"]


@pytest.mark.parametrize("text", ["Sea of Japan", "Gulf of Aden", "Baltic Sea", "South China Sea"])
def test_the_name_beside_a_water_is_not_where_it_lies(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text).best is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x07",
        "\u202e",
        "venue not given",
        "air base",
        "the border crossing",
        "-",
        "(),",
    ],
)
def test_a_text_that_names_nothing_finds_nothing(gazetteer: Gazetteer, text: str) -> None:
    finding = gazetteer.find(text)
    assert (len(finding), finding.best, finding.is_ambiguous) == (0, None, False)


@pytest.mark.parametrize("text", [".*", "(?:Bor", "[B-b]or+", "Bor|Brest", "\\bBor\\b", "%s{0}"])
def test_text_that_looks_like_a_pattern_is_text(gazetteer: Gazetteer, text: str) -> None:
    finding = gazetteer.find(text)
    assert finding.best is None


def test_ten_thousand_characters_are_answered_from_the_first(gazetteer: Gazetteer) -> None:
    assert best_of(gazetteer, "Belgrade, " + "x" * 10_000).precision == "locality"
    assert len(gazetteer.find("xq" * 5_000)) == 0
    assert len(gazetteer.find("Belgrade, " * 1_000)) > 0


def test_an_address_of_the_web_names_no_place(gazetteer: Gazetteer) -> None:
    text = "Located in Belgrade. More at https://maps.example/way/1?place=Brest and www.example/Bor"
    best = best_of(gazetteer, text, "SRB")
    assert (best.name, best.matched) == ("Belgrade", "Belgrade")


def test_the_limit_is_kept(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.find("Springfield", limit=3)) == 3
    assert len(gazetteer.find("Springfield")) == 8
    assert len(gazetteer.suggest("spr", limit=4)) == 4


def test_a_code_counts_in_capitals(gazetteer: Gazetteer) -> None:
    assert best_of(gazetteer, "SRB").id == "country:SRB"
    assert best_of(gazetteer, "CN-HE").id == "admin1:CN-HE"
    assert best_of(gazetteer, "LYBE").id == "icao:LYBE"
    assert gazetteer.find("lybe").best is None


def test_many_threads_get_the_same_answers() -> None:
    shared = open_gazetteer(FOLDER)
    answers: list[tuple[str, ...]] = []

    def ask() -> None:
        texts = ("Smedervo", "Bor", "Batajnica air base")
        answers.append(tuple(c.id for text in texts for c in shared.find(text, "SRB")))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
