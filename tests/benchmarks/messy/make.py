"""Draw the benchmark of messy lists: ``python tests/benchmarks/messy/make.py OUT [--works RECORDS --seed N]``.

Twice with one seed are the same bytes. Without ``--works`` it is the public part, ``seeds/messy-lists-2``. With a file of Crossref's
records (JSON lines, compressed or not) it is a part that shares no work, no venue of one year and no order of styles with it.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from messy.making import main

if __name__ == "__main__":
    main()
