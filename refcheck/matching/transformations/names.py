"""How one name of a container stands to another: which way of printing a name makes the one of the other."""

import re
from functools import lru_cache

from refcheck.gazetteer.known_journals import journals_called
from refcheck.matching.transformations.abbreviation import SMALL, is_cut_of, is_misspelt, left_over
from refcheck.matching.transformations.acronym import is_acronym, is_blend, is_of_beginnings, spells
from refcheck.matching.transformations.edition import are_of_edition
from refcheck.matching.transformations.meeting import is_one_meeting
from refcheck.matching.transformations.section import section_of, without_section
from refcheck.text.folding import fold, words

ANOTHER = "another"
"""The printed name is another journal's, or another section's."""

WHOLLY = frozenset(("letters", "abbreviation", "acronym", "meeting", "section", "edition", "subtitle"))
"""What explains a name wholly: capitals, marks and small words; and what the files beside this one are named for."""

IN_PART = frozenset(("part-of-name", "slip"))
"""What explains it in part: words that one side has alone, a slip."""

_ASIDE = re.compile(r"\s*(?:[:;/(\[]|\s[-–—]\s)|-(?=[A-Z][a-z]{3})|,?\s+[Vv]ol(?:ume)?s?\.?\s+\d")
"""Where a name ends and what is said beside it begins: ``: official journal of …``, `` (London)``, `` - Series B``."""

_SUBTITLE = 3
"""What stands behind a name in fewer words may be the name of another journal: *NeuroImage: Clinical*."""


_ACRONYMS = range(2, 6)
"""How many letters an acronym before a name has."""


@lru_cache(maxsize=8_192)  # a list has the same few journals over and over
def relation(cited: str, registered: str, section: str = "") -> str:
    """Return what makes one name of the other, by the name in ``WHOLLY`` or ``IN_PART``; ``ANOTHER``; or ``""`` where nothing does.

    ``section`` is the letter of a section that is printed elsewhere, before the volume.

    >>> relation("Phys. Lett. B", "Physics Letters A"), relation("J. Appl. Phys.", "Journal of Applied Physiology")
    ('another', 'another')
    >>> relation("Rev. Tidal Eng.", "Review of Tidal Engineering"), relation("Tidal Eng.", "Tidal Engineering Letters")
    ('abbreviation', 'part-of-name')
    """
    ours, theirs = fold(cited), fold(registered)
    if ours == theirs:
        return "letters"
    sections = section_of(cited) or section, section_of(registered)
    bare = [fold(without_section(name)) for name in (cited, registered)] if any(sections) else [ours, theirs]
    if all(sections) and sections[0] != sections[1]:
        heads = [fold(_ASIDE.split(without_section(name))[0]) for name in (cited, registered)]
        return ANOTHER if is_cut_of(*bare) or is_cut_of(*heads) else ""
    found = _relation(cited, registered, *bare) or ("acronym" if is_acronym(ours, theirs) else "")
    if found in ("abbreviation", "section") or not found:
        found = "section" if found and any(sections) and sections[0] != sections[1] else found
    if all(sections):
        heads = [fold(_ASIDE.split(without_section(name))[0]) for name in (cited, registered)]
        alone = [word for words in left_over(*heads) for word in words]
        if found in ("part-of-name", "subtitle") or are_of_edition(alone):
            return "section"  # the words behind the letter are the section's name
    if not found or found in ("acronym", "meeting") or not _is_another(ours, theirs, found):
        return found
    return "part-of-name" if any(sections) and sections[0] != sections[1] else ANOTHER


def _relation(cited: str, registered: str, ours: str, theirs: str) -> str:
    for one, other in ((cited, registered), (registered, cited)):
        if one.isupper() and " " not in one.strip() and not other.isupper():
            return "acronym" if is_acronym(ours, theirs) or spells(fold(one), _heads(other)) else ""
    if is_cut_of(ours, theirs):
        return "abbreviation"
    if is_cut_of(_spelt_out(cited, ours), _spelt_out(registered, theirs)):
        return "abbreviation"
    if is_acronym(ours, theirs) or is_blend(cited, registered) or is_blend(registered, cited):
        return "acronym"
    if is_one_meeting(ours, theirs):
        return "meeting"
    return _by_what_is_left(cited, registered, ours, theirs)


def _by_what_is_left(cited: str, registered: str, ours: str, theirs: str) -> str:
    """Return what explains two names by the words that each has alone."""
    alone = left_over(ours, theirs)
    if all(alone):
        return "slip" if is_misspelt(ours, theirs) else _of_heads(cited, registered)
    if not any(alone):
        return "part-of-name"  # a word cut short and no more
    extra = alone[0] or alone[1]
    long, rest = (ours, theirs) if alone[0] else (theirs, ours)
    if long.startswith(extra[0]) and len(extra) == 1 and is_of_beginnings(extra[0], rest):
        return "acronym"
    if tuple(long.split()[-len(extra) :]) == extra and are_of_edition(extra):
        return "edition"
    return _of_heads(cited, registered) or "part-of-name"


def _spelt_out(name: str, key: str) -> str:
    """A folded name whose first word is an acronym, with spaces between its letters: ``AJP: Tides``, ``a j p tides``."""
    first, _, rest = key.partition(" ")
    return f"{' '.join(first)} {rest}" if rest and len(first) in _ACRONYMS and name[: len(first)].isupper() else key


def _of_heads(cited: str, registered: str) -> str:
    """Whether one name is the other without what stands behind it."""
    for short, long in ((cited, registered), (registered, cited)):
        head = _ASIDE.split(long, maxsplit=1)[0]
        if head != long and (is_cut_of(fold(short), fold(head)) or is_acronym(fold(short), fold(head))):
            return "subtitle"
        tail = long[len(head) :].lstrip(" :;/([–—-.,")
        if len(fold(tail).split()) > 1 and is_cut_of(fold(short), fold(tail)):
            return "subtitle"
    return ""


def _is_another(ours: str, theirs: str, found: str) -> bool:
    """Whether two folded names are two journals'; a subtitle of several words is no other journal's name."""
    if found == "subtitle" and len(max(left_over(ours, theirs), key=len)) >= _SUBTITLE:
        return False
    return are_two_journals(ours, theirs)


def are_two_journals(ours: str, theirs: str) -> bool:
    """Whether both folded names are known as journals', and no journal has both."""
    named, registered = journals_called(ours), journals_called(theirs)
    if not named or not registered or not named.isdisjoint(registered):
        return False
    return not any(_own(one) == _own(other) for one in named for other in registered)


def _own(name: str) -> list[str]:
    return [word for word in name.split() if word not in SMALL and word not in _OF_EDITIONS]


_OF_EDITIONS = words("english engl edition ed")
"""What tells two editions of one journal apart."""


def _heads(name: str) -> str:
    """The folded words of a name; of words with a hyphen or a dash between them the first."""
    return " ".join(fold(word).partition(" ")[0] for word in name.split())
