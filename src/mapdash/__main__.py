"""`python -m mapdash` is `mapdash`."""

import sys

from mapdash.cli import main

if __name__ == "__main__":
    sys.exit(main())
