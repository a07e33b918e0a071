from __future__ import annotations

import subprocess
import sys


def test_importing_the_analysis_loads_no_geometry_library() -> None:
    script = "import sys, mapdash.analysis; print(*{'pyproj', 'shapely', 'geopandas'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"
