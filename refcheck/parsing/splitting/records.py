"""Pages of sites that show works as records, each part on a line of its own: results, profiles, catalogues, repositories.

Buttons, counters, abstracts and furniture stand between the parts, so that the rules for lists say little of such a page. A network
that has learned from pages of sites and of cards that look like them (shops, people, news) reads it.
"""

from collections.abc import Sequence
from statistics import mean

from refcheck.layout import MOST, SOME
from refcheck.layout.lines import Entries, Line, text_of
from refcheck.parsing.line_ends import end_parts
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import evidence
from refcheck.parsing.splitting.layout.parts_by_line import as_one_line
from refcheck.parsing.splitting.roles.opinion import Opinion, opinion
from refcheck.parsing.splitting.roles.tagging import MODEL

SITES = MODEL.with_name("sites.net")
"""The network that reads pages of sites."""

_MOST_LINES = 2000
"""The most lines of a page of a site; what is longer is a document. Source: a judgement."""

_FEWEST_RECORDS, _FEWEST_ENDS = 3, 2
"""The fewest records of a page, and the fewest line ends within most of them unless other lines stand between the records.
Source: a judgement; not fitted."""


def records(lines: Sequence[Line], ruled: Sequence[float]) -> tuple[Entries, Opinion] | None:
    """Return the records of a page, a line each, and the reading of its lines; ``None`` if it is no such page.

    ``ruled`` are the certainties of the entries that the rules find: they must be fewer, or less certain.
    """
    if len(lines) > _MOST_LINES:
        return None
    read = opinion(lines, SITES)
    found = read.entries()
    rated = [(entry, likely) for entry, likely in zip(found, read.certainties(found), strict=True) if likely >= MOST]
    taken = [entry for entry, _ in rated if has_year(text_of(entry)) or evidence(text_of(entry)) >= 0]
    texts = list(map(text_of, taken))
    if len(taken) < max(_FEWEST_RECORDS, MOST * len(found)) or sum(map(has_year, texts)) < MOST * len(texts):
        return None
    is_likelier = len(taken) > len(ruled) or mean(likely for _, likely in rated) > mean(ruled)
    company = 1 - sum(map(len, found)) / len(lines)
    ends = sorted(text.count("\n") for text in texts)
    are_in_parts = ends[len(ends) // 5] > 0 and (ends[len(ends) // 2] >= _FEWEST_ENDS or company >= SOME)
    are_unread = company >= MOST and len(ruled) < SOME * len(taken)
    is_page = is_likelier and are_in_parts and (end_parts(texts) or are_unread)
    return ([[as_one_line(entry)] for entry in taken], read) if is_page else None
