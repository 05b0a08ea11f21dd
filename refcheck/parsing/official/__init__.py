"""Works that are cited in forms of their own: judgments, statutes, treaties, papers of parliaments, patents and standards.

No chain of labels is needed to read "Lund v. Lake District Council, 123 U.S. 456 (1900)": lawyers, offices and standards bodies
have fixed the order of its parts, and no author is named. Each module recognises the forms of one kind of work, and its docstring
names the sources of these forms.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import ModuleType

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.parsing.official import acts, american, cases, papers, patents, standards, treaties, union
from refcheck.parsing.official.american import PLACE
from refcheck.parsing.official.forms import Official, as_cited
from refcheck.parsing.official.standards import NUMBER
from refcheck.text.deferred import deferred

__all__ = ["Official", "as_cited", "official", "opens_officially"]

_FIRST = deferred(r"[A-ZА-Я]{2}[A-ZА-Яa-z/ .-]{0,24}\d|\d{1,3}\s(?:[A-Z]\.|[A-Z]{2})|[A-Z][a-z]+\.\s[A-Z][^(]{0,40}§")
"""The beginning of such a number: "ISO", "42 U", "Cal. P". A quick check before the slow pattern."""

_NUMBER = deferred(rf"{NUMBER}(?=\W|$)")

_PLACE = deferred(PLACE)


def opens_officially(text: str) -> bool:
    """Return whether a line begins with the number of a standard, or with a section of a code.

    >>> [opens_officially(line) for line in ("ISO 12345:2011, Lists", "Cal. Penal Code § 187", "12 Lund, B. (1998)", "NASA 2019")]
    [True, True, False, False]
    """
    return _FIRST.match(text) is not None and (_NUMBER.match(text) is not None or _PLACE.match(text) is not None)


_FORMS: Sequence[ModuleType] = (cases, union, papers, treaties, american, acts, standards, patents)
"""The modules, of which the first that recognises a text reads it. Each has ``read``, which takes the position of the first word,
and ``words``, of which every such citation contains one."""

_LEAD = deferred(
    rf"[\s•*–-]*(?:[\[(]?\d{{1,3}}[\].)]{{1,2}}\s+)?(?:(?:(?i:{alternatives(wordings(Term.SEE))})[.:,]{{0,2}}|a\.\s?A\.)"
    r"\s(?:e\.g\.,?\s)?(?=[^\W\d_a-z]|[§\d]))?[“”„«\"'‘’]?"
)
"""Text before the first word: a number, a word that points to the work, a quotation mark: "[12] ", "See ", "3. “"."""

_LONGEST = 1_000
"""The greatest length of a citation of an official work, in code points. Source: a judgement; not fitted."""


def official(text: str, words: Iterable[str]) -> Official | None:
    """Return what the form of a reference says of it, given its words; ``None`` if it has none of these forms."""
    by_word = _by_word()
    concerned = {place for word in by_word.keys() & {word.lower() for word in words} for place in by_word[word]}
    if not concerned or len(text) > _LONGEST:
        return None
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    read = (_FORMS[place].read(text, start) for place in sorted(concerned))
    return next((found for found in read if found is not None), None)


@cache
def _by_word() -> Mapping[str, Sequence[int]]:
    """Return each word, in small letters, and the indices of the forms that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(_FORMS):
        for word in form.words():
            found[word].append(place)
    return dict(found)
