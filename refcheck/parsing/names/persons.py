"""One person's printed name → family name, given name, particle, suffix."""

import re
import unicodedata
from collections.abc import Sequence

from refcheck.model import Name
from refcheck.parsing.names.name_words import (
    CAPITAL_PARTICLES,
    JOINING_FAMILIES,
    LONG_INITIALS,
    can_be_spoken,
    is_acronym,
    is_east_asian_family,
    is_given,
    is_initials,
    is_particle,
    is_second_half,
    is_suffix,
    may_be_given,
)
from refcheck.parsing.names.orders import Habit, starts_in_capitals
from refcheck.parsing.names.pairs import Part
from refcheck.text.combining import ACCENTS

_STRAY_ACCENT = re.compile(r"(?:(?<=[^\W\d_]) )?([´¨ˆ˜ˇ˘˚]) ?([^\W\d_])")
"""An accent beside its letter, with or without spaces around it: "¨a", " ¨ O" after a letter."""


_GLUED_SUFFIX = re.compile(r"([A-Z](?:[A-Z]|\.-?)*?)((?:Jr|Sr)\.?|(?<=\.)I{2,3})")
"""A suffix that touches the initials before it: "JWJr", "P.D.Jr.", "A.III"."""

_SUFFIX_ENDS = ("Jr", "Jr.", "Sr", "Sr.", "II")
"""The endings of words with such a suffix."""

_GLUED_INITIALS = re.compile(r"([^\W\d_]*[^\W\d_A-Z]{2})((?:[A-Z]\.-?)+)")
"""Initials that touch the family name before them: "LindqvistP.", "MartinJ.-P."."""

_SHORTEST_GLUED = 4
"""The fewest characters of such a word: a family name of two letters, a capital and a full stop."""

_VOWELS = frozenset("aeiouyáéíóúàèìòùâêôäëöüãõøåāēīōūаеиоуыэюя")
"""Vowels; an abbreviated word ends in a consonant."""

_TITLES = frozenset(["Dr.", "Prof.", "Dr", "Prof", "PhD", "Ph.D.", "PhD."])
"""Titles that are printed with a name and are not part of it."""


def inverted(family: Part, given: Part) -> Name:
    """Return a name printed family first: "van der Veen", "Marijke"."""
    families, after = _without_suffix(_words(family))
    everything, last = _without_suffix(_words(given))
    givens, particle = _without_particle(everything)
    lead = _particles(families, 0)
    suffix = family.suffix or given.suffix or last or after
    return _name([*particle, *families[:lead]], families[lead:], givens, suffix)


def direct(part: Part, *, habit: Habit) -> Name:
    """Return a name printed given name first ("Jan van der Veen"), or family name and then initials ("Veen JH", "Veen J.H.").

    Capitals at the end may be initials or a family name in capitals ("Jing LIU"), and "Doe Jane" may be either; ``habit`` says
    how the list of the name is printed.
    """
    everything = _words(part)
    words, last = (everything, None) if _are_initials_last(everything, habit) else _without_suffix(everything)
    suffix = part.suffix or last
    if len(words) == 1:
        return _one_word(words[0], suffix)
    if habit.capitals and words[-1].strip(".").isupper() and not words[0].isupper():
        return _given_first(words, suffix, habit)
    if starts_in_capitals(words) and (habit.capitals_first or _begins_with_family(words)):
        return _capitals_first(words, suffix)
    end = _initials_from(words)
    if habit.initials_behind and end == len(words) > 1 and words[-1].lower() in LONG_INITIALS:
        end -= 1
    if end < len(words) and (
        _is_family(words[:end], words[end:])
        or (not is_initials(words[0]) and (habit.initials_behind or not _ends_in_capitals(words)))
    ):
        lead = _particles(words[:end], 0)
        known = (habit.family_first and "." in words[-1]) or (
            habit.full_behind and is_given(words[1]) and words[0].lower() not in CAPITAL_PARTICLES
        )
        if end == 2 and not lead and known and not is_given(words[0]):
            end = 1
        elif habit.family_first and end > 2 and is_given(words[end - 1]):
            end -= 1
        given, particle = _without_particle(words[end:])
        return _name([*particle, *words[:lead]], words[lead:end], given, suffix)
    if habit.family_first and (not is_initials(words[0]) or (len(words[0]) > 1 and not words[1].isupper())):
        lead = _particles(words, 0)
        stop = next((place for place in range(lead + 1, len(words)) if is_given(words[place])), lead + 1)
        return _name(words[:lead], words[lead:stop], words[stop:], suffix)
    return _given_first(words, suffix, habit)


