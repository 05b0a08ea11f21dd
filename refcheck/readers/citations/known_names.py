"""Candidates for a citation by names and year, compared with the list: which words are the names, and whether they are names."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cache

from attrs import evolve, frozen
from rapidfuzz.distance import Prefix

from refcheck.gazetteer.names import are_places, unspaced_families
from refcheck.lexicon import Term, words
from refcheck.lexicon.patterns import alternatives, is_unspaced, unspaced_forms
from refcheck.model import Name, Reference, Span
from refcheck.readers.citations.cited_names import Named, may_be_listed
from refcheck.text.deferred import deferred

COMMA, BLANK, NARRATIVE, REISSUED = "comma", "blank", "narrative", "reissued"
"""The forms of a citation: in brackets, with or without a comma, or in the text; or, in any of these, with two editions' years."""

_LOWER_CASE = deferred(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]*")
"""A word in lower case: "similarly", "swallow"."""

_SENTENCE_START = deferred(r"(?:[.?!:;•–]['’\")\]]{0,2}\s+|\n\s*|\A\s*)\Z")
r"""The end of a text after which a sentence starts: ". ", "\n", "? ", "• "."""

_BEFORE_THINGS = deferred(
    r"\b(?:the|der|die|das|dem|des|el|los|las|la|les|il|gli|o|os|as|in|of|von der|del|della|du)\s+\Z", re.IGNORECASE
)
"""A word before the name of an organisation, event or place, but not of a person: "the ", "der ", "in "."""

_ACRONYM = deferred(r"\(([A-Z][A-Za-z-]{1,11})\)")
"""The acronym of an organisation, in brackets: "(EEA)", "(UN-Habitat)"."""

_REACH = 12
_BEFORE_NAME = deferred(r"\s|(?<![^\W\d_])[dl][’'](?=[^\W\d_])", re.IGNORECASE)
"""Text after which a name may start: a space, or a preposition or an article joined to the name: "les travaux d’Elias"."""
_ENDING = deferred(r"(?<=[^\W\d_]{2})[’']([^\W\d_A-Z]{1,4})\Z")
"""A case ending separated from the name by an apostrophe, as in Turkish: "Demir’in", "Kaya’ya"."""
_UNSPACED = 3
"""The count of characters in most personal names in Chinese and Korean; most words have fewer or more."""
_STEM = 4
"""The fewest letters of a name's stem, to which case endings are added."""
_DROPPED = 2
"""How many of a name's last letters an ending may replace: "Zieliński", "Zielińskiego"; "Иванова", "Ивановой"."""
_LONGEST = 120
"""The longest name of an organisation, in code points."""
_MOST_WORDS = 4
_MOST_IN_NAME = 12
"""The most words in the name of an organisation."""

_YEAR_AT_END = deferred(r"[\s,(\[]*\d{4}[a-z]?\Z")
"""A year at the end, and the punctuation before it: ", 2015", " (2015a"."""

_PASSAGE = deferred(r"[a-z]?\s?[,:]\s?(?:[^\W\d_]{1,2}\.\s?)?\d{1,3}(?!\d)(?:\s?[–-]\s?\d+|ff?\.?)?\s?[;)\]]")
"""A page after the year, which does not occur after the year of an event: ", 88)", ": 12–14; "."""

_SECOND_HAND = deferred(
    rf"[a-z]?,?\s(?!{alternatives(words(Term.AND, Term.SEE, Term.PARTICLE, Term.ARTICLE))}\b)"
    r"(?:[^\W\d_A-Z][\w.]*\s){1,4}[^\W\d_a-z][^\d;()\[\]]{0,80}\d{4}"
)
"""After the year, the work in which an unlisted work is cited: " apud Roe, 1991", ", as cited in Poe, 2014"."""

_IN_BRACKETS = deferred(r"\([^()]*\)")
_IN_CAPITALS = deferred(r"[^\W\d_a-z]{2,}")
"""A word in capitals: "EEA"."""

