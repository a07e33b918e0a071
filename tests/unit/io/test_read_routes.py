from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapdash.errors import ColumnsMissingError, DataError, SourceUnreadableError
from mapdash.io import read_table
from mapdash.io.routes import read_routes
from mapdash.layers.routes import RouteRow, Town

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER = "id,title,mode,towns,events,part_of,note"
GOOD = "R01,Line,railway,Soroksár (HUN); Kelebia (HUN),E067,,as named"


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "routes.csv"
    path.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return path


def test_routes_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    section = "R02,Section,road,St. Pölten(AUT);Novi Sad  (SRB);Ruma (SRB),E1; E2,R01,"
    assert read_routes(written(tmp_path, GOOD, section)) == (
        RouteRow(
            id="R01",
            title="Line",
            mode="railway",
            towns=(Town("Soroksár", "HUN"), Town("Kelebia", "HUN")),
            event_ids=("E067",),
            part_of="",
            note="as named",
        ),
        RouteRow(
            id="R02",
            title="Section",
            mode="road",
            towns=(Town("St. Pölten", "AUT"), Town("Novi Sad", "SRB"), Town("Ruma", "SRB")),
            event_ids=("E1", "E2"),
            part_of="R01",
            note="",
        ),
    )


def test_a_file_without_rows_has_no_routes(tmp_path: Path) -> None:
    assert read_routes(written(tmp_path)) == ()


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError):
        read_routes(tmp_path / "none.csv")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, header="id,title,mode,towns,part_of")
    with pytest.raises(ColumnsMissingError, match="lacks the column events and note; add it"):
        read_routes(path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",Line,railway,A (SRB);B (SRB),E1,,", "row 3, column 'id': the value '' is empty"),
        ("R02,,railway,A (SRB);B (SRB),E1,,", "row 3, column 'title': the value '' is empty"),
        ("R02,L,tram,A (SRB);B (SRB),E1,,", "column 'mode': the value 'tram' is none of railway, motorway, road"),
        ("R02,L,road,,E1,,", "column 'towns': the value '' is empty"),
        ("R02,L,road,A (SRB),E1,,", "column 'towns': the value 'A .SRB.' has fewer than two towns"),
        ("R02,L,road,A;B (SRB),E1,,", "has the town 'A' without its country; write “A .SRB.”"),
        ("R02,L,road,A (Serbia);B (SRB),E1,,", "has the town 'A .Serbia.' without its country"),
        ("R02,L,road,A (SRB);;B (SRB),E1,,", "column 'towns': .* has a part that is empty"),
        ("R02,L,road,A (SRB);A (SRB),E1,,", "column 'towns': .* stands twice"),
        ("R02,L,road,A (SRB);B (SRB),,,", "column 'events': the value '' is empty"),
        ("R02,L,road,A (SRB);B (SRB),E1;E1,,", "column 'events': .* stands twice"),
        ("R01,L,road,A (SRB);B (SRB),E1,,", "row 3, column 'id': the value 'R01' stands twice"),
        ("R02,L,road,A (SRB);B (SRB),E1,R9,", "column 'part_of': the route 'R02' is part of 'R9'"),
        ("R02,L,road,A (SRB);B (SRB),E1,R02,", "the route 'R02' is part of 'R02', which is no whole"),
        ("R02,L,road,A (SRB);B (SRB),E1,,,surplus", "row 3: The row has 8 fields where the header has 7"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_row_and_column(
    tmp_path: Path, row: str, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        read_routes(written(tmp_path, GOOD, row))


@pytest.fixture(scope="module")
def shipped_routes(project_root: Path) -> tuple[RouteRow, ...]:
    return read_routes(project_root / "geodata" / "routes.csv")


@pytest.fixture(scope="module")
def texts(project_root: Path) -> Mapping[str, str]:
    """Return all that the shipped events say, by their ids."""
    table = read_table(project_root / "geodata" / "events.csv").fillna("")
    spoken = table[["title", "place_name", "summary", "notes"]].agg(" ".join, axis=1)
    return dict(zip(table["id"], spoken, strict=True))


def test_the_shipped_routes_pass_only_towns_that_their_events_name(
    shipped_routes: tuple[RouteRow, ...], texts: Mapping[str, str]
) -> None:
    for route in shipped_routes:
        said = " ".join(texts[identifier] for identifier in route.event_ids)
        assert [town.name for town in route.towns if town.name not in said] == []


def test_a_shipped_section_lies_on_the_line_it_is_part_of(
    shipped_routes: tuple[RouteRow, ...],
) -> None:
    wholes = {route.id: route for route in shipped_routes}
    sections = [route for route in shipped_routes if route.part_of]
    assert len(sections) == 7
    for section in sections:
        whole = wholes[section.part_of]
        assert whole.mode == section.mode
        assert set(section.event_ids) <= set(whole.event_ids)
        places = [whole.towns.index(town) for town in section.towns]
        forth = list(range(places[0], places[0] + len(places)))
        back = list(range(places[0], places[0] - len(places), -1))
        assert places in (forth, back)
