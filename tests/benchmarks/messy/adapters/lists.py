"""What every adapter shares: the files of a benchmark, and the report. Standard library alone, for it runs with the peers' Pythons."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Reference = dict[str, Any]
TEXTS = (".tex", ".md")


def files(folder: Path) -> dict[str, Path]:
    """The file of each list by the list's number; of a text and its entries the entries."""
    paths = sorted((folder / "lists").iterdir())
    return {path.stem: path for path in paths if path.suffix not in TEXTS}


def text_of(path: Path) -> Path | None:
    """The text that cites the entries of a file, if there is one."""
    return next((each for end in TEXTS if (each := path.with_suffix(end)).exists()), None)


def report(
    tool: str,
    version: str,
    tasks: Sequence[str],
    folder: Path,
    out: Path,
    read: Callable[[Path], Mapping[str, Any] | None],
    fields: Sequence[str] = (),
) -> None:
    """Read every list and write the report. ``read`` gives a list's references and problems, or nothing where it cannot read the format;
    ``fields`` are those that the tool reads, where it does not read all."""
    started, lists = time.time(), {}
    for name, path in files(folder).items():
        told = read(path)
        lists[name] = dict(told) if told is not None else {"unread": path.suffix}
    whole = {
        "tool": tool,
        "version": version,
        "tasks": list(tasks),
        "seconds": round(time.time() - started, 1),
        "lists": lists,
    }
    if fields:
        whole["fields"] = list(fields)
    out.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def person(text: str) -> dict[str, str]:
    """A name of a program that gives it as one text.

    >>> person("Oxley, Maria"), person("Maria van Oxley")
    ({'family': 'Oxley', 'given': 'Maria'}, {'family': 'van Oxley', 'given': 'Maria'})
    """
    family, comma, given = text.partition(",")
    if not comma:
        given, _, family = text.partition(" ") if " " in text.strip() else ("", "", text)
    return {"family": family.strip(), "given": given.strip()}


def problem(kind: str, severity: str) -> dict[str, str]:
    """What a tool says is the matter, in the classes of the report."""
    return {"class": kind, "severity": severity}
