"""Citations in running text, by number or by author and year, as far as their style is understood."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from refcheck.lexicon import Section, Term, headings, section, words
from refcheck.lexicon.misspelling import AROUND_HEADINGS
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Citation, Reference, Span
from refcheck.readers.citations.author_year import by_author_and_year
from refcheck.text.characters import DASHES
from refcheck.text.deferred import deferred

__all__ = ["citations", "citations_by_name"]

_NUMBER = re.compile(r"(?:^|(?<=\n))\s*[\[(]?\d{1,4}[\]).:]*\s*\Z")
r"""The number of a reference, at the end of the text before it: "\n[12] ", "\n12.\n"."""

_LONGEST = 40
"""The most characters of a number and the white space around it."""

_DASH = f"[-{DASHES}]"
_BRACKETS = re.compile(r"\[\s?((?:[^\W\d][^\[\]\d]{0,24})?\d{1,4}(?!\d)[^\[\]]{0,400}?)\s?\]")
"""A possible citation by number, in square brackets: "[3, 5–7]", "[see also 3, p. 12]"."""

_GROUP = deferred(rf"\d{{1,4}}(?:\s?[,;]\s?\d{{1,4}}|\s?{_DASH}\s?\d{{1,4}}){{0,60}}")
"""Numbers: "3", "3, 5–7", "12; 14"."""

_SEE = deferred(
    rf"{alternatives(words(Term.SEE))}\.?(?:\s{alternatives(words(Term.SENTENCE, Term.SMALL))})?[,:]?\s?", re.IGNORECASE
)
"""Words before the numbers: "see ", "см.: ", "vgl. auch "."""

_PLACED = words(Term.PAGE, Term.COLUMN, Term.VOLUME, Term.CHAPTER, Term.THING)
_PLACE = rf"[\dIVXLC]+(?:\s?{_DASH}\s?\d+|\s?,\s?\d+(?!\d|\s?[,:]\s?[^\W\d_]))*"
_LOCATOR = deferred(
    rf"[,،:]\s?(?:(?:{alternatives(_PLACED)}\.?|[^\W\d_]{{1,2}}\.|§+)\s?{_PLACE}(?:\s?ff?\b\.?)?|\d+\s?[^\W\d_]{{1,2}}\.)"
    rf"|(?<=\d):\s\d+(?:\s?{_DASH}\s?\d+)?(?=\s?(?:;|\Z))",
    re.IGNORECASE,
)
"""A locator within the work: ", p. 12", ", т. 1", ": с. 12–15, 18", ", § 3", ", 12 б.", ": 12"."""

_NUMBERS = re.compile(rf"(\d+)(?:\s?{_DASH}\s?(\d+))?")
"""A number, or the first and last of a range: "3", "5–7"."""

_BETWEEN = re.compile(rf"\s?{_DASH}\s?")
"""The dash of a range in two brackets: "[3]–[7]", "[3]-[7]"."""

_WIDEST = 200
"""The most references in a range."""
_CITED, _LABELLED = 0.6, 0.3
"""The least share of the list that is cited by number, and of the numbers in brackets that are in the list; the smaller one holds
if the list itself is numbered in square brackets and nothing else cites it. Source: a judgement; not fitted."""

_RAISED = deferred(rf"\s*(\d{{1,3}}(?:\s?[,;]\s?\d{{1,3}}|\s?{_DASH}\s?\d{{1,3}}){{0,60}})[\s,]*")
"""Numbers in superscript: "3", "3,5–7"."""

_UNITS = deferred(r"(?:\d|(?<![^\W\d_])[^\W\d_]{1,2})\s?\Z")
"""The end of a text before an exponent rather than a citation: a figure, a unit, a symbol ("10", "km", "R")."""

_MASS = deferred(rf"(?:\A|[\s(\[/]|{_DASH})\d{{1,3}}[^\W\d_]")
"""A mass number, directly before letters and not after them, unlike a citation: the 18 of " 18F", "[18F"."""


def citations(text: str, references: Sequence[Reference], raised: Sequence[Span] = ()) -> tuple[Citation, ...]:
    """Return the citations of ``references`` in the rest of ``text``, in order.

    ``raised`` are the spans set in superscript: if nothing else cites, the numbers among them do.
    ``[3, 5–7]`` has its numbers as keys; ``(Doe & Roe, 2020a; Poe et al. 2019)`` is two citations with names and a year. If neither
    style refers to the list repeatedly, there are no citations: a style that is not understood is not guessed.
    """
    body = _without(text, references)
    if _are_numbers(found := tuple(_groups(body)), references):
        return found
    if by_name := by_author_and_year(body, references, _citing_parts(text, references)):
        return by_name
    if _are_numbers(superscripts := tuple(_superscripts(body, raised)), references):
        return superscripts
    in_brackets = sum(_is_labelled(text, reference) for reference in references)
    return found if 2 * in_brackets > len(references) and _are_numbers(found, references, _LABELLED) else ()


def _is_labelled(text: str, reference: Reference) -> bool:
    """Return whether the line of a reference starts with a bracket, as in "[12]"."""
    start = reference.spans[0].start if reference.spans else 0
    line = text[text.rfind("\n", 0, start) + 1 : start + 1]
    return bool(reference.spans) and line.lstrip().startswith("[")


def _are_numbers(found: Sequence[Citation], references: Sequence[Reference], share: float = _CITED) -> bool:
    """Return whether numbers refer to the list repeatedly; a number of several lists, or of several works, counts once."""
    every = {head if (head := each.key.partition(".")[0]).isdecimal() else each.key for each in references}
    listed = {key for key in every if key.isdecimal()}
    cited = {key for citation in found for key in citation.keys}
    return bool(cited and listed) and len(cited & listed) >= share * max(len(every), len(cited))


def citations_by_name(text: str, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """Return only the citations by names and year."""
    return by_author_and_year(_without(text, references), references, _citing_parts(text, references))


def _without(text: str, references: Sequence[Reference]) -> str:
    """Return the text with the references and the numbers before them blanked out, so that no offset changes."""
    parts: list[str] = []
    end = 0
    for span in sorted((span for reference in references for span in reference.spans), key=lambda span: span.start):
        if span.start >= end:
            number = _NUMBER.search(text, max(end, span.start - _LONGEST), span.start)
            start = number.start() if number else span.start
            parts += [text[end:start], "\n" * (span.end - start)]
            end = span.end
    return "".join([*parts, text[end:]])


def _groups(body: str) -> Iterator[Citation]:
    before: tuple[int, int] | None = None
    for group in _BRACKETS.finditer(body):
        see = _SEE.match(group[1])
        bare = _LOCATOR.sub("", group[1][see.end() if see else 0 :])
        numbers = list(_numbers(bare)) if _GROUP.fullmatch(bare) else []
        if not numbers or numbers[0] == 0:
            continue
        if before and _BETWEEN.fullmatch(body, before[0], group.start()) and 0 < numbers[0] - before[1] <= _WIDEST:
            numbers = [*range(before[1] + 1, numbers[0]), *numbers]
        before = (group.end(), numbers[-1])
        yield Citation(span=Span(*group.span()), keys=tuple(dict.fromkeys(map(str, numbers))))


def _superscripts(body: str, raised: Sequence[Span]) -> Iterator[Citation]:
    """Yield the numbers among superscripts, without exponents and mass numbers.

    A paragraph that starts with a superscript is an affiliation or a note: superscripts in it or before it, such as those after the
    authors, refer to it.
    """
    opening = [span for span in raised if not body[body.rfind("\n", 0, span.start) + 1 : span.start].strip()]
    start = body.find("\n", opening[-1].end) if opening else 0
    for span in (each for each in raised if 0 <= start <= each.start):
        is_mass = _MASS.match(body, max(span.start - 1, 0), span.end + 1)
        numbers = None if is_mass else _RAISED.fullmatch(body, span.start, span.end)
        if numbers and not _UNITS.search(body, max(span.start - _LONGEST, 0), span.start):
            yield Citation(span=span, keys=tuple(dict.fromkeys(map(str, _numbers(numbers[1])))))


def _numbers(text: str) -> Iterator[int]:
    for first, last in _NUMBERS.findall(text):
        end = int(last) if last else int(first)
        yield from range(int(first), end + 1) if 0 <= end - int(first) <= _WIDEST else (int(first), end)


_LINE = deferred(r"[^\r\n]+")
"""A line: "Appendix A"."""

_LONGEST_HEADING = 100
"""The most characters of a heading."""


@cache
def _appendix() -> re.Pattern[str]:
    """Return the pattern of an appendix's heading: "Appendix", "8. Appendix B. Maps", "## Anhang: Fragebogen"."""
    return re.compile(rf"[#*=\s]*(?:\d{{1,2}}\.?\s+)?{alternatives(headings(Section.APPENDIX))}(?!\w)", re.IGNORECASE)


def _citing_parts(text: str, references: Sequence[Reference]) -> tuple[Span, ...]:
    """Return the parts of a text that cite: up to the end of the list, and from the heading of an appendix to the next section's.

    Other text after a list says who the authors are, and what they wrote.
    """
    end = max((span.end for reference in references for span in reference.spans), default=len(text))
    return (Span(0, end), *_appendices(text, end))


def _appendices(text: str, end: int) -> Iterator[Span]:
    start: int | None = None
    for line in _LINE.finditer(text, end):
        words = line.group().strip()
        if len(words) > _LONGEST_HEADING:
            continue
        if _appendix().match(words) and not words.endswith((".", "?", "!", ",")):
            start = line.start() if start is None else start
        elif start is not None and section(words.strip(AROUND_HEADINGS)) is not None:
            yield Span(start, line.start())
            start = None
    if start is not None:
        yield Span(start, len(text))
