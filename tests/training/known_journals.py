"""Make ``refcheck/gazetteer/known_journals.txt.gz`` of a table of names: journals that exist, and how their names are abbreviated.

    python tests/training/known_journals.py NAMES.tsv.gz

``NAMES`` has a full name, an abbreviation and the lists that have the two, a line. A line of the result is the initials of a
folded name (small words aside) or of its abbreviation, by which it is looked up, the name, and the abbreviations. An
abbreviation is written as the number of letters that it leaves of each word (``0``: none, ``=``: the whole word; ten and more
letters are ``a``, ``b`` …), or, where it is no cut of the name, in full.
"""

import gzip
import re
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from refcheck.gazetteer.journals import initials
from refcheck.text.folding import fold

_MOST_WORDS = 9
"""Longer names are not abbreviated to others' by chance."""

_BESIDE = re.compile(r" [:=] (?![^(]*\))")
"""Behind it stands what a catalogue says beside a name: a subtitle, an acronym, the name in another language. Source: ISBD."""

_COUNT = "0123456789abcdefghijklmnop"

_HEAD = """# Source: JabRef's abbreviation repository (CC0) and the names of the NLM Catalog (public data of the United States).
# As of: {month}
# Made anew: python tests/training/known_journals.py NAMES.tsv.gz
"""


def main() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            name, short, *_ = line.rstrip("\n").split("\t")
            name = _BESIDE.split(name, maxsplit=1)[0]
            for key in {fold(name), fold(name.split(" (")[0]) if "," in name.partition(" (")[2] else fold(name)}:
                if key and len(key.split()) <= _MOST_WORDS:
                    found[key].add(cuts(key, fold(short)) or fold(short))
    rows = [
        f"{first}\t{name}\t{'|'.join(sorted(shorts))}\n"
        for name, shorts in found.items()
        for first in {initials(name), *(initials(short) for short in shorts if " " in short)}
    ]
    text = _HEAD.format(month=datetime.now(UTC).strftime("%Y-%m")) + "".join(sorted(rows))
    target = Path(__file__).parents[2] / "refcheck/gazetteer/known_journals.txt.gz"
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(len(found), "names,", target.stat().st_size, "bytes")


def cuts(name: str, short: str) -> str | None:
    """How many letters an abbreviation leaves of each word of a name; ``None`` where it does anything else."""
    left, counts = short.split(), ""
    for word in name.split():
        if left and word.startswith(left[0]):
            kept = len(left.pop(0))
            counts += "=" if kept == len(word) or kept >= len(_COUNT) else _COUNT[kept]
        else:
            counts += "0"
    return counts if not left else None


if __name__ == "__main__":
    main()
