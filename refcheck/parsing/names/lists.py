"""A printed list of names → the separate names, with their positions.

The separators of names are ambiguous in print: a comma is used between two people and between a family name and its given
name. Semicolons and "and" certainly separate people; the meaning of the commas between them is decided by ``pairs`` for the whole
list.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from refcheck.gazetteer.names import are_places, families_like_roles, korean_families
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import WordSet, alternatives
from refcheck.model import Name, Span
from refcheck.parsing.names.name_words import (
    CAPITAL_PARTICLES,
    DASHES,
    ET_AL,
    ROLE,
    WordsIn,
    is_acronym,
    is_and,
    is_east_asian_family,
    is_given,
    is_initials,
    is_particle,
    misspelt_others,
    names_organisation,
)
from refcheck.parsing.names.orders import Habit, habit_of, joins_families, separated_by_and
from refcheck.parsing.names.pairs import (
    Joined,
    Part,
    all_initials,
    are_families,
    are_organisations,
    is_body,
    is_complete,
    is_with_article,
    joined,
)
from refcheck.parsing.names.persons import direct, inverted, separated_words
from refcheck.text.combining import COMBINING
from refcheck.text.deferred import deferred
from refcheck.text.scripts import EAST_ASIAN


class PrintedName(NamedTuple):
    """A name and its position in the text that was read."""

    name: Name
    span: Span


class Names(NamedTuple):
    """The names of a list, in order, and whether the list says that there are more ("et al.")."""

    names: tuple[PrintedName, ...] = ()
    et_al: bool = False


_SEPARATOR = re.compile(
    r"\s*(?:[,，、،；؛/／＆·・＝|]|&(?!#x?;)|(?<!&#)(?<!&#x);)\s*|\s+[-–—]\s+|(?<=[^\W\d_]{3})[-–—](?=[^\W\d_]\.)|\su\.(?=\s)|(?<=[A-Za-z.\s])[和與与](?=[A-Za-z\s])"
    rf"|(?<=[\s.,;])(?:[^\W\d_和與与][{COMBINING}]*){{1,5}}(?=\s)"
)
"""Punctuation or a word that may separate two names: ", ", "; ", " / ", " – ", "、", " und ", " u. ", "Ellapen-S. Abrahams",
"Li和Jan". The rest of an entity that lost its number, "&#x;", is not a separator."""

_ELLIPSIS = re.compile(r"\s*[,;]?\s*(?:…|\.\s?\.\s?\.)\s*[,;]?\s*")
"""An ellipsis for names that are left out before the last: "Cooper, C. L., … & Scolyer, R."."""

_COMMAS = ",，、،"

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
"""A character of an East Asian script; ``_LATIN`` is a word in Latin letters."""

_LATIN = re.compile(r"[A-Za-z]{2,}")

_SEE = wordings(Term.SEE)
_SEE_IN_FULL = (each for each in _SEE if len(each) > 3 and each != "link")
"""Words for "see" that are not also family names, as shorter ones and "Link" are."""

_LEAD = re.compile(
    r"^(?:[^\s\]]{1,9}\])?[\s\W\d①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿]*"
    r"(?:(?:by|in|von(?!\s[^\W\d_]+,)|par|dans|em|en)(?:\s*:\s*|\s+)"
    rf"|{alternatives(_SEE)}\.:?\s+(?=[^\W\d_]\S)|{alternatives(_SEE_IN_FULL)}:?\s+(?=[^\W\d_][^\s,;]*\s[^\W\d_]))?",
    re.IGNORECASE,
)
"""Text before the first name: a key or number in brackets or a circle, a bullet, "By", "In", "Vgl.", "See also"."""

_TRIM_CHARS = " \n,;:।*†‡§¶()[]\"“”„«»‘’'`/–—-《「『〈【"
"""Characters that are not part of the last name: punctuation, brackets and footnote signs."""

_OPEN = deferred(r"\w\s(?:\([^()]*|\[[^\[\]]*)\Z")
"""A bracket within a name whose closing mark follows: "Harbour Council (HC" of "Harbour Council (HC):"."""

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
"""A glyph of a private font, such as a bullet, which is not a letter of any name."""

_STRAY = deferred(r";\s*(?P<amid>[^\W\d_A-Z]+)\.?\s*(?=;)|[;\s]\s*(?P<last>[^\W\d_A-Z]{2,})[\s.,;:()\[\]]*\Z")
"""A word left over where roles were removed: between two of them, "; and ;", or the last: "A. Lund and translated by"."""

_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
"""A bracket with its content: "(BR)", "(A.-L.)", "（田中訳）"."""

_GROUP = deferred(r"(?:[a-z]+\s)*(?=[^\W_a-z]\S*\s\S)")
"""Words in small letters before a name of two or more words: "for the " of "for the QUARTZ Collaboration"."""

_IN_SHORT = deferred(r"[A-Z](?=[a-z-]*[A-Z\d])[A-Za-z\d-]{2,}")
"""The short name of a group: "T2K", "LHCb"."""

_OTHERS_BEFORE = deferred(r";\s{5,}\Z")
"""The blanked remains of an "et al." before a bracket."""

_GROUPS = WordSet(wordings(Term.GROUP))
"""Words in the name of a group of authors: "Collaboration", "Study Group"."""


def read_names(text: str) -> Names:
    """Return the people and organisations named in ``text``, a list of names as printed.

    Spans count code points of ``text``. A text that has no name gives no names.
    """
    text = text if text.isascii() else _PRIVATE.sub(" ", text)
    words = WordsIn.of(text)
    kept, more = ET_AL.subn(_blank, text) if words.may_have_others() else (text, 0)
    if not more and words.may_have_and() and (found := misspelt_others(text)):
        kept, more = text[: found.start()] + _blank(found), 1
    if "…" in kept or "..." in kept or ". . ." in kept:
        kept, left_out = _ELLIPSIS.subn(_blank, kept)
        more += left_out if any(map(str.isalpha, kept)) else 0
    if words.may_have_role():
        kept = ROLE.sub(lambda found: found[0] if _is_family(kept, found) else _blank(found), kept)
    groups: list[PrintedName] = []
    if "(" in kept or "（" in kept:
        groups = [group for found in _BRACKETED.finditer(kept) for group in _group(kept, found)]
        kept = _BRACKETED.sub(lambda found: found[0] if _is_part(kept, found) else _blank(found), kept)
    if words.may_have_and():
        kept = _STRAY.sub(lambda found: _blank(found) if is_and(found["amid"] or found["last"]) else found[0], kept)
    lead = _LEAD.match(kept)
    start = lead.end() if lead else 0
    first, blank, _ = kept[start:].partition(" ")
    if first.islower() and is_and(first):  # after a dash for the authors of the reference before
        start += len(first + blank)
    body = kept[start:].rstrip(_TRIM_CHARS)
    if ("(" in body or "[" in body) and _OPEN.search(body):
        body = kept[start : start + len(body) + 1]
    body = body.removesuffix("].") if "[" not in body else body  # "[Lund, Ada]."
    is_named = body and not is_and(body) and body.rstrip(".]").lower() not in _NO_AUTHOR  # "———, ed. and trans."
    names = list(_named(body, start)) if is_named else []
    if names:
        names[-1] = _unstopped(names, text)
    return Names((*names, *groups), more > 0)


def _unstopped(names: Sequence[PrintedName], text: str) -> PrintedName:
    """Return the last name without the full stop that ends the list, and is no initial's: "Lund A, Roe B.", "Lund AM."."""
    *others, last = names
    given = last.name.given or ""
    bare = given.removesuffix(".")
    are_bare = all(is_initials(each) and "." not in each for each in (other.name.given or "" for other in others))
    is_printed_bare = len(bare) > 1 or (others and are_bare)
    is_stop = last.span.of(text).endswith(given) and bare != given and bare.isalpha() and bare.isupper()
    return last._replace(name=evolve(last.name, given=bare)) if is_stop and is_printed_bare else last


