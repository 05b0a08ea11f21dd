"""Citations by author and year."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from refcheck.model import Citation, Name, Reference, Span
from refcheck.readers.citations.cited_names import Named, names_before

# A year, perhaps with a letter: "2020", "2020a".
_YEAR = re.compile(r"(?<![\w.,/–-])(1[5-9]\d\d|20\d\d)[a-z]?(?![\w/]|[-–]\d|\.\d)")
# What stands in brackets, where a year may be among it: "(Doe, 2020; Roe 2019, p. 3)".
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{4,600})[)\]]")
# What stands between two years of the same names: "2018, 2019", "2018a, b and 2019", "2018; 2019".
_SAME_NAMES = re.compile(r"[,;&\s]*(?:and|und|et|y|[a-z],?)?\s*")
# A narrative citation's end: "Doe ", "Doe’s ", "Doe and Roe's ".
_POSSESSIVE = re.compile(r"(?:[’']s?)?\s$")

_FEWEST = 2
"""So many citations must be of works in the list for the style to be understood."""
_SHARE = 0.5
"""At least this share of what looks like a citation must be one of the list. Source: set by hand: a majority."""


_COMMA, _BLANK, _NARRATIVE = "comma", "blank", "narrative"
_OPPOSITE = {_COMMA: _BLANK, _BLANK: _COMMA}
"""The two ways of setting a year behind names in brackets, of which a text mostly has one."""


@frozen(kw_only=True)
class _Found:
    """What looks like a citation; ``form`` is how it is set: in brackets with a comma or without, or in the text."""

    span: Span
    named: Named
    year: int
    form: str


def by_author_and_year(body: str, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """The citations of works by their authors' names and year; none where most of what looks like one is not of the list.

    Names that nothing in the list begins with are taken for a citation only where it is set as most others are.
    """
    listed = frozenset(_listed(references))
    found = [_known(each, listed) for each in _all(body)]
    known = [each for each in found if _folded(each.named.names[0]) in listed]
    if len(known) < min(_FEWEST, len(references)) or not known or len(known) < _SHARE * len(found):
        return ()
    forms = Counter(each.form for each in known)
    return tuple(
        Citation(span=each.span, names=each.named.names, year=each.year)
        for each in found
        if each in known or (forms[each.form] >= forms[_OPPOSITE.get(each.form, "")] and _is_person(each.named))
    )


def _all(body: str) -> Iterator[_Found]:
    for brackets in _BRACKETS.finditer(body):
        start, end = brackets.span(1)
        named: Named | None = None
        form = ""
        last = start
        for year in _YEAR.finditer(body, start, end):
            between = body[last : year.start()]
            if last == start and not between.strip():
                named, form = _narrative(body, brackets.start()), _NARRATIVE
            elif last == start or not _SAME_NAMES.fullmatch(between):
                named = names_before(body[:end], year.start()) if _has_names(between) else None
                named = named if named and named.start >= last else None
                form = _COMMA if between.rstrip().endswith(",") else _BLANK
            if named is not None:
                yield _Found(span=_span(named, last, start, year), named=named, year=int(year[1]), form=form)
            last = year.end()


def _span(named: Named, last: int, start: int, year: re.Match[str]) -> Span:
    """From the names to the year; a further year of the same names stands alone."""
    return Span(named.start if named.start >= last or last == start else year.start(), year.end())


def _has_names(between: str) -> bool:
    """Whether the text before a year may end in names: no number is among it since the last semicolon."""
    return not any(map(str.isdecimal, between.rpartition(";")[2]))


def _narrative(body: str, bracket: int) -> Named | None:
    before = _POSSESSIVE.search(body, max(bracket - 3, 0), bracket)
    return names_before(body, before.start()) if before else None


def _known(found: _Found, listed: frozenset[str]) -> _Found:
    """The citation without words before its names that belong to the sentence, where the list tells them apart."""
    first, *others = found.named.names
    if _folded(first) in listed:
        return found
    words = (first.family or "").split()
    for place in range(1, len(words)):
        shorter = Name(family=" ".join(words[place:]))
        if _folded(shorter) in listed:
            start = found.named.start + sum(len(word) + 1 for word in words[:place])
            named = evolve(found.named, start=start, names=(shorter, *others))
            return evolve(found, named=named, span=Span(min(start, found.span.end - 4), found.span.end))
    return found


def _is_person(named: Named) -> bool:
    """Whether names that are not in the list are surely names: no abbreviation of a body, and not the end of a longer phrase."""
    return all(len((name.family or "").split()) == 1 and not (name.family or "").isupper() for name in named.names)


def _listed(references: Sequence[Reference]) -> Iterator[str]:
    """Every form by which the first author of a reference may be cited."""
    for reference in references:
        for name in (reference.work.author or reference.work.editor)[:1]:
            yield _folded(name)
            words = (name.family or name.literal or "").split()
            yield from (_folded(Name(family=word)) for word in words[:1] + words[-1:] if name.family)
            yield "".join(word[0] for word in words if word[0].isupper()).casefold()


def _folded(name: Name) -> str:
    """A name for comparison: without accents, capitals and marks."""
    text = " ".join(filter(None, (name.particle, name.family or name.literal)))
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalpha())
