"""The relation of two names of containers: which transformation turns one name into the other."""

from functools import lru_cache
from itertools import product, starmap, takewhile

from refcheck.gazetteer.journals import are_one_renamed, journals_called, meetings, renamed_organisations
from refcheck.lexicon import Term
from refcheck.lexicon import words as wordings
from refcheck.matching.transformations.abbreviation import SMALL, are_in_order, is_cut_of, is_misspelt, left_over
from refcheck.matching.transformations.acronym import is_acronym, own_words, spells
from refcheck.matching.transformations.meeting import is_one_meeting, is_part_of_meeting
from refcheck.matching.transformations.section import are_of_edition, at_section, section_of, without_section
from refcheck.matching.transformations.written_out import in_figures
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold, squeeze, words
from refcheck.text.spelling import same_word

ANOTHER = "another"
"""The printed name is another journal's, or another section's."""

WHOLLY = frozenset(("letters", "abbreviation", "acronym", "meeting", "section", "subtitle"))
"""Complete explanations of a name: capitals, punctuation and small words (``letters``); and the transformations of this package."""

IN_PART = frozenset(("renamed", "part-of-name", "slip"))
"""Partial explanations: an earlier name, words or a section that only one side has, a spelling error."""

_ASIDE = deferred(
    r"\s*(?:[:;/=]|[(\[](?![^()\[\]]*[)\]]\s+\w)|\s[-–—]\s)|-(?=[A-Z][a-z]{3})|,?\s+[Vv]ol(?:ume)?s?\.?\s+\d"
)
"""Where a name ends and an addition to it begins: ``: official journal of …``, `` (London)``, `` - Series B``. A name
continues after a bracket before a word: `` (London) Letters``."""

_SUBTITLE = 2
"""Fewest words after the name of a known journal that may be a later subtitle; fewer make it another journal: *NeuroImage:
Clinical*."""

_FEWEST_LETTERS = 3
"""Fewest letters by which a word is truncated; with fewer it may be another word, as a singular and its plural."""

