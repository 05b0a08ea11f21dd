"""Printed references that stand beside labelled records, and papers whose head has labels."""

from collections.abc import Sequence

from attrs import evolve

from refcheck.model import Reference, Span
from refcheck.readers.entries import holds_printed, prints_one, titles_of
from refcheck.text.deferred import deferred

_ITEM = deferred(r"[ \t]*(?:[-*+•>]|\[?\d{1,3}[.)\]])[ \t]")
"""The mark of an item, with which no paper's head begins: "- Title: Salt", "1. Title: Salt"."""


def is_head(text: str, records: Sequence[Span]) -> bool:
    """Return whether the only record is the head of a paper: a list stands behind it, under its heading."""
    from refcheck.layout.lines import lines_of
    from refcheck.parsing.splitting.headings import Heading, heading  # here, as most records are alone

    if len(records) != 1 or _ITEM.match(text, records[0].start):
        return False
    behind = text[records[0].end :]
    return holds_printed(behind.splitlines()) and any(heading(line) is Heading.LIST for line in lines_of(behind))


def with_printed(text: str, records: Sequence[Reference]) -> Sequence[Reference]:
    """Return records and what is printed before, between and behind them, in order, those left out that a record has, too."""
    rest = list(text)
    for span in (span for each in records for span in each.spans):
        rest[span.start : span.end] = (letter if letter in "\r\n" else " " for letter in span.of(text))
    others = "".join(rest)
    if not holds_printed(others.splitlines()):
        return records
    from refcheck.parsing import apart, parse_list, split

    titles = titles_of(records)
    found = parse_list(apart(split(others)))
    printed = [each for each in found if holds_printed([each.raw]) and not prints_one(each.raw, titles)]
    both = sorted((*records, *printed), key=lambda each: each.spans[0].start)
    return [evolve(each, key=str(place)) for place, each in enumerate(both, start=1)] if printed else records
