"""Which form of citation a text has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import ModuleType

from refcheck.parsing.official import acts, american, cases, papers, patents, standards, treaties, union
from refcheck.parsing.official.forms import Official
from refcheck.text.deferred import deferred

_FORMS: Sequence[ModuleType] = (cases, union, papers, treaties, american, acts, standards, patents)
"""The first that knows a text says what it is. Each has ``read``, which is told where the first word stands, and
the ``words`` of which one stands in every such citation."""

_LEAD = deferred(r"[\s•*–-]*(?:[\[(]?\d{1,3}[\].)]{1,2}\s+)?[“”„«\"'‘’]?")
"""What may stand before the first word: a number, a mark of quotation: "[12] ", "3. “"."""

_LONGEST = 1_000
"""No citation of an official work is longer, in code points. Source: set by hand."""


def official(text: str, words: Iterable[str]) -> Official | None:
    """What the form of a reference tells of it, whose words are given; ``None`` where it has none of these forms."""
    by_word = _by_word()
    concerned = {place for word in by_word.keys() & {word.lower() for word in words} for place in by_word[word]}
    if not concerned or len(text) > _LONGEST:
        return None
    start = _behind_lead(text)
    read = (_FORMS[place].read(text, start) for place in sorted(concerned))
    return next((found for found in read if found is not None), None)


def _behind_lead(text: str) -> int:
    lead = _LEAD.match(text)
    return lead.end() if lead else 0


@cache
def _by_word() -> Mapping[str, Sequence[int]]:
    """Each word, in small letters, and the places of the forms that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(_FORMS):
        for word in form.words():
            found[word].append(place)
    return dict(found)
