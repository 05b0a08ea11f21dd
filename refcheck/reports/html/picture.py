"""The list at a glance: the number of references of each year and kind, with their verdicts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from refcheck.messages import is_key, joined, speaker, translate, worded
from refcheck.model import CheckedReference, Report, Verdict
from refcheck.reports.phrases import verdict_word

WIDTH, HEIGHT = 1_000, 60
"""The width and height of the picture, in its own units."""

_FEWEST = 5
"""The fewest references with a year for which a picture is drawn."""
_MOST_BARS = 60
"""The most bars. Where there are more years, several share a bar; all earlier years are counted in the first."""
_WIDE, _FREE = 40.0, 0.2
"""The greatest width of a bar, and the share of its room that stays empty. Source: a choice of layout."""
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
    """The bars, a sentence that describes them (``years``), and the kinds of works that are cited (``types``)."""

    bars: tuple[Bar, ...]
    first: int
    last: int
    years: str
    types: str
    width: int = WIDTH
    height: int = HEIGHT


def picture(report: Report) -> Picture | None:
    """Return the picture of a report; ``None`` where too few references have a year."""
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
        bars=tuple(_bars(of_verdict, min(years), first, last, step, most, report.language)),
        first=min(years),
        last=last,
        years=say("page-years", first=min(years), last=last, middle=sorted(years)[len(years) // 2]),
        types=_types(report.references, report.language),
    )


def _range(years: Sequence[int]) -> tuple[int, int]:
    """Return the first and last year that are drawn: all years, or the last 120 where some are earlier."""
    last = max(years)
    return max(min(years), last - 2 * _MOST_BARS + 1), last


def _bars(
    counts: Mapping[tuple[int, Verdict], int], earliest: int, first: int, last: int, step: int, most: int, language: str
) -> Iterator[Bar]:
    """Yield the bars of the years from ``first`` to ``last``; the first one also counts the years from ``earliest`` on."""
    places = (last - first) // step + 1
    room = WIDTH / places
    width = min(room * (1 - _FREE), _WIDE)
    for place in range(places):
        height = 0.0
        from_year, to_year = first + place * step, min(first + (place + 1) * step - 1, last)
        from_year = from_year if place else earliest
        years = str(from_year) if from_year == to_year else f"{from_year}–{to_year}"
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
    counted = [worded(key, count=number) for key, number in (*known, *([("kind-other", others)] if others else []))]
    return translate(worded("kinds", list=joined("comma", counted)), language) if counted else ""
