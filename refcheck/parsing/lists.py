"""A list of references, read one by one, with what an entry says by pointing at the one before it."""

import re
from collections.abc import Sequence

from attrs import evolve

from refcheck.model import Field, Reference, Span
from refcheck.parsing.reading import parse
from refcheck.parsing.splitting.entry import Entry

#: Dashes or a word in the place of the authors: "———.", "______, ", "--- (1999)", "Ders.", "Idem".
_REPEATED = re.compile(
    r"\s*(?:\[?\d{1,3}[\].)]\s*)?(?P<mark>[—–―]{1,}|[-_‐‑−]{2,}|(?:Ders|Dies|Idem|Id|Eadem)\b\.?)(?=[\s.,:;(])"
)


def parse_list(entries: Sequence[Entry]) -> tuple[Reference, ...]:
    """Read the entries of one list, in order.

    An entry without a printed number has its place as key, counted from 1. Where dashes stand for the authors of the
    entry before, the work has those authors, and their field is the dashes.
    """
    found: list[Reference] = []
    for place, entry in enumerate(entries, start=1):
        reference = parse(entry.raw, key=entry.key or str(place), spans=entry.spans)
        found.append(_with_authors(reference, found[-1]) if found else reference)
    return tuple(found)


def _with_authors(reference: Reference, before: Reference) -> Reference:
    mark = _REPEATED.match(reference.raw)
    if (
        mark is None
        or not before.work.author
        or any(f.name == "author" and f.span.start < 60 for f in reference.fields)
    ):
        return reference
    span = Span(*mark.span("mark"))
    sure = [field.confidence or 0.0 for field in before.fields if field.name == "author"]
    authors = tuple(
        Field(name="author", value=str(name), span=span, raw=mark["mark"], confidence=min(sure, default=0.0))
        for name in before.work.author
    )
    return evolve(
        reference,
        work=evolve(reference.work, author=before.work.author, author_et_al=before.work.author_et_al),
        fields=(*authors, *reference.fields),
    )