_JOINT = deferred(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\b[dlDL]['’])(?=\w)|(?<=\bU)(?=SA\b)|(?<=\bUS)(?=A\b)"
)
"""Where two words are joined: in ``TideRes``, in ``JTides``, after the ``d'`` of ``Annales d'hydrologie``, in ``USA``."""

_OF_YEAR = deferred(r"(?<=[^\W\d_]{2})['’‘`´-]?(?=(?:\d\d|19\d\d|20\d\d)\b)")
"""Where the year of a conference is joined to its acronym: directly, by the apostrophe of ``ICRT'03``, or the hyphen of
``ICRT-03``."""

_MOST_OF_WORD = 4
"""Most first letters of a word that an acronym may have."""

_SHORTEST_ACRONYM = 3
"""Fewest letters of an acronym that stands alone: six journals are called "RE". Source: registered abbreviations, 2026."""

_ACRONYMS = range(2, 6)
"""Possible lengths of an acronym before a name."""


@lru_cache(maxsize=8_192)  # a list cites the same few journals over and over
def relation(cited: str, registered: str, section: str = "") -> str:
    """Return what turns one name into the other: a name in ``WHOLLY`` or ``IN_PART``, ``ANOTHER``, or ``""`` where nothing does.

    ``section`` is the letter of a section that is printed elsewhere, before the volume.

    >>> relation("Phys. Lett. B", "Physics Letters A"), relation("J. Appl. Phys.", "Journal of Applied Physiology")
    ('another', 'another')
    >>> relation("Rev. Tidal Eng.", "Review of Tidal Engineering"), relation("Tidal Eng.", "Tidal Engineering Letters")
    ('abbreviation', 'part-of-name')
    """
    cited, registered = (_OF_YEAR.sub(" ", name) for name in (cited, registered))
    found = _related(cited, registered, section)
    if found == "acronym" and min(len(squeeze(fold(name))) for name in (cited, registered)) < _SHORTEST_ACRONYM:
        found = ""
    if not found:
        found = _of_known_meetings(fold(cited), fold(registered))
    if not found and any(_related(piece, registered, section) in WHOLLY for piece in _pieces(cited)):
        return "part-of-name"
    body, _, rest = cited.partition(" ")
    if found not in WHOLLY and (later := renamed_organisations().get(body.lower())):
        found = relation(f"{later.upper()} {rest}", registered, section)
        return "renamed" if found in WHOLLY else found
    return "renamed" if found not in WHOLLY and are_one_renamed(fold(cited), fold(registered)) else found


def _of_known_meetings(ours: str, theirs: str) -> str:
    """Return what turns one folded name into the other, with acronyms of known conferences replaced by their names.

    >>> _of_known_meetings("chi 2010", "conference on human factors in computing systems")
    'meeting'
    >>> _of_known_meetings("chi uist", "conference on human factors in computing systems")
    'part-of-name'
    >>> _of_known_meetings("chi", "proceedings of the conference on tides")
    ''
    """
    ways = list(product(_with_name_of_meeting(ours), _with_name_of_meeting(theirs)))
    if len(ways) == 1:
        return ""
    return "meeting" if is_one_meeting(*ways[-1]) else "part-of-name" if any(starmap(is_part_of_meeting, ways)) else ""


def _with_name_of_meeting(name: str) -> list[str]:
    """Return the forms of a short folded name that has the acronym of a known conference; any other name unchanged.

    They are the name of the conference on its own, and the given name with it in place of the acronym.
    """
    known, words = meetings(), name.split()
    alone = [known[word] for word in words if word in known] if len(own_words(name)) <= _FEW else []
    return [*alone, " ".join(known.get(word, word) for word in words)] if alone else [name]


_FEW = 2
"""Most words of a name that is little more than an acronym: ``UIST/CHI``."""


def _pieces(name: str) -> list[str]:
    """Return the parts around full stops, if all may be names: a conference, and the journal that printed its abstracts."""
    pieces = _FULL_STOP.split(name)
    return pieces if len(pieces) > 1 and all(len(piece.split()) >= _WORDS_OF_NAME for piece in pieces) else []


_FULL_STOP = deferred(r"\.\s+(?=[A-Z])")
"""A full stop between two names: ``49th Annual Meeting. Ann Tidal Med``."""

_WORDS_OF_NAME = 3
"""Fewest words of a name, as opposed to an abbreviated word."""


def _related(cited: str, registered: str, section: str) -> str:
    """Return what turns one name into the other, ignoring renamings."""
    ours, theirs = fold(cited), fold(registered)
    if squeeze(ours) == squeeze(theirs) or in_figures(ours) == in_figures(theirs):
        return "letters"
    if all(name.isupper() and name.isalpha() for name in (cited, registered)):  # one acronym is not another cut short
        return "slip" if is_misspelt(ours, theirs) else ""
    sections = section_of(cited) or section, section_of(registered)
    if all(sections):
        return _in_sections(cited, registered, is_one=sections[0] == sections[1])
    found = _relation(cited, registered, ours, theirs)
    if any(sections):
        return "part-of-name" if found in WHOLLY and not is_acronym(ours, theirs) else found
    if (not found or found in IN_PART) and not journals_called(ours).isdisjoint(journals_called(theirs)):
        return "abbreviation"
    if not found:
        return ""
    if found in ("acronym", "meeting") or not are_two_journals(ours, theirs):
        return found
    long = max(cited, registered, key=len)
    says_kind = "journal" in fold(long[len(_head(long)) :]).split()  # “… – A European Journal”
    is_subtitle = found == "subtitle" and (says_kind or len(max(left_over(ours, theirs), key=len)) >= _SUBTITLE)
    return "part-of-name" if is_subtitle or _is_of_body(ours, theirs) else ANOTHER


def _is_of_body(ours: str, theirs: str) -> bool:
    """Return whether one folded name only adds at its end the organisation whose journal it is: ``… of the Tidal Society``."""
    alone = max(left_over(ours, theirs), key=len)
    is_tail = alone == tuple(word for word in max(ours, theirs, key=len).split() if word not in SMALL)[-len(alone) :]
    return bool(alone) and is_tail and not wordings(Term.BODY).isdisjoint(alone)


def _in_sections(cited: str, registered: str, *, is_one: bool) -> str:
    """Return what turns one of two names with sections into the other; ``ANOTHER`` for two sections of one journal."""
    whole = [fold(without_section(name)) for name in (cited, registered)]
    if not is_one:
        heads = [fold(at_section(name)[0]) for name in (cited, registered)]
        return ANOTHER if is_cut_of(*whole) or is_cut_of(*heads) else ""
    found = _relation(cited, registered, *whole)
    is_head = is_cut_of(*(_placeless(fold(_head(at_section(name)[0]))) for name in (cited, registered)))
    is_within = found == "subtitle" or (found == "part-of-name" and not left_over(*whole)[0])
    return "section" if is_within or is_head else found


def _relation(cited: str, registered: str, ours: str, theirs: str) -> str:
    if any(_is_short(*names) for names in ((cited, theirs), (registered, ours))):
        return "acronym"
    parted = [_JOINT.sub(" ", name) for name in (cited, registered)]
    apart = fold(parted[0]), fold(parted[1])
    for one, other in ((cited, registered), (registered, cited)):
        if one.isupper() and " " not in one.strip() and not other.isupper():
            own, first, rest = fold(one), *fold(other).partition(" ")[::2]
            if first == own and not is_acronym(own, rest):
                return "part-of-name"
            heads = " ".join(fold(word).partition(" ")[0] for word in other.split())  # ``Tidal`` of ``Tidal-Lake``
            is_own = first == own or is_acronym(ours, theirs) or is_acronym(*apart)
            return "acronym" if is_own or spells(own, heads) else ""
    cited, registered = parted
    ways = ((ours, theirs), apart, (_spelt_out(cited, theirs), theirs), (ours, _spelt_out(registered, ours)))
    if any(is_cut_of(*way) for way in ways):
        return "abbreviation"
    if is_acronym(*apart):
        return "acronym"
    if is_one_meeting(ours, theirs):
        return "meeting"
    found = _by_what_is_left(cited, registered, ours, theirs)
    return found or ("part-of-name" if is_part_of_meeting(ours, theirs) else "")


def _is_short(name: str, full: str) -> bool:
    """Return whether a name is a short form with a capital for each word of the other, followed by letters of that word: ``ApJ``.

    A short form without lower-case letters must have an ampersand: ``A&AS``.
    """
    pieces = _PIECE.findall(name)
    words = [word for word in full.split() if word not in _LEFT_OUT]
    is_short = "".join(pieces) == name.replace("&", "") and not (name.isupper() and name.isalpha())
    return is_short and 1 < len(pieces) == len(words) and all(map(are_in_order, map(str.lower, pieces), words))


_PIECE = deferred(r"[A-Z][a-z]*")
"""A capital and the lower-case letters after it."""

_LEFT_OUT = SMALL | {"series"}
"""Words of a name that have no letter in its short form."""


def _by_what_is_left(cited: str, registered: str, ours: str, theirs: str) -> str:
    """Return what explains two names by the words that only one of them has."""
    alone = left_over(ours, theirs)
    if all(alone):
        return "slip" if is_misspelt(ours, theirs) else _of_heads(cited, registered)
    if not any(alone):
        return "part-of-name"  # only a truncated word
    extra = alone[0] or alone[1]
    long, rest = (ours, theirs) if alone[0] else (theirs, ours)
    is_beside = long.startswith(extra[0]) or long.endswith(extra[-1])
    if is_beside and spells("".join(extra), rest, _MOST_OF_WORD):
        return "acronym"
    is_stray = " " not in rest and not long.startswith(rest) and not long.endswith(rest) and bool(journals_called(rest))
    return _of_heads(cited, registered) or ("" if is_stray else "part-of-name")


def _spelt_out(name: str, full: str) -> str:
    """Return a folded name with spaces between the letters of an acronym that is its first word, if the other has as many words.

    >>> _spelt_out("AJP: Tides", "american journal of ponds tides"), _spelt_out("JAMA Tides", "annals of mud tides")
    ('a j p tides', 'jama tides')
    """
    key = fold(name)
    first, _, rest = key.partition(" ")
    is_acronym = rest and len(first) in _ACRONYMS and name[: len(first)].isupper()
    letters, words = len(first), (sum(word not in SMALL for word in text.split()) for text in (rest, full))
    as_many = letters + next(words) <= next(words)
    return f"{' '.join(first)} {rest}" if is_acronym and as_many else key


def _of_heads(cited: str, registered: str) -> str:
    """Return ``subtitle`` if one name is the other without the additions after it; else ``""``."""
    for short, long in ((cited, registered), (registered, cited)):
        head, own = _head(long), fold(short)
        is_form = is_cut_of if " " in own else _is_number_of
        if head != long and any(is_form(each, fold(head)) for each in (own, _placeless(own))):
            return "subtitle"
    return ""


def _is_number_of(one: str, other: str) -> bool:
    """Return whether one word is the other, or its singular or plural: the first letters of a word may be those of any other."""
    short, long = sorted((one, other), key=len)
    return long in (short, f"{short}s")


def _head(name: str) -> str:
    """Return a name without additions, also one after a full stop that names the kind of journal: ``Tides. Revista de …``."""
    kinds = wordings(Term.JOURNAL)
    stops = (stop.span() for stop in _FULL_STOP.finditer(name))
    rests = ((at, name[end:]) for at, end in stops if "." not in name[end:])
    ends = (at for at, rest in rests if " " in rest.strip() and fold(rest).partition(" ")[0] in kinds)
    return _ASIDE.split(name[: next(ends, None)], maxsplit=1)[0]


def _placeless(key: str) -> str:
    """Return a folded name without the words of a place or an edition at its end: ``proc roy soc london``."""
    words = key.split()
    while len(words) > 1 and are_of_edition(words[-1:]):
        words.pop()
    return " ".join(words)


def are_two_journals(ours: str, theirs: str) -> bool:
    """Return whether both folded names are known names of journals, and no journal has both."""
    named, registered = journals_called(ours), journals_called(theirs)
    if not named or not registered or not named.isdisjoint(registered):
        return False
    return not any(_is_one_journal(_own(one), _own(other)) for one in named for other in registered)


def _is_one_journal(ours: list[str], theirs: list[str]) -> bool:
    """Return whether two names are the same in other spellings, or truncated."""
    return len(ours) == len(theirs) and all(map(_is_form, ours, theirs))


def _is_form(one: str, other: str) -> bool:
    """Return whether one word is the other in another spelling or truncated, but not its plural."""
    short, long = sorted((one, other), key=len)
    return same_word(one, other) or (long.startswith(short) and len(long) - len(short) >= _FEWEST_LETTERS)


def _own(name: str) -> list[str]:
    """Return the distinctive words of a name, without an organisation's initials before it and words of an edition after it."""
    words, ends = name.split(), False
    letters = len(list(takewhile(lambda word: len(word) == 1, words)))
    words = [word for word in (words[letters:] if letters > 1 else words) if word not in SMALL]
    while words and (words[-1] in _OF_EDITIONS or (ends and words[-1] == "international")):
        ends = words.pop() in _OF_EDITIONS
    return words


_OF_EDITIONS = words("english engl edition ed")
"""Words that distinguish editions of one journal."""
