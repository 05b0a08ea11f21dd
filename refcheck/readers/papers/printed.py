"""Which printed references are those that come along with a text, in its fields or in files of their own."""

from collections.abc import Iterator, Mapping, Sequence

from refcheck.identifiers import find
from refcheck.model import Reference, Span, Work
from refcheck.parsing import Entry
from refcheck.text.folding import alphanumerics

_LONG_ENOUGH = 12
"""A title of so many letters and digits is not in another reference by chance."""


def printings(
    entries: Sequence[Entry], references: Sequence[Reference]
) -> Mapping[int, tuple[str | None, tuple[Span, ...]]]:
    """Return the printed entries that hold a reference, by their place: that reference's key, and where they stand.

    Its title tells, a short one with the year and the first author, and else its DOI. The longest title comes first; each reference
    is printed once, and what holds one once more has no key.
    """
    marks = [(parts, each.key) for each in references for parts in _marks(each.work)]
    marks.sort(key=lambda each: -len(each[0][0]))
    dois = {each.work.doi.casefold(): each.key for each in references if each.work.doi}
    found: dict[int, tuple[str | None, tuple[Span, ...]]] = {}
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        printed = alphanumerics(entry.raw) if marks else ""
        named = [dois[doi] for each in find(entry.raw) if (doi := each.value.casefold()) in dois] if dois else []
        if keys := [*(key for parts, key in marks if all(part in printed for part in parts)), *named]:
            key = next((key for key in keys if key not in taken), None)
            found[place] = (key, entry.spans)
            taken |= {key} if key else set()
    return found


def _marks(work: Work) -> Iterator[tuple[str, ...]]:
    """Yield what of a work is in no other reference by chance."""
    title = alphanumerics(work.title or "")
    if len(title) >= _LONG_ENOUGH:
        yield (title,)
    elif title and work.author and work.issued and work.issued.year:
        name = alphanumerics(work.author[0].family or work.author[0].literal or "")
        if len(title) + len(name) >= _LONG_ENOUGH:
            yield (title, name, str(work.issued.year))
