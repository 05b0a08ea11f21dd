"""The summary as a page to look at: one file, without a script and without outside requests."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from attrs import asdict

from refcheck.backfile.summary.collecting import Summary
from refcheck.backfile.summary.drawing import BAR, NAMES, NUMBERS, WIDTH, pictures
from refcheck.model import Verdict

if TYPE_CHECKING:
    from jinja2 import Template


def render(summary: Summary) -> str:
    """The page as HTML."""
    from refcheck.reports.html.words import VERDICTS, day

    total = sum(summary.verdicts.values())
    counts = asdict(summary.counts) | {
        "retracted": summary.retracted,
        "failed": summary.failed,
        "grave": summary.grave,
    }
    tiles = [
        {
            "kind": verdict.value,
            "called": verdict.value.replace("-", " "),
            "number": f"{summary.verdicts.get(verdict.value, 0):,}",
            "share": f"{summary.verdicts.get(verdict.value, 0) / max(1, total):.1%}",
            "means": VERDICTS[verdict],
        }
        for verdict in Verdict
    ]
    return _template().render(
        summary=summary,
        day=day(summary.day),
        tiles=tiles,
        pictures=pictures(summary),
        width=WIDTH,
        names=NAMES,
        numbers=NUMBERS,
        thick=BAR,
        gravest=[asdict(each) | {"link": _link(each.doi)} for each in summary.gravest],
        counts={name: f"{number:,}" for name, number in counts.items()},
    )


def _link(doi: str) -> str:
    """The address of a DOI; empty for what is none."""
    return f"https://doi.org/{quote(doi)}" if doi.startswith("10.") else ""


@cache
def _template() -> "Template":
    from refcheck.reports.html.inert import template  # the template engine is for pages alone
    from refcheck.reports.html.page import STYLE, own

    folder = files(__package__)
    markup, style = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.html.jinja", "page.css"))
    return template(markup, style=own(STYLE) + style)
