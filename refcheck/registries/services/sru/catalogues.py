"""Library catalogues that speak SRU: K10plus, the union catalogue of German and other libraries.

Source: Search/Retrieve via URL 1.1 (Library of Congress) with MARC 21 in MARCXML; for K10plus
https://wiki.k10plus.de/display/K10PLUS/SRU, whose records are CC0. It states no limit. Other catalogues are rows of
``CATALOGUES``: each has an address and the words that it calls its indexes by.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from types import MappingProxyType

from attrs import frozen

from refcheck.model import Record, Work
from refcheck.registries.base import Clock, utc_now
from refcheck.registries.failures import Failure, broken
from refcheck.registries.services.sru.marc import MARC, marc_work
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.searches import ROWS, Searched, first_family, query_string, title_words
from refcheck.registries.transport.xml_text import read_xml, text_of


@frozen(kw_only=True)
class Catalogue:
    """A catalogue: what people call it, and its words for titles, people and ISBNs.

    ``record`` is where a person reads a record, before its number.
    """

    name: str
    url: str
    title: str
    person: str
    isbn: str
    schema: str = "marcxml"
    record: str = ""


CATALOGUES = MappingProxyType(
    {
        "k10plus": Catalogue(
            name="K10plus",
            url="https://sru.k10plus.de/opac-de-627",
            title="pica.tit",
            person="pica.per",
            isbn="pica.isb",
            record="https://opac.k10plus.de/DB=2.299/PPNSET?PPN=",
        ),
        "dnb": Catalogue(
            name="Deutsche Nationalbibliothek",
            url="https://services.dnb.de/sru/dnb",
            title="tit",
            person="per",
            isbn="num",
            schema="MARC21-xml",
            record="https://d-nb.info/",
        ),
        "loc": Catalogue(
            name="Library of Congress",
            url="http://lx2.loc.gov:210/LCDB",
            title="dc.title",
            person="dc.creator",
            isbn="bath.isbn",
        ),
        "obvsg": Catalogue(
            name="Österreichischer Bibliothekenverbund",
            url="https://services.obvsg.at/sru/OBV-LIT",
            title="alma.title",
            person="alma.creator",
            isbn="alma.isbn",
        ),
    }
)
"""K10plus is asked; the others are here for who is told to ask them (``Sru(catalogue=CATALOGUES["dnb"])``).

Source: the catalogues' own pages. Those that answer in another format than MARC 21, as the French national library does, are none.
"""


class Sru(Searched):
    """One catalogue. One request a search, by ISBN, where there is one, or by title and person."""

    holds = "books, theses and reports"
    accept = "application/xml"

    def __init__(
        self,
        *,
        catalogue: Catalogue = CATALOGUES["k10plus"],
        base_url: str | None = None,
        mailto: str | None = None,
        turn: Callable[[], None] | None = None,
        now: Clock = utc_now,
        dialler: Dialler | None = None,
    ) -> None:
        """``base_url`` is the catalogue's own unless another is given."""
        super().__init__(base_url=base_url or catalogue.url, mailto=mailto, turn=turn, now=now, dialler=dialler)
        self.name = catalogue.name
        self._catalogue = catalogue

    def may_hold(self, work: Work) -> bool:
        """What stands on the shelves of libraries as a volume of its own."""
        return work.type in ("book", "thesis", "report", "collection", "pamphlet")

    def is_home_of(self, work: Work) -> bool:
        """The same."""
        return self.may_hold(work)

    def _search_url(self, work: Work) -> str:
        words = [f"{self._catalogue.title}={word}" for word in title_words(work).split()]
        person = [f"{self._catalogue.person}={word}" for word in first_family(work).split()[-1:]]
        titled = " and ".join([*words, *person])
        if not work.isbn:
            return self._url(titled)
        isbn = work.isbn[0].replace("-", "")
        return self._url(f"{self._catalogue.isbn}={isbn} or ({titled})")

    def _url(self, query: str) -> str:
        asked = query_string(
            version="1.1",
            operation="searchRetrieve",
            query=query,
            maximumRecords=ROWS,
            recordSchema=self._catalogue.schema,
        )
        return f"{self._base_url}?{asked}"

    def _found(self, reply: Reply, retrieved: datetime) -> Sequence[Record] | Failure:
        root = read_xml(reply.body, f"answered {reply.status} with something")
        if isinstance(root, Failure):
            return root
        if str(root.tag).rpartition("}")[2] != "searchRetrieveResponse":
            return broken("gave an answer that is no answer to a search")
        works = (
            (marc_work(record), text_of(record.find(f"{MARC}controlfield[@tag='001']")))
            for record in root.iter(f"{MARC}record")
        )
        return [self._of_marc(work, number, retrieved) for work, number in works if work.title]

    def _of_marc(self, work: Work, number: str, retrieved: datetime) -> Record:
        url = f"{self._catalogue.record}{number}"
        return self._record(work, url, retrieved)
