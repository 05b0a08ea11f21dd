"""Explicit descriptions of the type of a work: "[Data set]", "[Conference session]", "Personal communication"."""

from collections.abc import Iterable, Mapping
from functools import cache

from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.text.deferred import deferred

_TYPES = {
    Term.DATASET: "dataset",
    Term.SOFTWARE: "software",
    Term.FILM: "motion_picture",
    Term.BROADCAST: "broadcast",
    Term.SONG: "song",
    Term.MAP: "map",
    Term.GRAPHIC: "graphic",
    Term.PREPRINT: "article",
    Term.POST: "post",
    Term.BLOG: "post-weblog",
    Term.SPEECH: "speech",
    Term.PERSONAL: "personal_communication",
    Term.INTERVIEW: "interview",
    Term.BOOK_REVIEW: "review-book",
    Term.MANUSCRIPT: "manuscript",
}
"""Terms that describe works, and the CSL types of those works."""

DESCRIBING = tuple(_TYPES)
"""The terms that describe works."""

_BRACKETED = deferred(r"\[([^\[\]]{3,80})\]|\(((?i:blog|weblog))\)")
"""A description in brackets: "[Computer software]", "[Review of the book Tides, by A. Lund]", "(blog)"."""

_MOST_WORDS = 4
"""The most words that a wording has."""


_DIRECTED = deferred(rf"[.)]\s(?=[A-ZÀ-ÞА-Я])(?i:{alternatives(wordings(Term.DIRECTED))})\s(?=[A-ZÀ-ÞА-Я])")
"""The words before a film's director: ". Directed by Mila Forman"."""

_SHELVED = deferred(rf"[,(;.]\s?(?<!O\.\s)(?=[A-ZА-Я])(?i:{alternatives(wordings(Term.SHELVED))})(?:\.?\s\d|$)")
"""The place where a manuscript is kept: ", Box 3", ". Оп. 13", or a name cut off before its number; not "P.O. Box 3"."""

_PROGRAMS = (
    "R package", "Software: Release", "github.com/", "gitlab.com/", "bitbucket.org/", "CRAN.R-project",
    "R-project.org", "pypi.org/", "sourceforge.net/",
)  # fmt: skip
"""Text by which a program is recognised: what it is, or where programs are kept."""

_VERSIONS = ("ersion", " v", " V", "(v", "(V")
"""Strings of which every printed version has one: a quick check before the slow pattern."""

_VERSION = deferred(r"(?P<bracket>\()?\b[Vv](?:ersion\s|\.\s?)?\d+\.\d+(?:\.\d+)?(?=\W|$)")
"""A version number: "(v0.4.0)", "V. 3.2", "version 9.3.0"."""


def described(raw: str, notes: Iterable[str]) -> str | None:
    """Return the CSL type that a bracket or a note states, or ``None`` if none does.

    Args:
        raw: the reference as printed.
        notes: its genre and its notes, as read.

    >>> described("Lund, A. (2019). Tides [Data set and code book]. Archive.", [])
    'dataset'
    >>> described("A. Lund, personal communication, March 4, 2019.", ["personal communication"])
    'personal_communication'
    """
    bracketed = _BRACKETED.finditer(raw) if "[" in raw or "log)" in raw else ()
    found = next(filter(None, (description(each[1] or each[2], fewest=1) for each in bracketed)), None)
    return found or next(filter(None, map(_type_of_note, notes)), None)


def description(text: str, fewest: int = 2) -> str | None:
    """Return the CSL type that at least the ``fewest`` first words of a text state: "Ponencia presentada en el Congreso"."""
    words = [word.strip(",;:()[]") for word in text.lower().split()]
    for count in range(min(_MOST_WORDS, len(words)), fewest - 1, -1):
        if (found := _types().get(" ".join(words[:count]))) is not None:
            return found
    return None


def _type_of_note(note: str) -> str | None:
    """Return the type that a note states, either as a whole or with its first words, of which one is not enough."""
    text = note.strip(" .,;:()[]")
    return _types().get(text.lower()) or description(text)


@cache
def _types() -> Mapping[str, str]:
    """Return each wording with the type that it states."""
    return {wording: kind for term, kind in _TYPES.items() for wording in wordings(term)}


def is_directed(raw: str) -> bool:
    """Return whether a reference says who directed the work."""
    return _DIRECTED.search(raw) is not None


def is_shelved(raw: str) -> bool:
    """Return whether a text says in which box or folder something is kept."""
    return _SHELVED.search(raw) is not None


def is_program(raw: str, *, registered: bool) -> bool:
    """Return whether a work without a container is a program: it is kept where programs are, or has a version.

    The version of a ``registered`` work, i.e. one with a DOI, must be in brackets: the title of a text about a program may end
    with a version.
    """
    if any(place in raw for place in _PROGRAMS):
        return True
    version = _VERSION.search(raw) if any(sign in raw for sign in _VERSIONS) else None
    return version is not None and (not registered or version["bracket"] is not None)
