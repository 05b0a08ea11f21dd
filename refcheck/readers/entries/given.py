"""References whose fields are given as such: their values, where they stand in the reference, and their identifiers."""

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from refcheck.model import Date, Name, Reference, Span
from refcheck.readers.entries.stated import Entry, Place, Stated, reference

_IDENTIFIERS = frozenset({"doi", "url", "isbn", "issn", "pmid", "pmcid", "arxiv"})
"""Variables whose values are identifiers."""

_LABELS = {"doi": "doi:", "pmid": "PMID: ", "isbn": "ISBN ", "issn": "ISSN ", "arxiv": "arXiv:"}
"""What stands before an identifier where a reference is written out."""


@frozen(kw_only=True)
class Given:
    """One value as a source gives it: ``name`` is a variable of ``Work``, ``text`` the value as it stands there."""

    name: str
    value: Name | Date | str
    text: str


@frozen(kw_only=True)
class Placed:
    """A value with its place in the reference's ``raw``."""

    name: str
    value: Name | Date | str
    span: Span


def written_out(givens: Iterable[Given]) -> tuple[str, tuple[Placed, ...]]:
    """A line that holds every value in the order given, and where each stands in it."""
    parts: list[str] = []
    placed: list[Placed] = []
    length = 0
    last: Given | None = None
    for given in givens:
        text = " ".join(given.text.split())
        if not text:
            continue
        both_names = last is not None and last.name == given.name and isinstance(given.value, Name)
        before = "" if last is None else ", " if both_names else " " if parts[-1].endswith((".", "?", "!")) else ". "
        before += _LABELS.get(given.name, "")
        start = length + len(before)
        parts += [before, text]
        length = start + len(text)
        placed.append(Placed(name=given.name, value=given.value, span=Span(start, length)))
        last = given
    return "".join(parts), tuple(placed)


def found_in(given: Given, raw: str) -> Placed:
    """The value where it stands in a printed text; of one that stands there otherwise only the whole is known."""
    start = raw.find(given.text)
    span = Span(start, start + len(given.text)) if start >= 0 else Span(0, len(raw))
    return Placed(name=given.name, value=given.value, span=span)


def stated(values: Sequence[Placed]) -> tuple[tuple[Stated, ...], tuple[Place, ...]]:
    """The values that are taken as given, and the places of those that are identifiers and may need mending."""
    return (
        tuple(Stated(each.name, each.value, each.span) for each in values if each.name not in _IDENTIFIERS),
        tuple(Place(each.name, each.span) for each in values if each.name in _IDENTIFIERS),
    )


def given_reference(
    *, key: str, raw: str, spans: tuple[Span, ...], values: Sequence[Placed], kind: str | None, et_al: bool = False
) -> Reference:
    """The reference that values make, with every identifier that stands in ``raw``, mended.

    An identifier's value that is none is ``unread``; a reference without any value is so as a whole.
    """
    whole = Span(0, len(raw))
    taken, places = stated(values)
    entry = Entry(
        key=key,
        span=whole,
        type=kind,
        values=taken,
        places=(*places, Place("", whole)),
        et_al=et_al,
    )
    return evolve(reference(entry, raw), spans=spans)
