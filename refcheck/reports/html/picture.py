"""The list at a glance: how many references of which year and of which kind, with their verdicts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from refcheck.messages import is_key, joined, speaker, translate, worded
from refcheck.model import CheckedReference, Report, Verdict
from refcheck.reports.phrases import verdict_word

WIDTH, HEIGHT = 1_000, 60
"""The picture is so many units wide and high."""

_FEWEST = 5
"""Of fewer references that have a year no picture is drawn."""
_MOST_BARS = 60
"""Where the years are more, several share a bar; what is older than all of those shares the first."""
_WIDE, _FREE = 40.0, 0.2
"""A bar is no wider, and leaves this share of its room free. Source: a choice of looks."""
_MOST_TYPES = 5


@frozen(kw_only=True)
class Bar:
    """The references of some years that have one verdict."""

    verdict: str
    x: float
    y: float
    width: float
    height: float
    means: str


@frozen(kw_only=True)
class Picture:
    """The bars, what they show in a sentence, and what kinds of works are cited."""

    bars: tuple[Bar, ...]
    first: int
    last: int
    years: str
    types: str
    width: int = WIDTH
    height: int = HEIGHT


def picture(report: Report) -> Picture | None:
    """Return the picture of a report; ``None`` where few references have a year."""
    dated = [(each.year, each.verdict) for each in report.references if each.year is not None]
    if len(dated) < _FEWEST:
        return None
    years, say = [year for year, _ in dated], speaker(report.language)
    first, last = _range(years)
    step = (last - first) // _MOST_BARS + 1
    counts = Counter((max(year, first) - first) // step for year in years)
    most = max(counts.values())
    of_verdict = Counter(((max(year, first) - first) // step, verdict) for year, verdict in dated)
    return Picture(
        bars=tuple(_bars(of_verdict, first, last, step, most, report.language)),
        first=min(years),
        last=last,
        years=say("page-years", first=min(years), last=last, middle=sorted(years)[len(years) // 2]),
        types=_types(report.references, report.language),
    )


def _range(years: Sequence[int]) -> tuple[int, int]:
    """Return the years that have bars of their own: all, or the last century where some are far older."""
    last = max(years)
    return max(min(years), last - 2 * _MOST_BARS + 1), last


def _bars(
    counts: Mapping[tuple[int, Verdict], int], first: int, last: int, step: int, most: int, language: str
) -> Iterator[Bar]:
    places = (last - first) // step + 1
    room = WIDTH / places
    width = min(room * (1 - _FREE), _WIDE)
    for place in range(places):
        height = 0.0
        from_year = first + place * step
        years = str(from_year) if step == 1 else f"{from_year}–{min(from_year + step - 1, last)}"
        for verdict in reversed(Verdict):
            if number := counts.get((place, verdict), 0):
                part = HEIGHT * number / most
                height += part
                yield Bar(
                    verdict=verdict.value,
                    x=round(place * room + (room - width) / 2, 2),
                    y=round(HEIGHT - height, 2),
                    width=round(width, 2),
                    height=round(part, 2),
                    means=f"{years}: {number} {verdict_word(verdict, language)}",
                )


def _types(references: Sequence[CheckedReference], language: str) -> str:
    """Return the kinds of works, the most frequent first: "12 journal articles, 8 web pages and 3 others."."""
    counts = Counter(each.case.reference.work.type for each in references)
    known = [(f"kind-{kind}", number) for kind, number in counts.most_common() if is_key(f"kind-{kind}")][:_MOST_TYPES]
    others = len(references) - sum(number for _, number in known)
    told = [worded(key, count=number) for key, number in (*known, *([("kind-other", others)] if others else []))]
    return translate(worded("kinds", list=joined("comma", told)), language) if told else ""
