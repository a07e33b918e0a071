from __future__ import annotations

from mapdash.events import RowIssue, ValidationReport

ISSUE = RowIssue(3, "A2", "status", "x", "“x” was left out.", "repaired")


def test_the_sentence_accounts_for_every_row() -> None:
    report = ValidationReport(read=113, accepted=110, repaired=2, rejected=1, issues=(ISSUE,))
    assert report.sentence() == "113 rows read: 110 accepted, 2 repaired, 1 refused."


def test_the_sentence_is_short_where_all_is_well() -> None:
    assert ValidationReport(read=1, accepted=1).sentence() == "1 row read and accepted."
    assert ValidationReport(read=1234, accepted=1234).sentence() == "1,234 rows read and accepted."
    assert ValidationReport().sentence() == "The table has no rows."


def test_the_issues_are_a_table() -> None:
    table = ValidationReport(read=2, accepted=1, repaired=1, issues=(ISSUE,)).to_frame()
    assert table.to_dict("records") == [
        {
            "row_number": 3,
            "event_id": "A2",
            "column": "status",
            "value": "x",
            "reason": "“x” was left out.",
            "action": "repaired",
        }
    ]


def test_no_issues_are_an_empty_table_with_its_columns() -> None:
    table = ValidationReport().to_frame()
    assert table.shape == (0, 6)
    assert list(table.columns) == ["row_number", "event_id", "column", "value", "reason", "action"]
    assert str(table["row_number"].dtype) == "int64"


def test_reports_compare_by_what_they_say() -> None:
    assert ValidationReport(read=1, accepted=1) == ValidationReport(read=1, accepted=1)
    assert ValidationReport(read=1, accepted=1) != ValidationReport(read=1, rejected=1)
    assert ValidationReport().rejected_rows.columns.tolist() == ["reason"]
