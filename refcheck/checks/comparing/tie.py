"""The tie between a reference and a record that is not its match: which fields agree, allowing for errors of the parser."""

from attrs import frozen
from rapidfuzz import fuzz

from refcheck.checks.certainty import read_with_certainty
from refcheck.checks.evidence import TELLING
from refcheck.matching.appearance import HELD, are_versions, claims_article, is_preprint
from refcheck.matching.kind import ALIKE, are_near, is_at_own_place
from refcheck.model import Agreement, Case, Hits, Match
from refcheck.text.folding import fold, squeeze
from refcheck.text.spelling import is_number

_TELLING_LETTERS, _TELLING_WORDS = 30, 4
"""A title with at least this many letters and words is hardly shared by two works, unlike “Introduction” or “Editorial board”.

Source: of the 20,000 records of a sample of Crossref, 0.4 in 100 share such a title with another record, and most of these are one
work registered twice.
"""

_LETTERS = 20
"""A title with at least this many letters is hardly shared by two works of the same author and year.

Source: of the 20,000 records of that sample, no two share a title, the first author and the year, and are in different places.
"""

_SAME = 0.5
"""Two lists of authors that share at least this part of the names are those of one work. Source: a majority."""

_NEARLY_SAME = 0.85
"""Titles with at least this similarity are reported, whatever else differs. Source: a judgement; not fitted."""

_WORDS_NEAR = 65
"""Titles with at least this percentage of words in common, in any order, may be one title reworded."""


