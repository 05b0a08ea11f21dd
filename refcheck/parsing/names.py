"""A printed list of names → the names, one by one, with their places.

What parts two names is uncertain in print: a comma stands between two people and between a family name and its given
name. Semicolons and "and" part people for sure; for the commas between them the shapes of the parts decide.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from refcheck.model import Name, Span
from refcheck.parsing.given_names import is_given
from refcheck.parsing.name_words import (
    ET_AL,
    MAYBE_ET_AL,
    MAYBE_ROLE,
    ORGANISATION,
    ROLE,
    can_be_spoken,
    is_and,
    is_initials,
    is_particle,
    is_suffix,
)
from refcheck.parsing.persons import direct, inverted


@frozen
class PrintedName:
    """A name and its place in the text that was read."""

    name: Name
    span: Span


@frozen
class Names:
    """The names of a list, in order, and whether the list says that there are more ("et al.")."""

    names: tuple[PrintedName, ...] = ()
    et_al: bool = False


@frozen
class _Part:
    """A stretch between two separators; ``closes`` where the separator after it parts people for sure."""

    text: str
    start: int
    closes: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


#: A separator of names: a comma (also full-width), semicolon, slash or ampersand, an "and" word, a dash with blanks, a middle dot.
_SEPARATOR = re.compile(
    r"\s*[,，、،]\s*|\s*[;；]\s*|\s*/\s*|\s*[&＆]\s*|\s*[·・]\s*|\s+[-–—]\s+|\su\.(?=\s)|(?<=[\s.,;])[^\W\d_]{1,4}(?=\s)"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]{2}")
#: What may stand before the first name: a number in brackets, a bullet, "By", "In".
_LEAD = re.compile(r"^(?:[^\s\]]{1,9}\])?[\s\W\d]*(?:(?:by|in|von|par|dans|em)\b[:\s]*)?", re.IGNORECASE)
#: What may stand behind the last one: marks, digits and footnote signs.
_TRAIL = re.compile(r"[\s,;:*†‡§¶()\[\]\"“”„«»‘’'`/–—-]+$")


_BRACKETED = re.compile(r"\(([^()]*)\)")


def read_names(text: str) -> Names:
    """The people and bodies named in ``text``, a list of names as printed.

    Spans count code points of ``text``. What is no name at all gives no names.
    """
    kept = text
    et_al = False
    for found in ET_AL.finditer(text) if MAYBE_ET_AL.search(text) else ():
        et_al = True
        kept = _blank(kept, found.start(), found.end())
    for found in ROLE.finditer(kept) if MAYBE_ROLE.search(kept) else ():
        kept = _blank(kept, found.start(), found.end())
    if "(" in kept:
        for found in _BRACKETED.finditer(kept):
            if not is_initials(found[1].replace(" ", "")):
                kept = _blank(kept, *found.span())
    start = _LEAD.match(kept).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    end = len(kept) - len(_TRAIL.search(kept)[0]) if _TRAIL.search(kept) else len(kept)  # type: ignore[index]  # as tested
    if start >= end:
        return Names((), et_al)
    return Names(tuple(_named(kept, start, end)), et_al)


def _blank(text: str, start: int, end: int) -> str:
    """Overwrite a stretch, without moving what follows: it parts what stands on its two sides."""
    return text[:start] + ";" + " " * (end - start - 1) + text[end:] if end > start else text


def _named(text: str, start: int, end: int) -> Iterator[PrintedName]:
    body = text[start:end]
    if _CJK.search(body) and not _LATIN.search(body):
        yield from _east_asian(body, start)
        return
    if ORGANISATION.search(body) and not any(
        is_initials(word)
        for word in re.split(r"[\s,;]+", body)
        if len(word) < 5 and word not in ("US", "UK", "EU", "U.S.", "UN", "USA")
    ):
        for stretch in re.finditer(r"[^;]+", body):
            yield from _literal(stretch[0], start + stretch.start())
        return
    group: list[_Part] = []
    everyone = _parts(body, start)
    semicolons = any(mark in body for mark in ";；")
    for part in everyone:
        group.append(part)
        if part.closes and (semicolons or part.closes):
            yield from _group(group, everyone)
            group = []
    if group:
        yield from _group(group, everyone)


def _parts(body: str, offset: int) -> list[_Part]:
    """Cut at every separator; blank parts vanish."""
    found: list[_Part] = []
    place = 0
    for mark in [*_SEPARATOR.finditer(body), None]:
        if mark is None:
            end, after, closes = len(body), len(body), True
        else:
            word = mark[0].strip()
            if word.isalpha() and not is_and(word):
                continue
            end, after, closes = mark.start(), mark.end(), word not in (",", "，", "、", "،", "")
        piece = body[place:end]
        stripped = piece.strip(" ,;.\n") + ("." if piece.rstrip(" ,;\n").endswith(".") else "")
        if any(mark.isalpha() for mark in stripped):
            lead = len(piece) - len(piece.lstrip(" ,;.\n"))
            found.append(_Part(stripped, offset + place + lead, closes))
        elif closes and found:
            found[-1] = _Part(found[-1].text, found[-1].start, True)
        place = after
    return found


def _group(parts: list[_Part], everyone: list[_Part]) -> Iterator[PrintedName]:
    """The names between two sure separators, where only commas stand."""
    place = 0
    while place < len(parts):
        part = parts[place]
        following = parts[place + 1] if place + 1 < len(parts) else None
        suffix = None
        taken = 1
        if following is not None and is_suffix(following.text):
            suffix, taken = following.text, 2
            following = parts[place + 2] if place + 2 < len(parts) else None
        if following is not None and _pair(part, following, parts, place, everyone):
            taken += 1
            after = parts[place + taken] if place + taken < len(parts) else None
            if after is not None and is_suffix(after.text):
                suffix, taken = after.text, taken + 1
            yield PrintedName(
                inverted(part.text, following.text, suffix), Span(part.start, parts[place + taken - 1].end)
            )
        elif ORGANISATION.search(part.text):
            yield from _literal(part.text, part.start)
        else:
            name = direct(part.text, initials_behind=_initials_behind(everyone))
            if suffix:
                name = Name(family=name.family, given=name.given, particle=name.particle, suffix=suffix)
            yield PrintedName(name, Span(part.start, parts[place + taken - 1].end))
        place += taken


def _pair(part: _Part, following: _Part, parts: list[_Part], place: int, everyone: list[_Part]) -> bool:
    """Whether two parts are one name, family first."""
    words, nexts = part.text.split(), following.text.split()
    if all(is_initials(word) or is_particle(word) for word in nexts):
        return not _complete(words)
    if _complete(words):
        return False
    family_like = len([word for word in words if not is_particle(word)]) == 1
    if family_like:
        singles = all(len(other.text.split()) == 1 for other in everyone)
        if singles and len(everyone) > 2 and len(parts) % 2 == 1:
            return False
        return len(nexts) <= 3 or place == 0
    if len(words) > 3 or len(nexts) > 3:
        return False
    if len(nexts) == 1 and len(parts) == 2:
        return True
    return is_given(nexts[0]) and all(is_given(word) or is_initials(word) for word in nexts) and not is_given(words[0])


def _initials_behind(everyone: list[_Part]) -> bool:
    """Whether the list prints initials behind family names ("Shin JH"), so that capitals there are initials too."""
    lasts = [words for words in (part.text.split() for part in everyone) if len(words) > 1]
    return any(is_initials(words[-1]) and not is_initials(words[0]) and not can_be_spoken(words[-1]) for words in lasts)


def _complete(words: list[str]) -> bool:
    """Whether a part is a whole name: initials before or behind a longer word."""
    shouted = len(words) > 1 and all(word.isupper() for word in words if len(word) > 2)
    long = [word for word in words if not is_initials(word) or (shouted and "." not in word and len(word) > 1)]
    return bool(long) and len(long) < len(words) and any(not is_particle(word) for word in long)


def _literal(text: str, start: int) -> Iterator[PrintedName]:
    """A body's name as it stands."""
    stripped = text.strip(" ,;:.\n")
    lead = text.find(stripped)
    if stripped:
        yield PrintedName(Name(literal=" ".join(stripped.split())), Span(start + lead, start + lead + len(stripped)))


def _east_asian(body: str, start: int) -> Iterator[PrintedName]:
    """Names without blanks inside, as they stand; Korean names may be parted by blanks alone."""
    spaced = bool(re.fullmatch(r"[\uac00-\ud7af]{2,4}(?:\s[\uac00-\ud7af]{2,4})+", body.strip()))
    pattern = r"[^\s,，、;；·・/&＆.]+" if spaced else r"[^,，、;；·・/&＆.]+"
    for found in re.finditer(pattern, body):
        if found[0].strip() not in ("", "and"):
            yield from _literal(found[0], start + found.start())
