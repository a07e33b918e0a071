"""The command `mapdash`: serve the dashboard, look at a file, or at the installation.

An error of mapdash ends as one sentence on standard error and exit code 2.
"""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapdash import __version__
from mapdash.errors import DataError, MapdashError, SettingsError
from mapdash.settings import Settings, site_root

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapdash.events import ValidationReport

EXIT_OK: Final = 0
EXIT_ROWS_REFUSED: Final = 1
EXIT_PARTS_LEFT_OUT: Final = 1
EXIT_NOT_WELL: Final = 1
EXIT_ERROR: Final = 2

_BRIEFING_SUFFIXES: Final = frozenset({".yaml", ".yml"})
_BRIEFING_MARK: Final = b"mapdash_briefing:"
_LOOK_AHEAD: Final = 4096
_OWN_OPTIONS: Final = frozenset({"-h", "--help", "--version"})
# The options of `serve` and the variables that say the same; the page reads only variables.
_VARIABLES: Final = {
    "port": "MAPDASH_PORT",
    "address": "MAPDASH_ADDRESS",
    "events": "MAPDASH_EVENTS",
    "headless": "HEADLESS",
    "basemap": "MAPDASH_BASEMAP",
    "basemap_attribution": "MAPDASH_BASEMAP_ATTRIBUTION",
    "online": "MAPDASH_ONLINE",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str or None, default None
        Without the name of the program; those of the process when None.

    Returns
    -------
    exit_code : int
        0 when all went well, 1 when `validate` refused rows or found something wrong with a
        briefing or `doctor` with the installation, 2 after an error.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(_with_command(given))
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except MapdashError as error:
        sys.stderr.write(f"mapdash: {error}\n")
        return EXIT_ERROR


def _with_command(given: list[str]) -> list[str]:
    """Put `serve` before options that are not those of `mapdash` itself."""
    is_bare = not given or (given[0].startswith("-") and given[0] not in _OWN_OPTIONS)
    return ["serve", *given] if is_bare else given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mapdash", description="Explore, filter and brief events on a map, offline."
    )
    parser.add_argument("--version", action="version", version=f"mapdash {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the dashboard (what mapdash alone does)")
    serve.add_argument("--port", help="default: PORT, or 8501")
    serve.add_argument("--address", help="the address to listen on; default: 127.0.0.1")
    _add_data_options(serve)
    serve.add_argument(
        "--headless", action="store_const", const="1", help="do not open the browser"
    )
    serve.set_defaults(run=_serve)
    validate = commands.add_parser(
        "validate", help="say what is wrong with a file of events, or with a briefing"
    )
    validate.add_argument(
        "file", type=Path, metavar="FILE", help="a table of events, or a briefing (.yaml)"
    )
    validate.add_argument(
        "--events",
        metavar="FILE",
        help="the events that a briefing is checked against; default: those shipped",
    )
    validate.set_defaults(run=_validate)
    doctor = commands.add_parser("doctor", help="say what of this installation is not as it should")
    _add_data_options(doctor)
    doctor.add_argument("--json", action="store_true", help="for programs")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_data_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--events", metavar="FILE", help="the events to show; default: those shipped"
    )
    parser.add_argument(
        "--basemap",
        metavar="FILE|ADDRESS",
        help="a .pmtiles or .mbtiles file, or https://host/{z}/{x}/{y}.png; default: that shipped",
    )
    parser.add_argument("--basemap-attribution", metavar="TEXT", help="what the map says of it")
    parser.add_argument(
        "--online",
        action="store_const",
        const="1",
        help="let the map ask the host of --basemap, where that is another machine",
    )


def _settings(options: argparse.Namespace) -> Settings:
    for option, variable in _VARIABLES.items():
        value = getattr(options, option, None)
        if value is not None:
            os.environ[variable] = value
    return Settings.from_environment(os.environ)


