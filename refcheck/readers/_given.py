"""References whose fields are given as such: their values, where they stand in the reference, and their identifiers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from refcheck import identifiers
from refcheck.identifiers import arxiv, doi, isbn, issn, pmcid, pmid, url
from refcheck.model import Date, Field, Identifier, Name, Reference, Scheme, Span, Work

_MANY = frozenset({"author", "editor", "translator", "isbn", "issn"})
"""Variables that have several values."""

_LABELS = {"doi": "doi:", "pmid": "PMID: ", "pmcid": "", "isbn": "ISBN ", "issn": "ISSN ", "arxiv": "arXiv:"}
"""What stands before an identifier where a reference is written out."""

_Find = Callable[[str], tuple[Identifier, ...]]
_SCHEMES: Mapping[str, tuple[Scheme, _Find, Callable[[str], bool]]] = {
    "doi": (Scheme.DOI, doi.find, doi.is_valid),
    "url": (Scheme.URL, url.find, url.is_valid),
    "isbn": (Scheme.ISBN, isbn.find, isbn.is_valid),
    "issn": (Scheme.ISSN, issn.find, issn.is_valid),
    "pmid": (Scheme.PMID, pmid.find, pmid.is_valid),
    "pmcid": (Scheme.PMCID, pmcid.find, pmcid.is_valid),
    "arxiv": (Scheme.ARXIV, arxiv.find, arxiv.is_valid),
}


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


def given_reference(
    *, key: str, raw: str, spans: tuple[Span, ...], values: Sequence[Placed], kind: str | None, et_al: bool = False
) -> Reference:
    """The reference that values make.

    Identifiers are those that stand in ``raw`` anywhere, mended; an identifier's value that is none is ``unread``. A reference
    without any value is unread as a whole.
    """
    found, unread = _identified(raw, values)
    plain = [value for value in values if value.name not in _SCHEMES]
    named = [*plain, *_of_identifiers(found)]
    work: dict[str, list[object]] = defaultdict(list)
    for value in named:
        if value.value not in work[value.name]:
            work[value.name].append(value.value)
    variables = {name: tuple(all_) if name in _MANY else all_[0] for name, all_ in work.items()}
    fields = tuple(
        Field(name=value.name, value=str(value.value), span=value.span, raw=value.span.of(raw)) for value in named
    )
    repairs = {identifier.span: identifier.repairs for identifier in found}
    return Reference(
        key=key,
        raw=raw,
        spans=spans,
        work=Work(type=kind, author_et_al=et_al, **variables) if fields else Work(),  # type: ignore[arg-type]  # by name
        fields=tuple(evolve(each, repairs=repairs.get(each.span, ())) for each in fields),
        identifiers=found,
        unread=unread if fields or not raw else (Span(0, len(raw)),),
    )


def _identified(raw: str, values: Iterable[Placed]) -> tuple[tuple[Identifier, ...], tuple[Span, ...]]:
    """The identifiers of the reference, and the values that should be some and are none."""
    found = list(identifiers.find(raw))
    unread: list[Span] = []
    for value in values:
        if value.name not in _SCHEMES or any(value.span.overlaps(each.span) for each in found):
            continue
        own = tuple(_read(value.name, value.span.of(raw)))
        found += [evolve(each, span=each.span.shifted(value.span.start)) for each in own]
        unread += [] if own else [value.span]
    return tuple(sorted(found, key=lambda identifier: identifier.span.start)), tuple(unread)


def _read(name: str, text: str) -> Iterator[Identifier]:
    scheme, find, is_valid = _SCHEMES[name]
    found = find(text)
    yield from found
    if not found and is_valid(text):
        yield Identifier(scheme=scheme, raw=text, value=text, span=Span(0, len(text)))


def _of_identifiers(found: Iterable[Identifier]) -> Iterator[Placed]:
    for identifier in found:
        name = identifier.scheme.value
        if name in _SCHEMES:
            yield Placed(name=name, value=identifier.value, span=identifier.span)
