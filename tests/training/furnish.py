"""What stands behind a title or a book's title in print: an edition, a series, a volume, a place of reading, a state."""

import random
from collections.abc import Mapping, Sequence

from training.sequences import Segment

#: How often a book is furnished with each.
EDITION, SERIES, VOLUME, STATE = 0.12, 0.12, 0.04, 0.1
#: How many of the series have abbreviated names.
ABBREVIATED = 0.4


def furnished(segments: list[Segment], supplies: Mapping[str, Sequence[str]], chance: random.Random) -> list[Segment]:
    """The reference of a book or chapter with one such thing behind its title or its book's title, at times."""
    lot = chance.random()
    if lot < EDITION:
        return _behind(segments, _edition(chance.choice(supplies["editions"]), chance))
    lot -= EDITION
    if lot < SERIES:
        return _behind(segments, _series(chance.choice(supplies["book_series"]), chance))
    lot -= SERIES
    if lot < VOLUME:
        label = chance.choice((", Bd. {}", ". Band {}", ", Vol. {}", " (Vol. {})", ". Teil {}", ", v. {}"))
        return _behind(segments, _parts(label, "volume", str(chance.randrange(1, 9))))
    if lot - VOLUME < STATE and not any(label == "container" for label, _ in segments):
        return _behind(segments, _state(chance.choice(supplies["states"]), chance))
    return segments


def _edition(edition: str, chance: random.Random) -> list[Segment]:
    return _parts(chance.choice((" ({})", " ({})", ". {}", ", {}")), "edition", edition)


def _series(series: str, chance: random.Random) -> list[Segment]:
    before, between, after = chance.choice(
        (
            (" (", " ", ")"),
            (" (=", " ", ")"),
            (" (", ", Bd. ", ")"),
            (" (", ", vol. ", ")"),
            (", ", ", vol. ", ""),
        )
    )
    number = str(chance.randrange(1, 300))
    if chance.random() < ABBREVIATED:
        series = _abbreviated(series, chance)
    return [
        part
        for part in (("other", before), ("series", series), ("other", between), ("volume", number), ("other", after))
        if part[1]
    ]


def _abbreviated(name: str, chance: random.Random) -> str:
    """A series' name with its long words cut short and its small ones left out: "Lect. Notes Math."."""
    words = [word for word in name.split() if len(word) > 3 or word[0].isupper()]
    return " ".join(
        f"{word[: chance.choice((3, 4, 4, 5))]}." if len(word) > 5 and word.isalpha() else word for word in words
    )


def _state(state: str, chance: random.Random) -> list[Segment]:
    return _parts(chance.choice((". {}", ", {}", " ({})", " [{}]")), "genre", state)


def _parts(form: str, label: str, text: str) -> list[Segment]:
    before, after = form.split("{}")
    return [part for part in (("other", before), (label, text), ("other", after)) if part[1]]


def _behind(segments: list[Segment], extra: list[Segment]) -> list[Segment]:
    """The extra segments put behind the book's title, where that is not in quotation marks."""
    labels = [label for label, _ in segments]
    label = "container" if "container" in labels else "title"
    if label not in labels:
        return segments
    place = labels.index(label) + 1
    if place < len(segments) and segments[place][1][:1] in "”\"“»«’'』》」":
        return segments
    return [*segments[:place], *extra, *segments[place:]]
