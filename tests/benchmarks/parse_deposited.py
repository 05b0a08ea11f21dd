"""How references that publishers deposited are read: ``python tests/benchmarks/parse_deposited.py RECORDS.jsonl.gz --model HELD_OUT``.

RECORDS is a file of Crossref records; what was labelled one by one of it is in ``tests/training/deposited.tsv``, and the fifth of that which
training holds out is read here. With ``--written tests/training/written/kept-aside`` the written references that training keeps aside are
read instead, and RECORDS is left out. The gold is what the program makes of those labels, so only labels are judged, not how names,
dates and pages are read from them. The references were chosen for being hard: half of them are those that a model was least sure of.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from parse_scores import as_labelled
from training import deposited, written
from training.data import Example
from training.sequences import sequence

from refcheck.model import Reference
from refcheck.parsing.reading import parse_with
from refcheck.parsing.tagging.tagger import MODEL

FIELDS = (
    "author", "editor", "title", "container_title", "collection_title", "volume", "issue", "page", "number", "issued", "publisher",
    "publisher_place", "edition",
)  # fmt: skip
"""The fields of a work that are judged."""


class Row(NamedTuple):
    """A deposited reference: its text, its type as its labels have it, and which fields a reading has right."""

    raw: str
    kind: str
    judge: Callable[[Reference], dict[str, bool]]


def rows(records: Path) -> Iterator[Row]:
    """The labelled references that training holds out."""
    return judgeable(example for example in deposited.load(records) if example.held_out)


def judgeable(examples: Iterable[Example]) -> Iterator[Row]:
    """The labelled references, as they are judged."""
    for example in examples:
        if gold := as_labelled(example.text, sequence(example.segments).labels):
            yield Row(example.text, gold.work.type or "-", _judge(_values(gold)))


def _judge(gold: dict[str, Any]) -> Callable[[Reference], dict[str, bool]]:
    def judge(reference: Reference) -> dict[str, bool]:
        read = _values(reference)
        return {name: read.get(name) == gold.get(name) for name in FIELDS if name in gold or name in read}

    return judge


def _values(reference: Reference) -> dict[str, Any]:
    """What the fields say, by letters and digits alone; names by their families, dates by their year."""
    work = reference.work
    values: dict[str, Any] = {name: getattr(work, name) for name in FIELDS}
    values |= {name: tuple(each.family or each.literal for each in values[name]) for name in ("author", "editor")}
    values["title"] = f"{work.title or ''}{work.subtitle or ''}"
    values["issued"] = work.issued.year if work.issued else None
    letters = {
        name: "".join(filter(str.isalnum, value.casefold())) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return {name: value for name, value in letters.items() if value}


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path, nargs="?")
    parser.add_argument("--written", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    if (options.records is None) is (options.written is None):
        parser.error("either RECORDS or --written is needed")
    by_kind: dict[str, list[bool]] = defaultdict(list)
    fields: Counter[tuple[str, bool]] = Counter()
    for row in judgeable(written.load(options.written)) if options.written else rows(options.records):
        judged = row.judge(parse_with(options.model, row.raw))
        by_kind["all"].append(all(judged.values()))
        by_kind[row.kind].append(all(judged.values()))
        fields.update(judged.items())
    for kind, right in sorted(by_kind.items(), key=lambda each: -len(each[1])):
        print(f"{kind:22}{len(right):6}  {sum(right) / len(right):.3f}")
    for name in FIELDS:
        print(
            f"  {name:20}{fields[name, True] + fields[name, False]:6}  {fields[name, True] / max(fields[name, True] + fields[name, False], 1):.3f}"
        )


if __name__ == "__main__":
    main()