def _is_part(text: str, bracket: re.Match[str]) -> bool:
    """Return whether a bracket is part of a name: it holds initials, or qualifies a place: "OSTBY (County). Board of Lakes"."""
    before, after = text[: bracket.start()], text[bracket.end() :]
    is_given_name = is_initials(bracket[1].replace(" ", "")) and not _OTHERS_BEFORE.search(before)
    return is_given_name or (before.isupper() and after[:2] == ". " and names_organisation(after))


def _group(text: str, bracket: re.Match[str]) -> Iterator[PrintedName]:
    """Yield the group of authors named in a bracket after all people: "(for the QUARTZ Collaboration)", "et al. (T2K)".

    A bracket among the names is an affiliation; one after an organisation is part of its name, "(Working Group I)".
    """
    before, after = text[: bracket.start()], text[bracket.end() :]
    lead = _GROUP.match(bracket[1])
    is_in_short = _IN_SHORT.fullmatch(bracket[1]) and _OTHERS_BEFORE.search(before) and not _is_other(bracket[1])
    is_group = lead and "," not in bracket[1] and _GROUPS.found_in(bracket[1])
    is_group = is_group and not (names_organisation(before) or is_acronym(before.strip()))
    if (is_in_short or is_group) and not any(map(str.isalpha, after)):
        start = bracket.start(1) + (lead.end() if lead else 0)
        yield from _literal(text[start : bracket.end(1)], start)


