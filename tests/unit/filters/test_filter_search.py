from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.filters import EventFilter, FilterIndex

if TYPE_CHECKING:
    from collections.abc import Callable


def found(index: FilterIndex, search: str) -> list[int]:
    return index.mask(EventFilter(search=search)).nonzero()[0].tolist()


@pytest.fixture(scope="module")
def index(index_of: Callable[..., FilterIndex]) -> FilterIndex:
    return index_of(
        {"title": "Čačak–Požega motorway", "place_name": "Čačak"},
        {"title": "Ten days near Baranavichy", "country": "BLR", "actors": "CHN;BLR"},
        {"title": "Камере у Чачку", "summary": "Хуавеј камере, Јелашница"},
        {"title": "Bridge at Jelašnica", "source_kind": "news page"},
        {"title": "Meeting with Djordjević", "source_title": "Đerdap daily"},
        {"title": "Барановичи: совместные учения", "country": "BLR"},
        {"title": "🚀 launch in 河北省", "country": "CHN", "admin1": "Hebei (CN-HE)"},
        {"title": "Vaccination barrier", "country": "CIV"},
    )


@pytest.mark.parametrize("search", ["Cacak", "čačak", "ČAČAK", "Чачак", "cacak-pozega"])
def test_accents_case_hyphens_and_script_do_not_matter(index: FilterIndex, search: str) -> None:
    assert found(index, search) == [0]


@pytest.mark.parametrize("search", ["jelasnica", "Jelašnica", "Јелашница", "JELASNICA", "elasni"])
def test_latin_finds_cyrillic_and_cyrillic_finds_latin(index: FilterIndex, search: str) -> None:
    assert found(index, search) == [2, 3]


@pytest.mark.parametrize(
    "search", ["Баранавичи", "Баранавічы", "Барановичи", "Baranavichy", "Baranovichi"]
)
def test_a_belarusian_town_is_found_however_it_is_spelt(index: FilterIndex, search: str) -> None:
    hits = found(index, search)
    assert 5 in hits
    assert hits == ([5] if search == "Baranovichi" else [1, 5])


@pytest.mark.parametrize("search", ["Djordjevic", "Đorđević", "Ђорђевић"])
def test_dj_and_d_with_stroke_are_one_letter(index: FilterIndex, search: str) -> None:
    assert found(index, search) == [4]


def test_huawei_is_found_in_serbian_cyrillic(index: FilterIndex) -> None:
    assert found(index, "huawei") == [2]


def test_every_word_must_occur_anywhere_in_the_event(index: FilterIndex) -> None:
    assert found(index, "baranavichy days") == [1]
    assert found(index, "baranavichy motorway") == []


def test_the_names_and_codes_of_all_involved_countries_are_searched(index: FilterIndex) -> None:
    assert found(index, "china") == [1, 6]
    assert found(index, "BLR") == [1, 5]
    assert found(index, "cote d’ivoire") == [7]


@pytest.mark.parametrize(
    ("search", "hits"),
    [("news", [3]), ("derdap", [4]), ("cn-he", [6]), ("pozega", [0]), ("vacc", [7])],
)
def test_title_place_admin1_summary_and_source_are_searched(
    index: FilterIndex, search: str, hits: list[int]
) -> None:
    assert found(index, search) == hits


def test_two_latin_words_are_not_compared_by_their_skeletons(index: FilterIndex) -> None:
    assert found(index, "boreal") == []
    assert found(index, "vaccinatian") == []


def test_short_cyrillic_words_are_taken_letter_by_letter(index: FilterIndex) -> None:
    assert found(index, "бор") == []


@pytest.mark.parametrize(("search", "hits"), [("🚀", [6]), ("河北", [6]), ("🛰", [])])
def test_symbols_and_other_scripts_are_found(
    index: FilterIndex, search: str, hits: list[int]
) -> None:
    assert found(index, search) == hits


@pytest.mark.parametrize("search", ["", " ", "—!?", "ь", "\u0301", "\ud800"])
def test_a_search_that_says_nothing_finds_everything(index: FilterIndex, search: str) -> None:
    assert found(index, search) == [0, 1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("search", [".*", "(", "[a-z]", "\\", "%"])
def test_patterns_have_no_meaning(index: FilterIndex, search: str) -> None:
    assert found(index, f"{search}qqq") == []


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_text_can_be_searched_and_an_event_is_found_by_its_own_title(
    index_of: Callable[..., FilterIndex], text: str
) -> None:
    clean = text.encode("utf-8", "ignore").decode().replace("\x00", "") + " x"
    index = index_of({"title": clean}, {"title": "other"})
    assert 0 in found(index, clean)
    assert found(index, text) in ([0], [0, 1])


def test_a_real_town_is_found_in_the_real_data(real_index: FilterIndex) -> None:
    assert len(found(real_index, "Баранавичи")) == 1
    assert found(real_index, "Баранавичи") == found(real_index, "baranavichy")
    assert found(real_index, "Užice") == found(real_index, "Ужице") == found(real_index, "uzice")
    assert len(found(real_index, "uzice")) == 1
