"""Lists of names in BibTeX → names.

Source: "Tame the BeaST" (N. Markey), §11, for BibTeX's four parts of a name; the manual of biber, §3.4, for names given as
``family=…, given=…``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from refcheck.model import Name, Span
from refcheck.parsing.names import read_names
from refcheck.readers.data.bibtex.braces import depths
from refcheck.readers.entries.tex import decode

_AND = re.compile(r"(?:^|\s)[aA][nN][dD](?=\s)")
"""The separator of two names."""

_MARKS = " \t\r\n,;"

_COMMA = re.compile(r",")
"""The separator of the family name from the other parts of a name."""

_BLANK = re.compile(r"[\s~]+")
"""The separator of two words: white space or ties."""

_OTHERS = re.compile(r"\{?(?:(?:and\s+)?others|et\.?\s+al\.?)\}?", re.IGNORECASE)
"""A last item that stands for further names: ``others``, ``et al.``, and ``{others}`` as reference managers write it."""

_TRAILING_OTHERS = re.compile(r"(?<=[\s,])et\.?\s{1,4}al\.?$", re.IGNORECASE)
"""The same after a name: ``Smith, J., et al.``."""

_SUFFIX = re.compile(r"(?:jr|sr|[ivx]{1,4}|ph\.?\s?d|m\.?\s?d|esq)\.?", re.IGNORECASE)
"""A suffix after a name: ``Jr.``, ``III``."""

_INITIALS = re.compile(r"[A-Z]\.?|(?:[A-Z]\.-?){2,4}|[B-DF-HJ-NP-TV-XZ]{2,3}")
"""Initials after a family name: ``J``, ``M.J.``; capitals with a vowel among them may be a name: ``LI``."""

_KEYED = re.compile(r"\s*(family|given|prefix|suffix)\s*=", re.IGNORECASE)
"""A labelled part of a name: ``family=Smith``."""

_LONGEST = 5_000
"""The longest text that is read as a list of names, in code points: some three hundred names."""

_PARTS = {"family": "family", "given": "given", "prefix": "particle", "suffix": "suffix"}


def read_list(source: str, origin: int) -> tuple[list[tuple[Name, Span]], bool]:
    """Return the names of a field with their spans, and whether it says that there are more; the field starts at ``origin``."""
    places = [place for part in _split(f"{source} ", _AND) if (place := _trimmed(source, *part))]
    is_cut = bool(places) and _OTHERS.fullmatch(source, *places[-1]) is not None
    if is_cut:
        places.pop()
    if places and (trailing := _TRAILING_OTHERS.search(source, *places[-1])):
        start = places.pop()[0]
        places += [place] if (place := _trimmed(source, start, trailing.start())) else []
        is_cut = True
    names = [(name, Span(origin + start, origin + end)) for start, end in places for name in _read(source[start:end])]
    return names, is_cut


def _trimmed(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a range without white space and stray punctuation at its ends; ``None`` if nothing else is in it."""
    text = source[start:end]
    bare = text.strip(_MARKS)
    start += text.find(bare)
    return (start, start + len(bare)) if bare else None


@lru_cache(maxsize=1 << 14)
def _read(source: str) -> tuple[Name, ...]:
    """Return the name; several names, if they are not separated by ``and``, as BibTeX requires."""
    if source.startswith("{") and _closes_at_end(source):
        literal = decode(source)
        return (Name(literal=literal),) if literal else ()
    if _KEYED.match(source):
        return tuple(_keyed(source))
    parts = [source[start:end].strip() for start, end in _split(source, _COMMA)]
    if len(parts) > 3 or (len(parts) == 3 and not _SUFFIX.fullmatch(decode(parts[1]))):
        text = decode(source)  # separated as in print: ``Smith, J., Jones, K.``
        return (Name(literal=text),) if len(text) > _LONGEST else tuple(each.name for each in read_names(text).names)
    if len(parts) == 1:
        words = _words(parts[0])
        start = _particle_start(words)
        given, rest = words[:start], words[start:]
        if given and _INITIALS.fullmatch(rest[-1]) and not _INITIALS.fullmatch(given[0]):  # ``Roe MJ``, as in print
            given, rest = rest[-1:], [*given, *rest[:-1]]
    else:
        given, rest = _words(parts[-1]), _words(parts[0])
    particles = _particle_end(rest)
    name = Name(
        family=_joined(rest[particles:]),
        given=_joined(given),
        particle=_joined(rest[:particles]),
        suffix=decode(parts[1]) if len(parts) == 3 else None,
    )
    if name.family is None:
        return (Name(literal=name.given),) if name.given else ()
    return (name,)


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in _split(text, _BLANK) if start < end]


def _split(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a text between separators outside braces."""
    has_groups = "{" in text
    start = depth = counted = 0
    for found in separator.finditer(text):
        if has_groups:
            depth += text.count("{", counted, found.start()) - text.count("}", counted, found.start())
            counted = found.start()
        if depth <= 0:
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def _closes_at_end(text: str) -> bool:
    """Return whether the group at the start of a text is all of it."""
    end = next((at for at, depth in enumerate(depths(text)) if depth == 0), None)
    return end == len(text) - 1 and not text.startswith("{\\")


def _particle_start(words: list[str]) -> int:
    """Return where the particle starts in a name with its given name first, or the family name if it has no particle."""
    return next((at for at, word in enumerate(words[:-1]) if at and _is_small(word)), len(words) - 1)


def _particle_end(words: list[str]) -> int:
    """Return the number of words in the particle: up to the last one in small letters, the final word excluded."""
    small = [at for at, word in enumerate(words[:-1]) if _is_small(word)]
    return small[-1] + 1 if small and _is_small(words[0]) else 0


def _is_small(word: str) -> bool:
    """Return whether a word starts with a small letter. The case of a word in braces does not count."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = next((char for char in (decode(word) if "\\" in word else word) if char.isalpha()), "")
    return letter.islower()


def _joined(words: list[str]) -> str | None:
    return decode(" ".join(words)) or None


def _keyed(source: str) -> Iterator[Name]:
    values: dict[str, str] = {}
    for start, end in _split(source, _COMMA):
        key, equals, value = source[start:end].partition("=")
        name = _PARTS.get(key.strip().lower())
        if equals and name and (text := decode(value).strip('"')):
            values[name] = text
    if values:
        yield Name(**values)
