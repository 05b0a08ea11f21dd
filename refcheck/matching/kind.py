"""The relation of a record to the cited work: the work itself, a notice or review of it, or the book that includes it."""

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import cache

from rapidfuzz import fuzz

from refcheck.lexicon import Section, Term, headings, wordings
from refcheck.lexicon.patterns import alternatives
from refcheck.matching.diff import compared
from refcheck.matching.fields.title import BREAK, compare_titles
from refcheck.matching.prepared import PreparedWork, prepared
from refcheck.model import Agreement, Comparison, Match, Reference, Work
from refcheck.text.folding import fold, words


class Kind(Enum):
    """The kind of work that a title indicates."""

    WORK = auto()
    NOTICE = auto()
    REVIEW = auto()
    REPLY = auto()
    SUPPLEMENT = auto()


_OPENINGS = {
    Kind.NOTICE: """correction; corrections; author correction; publisher correction; erratum; errata; corrigendum;
        corrigenda; addendum; addenda; additions and corrections; retraction; notice of retraction; statement of
        retraction; withdrawal; notice of withdrawal; expression of concern; editorial expression of concern;
        publishers note; editors note; incorrect""",
    Kind.REVIEW: """faculty opinions; faculty of 1000; f1000prime; review of;
        review for; book review; peer review; decision letter; author response; referee report; reviewer report""",
    Kind.REPLY: """comment on; comments on; commentary on; reply to; a reply to; response to; authors reply; in reply; rejoinder""",
    Kind.SUPPLEMENT: """supplement; supplementary; supplemental; electronic supplementary; supporting
        information; additional file; data from; data for""",
}
"""Starts of the titles of texts about a work, as ``fold`` returns them."""

RUBRICS = frozenset(map(fold, wordings(Term.PIECE, Term.RUBRIC, Term.CORRECTION)))
"""Section headings and labels of articles, folded; some records have only such a text as title."""

ALIKE = 0.6
"""Least similarity of two titles of the same work; two titles drawn at random reach 0.49. Source: that measurement, and a margin;
``tests/benchmarks/match.py`` measures the effect."""

TITLE_LETTERS = 15
"""Fewest letters of a title that can confirm a work on its own, and that two works by the same authors in one venue rarely have."""

_KINDS = tuple(
    (" ".join(opening.split()) + " ", kind) for kind, openings in _OPENINGS.items() for opening in openings.split(";")
)

_CLOSINGS = {"reply": Kind.REPLY, "correction": Kind.NOTICE, "erratum": Kind.NOTICE, "corrigendum": Kind.NOTICE}

_IDENTIFYING = ("title", "author", "issued", "container-title")
"""CSL variables of which at least one agrees if a record is that of the cited work."""

_WHOLE = words("book collection periodical")

_GROUPS = (
    words("""article-journal article article-magazine article-newspaper paper-conference review review-book chapter entry
    entry-dictionary entry-encyclopedia post post-weblog webpage manuscript speech software"""),
    words("""book collection report thesis pamphlet standard periodical manuscript webpage regulation legislation treaty
    software"""),
    words("dataset software webpage figure map motion_picture song broadcast"),
)
"""Types that are confused with each other, as the type of a reference can be read only roughly."""


def are_near(titles: Agreement | None) -> bool:
    """Return whether two titles are similar, and also the parts before their subtitles, if both have one.

    "A systematic review and meta-analysis" is the subtitle of a thousand works.
    """
    if titles is None or (titles.similarity or 0.0) < ALIKE:
        return False
    breaks = [BREAK.search(side) for side in (titles.cited, titles.registered)]
    heads = [fold(found.string[: found.start()]) for found in breaks if found]
    return len(heads) < len(breaks) or fuzz.ratio(*heads) >= 100 * ALIKE


def kind_of(title: str) -> Kind:
    """Return the kind that the start or end of a title indicates."""
    key = fold(title) + " "
    opening = next((kind for opening, kind in _KINDS if key.startswith(opening)), None)
    return opening or _CLOSINGS.get(key.split()[-1] if key.split() else "", Kind.WORK)


