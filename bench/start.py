"""Print what the start of mapdash spends, until it answers and until a map is on the screen.

Run as ``python bench/start.py``. It asserts nothing; docs/performance.md says how to read it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from events_file import ROOT
from probe import ProbedPage, browser
from report import Line, parse, print_lines
from served import served
from timings import machine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Browser

COMMAND: Final = ("app.py",)
HEAVY: Final = (
    "streamlit",
    "pandas",
    "numpy",
    "pyarrow",
    "geopandas",
    "pyogrio",
    "shapely",
    "folium",
    "streamlit_folium",
    "matplotlib",
)
"""Packages that a first answer should not need, and Streamlit, which it does."""

HEALTHY: Final = "server started to its first answer"
READY: Final = "server started to libraries and data ready, nobody opens it"
COLD: Final = "page opened at the first answer to map painted"
WARM: Final = "page opened when all is ready to map painted"
AIMS_S: Final = {HEALTHY: 0.5, COLD: 2.0, WARM: 1.3}

_PATIENCE_MS: Final = 60_000.0
_LISTED: Final = 10

# Ends at the moment at which the server is about to answer and the warm-up would begin.
_MODULES_SCRIPT: Final = """
import contextlib, json, os, sys
from streamlit.starlette import App
from mapdash.server import app_parts, serve

@contextlib.asynccontextmanager
async def tell(_app):
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)
    yield

parts = app_parts()
serve(App("app.py", routes=parts["routes"], middleware=parts["middleware"], lifespan=tell))
"""
_WARM_UP_SCRIPT: Final = "import mapdash.server; from mapdash.app.warmup import warm_up; warm_up()"


def main() -> int:
    """Run the benchmark and print what it found."""
    is_quick, options = parse(__doc__)
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        bytecode = keep_bytecode(Path(folder))
        found = measure(running, options.runs or (1 if is_quick else 5), Path(folder))
        version = running.version
        _print_modules(bytecode)
        _print_imports("before the server answers", "import mapdash.server", bytecode)
        _print_imports("with the warm-up in the background", _WARM_UP_SCRIPT, bytecode)
    print()
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


def measure(running: Browser, runs: int, folder: Path) -> list[Line]:
    """Start servers, print the times, and return the lines of the speed table."""
    variables = keep_bytecode(folder)
    first = time_start(running, variables)
    starts = [time_start(running, variables) for _ in range(runs)]
    _print_times(first, starts)
    return [
        Line.at_most(name, aim, statistics.median(start[name] for start in starts), "s")
        for name, aim in AIMS_S.items()
    ]


def keep_bytecode(folder: Path) -> dict[str, str]:
    """Return the variables that make Python keep compiled modules in *folder*.

    Otherwise the figures hang on whether this environment keeps any, and who wrote them.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    variables : dict of str to str
        Of the environment.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder)}


def time_start(running: Browser, variables: Mapping[str, str]) -> dict[str, float]:
    """Start a server that nobody opens, and one that is opened at once and again later.

    Each opening has a browser cache of its own, which is empty.

    Parameters
    ----------
    running : Browser
    variables : mapping of str to str
        Of the environment.

    Returns
    -------
    seconds : dict of str to float
        By what was waited for, in the order of the report.
    """
    with tempfile.TemporaryDirectory() as folder:
        with served(COMMAND, Path(folder), variables) as server:
            healthy = server.wait_until_healthy()
            ready = server.wait_until_warm()
        with served(COMMAND, Path(folder), variables) as server:
            server.wait_until_healthy()
            opened, painted = _open(running, server.address)
            server.wait_until_warm()
            opened_warm, painted_warm = _open(running, server.address)
    return {
        HEALTHY: healthy,
        READY: ready,
        COLD: painted - opened,
        WARM: painted_warm - opened_warm,
    }


def _open(running: Browser, address: str) -> tuple[float, float]:
    probed = ProbedPage(running)
    try:
        probed.page.goto(address)
        painted = probed.wait_for("painted", bool, 0, _PATIENCE_MS)
        opened = probed.wait_for("opened", lambda _state: True, 0, _PATIENCE_MS)
        return opened.at_ms / 1000.0, painted.at_ms / 1000.0
    finally:
        probed.close()


def _print_times(first: Mapping[str, float], starts: Sequence[Mapping[str, float]]) -> None:
    print(f"Seconds, median of {len(starts)} starts (fastest to slowest)")
    for name in starts[0]:
        seconds = [start[name] for start in starts]
        span = f"{min(seconds):.2f} to {max(seconds):.2f}"
        compiling = f"; {first[name]:.2f} with nothing compiled" if "started" in name else ""
        print(f"  {statistics.median(seconds):5.2f}  {name} ({span}{compiling})")


def _print_modules(variables: Mapping[str, str]) -> None:
    modules: list[str] = json.loads(
        _python(variables, "-c", _MODULES_SCRIPT).stdout.splitlines()[-1]
    )
    packages = {module.partition(".")[0] for module in modules}
    heavy = ", ".join(name for name in HEAVY if name in packages)
    light = ", ".join(name for name in HEAVY if name not in packages)
    print(f"\n{len(modules)} modules are loaded when the server is about to answer")
    print(f"  among them: {heavy}")
    print(f"  not among them: {light}")


def _print_imports(when: str, script: str, variables: Mapping[str, str]) -> None:
    spent = import_seconds(_python(variables, "-X", "importtime", "-c", script).stderr)
    print(f"\nSeconds of importing {when}: {sum(spent.values()):.2f}, by package")
    for name in sorted(spent, key=lambda name: -spent[name])[:_LISTED]:
        print(f"  {spent[name]:5.2f}  {name}")


def import_seconds(report: str) -> dict[str, float]:
    """Add up what ``python -X importtime`` reports, by top-level package.

    Parameters
    ----------
    report : str
        Its standard error.

    Returns
    -------
    seconds : dict of str to float
        Of the modules themselves, without what they import; the reporting itself slows
        importing a little.
    """
    seconds: dict[str, float] = defaultdict(float)
    for line in report.splitlines():
        itself, _, rest = line.removeprefix("import time:").partition("|")
        if line.startswith("import time:") and itself.strip().isdigit():
            module = rest.partition("|")[2].strip()
            seconds[module.partition(".")[0]] += int(itself) / 1e6
    return dict(seconds)


def _python(variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        check=True,
        capture_output=True,
        text=True,
    )


if __name__ == "__main__":
    sys.exit(main())