def _is_other(short: str) -> bool:
    """Return whether what looks like the short name of a group is a degree or a country: "PhD", "USA"."""
    return _DEGREE.fullmatch(short) is not None or are_places(short)


def _blank(found: re.Match[str]) -> str:
    """Return a semicolon and spaces of the same length, which separate the text on both sides and keep all positions."""
    return ";" + " " * (len(found[0]) - 1)


_NO_AUTHOR = frozenset(each for each in wordings(Term.NOBODY) if " " in each)
"""Phrases in place of unknown authors: "[No authors listed]"; a single word, "Anonymous", is cited as a name."""

_FAMILIES_TOO = families_like_roles()
"""Words that are roles as abbreviations, and family names after a given name: "Ingrid Ford"."""


_INITIALS = 2
"""The most letters of what looks like a role but is initials if in capitals and without a full stop."""

_SHORTEST_IN_FULL = 4
"""A longer role is a full word, and may be the last of an organisation's name: "Harbour Council of Journal Editors"."""


def _is_family(text: str, role: re.Match[str]) -> bool:
    """Return whether what looks like a role, without punctuation before it, is a family name or a word of an organisation's name;
    or initials: "Leufkens HG"."""
    word = role[0].strip()
    is_last = not text[role.end() :].strip() and text[role.start() - 1 : role.start()].isalpha()
    initials = word.removesuffix(".") if is_last else word  # the full stop is the list's
    if initials.isupper() and initials.isalpha() and len(initials) <= _INITIALS:
        return True
    if not word[0].isupper() or role[0].startswith(word) or not text[role.start() - 1 : role.start()].isalpha():
        return False
    name = word.rstrip(".")
    is_in_full = len(name) > _SHORTEST_IN_FULL and name.isalpha()
    return name.lower() in _FAMILIES_TOO or (
        is_in_full and names_organisation(re.split("[.,;]", text[: role.start()])[-1])
    )


def _named(body: str, start: int) -> Iterator[PrintedName]:
    if not body.isascii() and _EAST_ASIAN.search(body) and all(map(is_and, _LATIN.findall(body))):
        yield from _east_asian(body, start)
        return
    if body.isupper() and (in_capitals := _all_in_capitals(body)):
        yield from (PrintedName(name, Span(start + first, start + end)) for name, first, end in in_capitals)
        return
    people, mark, group = body.rpartition(";")
    if mark and _is_group(people.rstrip("; "), group.split()):
        yield from _named(people.rstrip("; "), start)
        yield from _literal(group, start + len(people) + 1)
        return
    everyone = _parts(separated_by_and(body) if "و" in body else body, start)
    if are_organisations(everyone, body):
        for stretch in re.finditer(r"[^;]+", body):
            yield from _literal(stretch[0], start + stretch.start())
        return
    if ";" not in body and are_families(everyone):
        for part in everyone:
            yield PrintedName(inverted(part, _NO_GIVEN), Span(part.start, part.end))
        return
    names = list(joined(list(_unspaced(everyone))))
    habit = habit_of(names)
    for number, name in enumerate(names):
        yield from _read(name, habit._replace(family_first=number == 0) if habit.first_inverted else habit)


