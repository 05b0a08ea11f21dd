"""What sort of thing a record is beside the cited work: the work, a notice or review of it, or the book that holds it."""

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
    """What a title says that it is."""

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
"""How the titles of pieces begin that are about a work, as ``fold`` leaves them."""

RUBRICS = frozenset(map(fold, wordings(Term.PIECE, Term.RUBRIC, Term.CORRECTION)))
"""What pieces stand under, folded; some records have nothing else for a title."""

ALIKE = 0.6
"""Titles less alike than this are those of two works: two drawn at random reach 0.49. Source: that measure, and a margin;
``tests/benchmarks/match.py`` measures what comes of it."""

TITLE_LETTERS = 15
"""A title of so many letters can confirm a work by itself, and is hardly that of two works by the same people in one place."""

_KINDS = tuple(
    (" ".join(opening.split()) + " ", kind) for kind, openings in _OPENINGS.items() for opening in openings.split(";")
)

_CLOSINGS = {"reply": Kind.REPLY, "correction": Kind.NOTICE, "erratum": Kind.NOTICE, "corrigendum": Kind.NOTICE}

_IDENTIFYING = ("title", "author", "issued", "container-title")
"""CSL variables of which a record has at least one as the reference does, if it is the work's."""

_WHOLE = words("book collection periodical")

_GROUPS = (
    words("""article-journal article article-magazine article-newspaper paper-conference review review-book chapter entry
    entry-dictionary entry-encyclopedia post post-weblog webpage manuscript speech software"""),
    words("""book collection report thesis pamphlet standard periodical manuscript webpage regulation legislation treaty
    software"""),
    words("dataset software webpage figure map motion_picture song broadcast"),
)
"""Types that are taken for one another: what a reference is can be read from it but roughly."""


def are_near(titles: Agreement | None) -> bool:
    """Whether two titles are alike, and in what stands before their subtitles, too, where both have one.

    "A systematic review and meta-analysis" is the subtitle of a thousand works.
    """
    if titles is None or (titles.similarity or 0.0) < ALIKE:
        return False
    breaks = [BREAK.search(side) for side in (titles.cited, titles.registered)]
    heads = [fold(found.string[: found.start()]) for found in breaks if found]
    return len(heads) < len(breaks) or fuzz.ratio(*heads) >= 100 * ALIKE


def kind_of(title: str) -> Kind:
    """The kind that a title tells by how it begins or ends."""
    key = fold(title) + " "
    opening = next((kind for opening, kind in _KINDS if key.startswith(opening)), None)
    return opening or _CLOSINGS.get(key.split()[-1] if key.split() else "", Kind.WORK)


def is_other_kind(title: Agreement | None) -> bool:
    """Whether one of two titles is of a piece about a work (a correction, review, reply or supplement), and the other is not."""
    if title is None or not title.cited or not title.registered or title.explained == "review":
        return False
    return kind_of(title.cited) is not kind_of(title.registered)


@cache
def _supplement() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:\w+\W+){{0,3}}{alternatives(headings(Section.SUPPLEMENT))}\b", re.IGNORECASE)


def is_supplement(reference: Reference) -> bool:
    """Return whether a reference is the material that is kept under the DOI of its article: "See Supplemental Material at …"."""
    return not reference.work.author and _supplement().match(reference.raw) is not None


def is_named_as_whole(work: Work) -> bool:
    """Return whether a record of a piece has the name of what holds it for a title, and says nothing of the piece's own.

    >>> is_named_as_whole(Work(title="First Meeting on Reeds", container_title="Proceedings of the First Meeting on Reeds"))
    True
    >>> is_named_as_whole(Work(title="Tides", container_title="Tides"))
    False
    """
    title, container = fold(work.title or ""), fold(work.container_title or "")
    return len(title) >= TITLE_LETTERS and container.endswith(title) and not is_whole(work)


def is_at_own_place(agreements: Iterable[Agreement]) -> bool:
    """Whether the authors, the volume and the page agree: no two works of theirs have these, whatever their titles are."""
    return {each.field for each in agreements if each.agrees} >= {"author", "volume", "page"}


def has_strangers(match: Match) -> bool:
    """Whether the authors are all other people, under another title or one that was not compared: of another work, then."""
    is_tied = match.similarity("author") or match.agrees("title") or match.similarity("title") >= ALIKE
    return match.differs("author") and not is_tied


def is_unlike(match: Match) -> bool:
    """Whether a record that an identifier brought differs in most of what tells a work, and agrees in nothing of it.

    Other people, under another title or one in another language, at another place are enough: a year, a journal or its volume may
    be the same by chance, or is that of the neighbour in the issue.
    Field by field there is nothing to say of such a record; that it is another work's is one finding.
    """
    if match.agrees("title"):
        return False
    if not any(map(match.agrees, _IDENTIFYING)) and sum(map(match.differs, _IDENTIFYING)) > len(_IDENTIFYING) / 2:
        return True
    if match.agreement("title") is None or not has_strangers(match) or match.agrees("page"):
        return False
    return match.differs("page") or match.differs("volume")


def is_whole(work: Work) -> bool:
    """Whether a work is of a type that holds pieces."""
    return work.type in _WHOLE


def holds(record: Work | PreparedWork, reference: Work | PreparedWork) -> bool:
    """Whether the record is the book or journal that holds the cited piece: its title is the cited container, and no piece's."""
    registered, cited = prepared(record), prepared(reference)
    if not (cited.work.title and cited.work.container_title and is_whole(registered.work)):
        return False
    titles = compare_titles(cited, registered)
    if titles is None or titles.agrees or (titles.similarity or 0.0) >= ALIKE:
        return False
    whole = compare_titles(Work(title=cited.work.container_title), registered)
    return whole is not None and whole.agrees


def is_piece_of(record: Work, cited: Work | PreparedWork) -> bool:
    """Whether the record is that of a chapter or paper of the cited book, and no part of that is cited: it may have its title."""
    whole = prepared(cited)
    is_part = bool(whole.work.container_title or whole.work.page) or is_whole(record)
    if is_part or not (is_whole(whole.work) and whole.work.title and record.container_title):
        return False
    titles = compare_titles(whole, prepared(Work(title=record.container_title)))
    return titles is not None and titles.agrees


def compare_types(cited: Work, registered: Work) -> Agreement | None:
    """The types of two works; ``None`` where either has none, for a reference does not print its type."""
    if cited.type is None or registered.type is None:
        return None
    near = any({cited.type, registered.type} <= group for group in _GROUPS)
    other = Comparison.VARIANT if near else Comparison.DIFFERENT
    return compared("type", (cited.type, registered.type), Comparison.SAME if cited.type == registered.type else other)
