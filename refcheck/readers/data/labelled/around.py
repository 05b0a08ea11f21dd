"""Text around labelled records: titles above their lines, printed references beside them, and papers whose head has labels.

Chat programs and Zotero's reports print titles without a label: "### 1. Two counts of one church",
"**2. Salt and silt** (2009)", and below it "- **Authors:** Maria Oxley", "- **DOI:** …".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from refcheck.model import Reference, Span
from refcheck.readers.entries import prints_one, resemble_references, titles_of
from refcheck.text.deferred import deferred

SIGN = r"(?:[^\x00-\u218f\w]{1,5}[ \t]*)?"
"""A pictogram that chat programs put before a label or a title: "📄 ", "🔗"."""

_TITLE = deferred(
    r"[ \t]{0,8}(?P<heading>#{1,6}[ \t]+)?(?:[-+*•][ \t]+)?"
    + SIGN
    + r"(?P<number>\[?\d{1,3}[.)\]][ \t]+)?(?P<mark>\*{1,3}|_{1,3}|)"
    r"(?P<inner>\[?\d{1,3}[.)\]][ \t]+)?(?P<link>\[)?[\"“«]?(?P<title>[^\W_][^\r\n]{3,400}?)[\"”»]?"
    r"(?(link)\]\((?P<url>[^\s()]{5,600}(?:\([^\s()]{0,100}\)[^\s()]{0,300})?)\))(?P=mark)"
    r"(?:[ \t]*\((?P<issued>(?:1[5-9]|20)\d\d)\))?[ \t]*"
)
"""A line that may be a title: "### 1. Salt and silt", "**2. Salt and silt** (2009)", "3. [Salt and silt](https://example.org)"."""

ABOVE = "above"
"""The label that is given to a title without one."""

_ONCE = frozenset({"title", "issued", "container_title", "doi"})
"""Variables that a record has only once under one label; a second such line is that of another record."""

_FEW_WORDS = 3
"""The smallest number of words of most titles; "Source 1" and "Details" are not titles. Source: a judgement; not fitted."""


@frozen
class Line:
    """A line; ``variable`` is the one that its label names, empty if a work has none for it, and ``None`` without a label."""

    variable: str | None
    label: str
    value: Span
    span: Span


def titled(lines: Sequence[Line], text: str) -> Sequence[Line]:
    """Return the lines, with labels for the titles that are above the labels of their records.

    Nothing is changed if titles have labels, or if it is uncertain that every record has its title and only its own lines.
    """
    if any(line.variable == "title" for line in lines):
        return lines
    found = [
        (place, title)
        for place, (line, following) in enumerate(pairwise(lines))
        if line.variable is None and following.variable is not None
        if (title := _TITLE.fullmatch(text, line.span.start, line.span.end))
        and not title["title"].endswith((":", "："))
    ]
    marked = [each for each in found if any(each[1][part] for part in ("heading", "number", "mark", "inner"))]
    if not marked and len(found) > 1:
        marked = [each for each in found if not each[0] or is_apart(text, lines[each[0] - 1], lines[each[0]])]
        marked = marked if len(marked) == len(found) else []
    named = dict(marked)
    records = [lines[first:end] for first, end in pairwise([*named, len(lines)])]
    is_known = bool(named) and all(line.variable is None for line in lines[: marked[0][0]])
    if not is_known or not all(map(_is_one, records)) or not _are_titles([each["title"] for each in named.values()]):
        return lines
    return [
        part for place, line in enumerate(lines) for part in (_parts(named[place], line) if place in named else [line])
    ]


def _parts(title: re.Match[str], line: Line) -> Iterator[Line]:
    """Yield the title, and the year and the URL on its line."""
    yield Line("title", ABOVE, Span(*title.span("title")), line.span)
    for variable in ("issued", "url"):
        if title[variable]:
            yield Line(variable, f"{variable} {ABOVE}", Span(*title.span(variable)), line.span)


def is_apart(text: str, before: Line, line: Line) -> bool:
    """Return whether there is an empty line between two lines."""
    return len(text[before.span.end : line.span.start].splitlines()) > 1


def _is_one(record: Sequence[Line]) -> bool:
    """Return whether lines are those of one record that names an author."""
    labels = [line.label for line in record if line.variable in _ONCE]
    return len(labels) == len(set(labels)) and any(line.variable == "author" for line in record)


def _are_titles(titles: Sequence[str]) -> bool:
    long = sum(len(title.split()) >= _FEW_WORDS for title in titles)
    return 2 * long > len(titles) and len(set(titles)) == len(titles)


_ITEM = deferred(r"[ \t]*(?:[-*+•>]|\[?\d{1,3}[.)\]])[ \t]")
"""The bullet or number of a list item, with which a paper's head never starts: "- Title: Salt", "1. Title: Salt"."""


def is_head(text: str, records: Sequence[Span]) -> bool:
    """Return whether the only record is the head of a paper: a reference list follows it, under a heading."""
    from refcheck.layout.lines import lines_of
    from refcheck.parsing.splitting.headings import Heading, heading  # here, because few texts need it

    if len(records) != 1 or _ITEM.match(text, records[0].start):
        return False
    following = text[records[0].end :]
    return resemble_references(following.splitlines()) and any(
        heading(line) is Heading.LIST for line in lines_of(following)
    )


def with_printed(text: str, records: Sequence[Reference]) -> Sequence[Reference]:
    """Return the records and the references printed before, between and after them, in order, without printed forms of records."""
    rest = list(text)
    for span in (span for each in records for span in each.spans):
        rest[span.start : span.end] = (letter if letter in "\r\n" else " " for letter in span.of(text))
    others = "".join(rest)
    if not resemble_references(others.splitlines()):
        return records
    from refcheck.parsing import apart, parse_list, split

    titles = titles_of(records)
    found = parse_list(apart(split(others)))
    printed = [each for each in found if resemble_references([each.raw]) and not prints_one(each.raw, titles)]
    both = sorted((*records, *printed), key=lambda each: each.spans[0].start)
    return [evolve(each, key=str(place)) for place, each in enumerate(both, start=1)] if printed else records