_WORD = deferred(r"(?<!\S)[^\w\s]*([^\W\d_]\S*)")
"""A word without the punctuation before it: "Council" of "(Council"."""


@frozen(kw_only=True)
class Found:
    """A candidate for a citation; ``form`` is one of the forms above."""

    span: Span
    named: Named
    year: int
    form: str


class Known:
    """The names and years of a list, and the words of the text that cites it."""

    def __init__(self, references: Sequence[Reference], body: str) -> None:
        """Index the references of the list and the text."""
        self._listed: dict[int | None, list[tuple[Reference, frozenset[str]]]] = defaultdict(list)
        self._of_year: dict[int | None, dict[str, str]] = defaultdict(dict)
        for each in references:
            families = [name.family for name in _people(each) if name.family]
            self._listed[each.work.year].append((each, frozenset(_forms(each))))
            self._of_year[each.work.year] |= {folded(Name(family=family)): family for family in families}
        self._dated = frozenset((form, year) for year, some in self._listed.items() for _, own in some for form in own)
        self._names = frozenset(name for name, _ in self._dated)
        people = [name for each in references for name in _people(each)[:1]]
        self.words = frozenset(name.family.lower() for name in people if name.family and may_be_listed(name.family))
        every = (name for each in references for name in _people(each))
        self.words |= {form for name in every for form in unspaced_forms(name.literal or "")}
        self._organisations = frozenset(folded(name) for name in people if name.literal and " " in name.literal)
        years = sorted(each.work.year for each in references if each.work.year) or [0]
        # the first year less the mean step between years; less the whole range for a citation in the usual form
        span = years[-1] - years[0]
        self._first_years = years[0] - span / max(1, len(years) - 1), years[0] - span
        self._corporate = " ".join(each.raw for each in references if not any(name.family for name in _people(each)))
        self._lower_case = frozenset(_LOWER_CASE.findall(body))
        self._body = body

    def has(self, named: Named) -> bool:
        """Return whether a reference starts with the first name."""
        return folded(named.names[0]) in self._names

    def is_dated(self, found: Found) -> bool:
        """Return whether a reference of the same year starts with the first name."""
        return (folded(found.named.names[0]), found.year) in self._dated

    def named_in(self, text: str, year: int | None, but: Container[tuple[str, int]]) -> Iterator[tuple[Name, ...]]:
        """Yield the authors of each reference of a year (or without one) whose first author a text names, except ``but``."""
        words = [folded(Name(literal=word.removesuffix("'s"))) for word in text.replace("’", "'").split()]
        starts = range(len(words))
        printed = {"".join(words[start : end + 1]) for start in starts for end in starts[start : start + _MOST_IN_NAME]}
        for each, forms in self._listed.get(year, ()):
            is_named = any(len(form) > 1 for form in forms & printed)
            if is_named and not any((form, year) in but for form in forms) and (people := _people(each)):
                yield people

    def meant(self, found: Found) -> Found:
        """Return the citation without words before its names that belong to the sentence: its first word, a preposition.

        The list decides which words are names; of words not in it, only those that the text has in lower case elsewhere are not.
        Names after the first lose their case endings if the list has them without.
        """
        names = (found.named.names[0], *(self._uninflected(name, found.year) or name for name in found.named.names[1:]))
        found = evolve(found, named=evolve(found.named, names=names))
        if self.is_dated(found):
            return found
        return self._as_organisation(found) or self._of_person(found)

    def _of_person(self, found: Found) -> Found:
        for named in _shorter(found.named):
            if (folded(named.names[0]), found.year) in self._dated:
                return _renamed(found, named)
        if self.has(found.named):
            return found
        for named in (found.named, *_shorter(found.named)):
            if listed := self._uninflected(named.names[0], found.year):
                return _renamed(found, named.with_first(listed, 0))
        if found.named.without_first() is None:
            for named in _shorter(found.named):
                if self.has(named):
                    return _renamed(found, named)
        return self._without_opening(found)

    def _as_organisation(self, found: Found) -> Found | None:
        """Return the citation with an organisation's whole listed name, of which it has the end: "Board for the Care of Lakes"."""
        start = max(found.named.start - _LONGEST, 0)
        before = _YEAR_AT_END.sub("", self._body[start : found.span.end])
        printed = list(_WORD.finditer(before))[-_MOST_IN_NAME:] if self._organisations else []
        for first in printed:
            name, at = Name(literal=before[first.start(1) :]), start + first.start(1)
            if folded(name) in self._organisations and at <= found.named.start:
                named = evolve(found.named, starts=(at,), names=(name,), joints=(), et_al=False)
                return evolve(found, named=named, span=Span(at, found.span.end))
        return None

    def _uninflected(self, name: Name, year: int) -> Name | None:
        """Return the name listed for that year of which a name in the text is an inflection: "Webers (1922)", "EEA’ya (1999)"."""
        cited, every = folded(name), self._of_year.get(year, {})
        bare = Name(family=_ENDING.sub("", name.family or ""))
        stem = folded(bare)
        if stem != cited and (stem, year) in self._dated:
            return bare
        for listed in every if cited not in every else ():
            same = Prefix.similarity(cited, listed)
            if stem == listed or (
                same >= max(_STEM, len(listed) - _DROPPED)
                and (cited[same:] in _case_endings() or cited[len(listed) :] in _case_endings())
                and same < len(cited)
            ):
                return Name(family=every[listed])
        return None

    def in_capitals(self, every: Sequence[Found]) -> frozenset[tuple[str, int]]:
        """Return the names in capitals, with years, that may be people's, if most listed ones are cited so: "(ROE, 2019)".

        A name as short as an acronym, in capitals elsewhere, or with the year of an organisation's work may be an organisation's.
        """
        cited = {(name.family or "", each.year) for each in every if each.form == COMMA for name in each.named.names}
        people = set[str]().union(*self._of_year.values())
        listed = [family.isupper() for family, _ in cited if folded(Name(family=family)) in people]
        if 2 * sum(listed) <= len(listed):
            return frozenset()
        no_names = frozenset(_IN_CAPITALS.findall(_IN_BRACKETS.sub("", self._body)))
        return frozenset(
            (family, year)
            for family, year in cited
            if len(family) >= _STEM and family not in no_names and str(year) not in self._corporate
        )

    def may_be_missing(self, found: Found, loud: Container[tuple[str, int]], usual: str) -> bool:
        """Return whether names that are not in the list are certainly people's: with "et al.", or a word each, unless ruled out.

        Names in capitals are people's only if they are among ``loud``, or are in brackets with "et al.".
        A single name in the text may be a place or an event with its year: after an article, or if the year is long before all
        listed ones (longer if the citation has the ``usual`` form) and no page follows. In Turkish, a name in the locative case is
        mostly a place.
        """
        named = found.named
        families = [name.family or "" for name in named.names]
        if any(each[1] in words(Term.PLACE_ENDING) for each in map(_ENDING.search, families) if each):
            return False
        families = [_ENDING.sub("", family) for family in families]
        is_loud = any(family.isupper() and (family, found.year) not in loud for family in families)
        if _SECOND_HAND.match(self._body, found.span.end) or (is_loud and not (named.et_al and found.form == COMMA)):
            return False
        if not named.et_al and (any(" " in family for family in families) or self._is_cut(named)):
            return False
        word = families[0]
        if word and is_unspaced(word):
            return all(map(self._is_unspaced_person, families))  # "等" and "등" follow things too
        if len(families) > 1 or named.et_al or found.form == COMMA:
            return True
        first_year = self._first_years[found.form == usual]
        is_early = found.year < first_year and not _PASSAGE.match(self._body, found.span.end)
        particle = named.names[0].particle or ""
        start = named.start + (len(particle) + 1 if particle.istitle() else 0)
        before = self._body[max(start - _REACH, 0) : start]
        return not (is_early or are_places(word) or _BEFORE_THINGS.search(before) or self._is_common(word, before))

    def _is_unspaced_person(self, name: str) -> bool:
        """Return whether it looks like a person's name in Chinese or Korean, and the text never uses it like a word."""
        is_name = len(name) == _UNSPACED and name[0] in unspaced_families()
        return is_name and re.search(rf"{name}(?!\s?(?:[등외等]\s?)?[(,;·과와与和])", self._body) is None

    def _is_cut(self, named: Named) -> bool:
        """Return whether a name starts earlier than it was read: "Pacto de Ostby", "in New Ostby"; not "(See de Roe", "Yet Doe".

        Within a sentence, a capitalised word is part of a name; at the start of a sentence or bracket, it may be another word.
        """
        before = self._body[max(named.start - _LONGEST, 0) : named.start].rpartition("\n\n")[2]
        *others, printed = ["", *before.split()]
        word = printed.lstrip("([“„‘«\"'")
        if not word[:1].isupper() or not word[-1:].isalpha() or not before[-1:].isspace():
            return False
        if word == printed and others[-1:] and (others[-1][-1:].isalnum() or others[-1].endswith(",")):
            return True
        is_name = not may_be_listed(word) and not self._is_common(word, before.rpartition(word)[0])
        return (is_name and named.names[0].particle is not None) or are_places(f"{word} {named.names[0].full_family}")

    def _without_opening(self, found: Found) -> Found:
        """Return the citation without the first word of its sentence, as in "Similarly, Doe et al."."""
        rest = found.named.without_first()
        word = found.named.names[0].family or ""
        start = found.named.start
        if rest and " " not in word and self._is_common(word, self._body[max(start - _REACH, 0) : start]):
            return self.meant(_renamed(found, rest))
        return found

    def _is_common(self, word: str, before: str) -> bool:
        """Return whether a word at the start of a sentence is in lower case elsewhere, or is an adverb."""
        low = word.casefold()
        return _SENTENCE_START.search(before) is not None and (low in self._lower_case or low.endswith("ly"))


