"""The command line does what it says; an error is one sentence and exit code 2."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mapdash.cli import main

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,title,category,country,start_date\n"


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "mapdash 0.1.0\n"


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mapdash", "--version"], check=True, capture_output=True, text=True
    )
    assert done.stdout == "mapdash 0.1.0\n"


def test_the_shipped_events_are_valid(
    project_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(project_root / "geodata" / "events.csv")]) == 0
    assert capsys.readouterr().out == "113 rows read and accepted.\n"


def test_validate_lists_what_was_refused_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "events.csv"
    file.write_text(f"{HEADER}a,One,joint exercise,SRB,2024-07-08\nb,Two,joint exercise,SRB,soon\n")
    assert main(["validate", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 rows read: 1 accepted, 0 repaired, 1 refused."
    assert any("Row 3, start_date 'soon': " in line and "(rejected)" in line for line in lines)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "events.csv"), ("", "empty"), ("id,title\n1,One\n", "country")],
)
def test_a_file_that_cannot_be_used_is_one_sentence_and_exit_code_2(
    content: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "events.csv"
    if content is not None:
        file.write_text(content)
    assert main(["validate", str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("mapdash: ")
    assert captured.err.count("\n") == 1
    assert said in captured.err


BRIEFING = """\
mapdash_briefing: 1
title: Reach
scenes:
  - title: Brest
    event: E002
  - title: Gone
    event: E999
    colour: red
    filter:
      countries: [SRB, XXX]
"""


def test_the_shipped_briefing_is_valid(
    project_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAPDASH_EVENTS", raising=False)
    assert main(["validate", str(project_root / "geodata" / "briefing.yaml")]) == 0
    said = capsys.readouterr().out
    assert said.endswith(" scenes read; the data have all that it asks for.\n")


@pytest.mark.parametrize("name", ["talk.yaml", "talk.YML", "talk.txt"])
def test_validate_lists_what_a_briefing_asks_for_in_vain(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("MAPDASH_EVENTS", raising=False)
    file = tmp_path / name
    file.write_text(BRIEFING)
    assert main(["validate", str(file)]) == 1
    first, of_file, value, event = capsys.readouterr().out.splitlines()
    assert first == "2 scenes read; 3 to look at."
    assert of_file.startswith("Line 8: ")
    assert "colour" in of_file
    assert value == (
        "Scene 2 (Gone): No event has the country “XXX”; it was left out of the filter."
    )
    assert event == (
        "Scene 2 (Gone): There is no event “E999” in this data, so the scene shows its view "
        "without it."
    )


def test_a_briefing_is_checked_against_the_events_that_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPDASH_EVENTS", "")
    events, talk = tmp_path / "events.csv", tmp_path / "talk.yaml"
    events.write_text(f"{HEADER}mine,One,joint exercise,SRB,2024-07-08\n")
    talk.write_text("mapdash_briefing: 1\nscenes:\n  - event: mine\n")
    assert main(["validate", str(talk), "--events", str(events)]) == 0
    assert capsys.readouterr().out == "1 scene read; the data have all that it asks for.\n"
    assert main(["validate", str(talk), "--events", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "does not exist"), ("]:[", "Line 1"), ("- one\n", "mapdash_briefing: 1")],
)
def test_a_briefing_that_cannot_be_used_is_one_sentence_and_exit_code_2(
    content: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "talk.yaml"
    if content is not None:
        file.write_text(content)
    assert main(["validate", str(file)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("mapdash: ")
    assert captured.err.count("\n") == 1
    assert said in captured.err


def test_a_port_that_is_none_is_one_sentence_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAPDASH_PORT", "8501")
    assert main(["serve", "--port", "99999"]) == 2
    assert capsys.readouterr().err.startswith("mapdash: MAPDASH_PORT is '99999', which mapdash")


def test_a_port_that_is_taken_is_one_sentence_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("MAPDASH_PORT", str(port))
        assert main([]) == 2
    assert capsys.readouterr().err == (
        f"mapdash: The server cannot listen on 127.0.0.1, port {port} (Address already in use); "
        "choose another with --port or --address.\n"
    )


def test_an_unknown_command_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["fly"])
    assert ended.value.code == 2
    assert "invalid choice: 'fly'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["serve"]], ids=["mapdash", "mapdash serve"])
def test_options_of_serve_need_no_command(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MAPDASH_PORT", "MAPDASH_EVENTS"):
        monkeypatch.setenv(name, "")
    assert main([*command, "--events", "mine.csv", "--port", "eighty"]) == 2
    assert "MAPDASH_PORT is 'eighty'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--basemap", "https://tiles.example.org"], "MAPDASH_BASEMAP is 'https://tiles.example"),
        (["--online", "--basemap", "a.pmtiles", "--basemap-attribution", "x" * 201],
         "MAPDASH_BASEMAP_ATTRIBUTION is 'xxx"),
    ],
)  # fmt: skip
def test_the_basemap_of_the_command_line_is_that_of_the_settings(
    options: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("MAPDASH_BASEMAP", "MAPDASH_BASEMAP_ATTRIBUTION", "MAPDASH_ONLINE"):
        monkeypatch.setenv(name, "")
    assert main(options) == 2
    assert said in capsys.readouterr().err


def test_the_command_line_allows_to_go_online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPDASH_ONLINE", "")
    monkeypatch.setenv("MAPDASH_PORT", "")
    assert main(["--online", "--port", "none"]) == 2
    assert os.environ["MAPDASH_ONLINE"] == "1"
