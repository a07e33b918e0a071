"""What holds of every name in the table, and of every text."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from hypothesis import assume, given
from hypothesis import strategies as st

from mapdash.gazetteer.keys import key_of
from mapdash.gazetteer.table import PlaceTable, read_table

if TYPE_CHECKING:
    from mapdash.gazetteer import Gazetteer

FOLDER = Path(__file__).resolve().parents[3] / "geodata" / "gazetteer"


@cache
def names() -> list[str]:
    column: list[str] = pq.read_table(FOLDER / "places.parquet")["name"].to_pylist()
    return column


@cache
def table() -> PlaceTable:
    return read_table(FOLDER)


rows = st.integers(0, 240_000)


@given(row=rows)
def test_every_name_finds_its_place(gazetteer: Gazetteer, row: int) -> None:
    name = names()[row]
    finding = gazetteer.find(name, table().country[row], limit=500)
    candidate = next(c for c in finding if c.name == name)
    assert candidate.score >= 0.9
    assert not candidate.is_guess


@given(row=rows, data=st.data())
def test_case_accents_and_hyphens_do_not_change_the_answer(
    gazetteer: Gazetteer, row: int, data: st.DataObject
) -> None:
    name = names()[row]
    assume(len(name) > 4 and not set(name) & set("(),;:/|&"))
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    assume(key_of(bare) == key_of(name))
    variant = data.draw(
        st.sampled_from(
            [name.upper(), name.lower(), name.swapcase(), bare, name.replace(" ", "-"), f" {name} "]
        )
    )
    asked, other = gazetteer.find(name), gazetteer.find(variant)
    assert [(c.id, c.score, c.is_guess) for c in other] == [
        (c.id, c.score, c.is_guess) for c in asked
    ]
    assert other.is_ambiguous == asked.is_ambiguous


@given(row=rows, data=st.data())
def test_a_misspelt_word_is_never_the_best(
    gazetteer: Gazetteer, row: int, data: st.DataObject
) -> None:
    name = names()[row]
    assume(name.isalpha() and name.isascii() and len(name) > 5)
    at = data.draw(st.integers(1, len(name) - 2))
    change = data.draw(st.sampled_from(["", name[at] * 3, "x", name[at + 1] + name[at]]))
    misspelt = name[:at] + change + name[at + 1 :]
    assume(not len(table().find(key_of(misspelt), -1)[0]))
    finding = gazetteer.find(misspelt, table().country[row])
    assert finding.best is None
    assert all(c.is_guess for c in finding)


@given(row=rows, country=st.sampled_from(["SRB", "BLR", "CHN", "XKX", "USA"]))
def test_a_country_hint_restricts_every_answer(
    gazetteer: Gazetteer, row: int, country: str
) -> None:
    assert {c.country for c in gazetteer.find(names()[row], country)} <= {country}


@given(
    text=st.text(max_size=60)
    | st.lists(
        st.sampled_from(["Bor", "near", "(", ")", "-", " - ", ",", "Brest", "air base", "in"])
    ).map(" ".join)
)
def test_any_text_is_answered_and_a_guess_is_never_the_best(
    gazetteer: Gazetteer, text: str
) -> None:
    finding = gazetteer.find(text)
    assert len(finding) <= 8
    assert len({c.id for c in finding}) == len(finding)
    assert all(0.0 <= c.score <= 1.0 and -180 <= c.longitude <= 180 for c in finding)
    assert [c.is_guess for c in finding[len(finding.parts) :]] == sorted(
        c.is_guess for c in finding[len(finding.parts) :]
    )
    if finding.best is not None:
        assert finding.best == finding[0]
        assert not finding.best.is_guess
        assert not finding.is_ambiguous
        assert not finding.names_several
