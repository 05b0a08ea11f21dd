"""One person's printed name → family, given, particle, suffix."""

import re
import unicodedata

from refcheck.model import Name
from refcheck.parsing.given_names import is_given
from refcheck.parsing.name_words import can_be_spoken, is_initials, is_particle, is_second_half, is_suffix

_SPACING = {
    "´": "\u0301",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˚": "\u030a",
    "`": "\u0300",
}

#: An accent beside its letter, blanks around it or not: "¨a", " ¨ O" behind a letter.
_STRAY_ACCENT = re.compile("(?:(?<=[^\\W\\d_]) )?([" + "".join(_SPACING) + "]) ?([^\\W\\d_])")


def inverted(family: str, given: str, suffix: str | None = None) -> Name:
    """A name printed family first: "van der Veen", "Marijke"."""
    words = _words(family)
    tail = suffix
    while len(words) > 1 and is_suffix(words[-1]):
        tail = words.pop().strip(",")
    firsts = _words(given)
    while len(firsts) > 1 and is_suffix(firsts[-1]):
        tail = firsts.pop().strip(",")
    trailing: list[str] = []
    while len(firsts) > 1 and is_particle(firsts[-1]):
        trailing.insert(0, firsts.pop())
    lead = 0
    while lead < len(words) - 1 and is_particle(words[lead]):
        lead += 1
    return _name([*trailing, *words[:lead]], words[lead:], firsts, tail)


def direct(text: str, *, initials_behind: bool = False) -> Name:
    """A name printed given first ("Jan van der Veen"), or family first with initials behind ("Veen JH", "Veen J.H.").

    Capitals at the end may be initials or a family name in capitals ("Jing LIU"); ``initials_behind`` says that the list that
    the name is from prints initials there.
    """
    words = _words(text)
    suffix = None
    while len(words) > 1 and is_suffix(words[-1]):
        suffix = words.pop().strip(",")
    if len(words) == 1:
        return _one_word(words[0], suffix)
    trailing = len(words)
    while trailing > 1 and is_initials(words[trailing - 1]):
        trailing -= 1
    if trailing < len(words) and not is_initials(words[0]) and (initials_behind or not _shouted(words)):
        lead = 0
        while lead < trailing - 1 and is_particle(words[lead]):
            lead += 1
        if trailing == 2 and not lead and is_given(words[1]) and not is_given(words[0]):
            trailing = 1
        return _name(words[:lead], words[lead:trailing], words[trailing:], suffix)
    if (
        len(words[0]) > 3
        and words[0].isupper()
        and not is_initials(words[0])
        and not any(word.isupper() and len(word) > 1 for word in words[1:])
    ):
        return _name([], words[:1], words[1:], suffix)
    for place in range(1, len(words) - 1):
        if is_particle(words[place]):
            end = place
            while end < len(words) - 1 and is_particle(words[end]):
                end += 1
            if place > 1 and is_initials(words[place - 2]) and not is_initials(words[place - 1]):
                return _name([], words[place - 1 :], words[: place - 1], suffix)
            return _name(words[place:end], words[end:], words[:place], suffix)
    if is_particle(words[0]):
        return inverted(text, "", suffix)
    family = 2 if len(words) > 2 and is_second_half(words[-1]) else 1
    return _name([], words[-family:], words[:-family], suffix)


def _shouted(words: list[str]) -> bool:
    """Whether the last word is a family name in capitals ("Jing LIU"), not initials."""
    return len(words) == 2 and not words[0].isupper() and can_be_spoken(words[-1])


def _one_word(word: str, suffix: str | None) -> Name:
    """``Smith``, or ``F.Smith`` printed without a blank."""
    head, stop, rest = word.rpartition(".")
    if stop and len(rest) > 1 and is_initials(head + "."):
        return _name([], [rest], [head + "."], suffix)
    return _name([], [word], [], suffix)


def _name(particle: list[str], family: list[str], given: list[str], suffix: str | None) -> Name:
    return Name(
        family=_unstopped(" ".join(family).rstrip(",;")) or None,
        given=" ".join(given).strip(",;") or None,
        particle=" ".join(particle) or None,
        suffix=suffix,
    )


def _unstopped(family: str) -> str:
    """A family name without the full stop that ends the list."""
    return family if is_initials(family.split()[-1]) else family.rstrip(".")


def _words(text: str) -> list[str]:
    return compose(text).split()


def compose(text: str) -> str:
    """Spacing accents that stand beside their letter (``L¨ammerzahl``, ``K ¨ohler``) put onto it."""
    if not any(mark in text for mark in _SPACING):
        return text
    return _STRAY_ACCENT.sub(lambda found: unicodedata.normalize("NFC", found[2] + _SPACING[found[1]]), text)