@cache
def _case_endings() -> frozenset[str]:
    return frozenset(folded(Name(family=ending)) for ending in words(Term.CASE_ENDING))


def _shorter(named: Named) -> Iterator[Named]:
    """Yield the names with fewer and fewer words at the start: without a particle, words of the first name, the first name."""
    current: Named | None = named
    while current is not None:
        written = current.names[0].full_family
        for before in _BEFORE_NAME.finditer(written):
            yield current.with_first(Name(family=written[before.end() :]), before.end())
        current = current.without_first()
        if current is not None:
            yield current


def _renamed(found: Found, named: Named) -> Found:
    start = max(found.span.start, min(named.start, found.span.end - 4))
    return evolve(found, named=named, span=Span(start, found.span.end))


def _people(reference: Reference) -> tuple[Name, ...]:
    return reference.work.author or reference.work.editor


def _forms(reference: Reference) -> Iterator[str]:
    """Yield every form by which the first author of a reference may be cited."""
    named = _people(reference)[:1]
    if not named or named[0].literal:
        yield from _opening(reference.raw)
    for name in named:
        yield folded(name)
        yield from (folded(Name(family=form)) for form in unspaced_forms(name.literal or ""))
        if name.suffix:
            yield folded(Name(family=f"{name.family} {name.suffix}"))
        words = name.headword.split()
        yield from (folded(Name(family=word)) for word in words[:1] + words[-1:] if name.family)
        yield "".join(word[0] for word in words if word[0].isupper()).casefold()


def _opening(raw: str) -> Iterator[str]:
    """Yield the first words of a reference that starts with an organisation's name, and the acronyms in brackets after it."""
    words = raw[:_LONGEST].replace("—", " ").split()
    yield from (folded(Name(literal=" ".join(words[:count]))) for count in range(1, min(len(words), _MOST_WORDS) + 1))
    yield from (acronym.casefold() for acronym in _ACRONYM.findall(raw[:_LONGEST]))


def folded(name: Name) -> str:
    """Return a name for comparison: its letters in lower case, without accents, spaces and punctuation."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", name.full_family.casefold())))
