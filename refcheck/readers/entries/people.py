"""The people in one cell: "Doe, Jane; Roe, R.", "Doe J., Roe R.", "Jane Doe; Richard Roe"."""

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Name

_NUMBER = re.compile(r"\s*\(\d{5,}\)")
"""A number that a database gives to a person: "Doe, Jane (57190000000)"."""

_INITIALS = re.compile(r"(?P<family>[^\W\d_].*?)\s+(?P<given>(?:[^\W\d_]\.?[- ]?){1,4})")
"""A family name with initials behind it: "Doe J.", "van der Poe A.B.", "Roe RM"."""

_NOBODY = re.compile(r"\[[^\[\]]*\]")
"""What a database says where it knows of nobody: "[No author name available]"."""

_IN_FULL = re.compile(r"[^;()]{2,60} \(([^;(),]+,[^;()]+)\)")
"""A name, and in brackets the same in full: "Doe, J (Doe, Jane)"."""

_LIFE = re.compile(r",? ?\(?(?:b\. )?\d{4}-(?:\d{4})?\)?\.?$")
"""The years of a life, as catalogues add them: "Doe, Jane, 1970-"."""

_OTHERS = re.compile(r"(?:et\.?\s+al|others|\.\.\.|…)\.?", re.IGNORECASE)


def people(text: str) -> Iterator[Name]:
    """The names, whatever parts them."""
    text = _IN_FULL.sub(r"\1", _NUMBER.sub("", " ".join(text.split())))
    for part in _parts(text):
        if not _OTHERS.fullmatch(part) and not _NOBODY.fullmatch(part):
            yield _name(_LIFE.sub("", part))


def _parts(text: str) -> Sequence[str]:
    """One name a part: by semicolons or bars; by commas where each part is a whole name."""
    for mark in (";", "|", " and "):
        if mark in text:
            return [part for each in text.split(mark) if (part := each.strip(" ,"))]
    parts = [part for each in text.split(",") if (part := each.strip())]
    if len(parts) > 1 and all(" " in part for part in parts):
        return parts
    if len(parts) > 2 and len(parts) % 2 == 0 and not any(" " in part for part in parts[::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return [text.strip(" ,")] if text.strip(" ,") else []


def _name(text: str) -> Name:
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and given:
        return Name(family=family, given=given)
    if (found := _INITIALS.fullmatch(text)) and found["given"].strip().isupper():
        return Name(family=found["family"], given=found["given"].strip())
    first, _, last = text.rpartition(" ")
    return Name(family=last, given=first) if first and len(text.split()) <= 4 else Name(literal=text)