def _is_group(people: str, group: Sequence[str]) -> bool:
    """Return whether words, not initials, after the only semicolon are an organisation: "Doe J, Roe AB; Harbour Study Group"."""
    if ";" in people or len(group) < 2 or any("," in word or is_initials(word) for word in group):
        return False
    parts = _parts(people, 0)
    return len(parts) > 1 and all(is_complete(part.words) and is_initials(part.words[-1]) for part in parts)


_NO_GIVEN = Part("", (), 0, 0, closes=True)
"""The empty part after a family name without a given name."""

_NAME_IN_CAPITALS = deferred(
    rf"((?:{alternatives(each.upper() for each in CAPITAL_PARTICLES)} )*[^\W\d_]{{2,}}(?:[-'’ ][^\W\d_]{{3,}})??) "
    r"([^\W\d_]{1,2}|(?![^AEIOU][AEIOU])[^\W\d_]{3})(?=[\s,;.]|\Z)[\s,;.]*(?:(?:AND|&)\s)?"
)
"""A family name in capitals and its initials, separated only by a space: "LUND AB", "LI XY", "DE LA ROE ABC"; not "ANN LEE"."""


def _all_in_capitals(body: str) -> list[tuple[Name, int, int]]:
    """Return the names of a list in capitals with initials last, however separated: "LUND AB, POE CD", "LUND AB POE CD ROE EF".

    It is empty if not all of the list is printed so, or if the short words may be family or given names ("JING LI, WEI XU").
    """
    found = []
    place = 0
    while place < len(body) and (name := _NAME_IN_CAPITALS.match(body, place)):
        found.append(name)
        place = name.end()
    is_short = len(found) == 1 and len(found[0][2]) == 1  # the full stop after it may be its own: "LUND A.,"
    is_whole = place == len(body) and not is_short and not names_organisation(body)
    may_be_spoken = all(is_east_asian_family(name[2]) or is_given(name[1]) for name in found)
    if not is_whole or may_be_spoken or any(is_given(name[2]) for name in found):
        return []
    return [(Name(family=name[1], given=name[2]), name.start(), name.end(2)) for name in found]


def _read(name: Joined, habit: Habit) -> Iterator[PrintedName]:
    """Yield the name that is printed in one part, or in two."""
    if name.given is not None and is_with_article(turned := (name.given.text.strip(" ."), *name.part.words)):
        yield PrintedName(Name(literal=" ".join(turned)), name.span)
    elif name.given is not None:
        yield PrintedName(inverted(name.part, name.given), name.span)
    elif is_body(name.part):
        yield from _literal(name.part.text, name.part.start)
    else:
        yield PrintedName(direct(name.part, habit=habit), name.span)


def _parts(body: str, offset: int) -> list[Part]:
    """Return the parts between the separators, without blank ones; the last part closes."""
    found: list[Part] = []
    place = 0
    for mark in _SEPARATOR.finditer(body):
        word = mark[0].strip().strip(" .")
        is_within = word[:1].isalpha() and (not is_and(word) or joins_families(word, found, body, place, mark))
        if is_within or (word in DASHES and is_acronym(body[place : mark.start()])):
            continue
        _add(found, body, place, mark.start(), offset, closes=word not in _COMMAS)
        place = mark.end()
    _add(found, body, place, len(body), offset, closes=True)
    return found


_DEGREE = re.compile(r"Ph\.?\s?D\.?")
"""A degree after a name: "Ph.D.", "Ph. D."."""