@frozen(kw_only=True)
class Tie:
    """The agreement between a reference and one record."""

    case: Case
    match: Match

    @property
    def titles(self) -> tuple[str, str]:
        """The cited and the registered title, folded; ``""`` if they were not compared."""
        title = self.match.agreement("title")
        return (fold(title.cited), fold(title.registered)) if title else ("", "")

    @property
    def tells(self) -> bool:
        """Whether the title is so long that no two works share it by chance."""
        return all(
            len(squeeze(title)) >= _TELLING_LETTERS and len(title.split()) >= _TELLING_WORDS for title in self.titles
        )

    @property
    def title_is_near(self) -> bool:
        """Whether one title could be the other reworded."""
        return self.match.similarity("title") >= ALIKE or fuzz.token_sort_ratio(*self.titles) >= _WORDS_NEAR

    @property
    def has_title(self) -> bool:
        """Whether the titles are the same except for a few letters, and longer than a word or two."""
        is_long = min(map(len, map(squeeze, self.titles))) >= _LETTERS
        return is_long and self.match.similarity("title") >= _NEARLY_SAME and are_near(self.match.agreement("title"))

    @property
    def other_part(self) -> bool:
        """Whether the titles differ only in the number of a part or a year."""
        title = self.match.agreement("title")
        if title is None or not title.differs or self.match.similarity("title") < ALIKE:
            return False
        return all(_is_of_part(fold(side)) for each in title.differences for side in (each.cited, each.registered))

    @property
    def authors_agree(self) -> bool:
        """Whether at least half of the authors are the same."""
        return self.agrees("author") or self.match.similarity("author") >= _SAME

    @property
    def strangers(self) -> bool:
        """Whether the authors were compared and are all different people, and no registered name is printed anywhere."""
        if not self.match.differs("author") or self.match.similarity("author"):
            return False
        printed = set(fold(self.case.reference.raw).split())
        families = [set(fold(name.headword).split()) for name in self.match.record.work.author]
        return read_with_certainty(self.case.reference, "author") and not any(
            each and each <= printed for each in families
        )

    @property
    def is_namesake(self) -> bool:
        """Whether the record is of another work that shares only a distinctive title: authors, container and year all differ."""
        agreeing, differing = ({each.field for each in side} for side in parted(self.match))
        works = self.case.reference.work, self.match.record.work
        if agreeing != {"title"} or not differing >= {"container-title", "issued"} or are_versions(*works):
            return False
        return self.tells and self.strangers and all(name.family for work in works for name in work.author)

    @property
    def at_page(self) -> bool:
        """Whether the first page is the same, and the volume does not differ."""
        first = self.agrees("page") or self.match.similarity("page") > _SAME
        return first and not self.match.differs("volume")

    @property
    def pages_apart(self) -> bool:
        """Whether the pages or the volume were compared and differ."""
        other_page = self.match.differs("page") and self.match.similarity("page") <= _SAME
        return other_page or self.match.differs("volume")

    @property
    def is_untitled(self) -> bool:
        """Whether no title is cited, and the record is of these authors, in the cited volume of that year or at the cited page."""
        in_volume = all(map(self.agrees, ("author", "container-title", "volume", "issued")))
        return not self.case.reference.work.title and (in_volume or is_at_own_place(self.match.agreements))

    @property
    def other_year(self) -> Agreement | None:
        """The agreement on the year, if authors and place agree and only the year, read with certainty, differs from the record."""
        differing = parted(self.match)[1]
        is_alone = self.is_placed and self.agrees("author") and [each.field for each in differing] == ["issued"]
        return (
            differing[0] if is_alone and read_with_certainty(self.case.reference, "issued", "volume", "page") else None
        )

    @property
    def is_version(self) -> bool:
        """Whether the two places are those of two versions of a work, such as a preprint and an article."""
        works = self.case.reference.work, self.match.record.work
        return are_versions(*works) and not self.at_page and not self.is_unpublished

    @property
    def is_unpublished(self) -> bool:
        """Whether a preprint is cited as an article in a journal in which its authors have not published it.

        The journal is a known one that registers its articles, and the reference states the place in it. The search found no
        article by them in it, or only at another place; if a version of the preprint names its published article, the search found
        that too.
        """
        case = self.case
        if case.search is None or not isinstance(case.search.answer, Hits):
            return False
        if not claims_article(case.reference.work, self.match.record):
            return False
        ties = [Tie(case=case, match=other) for other in case.others if other is not self.match]
        versions = (self, *(tie for tie in ties if tie.agrees("title") and tie.authors_agree))
        articles = {doi.lower() for tie in versions for doi in tie.match.record.published_as}
        if articles and articles.isdisjoint((tie.match.record.work.doi or "").lower() for tie in ties):
            return False
        return not any(tie.agrees("container-title") and tie.authors_agree and not tie.pages_apart for tie in ties)

    @property
    def of_held_type(self) -> bool:
        """Whether the cited work is of a type that registries have nearly complete records of.

        A preprint is of such a type; so is a work in a container whose type was not recognised, if the record has such a type.
        """
        work = self.case.reference.work
        if work.type is None:
            return bool(work.container_title) and self.match.record.work.type in HELD
        return work.type in HELD or is_preprint(work)

    @property
    def is_placed_in_series(self) -> bool:
        """Whether a book's title, authors (or editors) and series agree with the record: no other edition has all of them."""
        is_book = self.match.record.work.type == "book"
        people = self.agrees("author") or (self.match.agreement("author") is None and self.agrees("editor"))
        return is_book and self.tells and self.agrees("title") and people and self.agrees("container-title")

    @property
    def is_placed(self) -> bool:
        """Whether container, volume and first page agree."""
        return self.agrees("container-title") and self.agrees("volume") and self.at_page

    @property
    def is_in_volume(self) -> bool:
        """Whether journal and volume agree, and the title is long enough to be that of only one work of a year."""
        return self.has_title and self.agrees("container-title") and self.agrees("volume")

    def agrees(self, field: str) -> bool:
        """Return whether reference and record are known to agree in a CSL variable."""
        return self.match.agrees(field)


def parted(match: Match) -> tuple[list[Agreement], list[Agreement]]:
    """Return the agreements that agree and those that differ, of the fields that identify a work."""
    shown = [agreement for agreement in match.agreements if agreement.field in TELLING]
    return [each for each in shown if each.agrees], [each for each in shown if each.differs]


def _is_of_part(key: str) -> bool:
    """Return whether a folded text is only the number of a part, or a year."""
    words = key.split()
    return bool(words) and all(is_number(word) or word in ("part", "pt", "vol") for word in words)