def _serve(options: argparse.Namespace) -> int:
    settings = _settings(options)
    _check_port(settings)
    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("mapdash").setLevel(logging.INFO)
    started = time.perf_counter()

    from mapdash.server import create_app, serve  # noqa: PLC0415 - its time is told

    imported = time.perf_counter()

    def tell_and_open() -> None:
        address = _browser_address(settings)
        spent = (
            f"import of the server {imported - started:.2f} s, "
            f"set-up {time.perf_counter() - imported:.2f} s"
        )
        sys.stdout.write(f"mapdash {__version__} is at {address} ({spent}). Ctrl-C ends it.\n")
        sys.stdout.flush()
        if not settings.is_headless and _has_screen():
            webbrowser.open(address)

    script = site_root() / "app.py"
    serve(create_app(str(script), settings, on_ready=tell_and_open), settings)
    return EXIT_OK


def _validate(options: argparse.Namespace) -> int:
    if _is_briefing(options.file):
        return _validate_briefing(options)

    from mapdash.events import validate_events  # noqa: PLC0415 - imports pandas
    from mapdash.io import read_table  # noqa: PLC0415 - imports pandas

    _, report = validate_events(read_table(options.file))
    sys.stdout.write(_report_text(report))
    return EXIT_ROWS_REFUSED if report.rejected else EXIT_OK


def _validate_briefing(options: argparse.Namespace) -> int:
    settings = _settings(options)

    from mapdash.composition import open_data  # noqa: PLC0415 - imports folium
    from mapdash.io import read_briefing  # noqa: PLC0415 - imports pandas
    from mapdash.services import problems_in_words, resolve_briefing  # noqa: PLC0415 - as above

    reading = read_briefing(options.file)
    if reading.briefing is None:
        raise DataError(reading.problems[-1].in_words())
    dataset, borders = open_data(settings)
    if dataset.problem:
        raise DataError(dataset.problem)
    scenes = resolve_briefing(dataset, reading.briefing, borders=borders)
    of_file = (problem.in_words() for problem in reading.problems)
    problems = (*of_file, *problems_in_words(scenes))
    read = "1 scene" if len(scenes) == 1 else f"{len(scenes):,} scenes"
    found = f"{len(problems):,} to look at" if problems else "the data have all that it asks for"
    sys.stdout.write("".join(f"{line}\n" for line in (f"{read} read; {found}.", *problems)))
    return EXIT_PARTS_LEFT_OUT if problems else EXIT_OK


def _is_briefing(path: Path) -> bool:
    if path.suffix.lower() in _BRIEFING_SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            return _BRIEFING_MARK in file.read(_LOOK_AHEAD)
    except (OSError, ValueError):
        # The reader of events says what is wrong with it.
        return False


def _doctor(options: argparse.Namespace) -> int:
    settings = _settings(options)

    from mapdash.doctor import examine  # noqa: PLC0415 - imports folium and pandas

    report = examine(settings)
    sys.stdout.write(report.to_json() if options.json else report.to_text())
    return EXIT_NOT_WELL if report.faults else EXIT_OK


def _report_text(report: ValidationReport) -> str:
    issues = (
        f"Row {issue.row_number}, {issue.column} {issue.value!r}: {issue.reason} ({issue.action})"
        for issue in report.issues
    )
    return "".join(f"{line}\n" for line in (report.sentence(), *report.notes, *issues))


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.address, settings.port))
        except OSError as error:
            message = (
                f"The server cannot listen on {settings.address}, port {settings.port} "
                f"({error.strerror}); choose another with --port or --address."
            )
            raise SettingsError(message) from error


def _browser_address(settings: Settings) -> str:
    if settings.public_origin is not None:
        return settings.public_origin
    is_wildcard = settings.address in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
    name = "127.0.0.1" if is_wildcard else settings.address
    return f"http://{f'[{name}]' if ':' in name else name}:{settings.port}"


def _has_screen() -> bool:
    is_desktop = sys.platform in {"darwin", "win32"}
    return is_desktop or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