def _initials_from(words: Sequence[str]) -> int:
    """Return where the initials at the end of a name begin, with particles among and after them: "Veen J. van der"."""
    end = len(words)
    short = _is_short if words[-1].isupper() and any(map(_is_long_in_capitals, words[:-1])) else is_initials
    while end > 1 and short(words[end - 1]):
        end -= 1
    if end == len(words) or is_particle(words[end - 1]):
        start = next((place for place in range(1, len(words)) if is_initials(words[place])), len(words))
        if not is_initials(words[0]) and all(is_initials(word) or is_particle(word) for word in words[start:]):
            return start
    return end


def _is_family(words: Sequence[str], initials: Sequence[str]) -> bool:
    """Return whether words in capitals before initials are a family name, however short: "LI J.", "EL KHOURY C"."""
    return all(len(word) > 1 and word.isupper() and "." not in word for word in words) and all(
        all(len(part) < 2 for part in re.split("[.-]", word)) for word in initials
    )


def _without_particle(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return initials or given names, and the particles after them."""
    end = len(words)
    while end > 1 and is_particle(words[end - 1]):
        end -= 1
    return words[:end], words[end:]


def _given_first(words: Sequence[str], suffix: str | None, habit: Habit) -> Name:
    """Return a name printed given name first: "Jan van der Veen", "J. A. Dias da Silva", "Omid Rahmani Zadeh", "Ana Lund y Poe",
    "Carlo Di Stefano"."""
    if len(words) > 3 and words[-2] in JOINING_FAMILIES:
        start = next((at for at in range(1, len(words) - 3) if is_particle(words[at])), len(words) - 3)
        return _name(words[start:-3], words[-3:], words[:start], suffix)
    capital = next(
        (at for at in range(1, len(words) - 1) if words[at][0].isupper() and words[at].lower() in CAPITAL_PARTICLES), 0
    )
    if capital and not is_initials(words[-1]) and not any(map(is_east_asian_family, (words[0], words[-1]))):
        return _name([], words[capital:], words[:capital], suffix)
    place = next(
        (
            place
            for place in range(len(words) - 1)
            if is_particle(words[place]) and not (len(words) > place + 2 and is_initials(words[place + 1]))
        ),
        None,
    )
    if place is not None:
        if place > 1 and is_initials(words[place - 2]) and not is_initials(words[place - 1]):
            return _name([], words[place - 1 :], words[: place - 1], suffix)
        end = _particles(words, place)
        return _name(words[place:end], words[end:], words[:place], suffix)
    family = 2 if len(words) > 2 and is_second_half(words[-1]) and not is_initials(words[-2]) else 1
    start = next((place for place in range(len(words) - 1, 0, -1) if is_initials(words[place - 1])), 0)
    if start and start < len(words) - 1 and habit.abbreviated and not is_given(words[start]):
        family = len(words) - start
    return _name([], words[-family:], words[:-family], suffix)


def _particles(words: Sequence[str], start: int) -> int:
    """Return where the particles from ``start`` on end; the last word is never one."""
    end = start
    while end < len(words) - 1 and is_particle(words[end]):
        end += 1
    return end


def _without_suffix(words: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Return the words before a suffix, and the suffix."""
    if len(words) > 1 and is_suffix(words[-1]) and not _is_whole_name(words) and not all(map(_is_short, words[:-1])):
        return words[:-1], words[-1].strip(",")
    if len(words) > 2:
        middle = next((place for place in range(1, len(words) - 1) if is_suffix(words[place])), 0)
        if middle and words[middle].endswith(".") and all(map(is_initials, words[middle + 1 :])):
            return [*words[:middle], *words[middle + 1 :]], words[middle]
    glued = _GLUED_SUFFIX.fullmatch(words[-1]) if words and words[-1].endswith(_SUFFIX_ENDS) else None
    if glued and is_initials(glued[1]):
        return [*words[:-1], glued[1]], glued[2]
    return words, None


def _are_initials_last(words: Sequence[str], habit: Habit) -> bool:
    """Return whether capitals that could be a suffix are initials, as in "Roe AB, Lund JR", where no other word is a given name."""
    last = words[-1].rstrip(".")
    is_either = last.isupper() and _is_short(last) and is_suffix(last) and last != "II"
    if not is_either or words[0].isupper() or any(map(is_initials, words[:-1])):
        return False
    return _particles(words[:-1], 0) == len(words) - 2 or (habit.initials_behind and not is_given(words[0]))


def _is_whole_name(words: Sequence[str]) -> bool:
    """Return whether the second of two words is a given name, though it could be a suffix: "Xu Sen"."""
    return len(words) == 2 and may_be_given(words[-1])


def _ends_in_capitals(words: Sequence[str]) -> bool:
    """Return whether the last word is a family name in capitals ("Jing LIU"), not initials."""
    return len(words) == 2 and not words[0].isupper() and can_be_spoken(words[-1])


def separated_words(text: str) -> tuple[str, ...]:
    """Return the words, with initials separated from a family name that they touch."""
    words = text.split()
    if "." not in text:
        return tuple(words)
    return tuple([part for word in words for part in _parted(word.strip("()") or word)])


def _parted(word: str) -> Sequence[str]:
    glued = _GLUED_INITIALS.fullmatch(word) if len(word) >= _SHORTEST_GLUED else None
    return glued.groups() if glued and not glued[1].isupper() else (word,)


def _is_long_in_capitals(word: str) -> bool:
    """Return whether a word is in capitals and too long for initials: "LUND", "OKAFOR"."""
    return len(word) > 3 and word.isupper() and word.isalpha()


def _is_short(word: str) -> bool:
    """Return whether a word is initials and cannot be a family name in capitals."""
    return is_initials(word) and (len(word) < 3 or "." in word or "-" in word)


def _begins_with_family(words: Sequence[str]) -> bool:
    """Return whether the first words of a name, in capitals, are a family name, not initials: "LINDQVIST", "WEN", "VAN DAAL"."""
    first = words[0]
    return (
        (len(first) > 3 and not is_initials(first))
        or (len(first) > 2 and (is_east_asian_family(first) or (can_be_spoken(first) and is_given(words[1]))))
        or (first.lower() in CAPITAL_PARTICLES and len(words[1]) > 2 and words[1].isupper())
    )


def _capitals_first(words: Sequence[str], suffix: str | None) -> Name:
    """Return a name whose first words, in capitals, are the family name: "VAN DAAL Anna", "WEN Lihua"."""
    end = next(place for place, word in enumerate(words) if not word.isupper() or "." in word)
    return _name([], words[:end], words[end:], suffix)


def _one_word(word: str, suffix: str | None) -> Name:
    """Return a name of one word: ``Smith``, ``F.Smith`` printed without a space, or an organisation's acronym: ``FAO.``."""
    if is_acronym(word):
        return Name(literal=word.rstrip("."))
    head, stop, rest = word.rpartition(".")
    if stop and len(rest) > 1 and is_initials(head + "."):
        return _name([], [rest], [head + "."], suffix)
    return _name([], [word], [], suffix)


def _name(particle: Sequence[str], family: Sequence[str], given: Sequence[str], suffix: str | None) -> Name:
    return Name(
        family=_unstopped(" ".join(family).rstrip(",;")),
        given=" ".join([*given[:-1], *map(_full_unstopped, given[-1:])]).strip(",;") or None,
        particle=" ".join(map(_unstopped_particle, particle)) or None,
        suffix=suffix,
    )


def _unstopped(family: str) -> str:
    """Return a family name without the full stop that ends the list."""
    return family.rstrip(".") if family.endswith(".") and not is_initials(family.split()[-1]) else family


def _unstopped_particle(particle: str) -> str:
    """Return a particle without the full stop that ends the name: "da."; an abbreviation keeps its own: "v."."""
    return particle if _VOWELS.isdisjoint(particle) else particle.rstrip(".")


def _full_unstopped(given: str) -> str:
    """Return a full given name without the full stop that ends the list; an abbreviation keeps its own: "Benj.", "Wm."."""
    word = given.rstrip(".")
    is_full = len(word) > 2 and "." not in word and (is_given(word) or (len(word) > 3 and _is_whole(word.lower())))
    return word if is_full else given


def _is_whole(word: str) -> bool:
    """Return whether a word is too long for an abbreviation, or ends in a vowel or in one consonant after a second vowel."""
    return (
        word[-1] in _VOWELS or len(word) > _SHORT or (word[-2] in _VOWELS and sum(map(_VOWELS.__contains__, word)) > 1)
    )


_SHORT = 7
"""The most letters of an abbreviated given name: "Friedr.", "Alexand.". Source: a judgement; not fitted."""


def _words(part: Part) -> Sequence[str]:
    """Return the words without titles, with stray accents joined to their letters (``L¨ammerzahl``, ``K ¨ohler``)."""
    text, words = part.text, part.words
    if not text.isascii() and _STRAY_ACCENT.search(text):
        accented = _STRAY_ACCENT.sub(lambda found: unicodedata.normalize("NFC", found[2] + ACCENTS[found[1]]), text)
        words = separated_words(accented)
    return words if _TITLES.isdisjoint(words) else [word for word in words if word not in _TITLES] or words
