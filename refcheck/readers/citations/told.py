"""Where the text stands that cites a list: before it, and in the appendices behind it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from refcheck.lexicon import Section, headings, section
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Reference, Span
from refcheck.text.deferred import deferred

_LINE = deferred(r"[^\r\n]+")
"""A line: "Appendix A"."""

_LONGEST = 100
"""No heading has more characters."""

_AROUND = " .:#*=0123456789"
"""Characters that may stand around the words of a heading: "8. Acknowledgements", "## Funding"."""


@cache
def _appendix() -> re.Pattern[str]:
    """Return the heading of an appendix: "Appendix", "8. Appendix B. Maps", "## Anhang: Fragebogen"."""
    return re.compile(rf"[#*=\s]*(?:\d{{1,2}}\.?\s+)?{alternatives(headings(Section.APPENDIX))}(?!\w)", re.IGNORECASE)


def told(text: str, references: Sequence[Reference]) -> tuple[Span, ...]:
    """Return where a text cites: up to the end of the list, and from the heading of an appendix to that of another section.

    Else stands behind a list who the authors are, and what they wrote.
    """
    end = max((span.end for reference in references for span in reference.spans), default=len(text))
    return (Span(0, end), *_appendices(text, end))


def _appendices(text: str, end: int) -> Iterator[Span]:
    start: int | None = None
    for line in _LINE.finditer(text, end):
        words = line.group().strip()
        if len(words) > _LONGEST:
            continue
        if _appendix().match(words) and not words.endswith((".", "?", "!", ",")):
            start = line.start() if start is None else start
        elif start is not None and section(words.strip(_AROUND)) is not None:
            yield Span(start, line.start())
            start = None
    if start is not None:
        yield Span(start, len(text))
