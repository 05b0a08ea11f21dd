"""The names by which a text may cite a work."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from refcheck.model import Name
from refcheck.text.folding import fold_name, squeeze

_SHORT, _LONG = 4, 7
"""Names of so many letters are meant as one where one letter differs, or two."""


def written(name: Name) -> str:
    """The name without the given name: ``van der Poe``."""
    return name.literal or name.full_family


def joined(names: Sequence[Name]) -> str:
    """The family names of up to two people, or the first: ``Hall``, ``Hall and Irwin``, ``Hall et al.``."""
    families = [written(name) for name in names]
    return " and ".join(families) if len(families) < 3 else f"{families[0]} et al."


def key_of(name: Name) -> str:
    """The name for comparison: without accents, capitals and spaces."""
    return squeeze(fold_name(written(name)))


def forms(name: Name) -> Iterator[str]:
    """The keys of the forms that a text may use: with the particle and without, one word of a compound name, a body's initials."""
    whole = name.literal or name.family or ""
    words = whole.replace("-", " ").split()
    yield key_of(name)
    yield squeeze(fold_name(whole))
    if name.literal is None:
        yield from (squeeze(fold_name(word)) for word in words)
    if name.given is None:
        yield squeeze(fold_name("".join(word[0] for word in words if word[0].isupper())))


def is_near(one: str, other: str) -> bool:
    """Whether the keys of two names are one but for a slip."""
    length = min(len(one), len(other))
    allowed = 2 if length >= _LONG else 1 if length >= _SHORT else 0
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed
