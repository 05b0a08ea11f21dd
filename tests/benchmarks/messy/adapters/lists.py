"""What every adapter shares: the files of a benchmark, and the report. Standard library alone, for it runs with the peers' Pythons."""

import contextlib
import io
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Reference = dict[str, Any]
TEXTS = (".tex", ".md")
BIBTEX_FIELDS = {
    "title": ("title",),
    "container": ("journal", "journaltitle", "booktitle"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "page": ("pages",),
    "publisher": ("publisher", "institution", "school"),
}
"""The benchmark's fields, and those of BibTeX that hold them."""


def files(folder: Path) -> dict[str, Path]:
    """The file of each list by the list's number; of a text and its entries the entries."""
    paths = sorted((folder / "lists").iterdir())
    return {path.stem: path for path in paths if path.suffix not in TEXTS}


def text_of(path: Path) -> Path | None:
    """The text that cites the entries of a file, if there is one."""
    return next((each for end in TEXTS if (each := path.with_suffix(end)).exists()), None)


def papers(folder: Path) -> set[str]:
    """The numbers of the lists that stand behind a text, which nobody would paste whole into a program that asks for a list."""
    golds = map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    return {str(gold["id"]) for gold in golds if gold["cited_by"]}


def report(
    tool: str,
    version: str,
    tasks: Sequence[str],
    folder: Path,
    out: Path,
    read: Callable[[Path], Mapping[str, Any] | None],
    fields: Sequence[str] = (),
    schemes: Sequence[str] = (),
) -> None:
    """Read every list and write the report. ``read`` gives a list's references and problems, or nothing where it cannot read the format;
    ``fields`` and ``schemes`` are the fields and identifiers that the tool reads, where it does not read all."""
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
    whole |= {name: list(kept) for name, kept in (("fields", fields), ("schemes", schemes)) if kept}
    out.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def printed_by(command: Callable[..., object], *arguments: object) -> str:
    """Return what a command of the tool prints; that it ends the program is no matter."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
        command(*arguments)
    return printed.getvalue()


def dois(*values: str | None) -> list[dict[str, str]]:
    """The identifiers of a reference that are DOIs, without the resolver's address before them."""
    return [{"scheme": "doi", "value": each.removeprefix("https://doi.org/")} for each in values if each]


def person(text: str) -> dict[str, str]:
    """A name of a program that gives it as one text.

    >>> person("Oxley, Maria"), person("Maria van Oxley"), person("M. T. Oxley")
    ({'family': 'Oxley', 'given': 'Maria'}, {'family': 'van Oxley', 'given': 'Maria'}, {'family': 'Oxley', 'given': 'M. T.'})
    """
    family, comma, given = text.partition(",")
    if not comma:
        words = text.split()
        start = next((at for at, word in enumerate(words) if at and word.islower()), max(len(words) - 1, 0))
        given, family = " ".join(words[:start]), " ".join(words[start:])
    return {"family": family.strip(), "given": given.strip()}


def problem(kind: str, severity: str) -> dict[str, str]:
    """What a tool says is the matter, in the classes of the report."""
    return {"class": kind, "severity": severity}
