"""How many entries of made pages the second opinion reads exactly, and how many it makes up."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from refcheck.parsing.splitting.roles.opinion import Opinion, opinion
from training.lines.pages import Page

#: An entry is sure whose lines are all as likely as this.
SURE = 0.99


def table(pages: Sequence[Page], model: Path) -> str:
    """Return the table: a row for each kind of page that has a list, one for all those without, and one for all."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        counts[page.kind].update(judged(page, opinion(page.lines, model)))
    without = [kind for kind in counts if not counts[kind]["entries"]]
    rows = {kind: counts[kind] for kind in sorted(counts) if kind not in without}
    rows[f"{len(without)} kinds without"] = sum((counts[kind] for kind in without), Counter())
    rows["all"] = sum(counts.values(), Counter())
    return "\n".join(
        [
            f"{'kind of page':26}{'entries':>9}{'exact':>8}{'made up':>9}{'missed':>8}{'roles':>7}{'sure':>7}{'exact':>8}"
            f"{'pages exact':>13}",
            *(_row(*each) for each in rows.items()),
        ]
    )


def judged(page: Page, found: Opinion) -> Counter[str]:
    """Return the counts of one page."""
    there = {tuple(line.start for line in entry) for entry in page.entries()}
    begun = {entry[0] for entry in there}
    entries = found.entries()
    counted: Counter[str] = Counter(entries=len(there), lines=len(page.lines))
    counted["roles"] = sum(one is other for one, other in zip(found.roles, page.roles, strict=True))
    counted["missed"] = len(begun - {entry[0].start for entry in entries})
    for entry, certainty in zip(entries, found.certainties(entries), strict=True):
        is_exact = tuple(line.start for line in entry) in there
        counted["exact"] += is_exact
        counted["made"] += entry[0].start not in begun
        if certainty >= SURE:
            counted["sure"] += 1
            counted["sure exact"] += is_exact
    counted["found"] = len(entries)
    counted["pages exact"] = counted["exact"] == len(there) == len(entries)
    counted["pages"] = 1
    return counted


def _row(kind: str, count: Counter[str]) -> str:
    def share(part: str, whole: str) -> float:
        return count[part] / count[whole] if count[whole] else 0.0

    return (
        f"{kind:26}{count['entries']:9}{share('exact', 'entries'):8.3f}{count['made']:9}{count['missed']:8}"
        f"{share('roles', 'lines'):7.3f}{share('sure', 'found'):7.3f}{share('sure exact', 'sure'):8.4f}"
        f"{count['pages exact']:7} of {count['pages']}"
    )