def is_other_kind(title: Agreement | None) -> bool:
    """Return whether two titles are of different kinds, as those of a work and of its correction, review, reply or supplement."""
    if title is None or not title.cited or not title.registered or title.explained == "review":
        return False
    return kind_of(title.cited) is not kind_of(title.registered)


@cache
def _supplement() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:\w+\W+){{0,3}}{alternatives(headings(Section.SUPPLEMENT))}\b", re.IGNORECASE)


def is_supplement(reference: Reference) -> bool:
    """Return whether a reference is to material published under the DOI of its article: "See Supplemental Material at …"."""
    return not reference.work.author and _supplement().match(reference.raw) is not None


def is_named_as_whole(work: Work) -> bool:
    """Return whether the record of a part has the name of its container as title, and not a title of its own.

    >>> is_named_as_whole(Work(title="First Meeting on Reeds", container_title="Proceedings of the First Meeting on Reeds"))
    True
    >>> is_named_as_whole(Work(title="Tides", container_title="Tides"))
    False
    """
    title, container = fold(work.title or ""), fold(work.container_title or "")
    return len(title) >= TITLE_LETTERS and container.endswith(title) and not is_whole(work)


def is_at_own_place(agreements: Iterable[Agreement]) -> bool:
    """Return whether authors, volume and page agree: no two works have all of these in common, whatever their titles are."""
    return {each.field for each in agreements if each.agrees} >= {"author", "volume", "page"}


def has_strangers(match: Match) -> bool:
    """Return whether all authors are different persons, and the title is another or was not compared: it is another work."""
    is_tied = match.similarity("author") or match.agrees("title") or match.similarity("title") >= ALIKE
    return match.differs("author") and not is_tied


def is_unlike_reference(match: Match) -> bool:
    """Return whether a record found by an identifier differs in most of what identifies a work, and agrees in none of it.

    Different authors, with another title or one in another language, and another page or volume are enough: a year, a journal or
    its volume may agree by chance, or as the record is that of a neighbouring article in the issue.
    Such a record is not reported field by field: that it is another work's is a single finding.
    """
    if match.agrees("title"):
        return False
    if not any(map(match.agrees, _IDENTIFYING)) and sum(map(match.differs, _IDENTIFYING)) > len(_IDENTIFYING) / 2:
        return True
    if match.agreement("title") is None or not has_strangers(match) or match.agrees("page"):
        return False
    return match.differs("page") or match.differs("volume")


def is_whole(work: Work) -> bool:
    """Return whether a work is of a type that consists of parts."""
    return work.type in _WHOLE


def holds(record: Work | PreparedWork, reference: Work | PreparedWork) -> bool:
    """Return whether the record is the book or journal of the cited part: its title is the cited container, not the cited title."""
    registered, cited = prepared(record), prepared(reference)
    if not (cited.work.title and cited.work.container_title and is_whole(registered.work)):
        return False
    titles = compare_titles(cited, registered)
    if titles is None or titles.agrees or (titles.similarity or 0.0) >= ALIKE:
        return False
    whole = compare_titles(Work(title=cited.work.container_title), registered)
    return whole is not None and whole.agrees


def is_piece_of(record: Work, cited: Work | PreparedWork) -> bool:
    """Return whether the record is that of a chapter or paper of a book that is cited as a whole; it may have the book's title."""
    whole = prepared(cited)
    is_part = bool(whole.work.container_title or whole.work.page) or is_whole(record)
    if is_part or not (is_whole(whole.work) and whole.work.title and record.container_title):
        return False
    titles = compare_titles(whole, prepared(Work(title=record.container_title)))
    return titles is not None and titles.agrees


def compare_types(cited: Work, registered: Work) -> Agreement | None:
    """Return the agreement of the types of two works; ``None`` where either has none, as a reference does not print its type."""
    if cited.type is None or registered.type is None:
        return None
    near = any({cited.type, registered.type} <= group for group in _GROUPS)
    other = Comparison.VARIANT if near else Comparison.DIFFERENT
    return compared("type", (cited.type, registered.type), Comparison.SAME if cited.type == registered.type else other)
