from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdash.errors import SourceUnreadableError
from mapdash.events import PROBLEM_COLUMN, validate_events
from mapdash.io import csv_rows, read_table
from mapdash.io import text as text_module

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "id,title,category,country,start_date\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a file and return its path."""

    def write_file(content: str | bytes) -> Path:
        path = tmp_path / "events.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def test_nothing_is_interpreted(write: Callable[[str], Path]) -> None:
    table = read_table(write("a,b,c\nNA,007,None\nnull,1e5,\n true , -0 ,2024-01-01\n"))
    assert table.to_numpy().tolist() == [
        ["NA", "007", "None"],
        ["null", "1e5", ""],
        [" true ", " -0 ", "2024-01-01"],
    ]
    assert {str(dtype) for dtype in table.dtypes} == {"str"}


def test_the_index_is_the_row_of_a_spreadsheet(write: Callable[[str], Path]) -> None:
    table = read_table(write('a,b\n1,"two\nlines"\n\n,\n3,4\n'))
    assert table.index.tolist() == [2, 5]
    assert table.index.name == "row_number"
    assert table["b"].tolist() == ["two\nlines", "4"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(
    write: Callable[[str], Path], end: str, mark: str
) -> None:
    table = read_table(write(mark + end.join(["id,title", "1,č", "2,ж", ""])))
    assert list(table.columns) == ["id", "title"]
    assert table.to_numpy().tolist() == [["1", "č"], ["2", "ж"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_the_header(write: Callable[[str], Path], delimiter: str) -> None:
    table = read_table(write(f'id{delimiter}title\n1{delimiter}"a{delimiter}b, c; d"\n'))
    assert table.iloc[0].tolist() == ["1", f"a{delimiter}b, c; d"]


def test_names_of_columns_are_trimmed_and_kept_in_order(write: Callable[[str], Path]) -> None:
    assert list(read_table(write(" title , id\nx,1\n")).columns) == ["title", "id"]


def test_a_header_alone_is_a_table_without_rows(write: Callable[[str], Path]) -> None:
    table = read_table(write(HEADER))
    assert table.shape == (0, 5)
    assert {str(dtype) for dtype in table.dtypes} == {"str"}
    assert validate_events(table)[1].read == 0


def test_empty_columns_at_the_end_are_dropped(write: Callable[[str], Path]) -> None:
    table = read_table(write("id,title,,\n1,x,,\n2,y\n"))
    assert list(table.columns) == ["id", "title"]
    assert table["title"].tolist() == ["x", "y"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "2,Boats, big and small,arms transfer,SRB,2024",
            (
                "The row has 6 fields where the header has 5; a text with a comma needs quotation "
                "marks around it. Surplus: “2024”."
            ),
        ),
        (
            "2,Boats,arms transfer,SRB,2024,",
            (
                "The row has 6 fields where the header has 5; a text with a comma needs quotation "
                "marks around it. Surplus: “”."
            ),
        ),
        (
            "2,Boats,arms transfer",
            "The row has 3 fields where the header has 5; fill up the row with empty fields.",
        ),
    ],
)
def test_a_row_of_another_length_is_kept_with_its_problem_and_refused(
    write: Callable[[str], Path], row: str, problem: str
) -> None:
    good = "1,Boats,arms transfer,SRB,2024"
    table = read_table(write(f"{HEADER}{good}\n{row}\n{good.replace('1', '3', 1)}\n"))
    assert table[PROBLEM_COLUMN].tolist() == ["", problem, ""]
    assert table.index.tolist() == [2, 3, 4]
    events, report = validate_events(table)
    assert events["id"].tolist() == ["1", "3"]
    assert [(issue.row_number, issue.reason) for issue in report.issues] == [(3, problem)]


def test_text_under_an_empty_name_is_a_problem(write: Callable[[str], Path]) -> None:
    table = read_table(write("id,title,\n1,x,\n2,y,z\n"))
    assert table[PROBLEM_COLUMN].tolist() == [
        "",
        (
            "The row has 3 fields where the header has 2; a text with a comma needs quotation "
            "marks around it. Surplus: “z”."
        ),
    ]


def test_rows_of_all_blocks_of_a_long_file_keep_their_numbers_and_problems(
    write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "BLOCK_ROWS", 2)
    table = read_table(write("a,b\n1,č\n2,d\n,\n\n3,e\n4\n,5\n6,f,g\n"))
    assert table.index.tolist() == [2, 3, 6, 7, 8, 9]
    assert table["a"].tolist() == ["1", "2", "3", "4", "", "6"]
    assert table["b"].tolist() == ["č", "d", "e", "", "5", "f"]
    problems = table[PROBLEM_COLUMN].str.slice(0, 20).tolist()
    assert problems == ["", "", "", "The row has 1 fields", "", "The row has 3 fields"]


def test_a_quotation_mark_out_of_place_is_found_in_a_later_block(
    write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "BLOCK_ROWS", 2)
    fault = "the row 5, which begins in line 6,"
    with pytest.raises(SourceUnreadableError, match=fault):
        read_table(write('a,b\n1,"two\nlines"\n2,x\n3,y\n4,"x"y\n'))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty; give a table with a header and a row for each event."),
        (b"\xef\xbb\xbf \r\n\n", "is empty; give a table with a header and a row"),
        (b"PK\x03\x04rest", "is an Excel workbook or another zip archive; save the table as CSV"),
        (b"SQLite format 3\x00", "is a GeoPackage or another SQLite database; save"),
        (b"PAR1", "is a Parquet file; save the table as CSV in UTF-8 and give that."),
        (b"\xff\xfei\x00d\x00", "is text in UTF-16; save the table as CSV in UTF-8"),
        (b"\xef\xbb\xbf<kml></kml>", "is XML, KML or a web page; save"),
        (b'  {"type": "FeatureCollection"}', "is JSON or GeoJSON; save"),
        (b"id,title\n1,a\x00b\n", "has a NUL byte in line 2, so it is no text; give CSV in UTF-8."),
        (
            b"id,title\n1,x\n2,caf\xe9\n",
            "is not UTF-8 (byte 0xe9 at offset 18, line 3); save it as CSV in UTF-8.",
        ),
        (b",id\n1,2\n", "has no name for column 1; give it one."),
        (b"id,,title\n1,2,3\n", "has no name for column 2; give it one."),
        (b"id,title,id\n1,2,3\n", "names the column 'id' more than once; rename all but one."),
        (b"id,__problem__\n1,2\n", "has a column __problem__; rename it."),
        (
            b'id,title\n1,x\n2,"open\n3,y\n',
            "cannot be split into rows: the row 3, which begins in line 3, has a quotation mark",
        ),
        (b'id,title\n1,"x"y\n', "the row 2, which begins in line 2, has a quotation mark"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    write: Callable[[bytes], Path], content: bytes, fault: str
) -> None:
    with pytest.raises(SourceUnreadableError) as caught:
        read_table(write(content))
    message = str(caught.value)
    assert fault in message
    assert "events.csv' " in message
    assert message.endswith(".")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError, match=r"none\.csv' does not exist; check the path\."):
        read_table(tmp_path / "none.csv")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError, match="is a folder or a device"):
        read_table(tmp_path)


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceUnreadableError, match="is a folder or a device"):
        read_table(tmp_path / "pipe")


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError, match=r"cannot be opened \(file name too long\)"):
        read_table(tmp_path / ("x" * 300))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(text_module.MAX_BYTES + 1)
    fault = "has 1,024 MB, and 1,024 MB is the most; split it"
    with pytest.raises(SourceUnreadableError, match=fault):
        read_table(path)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=9),
            min_size=3,
            max_size=3,
        ),
        max_size=6,
    ),
    st.sampled_from(["\r\n", "\n"]),
)
def test_whatever_a_csv_writer_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str
) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(
        [["a", "b", "c"], *rows]
    )
    path = tmp_path_factory.mktemp("table") / "t"
    path.write_bytes(buffer.getvalue().encode())
    table = read_table(path)
    kept = [row for row in rows if any(field.strip() for field in row)]
    assert table.to_numpy().tolist() == kept
    assert PROBLEM_COLUMN not in table.columns


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet='a",;\n\r\t ', max_size=40).map(str.encode))
def test_any_bytes_are_a_table_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "t"
    path.write_bytes(content)
    try:
        table = read_table(path)
    except SourceUnreadableError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(table, pd.DataFrame)
        assert table.index.is_unique
        assert not table.isna().any(axis=None)
