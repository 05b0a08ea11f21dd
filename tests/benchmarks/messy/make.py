"""Draws the benchmark of messy lists anew: ``python tests/benchmarks/messy/make.py --seed N OUT``.

Twice with one seed are the same bytes. Without ``--seed`` it is the public part, ``seeds/messy-lists``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from messy.making import main

if __name__ == "__main__":
    main()