def _unspaced(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts, cut where only a space separates two names that have their initials last.

    "Doe, J. Roe, A. B. Poe, C." is three names, and so is "Doe J. Roe A. B. Poe C.".
    """
    inverted = len(parts) > 2 and _is_unspaced_list(parts)
    for part in parts:
        if inverted or (len(part.words) > 3 and part.text[-1] == "."):
            yield from _cut(part, _cuts(part.words, inverted))
        else:
            yield part


def _cuts(words: Sequence[str], inverted: bool) -> Sequence[int]:
    """Return the indices of the words of a part that begin another name: those after initials, if the part ends with initials."""
    cuts = [place for place in range(1, len(words)) if is_initials(words[place - 1]) and not is_initials(words[place])]
    after = not is_initials(words[0]) and is_initials(words[-1])
    return cuts if inverted or (after and not any(is_particle(words[place]) for place in cuts)) else ()


def _is_unspaced_list(parts: Sequence[Part]) -> bool:
    """Return whether every comma of a list separates a family name from its initials: "Doe, J. Roe, A. B. Poe, C."."""
    middle = parts[1:-1]
    return (
        all_initials(parts[-1].words)
        and not is_initials(parts[0].words[-1])
        and not is_complete(parts[0].words)
        and all(is_initials(part.words[0]) and not is_initials(part.words[-1]) for part in middle)
    )


def _cut(part: Part, cuts: Sequence[int]) -> Iterator[Part]:
    """Yield the part, cut before each of some of its words."""
    start = 0
    for first, end in zip([0, *cuts], [*cuts, len(part.words)], strict=True):
        words = part.words[first:end]
        start = part.text.index(words[0], start)
        stop = part.text.index(part.words[end], start + len(words[0])) if end < len(part.words) else len(part.text)
        text, at = part.text[start:stop].rstrip(), part.start + start
        yield Part(text, words, at, at + len(text), part.closes or end < len(part.words))
        start = stop


def _add(found: list[Part], body: str, start: int, end: int, offset: int, *, closes: bool) -> None:
    piece = body[start:end]
    text = piece.strip(" ,;.:।\n")
    named = text[:1].isalpha() or any(map(str.isalpha, text))
    if named and not (found and _DEGREE.fullmatch(text)):
        text += "." if piece.rstrip(" ,;\n").endswith(".") else ""
        at = offset + start + piece.index(text[0])
        found.append(Part(text, separated_words(text), at, at + len(text), closes))
    elif closes and found:
        found[-1] = found[-1]._replace(closes=True)


_AROUND_LITERAL = ' ,;:.\n，、；：。．（(『「《〈【[“"'
"""Punctuation around a name that is kept as printed."""


def _literal(text: str, start: int) -> Iterator[PrintedName]:
    """Yield an organisation's name as printed."""
    stripped = text.strip(_AROUND_LITERAL)
    if stripped:
        at = start + text.index(stripped)
        yield PrintedName(Name(literal=" ".join(stripped.split())), Span(at, at + len(stripped)))


_JOINED = re.compile(r"(?:(?<=\s)|^)[A-Za-z]{1,5}(?=\s)|(?<=\s)[-–—](?=\s)|(?<=[\s,])[和與与](?=[\uac00-\ud7af])")
"""A Latin word for "and", or a dash, between names of an East Asian script."""


_TRANSCRIBED = r"(?:[A-Z]\.?[・＝\s]?)*[\u30a1-\u30fa\u30fc]+(?:[・＝=]\s?(?:[\u30a1-\u30fa\u30fc]+|[A-Z]\b\.?))*"
"""A foreign name in katakana, with a middle dot between its parts: "エドワード・W・サイード", "M. フーコー"."""

_KOREAN_FAMILIES = korean_families()
"""Characters with which Korean names begin; a foreign name of two words in Hangul is a single name."""


def _east_asian(body: str, start: int) -> Iterator[PrintedName]:
    """Yield the names of a list in an East Asian script as printed; Korean names may be separated only by spaces."""
    body = _JOINED.sub(_blank, body)
    spaced = re.fullmatch(r"[\uac00-\ud7af]{2,4}(?:\s[\uac00-\ud7af]{2,4})+", body.strip()) and all(
        name[0] in _KOREAN_FAMILIES for name in body.split()
    )
    pattern = r"[^\s,，、;；·・/／&＆.]+" if spaced else r"[^,，、;；·・/／&＆.]+"
    for found in re.finditer(f"{_TRANSCRIBED}|{pattern}", body):
        if any(map(str.isalnum, found[0])):
            yield from _literal(found[0], start + found.start())
