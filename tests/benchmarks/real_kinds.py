"""Made-up documents of a hundred kinds, each read as its author would want it: no list, a list amid other things, an export.

    python tests/benchmarks/real_kinds.py [--show]

The documents are those of ``real_kinds.toml``. A document is right where exactly its references are found, each from where it
begins; ``--show`` prints what was found in those that are not.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from refcheck.errors import RefcheckError
from refcheck.readers import read_bytes

HERE = Path(__file__).parent
COLUMNS = ("documents", "right", "there", "found", "extra", "missed")


def main(show: str = "") -> None:
    """Prints one table, and the kinds that are not read right."""
    rows = tomllib.loads((HERE / "real_kinds.toml").read_text(encoding="utf-8"))
    print(f"{'documents with':16}" + "".join(f"{column:>11}" for column in COLUMNS))
    odd: list[str] = []
    for group, documents in rows.items():
        table: Counter[str] = Counter()
        for row in documents:
            counted, found = _counts(row)
            table.update(counted)
            if not counted["right"]:
                odd.append(f"{group}, {row['kind']}: {counted['there']} there, {len(found)} found")
                odd += [f"    {raw[:100]!r}" for raw in found] if show else []
        print(f"{group:16}" + "".join(f"{table[column]:11}" for column in COLUMNS))
    print(*odd, sep="\n")


def _counts(row: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    there = row.get("found", [])
    try:
        references = read_bytes(row["text"].strip("\n").encode(), row.get("name", "pasted.txt")).references
    except RefcheckError:
        references = ()
    found = [reference.raw for reference in references]
    right = sum(any(raw.startswith(beginning) for raw in found) for beginning in there)
    return Counter(
        {
            "documents": 1,
            "right": right == len(there) == len(found),
            "there": len(there),
            "found": len(found),
            "extra": len(found) - right,
            "missed": len(there) - right,
        }
    ), found


if __name__ == "__main__":
    main(*sys.argv[1:])
