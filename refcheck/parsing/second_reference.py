"""Where another reference begins in what was taken for one: "… Water Policy, 4, 16–29. Roe, C. (2013). Dams and people. …"."""

from collections.abc import Sequence

from refcheck.parsing.structure.runs import Labels
from refcheck.parsing.tagging.labels import MASK, bare, begin

_WHOLE = frozenset({"author", "title", "date"})
"""What a reference before another has."""

_TITLES, _AUTHORS = frozenset({"title", begin("title")}), frozenset({"author", begin("author")})
"""A title, and authors behind it: a quick look before the slow one."""

_ENDS = frozenset({"volume", "pages", "publisher", MASK})
"""And one of these."""


def second_reference_start(labels: Sequence[str]) -> int | None:
    """The token at which a second reference begins, by the labels of the tagger; ``None`` where there is one alone.

    Names stand behind a title, a date and what ends a reference, and a title and a date of their own behind them.
    """
    titled = next((place for place, label in enumerate(labels) if label in _TITLES), len(labels))
    if _AUTHORS.isdisjoint(labels[titled:]):
        return None
    plain = [bare(label) for label in labels]
    last_date = len(plain) - 1 - plain[::-1].index("date") if "date" in plain else -1
    before: set[str] = set()
    place = 0
    for first, stop in Labels(labels).runs.get("author", ()):
        before.update(plain[place:first])
        if before >= _WHOLE and not before.isdisjoint(_ENDS) and first < last_date:
            end = stop
            while end < len(plain) and plain[end] == "date":
                end += 1
            if plain[end : end + 1] == ["title"]:
                return first
        place = first
    return None
