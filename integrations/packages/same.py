"""Fail unless two reports say the same of the same list: python same.py REPORT REPORT."""

import json
import sys
from pathlib import Path


def words(path: str) -> list[tuple[str, str, list[str]]]:
    """Return what a report says: each reference with its verdict and messages."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    return [
        (each["key"], each["verdict"], [found["message"] for found in each["findings"]])
        for each in report["references"]
    ]


one, other = map(words, sys.argv[1:])
if one != other or not any(messages for _, _, messages in one):
    sys.exit(f"{sys.argv[1]} and {sys.argv[2]} differ")
print(f"ok - {len(one)} references and {sum(len(messages) for _, _, messages in one)} messages as the command has them")
