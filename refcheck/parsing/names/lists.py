"""A printed list of names → the names, one by one, with their places.

What parts two names is uncertain in print: a comma stands between two people and between a family name and its given
name. Semicolons and "and" part people for sure; for the commas between them the shapes of the parts decide.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refcheck.model import Name, Span
from refcheck.parsing.names.persons import direct, inverted
from refcheck.parsing.names.words import (
    BODY,
    ET_AL,
    ROLE,
    can_be_spoken,
    is_and,
    is_given,
    is_initials,
    is_particle,
    is_suffix,
    may_have_role,
    misspelt_others,
)


class PrintedName(NamedTuple):
    """A name and its place in the text that was read."""

    name: Name
    span: Span


class Names(NamedTuple):
    """The names of a list, in order, and whether the list says that there are more ("et al.")."""

    names: tuple[PrintedName, ...] = ()
    et_al: bool = False


class _Part(NamedTuple):
    """A stretch between two separators; ``closes`` where the separator after it parts people for sure."""

    text: str
    words: list[str]
    start: int
    closes: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Habit(NamedTuple):
    """How a whole list is printed: with initials behind the family names ("Shin JH"), with family names alone."""

    initials_behind: bool
    single_words: bool


#: A mark or a word that may part two names: ", ", "; ", " / ", " – ", "、", " und ", " u. ".
_SEPARATOR = re.compile(r"\s*[,，、،;；/&＆·・]\s*|\s+[-–—]\s+|\su\.(?=\s)|(?<=[\s.,;])[^\W\d_]{1,4}(?=\s)")
_COMMAS = ",，、،"

#: A character of an East Asian script, and a word of Latin letters beside it.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]{2}")

#: What may stand before the first name: a key or number in brackets, a bullet, "By", "In".
_LEAD = re.compile(r"^(?:[^\s\]]{1,9}\])?[\s\W\d]*(?:(?:by|in|von|par|dans|em)\b[:\s]*)?", re.IGNORECASE)

#: What is no part of the last name: marks, brackets and footnote signs.
_LOOSE = " \n,;:*†‡§¶()[]\"“”„«»‘’'`/–—-"

#: A bracket with what is in it: "(BR)", "(A.-L.)".
_BRACKETED = re.compile(r"\(([^()]*)\)")


def read_names(text: str) -> Names:
    """The people and bodies named in ``text``, a list of names as printed.

    Spans count code points of ``text``. What is no name at all gives no names.
    """
    kept, more = ET_AL.subn(_blank, text)
    if not more and (found := misspelt_others(text)):
        kept, more = text[: found.start()] + _blank(found), 1
    if may_have_role(kept):
        kept = ROLE.sub(_blank, kept)
    if "(" in kept:
        kept = _BRACKETED.sub(lambda found: found[0] if is_initials(found[1].replace(" ", "")) else _blank(found), kept)
    lead = _LEAD.match(kept)
    start = lead.end() if lead else 0
    body = kept[start:].rstrip(_LOOSE)
    return Names(tuple(_named(body, start)) if body else (), more > 0)


def _blank(found: re.Match[str]) -> str:
    """As many marks as were found, so that nothing moves: what stood on both sides is parted."""
    return ";" + " " * (len(found[0]) - 1)


def _named(body: str, start: int) -> Iterator[PrintedName]:
    if not body.isascii() and _EAST_ASIAN.search(body) and not _LATIN.search(body):
        yield from _east_asian(body, start)
        return
    everyone = _parts(body, start)
    if not any(_complete(part.words) or _all_initials(part.words) for part in everyone) and BODY.search(body):
        for stretch in re.finditer(r"[^;]+", body):
            yield from _literal(stretch[0], start + stretch.start())
        return
    habit = _habit(everyone)
    group: list[_Part] = []
    for part in everyone:
        group.append(part)
        if part.closes:
            yield from _group(group, habit)
            group = []


def _parts(body: str, offset: int) -> list[_Part]:
    """Cut at every separator; blank parts vanish, and the last part closes."""
    found: list[_Part] = []
    place = 0
    for mark in _SEPARATOR.finditer(body):
        word = mark[0].strip(" \n.")
        if word.isalpha() and not is_and(word):
            continue
        _add(found, body, place, mark.start(), offset, closes=word not in _COMMAS)
        place = mark.end()
    _add(found, body, place, len(body), offset, closes=True)
    return found


def _add(found: list[_Part], body: str, start: int, end: int, offset: int, *, closes: bool) -> None:
    piece = body[start:end]
    text = piece.strip(" ,;.\n")
    if any(map(str.isalpha, text)):
        text += "." if piece.rstrip(" ,;\n").endswith(".") else ""
        found.append(_Part(text, text.split(), offset + start + piece.index(text[0]), closes))
    elif closes and found:
        found[-1] = found[-1]._replace(closes=True)


def _group(parts: Sequence[_Part], habit: _Habit) -> Iterator[PrintedName]:
    """The names between two sure separators, where only commas stand."""
    rest = deque(parts)
    while rest:
        part = rest.popleft()
        last, suffix, given = part, None, None
        if rest and is_suffix(rest[0].text):
            last = rest.popleft()
            suffix = last.text
        if rest and _pair(part, rest[0], parts, habit):
            last = rest.popleft()
            given = last.text
            if rest and is_suffix(rest[0].text):
                last = rest.popleft()
                suffix = last.text
        span = Span(part.start, last.end)
        if given is not None:
            yield PrintedName(inverted(part.text, given, suffix), span)
        elif BODY.search(part.text):
            yield from _literal(part.text, part.start)
        else:
            yield PrintedName(direct(part.text, suffix, initials_behind=habit.initials_behind), span)


def _pair(part: _Part, following: _Part, parts: Sequence[_Part], habit: _Habit) -> bool:
    """Whether two parts are one name, family first."""
    words, nexts = part.words, following.words
    if _complete(words):
        return False
    if _all_initials(nexts):
        return True
    if sum(not is_particle(word) for word in words) == 1:
        only_families = habit.single_words and len(parts) % 2 == 1
        return not only_families and (len(nexts) <= 3 or part is parts[0])
    if len(words) > 3 or len(nexts) > 3:
        return False
    if len(nexts) == 1 and len(parts) == 2:
        return True
    given = all(is_given(word) or is_initials(word) for word in nexts)
    return given and is_given(nexts[0]) and not is_given(words[0])


def _all_initials(words: Sequence[str]) -> bool:
    return all(is_initials(word) or is_particle(word) for word in words)


def _habit(everyone: Sequence[_Part]) -> _Habit:
    lists = [part.words for part in everyone]
    lasts = [words for words in lists if len(words) > 1 and is_initials(words[-1]) and not is_initials(words[0])]
    return _Habit(
        initials_behind=any(not can_be_spoken(words[-1]) for words in lasts),
        single_words=len(lists) > 2 and all(len(words) == 1 for words in lists),
    )


def _complete(words: Sequence[str]) -> bool:
    """Whether a part is a whole name: initials before or behind a longer word."""
    if len(words) < 2:
        return False
    shouted = all(word.isupper() for word in words if len(word) > 2)
    long = [word for word in words if not is_initials(word) or (shouted and "." not in word and len(word) > 1)]
    return bool(long) and len(long) < len(words) and any(not is_particle(word) for word in long)


def _literal(text: str, start: int) -> Iterator[PrintedName]:
    """A body's name as it stands."""
    stripped = text.strip(" ,;:.\n")
    if stripped:
        at = start + text.index(stripped)
        yield PrintedName(Name(literal=" ".join(stripped.split())), Span(at, at + len(stripped)))


def _east_asian(body: str, start: int) -> Iterator[PrintedName]:
    """Names without blanks inside, as they stand; Korean names may be parted by blanks alone."""
    spaced = re.fullmatch(r"[\uac00-\ud7af]{2,4}(?:\s[\uac00-\ud7af]{2,4})+", body.strip())
    pattern = r"[^\s,，、;；·・/&＆.]+" if spaced else r"[^,，、;；·・/&＆.]+"
    for found in re.finditer(pattern, body):
        if found[0].strip() not in ("", "and"):
            yield from _literal(found[0], start + found.start())
