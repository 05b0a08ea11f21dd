"""Remarks in brackets behind the references of a list: "[IF 3.2; cited 14 times]", "[corresponding author]", "[Cited on p. 3.]"."""

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from refcheck.layout import NEARLY_ALL
from refcheck.layout.lines import Line, text_of
from refcheck.parsing.splitting import holds_year
from refcheck.parsing.splitting.endings import Ending, ending
from refcheck.parsing.splitting.evidence import holds_address
from refcheck.text.deferred import deferred

_ASIDE = deferred(r"\s(?:\[[^\[\]]{2,120}\]|\([^()]{2,120}\))\.?$")
"""Brackets at the very end: "… 45–67. [IF 3.2]", "… 45–67. (cited 14 times)"."""

_COUNTED = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
"""A number that counts or rates, and no identifier: "14", "3.2"; not "PMID: 12345678"."""

_WORD = re.compile(r"\w+")
_OPENS, _LONGEST_LABEL = 60, 100
"""A label's first word stands among so many characters of the reference; none is longer."""

_IDENTIFYING = re.compile(r"\d{5}")
_FEWEST, _MOSTLY, _RATED = 3, 0.6, 0.4
"""A list has remarks where so many of its references, and this share of them, end so, and this share of the remarks hold a number
that differs from one to another. Source: set by hand."""
_ENDED = frozenset({Ending.STOP, Ending.YEAR, Ending.NUMBER})


def without_asides(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries without the remarks; with all that they hold where brackets are no habit of the list."""
    texts = [text_of(entry) for entry in entries]
    found = [_aside(text) for text in texts]
    said = [each[0] for each in found if each]
    rated = [each for each in said if _COUNTED.search(each)]
    if len(said) < max(_FEWEST, _MOSTLY * len(texts)) or len(set(rated)) < max(2, _RATED * len(set(said))):
        return list(entries)
    return [list(_until(entry, each.start())) if each else entry for entry, each in zip(entries, found, strict=True)]


def without_labels(entries: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the entries without their first lines, where nearly all of those say by whom it is, and what follows says it again."""
    labelled = [len(entry) > 1 and is_said_again(entry[0].body, text_of(entry[1:])) for entry in entries]
    if sum(labelled) < max(2, NEARLY_ALL * len(entries)):
        return list(entries)
    return [entry[is_label:] for entry, is_label in zip(entries, labelled, strict=True)]


def is_said_again(first: str, rest: str) -> bool:
    """Return whether a line is names and a year that the reference below it says, too: "Oxley and Ruiz, 2011"."""
    words = _WORD.findall(first) if len(first) <= _LONGEST_LABEL and not holds_address(first) else []
    dated = [word for word in words if word[:1].isdecimal()]
    return len(words) > 1 and words[-1:] == dated and words[0] in rest[:_OPENS] and words[-1] in _WORD.findall(rest)


def _aside(text: str) -> re.Match[str] | None:
    """Return the remark behind a reference that ends before it: no date of access, identifier or edition."""
    aside = _ASIDE.search(text)
    if aside is None or holds_year(aside[0]) or holds_address(aside[0]) or _IDENTIFYING.search(aside[0]):
        return None
    before = text[: aside.start()].rstrip()
    return aside if ending(before) in _ENDED and before[-1:] != ")" else None


def _until(lines: Sequence[Line], end: int) -> Iterator[Line]:
    """Yield the lines of an entry up to a place in its text."""
    for line in lines:
        if not line.body:
            yield line
            continue
        if end <= 0:
            return
        kept = line.text[: line.skip + end].rstrip()
        yield evolve(line, text=kept) if len(kept) < len(line.text) else line
        end -= len(line.body) + 1
