"""dblp: computer science, especially its proceedings. It is searched.

Source: dblp's search API (``/search/publ/api?q=…&format=json``), https://dblp.org/faq/13501473; its licence is CC0. "You should
always be fine when waiting for at least one or two second between two consecutive requests"
(https://dblp.org/faq/1474706.html).
"""

from collections.abc import Mapping
from typing import Any

from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.gazetteer.subjects import Field, sounds_like
from refcheck.model import Name, Record, Work
from refcheck.registries.transport.searches import MOST_LETTERS, ROWS, Searched, first_family, title_words
from refcheck.registries.transport.stated import entries, first_text, printed_year, stated, stated_name, texts
from refcheck.text.folding import fold

_TYPES = {
    "Books and Theses": "book",
    "Conference and Workshop Papers": "paper-conference",
    "Data and Artifacts": "dataset",
    "Editorship": "book",
    "Informal and Other Publications": "article",
    "Informal Publications": "article",
    "Journal Articles": "article-journal",
    "Parts in Books or Collections": "chapter",
    "Reference Works": "entry",
}
"""The CSL types of dblp's types; an informal publication is a preprint."""


_PEOPLE, _FEWEST_PEOPLE = 3, 2
"""The most authors in a second search, if the title finds nothing, and the fewest that with the year identify a paper."""

_MOST_OF_AUTHORS = 30
"""The number of hits to request in that search: the papers of the same people in one year."""


class Dblp(Searched):
    """dblp's search for publications."""

    name = "dblp"
    holds = "computer science"
    hits_at, count_at = ("result", "hits", "hit"), "result.hits.@total"
    described_at = "info"

    def may_hold(self, work: Work) -> bool:
        """Return whether it is a proceedings paper, or an article in a venue that sounds like computer science."""
        venue = work.container_title or work.event_title or ""
        if work.type not in ("paper-conference", "article-journal", "chapter", "article", None):
            return False
        sounds = sounds_like(Field.COMPUTING, venue) or unregistered_venue(venue, None) is not None
        return work.type == "paper-conference" or sounds

    def is_home_of(self, work: Work) -> bool:
        """Return whether it is a paper of a conference or journal that registers no DOIs."""
        return self.may_hold(work) and unregistered_venue(work.container_title or "", work.year) is not None

    def serves(self, work: Work) -> bool:
        """Return whether it is of computer science; dblp has only a few proceedings of other fields."""
        return self.may_hold(work) and sounds_like(Field.COMPUTING, work.container_title or work.event_title)

    def _search_url(self, work: Work) -> str:
        text = f"{title_words(work)} {first_family(work)}".strip()
        return self._address("/search/publ/api", q=text, format="json", h=ROWS, c=0)

    def _second_url(self, work: Work) -> str | None:
        """Return the URL of a search for authors and year, as a title with an error in it is not found by its words."""
        families = [family for name in work.author[:_PEOPLE] if (family := fold(name.family or ""))]
        year = work.year or 0
        if len(families) < _FEWEST_PEOPLE or year <= 0:
            return None
        text = f"{' '.join(families)[:MOST_LETTERS]} {year}"
        return self._address("/search/publ/api", q=text, format="json", h=_MOST_OF_AUTHORS, c=0)

    def _read(self, hit: Mapping[str, Any]) -> Record:
        item = self._described(hit)
        kind = _TYPES.get(first_text(item, "type") or "")
        venues, authors = texts(item, "venue"), item.get("authors")
        doi, key = first_text(item, "doi"), first_text(item, "key") or ""
        work = Work(
            type=kind,
            title=(first_text(item, "title") or "").removesuffix("."),
            author=tuple(_name(text) for text in _texts(authors)),
            container_title=venues[0] if venues and kind != "book" else None,
            container_title_alternative=venues[1:],
            issued=printed_year(first_text(item, "year")),
            doi=doi.lower() if doi else None,
            **stated(item, volume="volume", issue="number", page="pages", publisher="publisher", url="ee"),
        )
        url = first_text(item, "url") or f"{self._base_url}/rec/{key}"
        return self._record(work, url)


def _texts(authors: object) -> tuple[str, ...]:
    named = tuple(name for entry in entries(authors, "author") if (name := first_text(entry, "text")))
    return named or texts(authors, "author")


def _name(whole: str) -> Name:
    """Return a name, given names first, without the number by which dblp distinguishes namesakes: ``Wei Wang 0001``."""
    rest, _, last = whole.rpartition(" ")
    return stated_name(rest if last.isdigit() and len(last) == len("0001") else whole)
