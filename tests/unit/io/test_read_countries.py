from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapdash.errors import ColumnsMissingError, SourceUnreadableError
from mapdash.io import read_countries

if TYPE_CHECKING:
    from pathlib import Path


def test_countries_have_their_names_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "countries.csv"
    path.write_text("name,iso_a3,extra\nSerbia,SRB,1\nCôte d’Ivoire,CIV,2\nKosovo,XKX,3\n", "utf-8")
    names = read_countries(path)
    assert list(names.items()) == [("SRB", "Serbia"), ("CIV", "Côte d’Ivoire"), ("XKX", "Kosovo")]
    with pytest.raises(TypeError):
        names["SRB"] = "Elsewhere"  # type: ignore[index]


@pytest.mark.parametrize(
    ("header", "missing"),
    [("iso_a3,title", "name"), ("code,name", "iso_a3"), ("a,b", "iso_a3 and name")],
)
def test_a_missing_column_is_named(tmp_path: Path, header: str, missing: str) -> None:
    path = tmp_path / "countries.csv"
    path.write_text(f"{header}\nSRB,Serbia\n", "utf-8")
    with pytest.raises(ColumnsMissingError, match=f"lacks the column {missing}; add it"):
        read_countries(path)


@pytest.mark.parametrize(
    "row", ["srb,Serbia", "-99,Somaliland", "SRB,", "CHN,China again", "SRB,Serbia,x"]
)
def test_a_row_that_is_no_code_and_name_is_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "countries.csv"
    path.write_text(f"iso_a3,name\nCHN,China\n{row}\n", "utf-8")
    with pytest.raises(SourceUnreadableError, match="has in row 3 no code of a country"):
        read_countries(path)
