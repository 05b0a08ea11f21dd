"""PubMed's citation matcher: articles by their place in a journal, for references that give no title.

Source: NCBI's E-utilities, ``ecitmatch.cgi`` (The E-utilities In-Depth, NBK25499): a line for each citation, ``journal|year|volume|
first page|author|key|``, answered by the same line with the article's PubMed identifier behind it, or with ``NOT_FOUND`` or
``AMBIGUOUS``. It weighs the parts, and names an article also where some of them differ, so that whoever asks has to compare. The
records of those that it names come from :mod:`~refcheck.registries.services.ncbi.summaries`, whose manners and limit are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote_plus

from refcheck.model import Answer, Id, NotFound, Scheme, Scope
from refcheck.registries.base import Planned, unavailable
from refcheck.registries.failures import Failure, broken
from refcheck.registries.services.ncbi.summaries import Ncbi, signed
from refcheck.registries.transport.batching import pack
from refcheck.registries.transport.get import Reply, within
from refcheck.registries.transport.service import Service
from refcheck.text.recoding import recoded

_NONE = ("NOT_FOUND", "AMBIGUOUS")
"""What stands in the place of an identifier where there is no article, or more than one."""

_BETWEEN = "%0D"


class CitationMatcher(Service):
    """Fifty citations a request, and one more for the records of the articles."""

    name = "PubMed's citation matcher"
    schemes = frozenset({Scheme.CITATION})
    unsearched = "is not searched"

    def __init__(self, **options: Any) -> None:
        """The options of every service."""
        super().__init__(**options)
        self._articles = Ncbi(**options)

    def batches(self, ids: Sequence[Id]) -> tuple[tuple[Id, ...], ...]:
        """At most fifty citations each, bounded by the length of the address."""
        asked = (key for key in ids if key.scheme in self.schemes)
        return pack(asked, size=lambda key: len(_line(key, 0)) + len(_BETWEEN))

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        yield Planned(registry=self.name, url=self._url(batch))

    def _url(self, batch: Sequence[Id]) -> str:
        lines = _BETWEEN.join(_line(key, number) for number, key in enumerate(batch))
        return f"{self._base_url}/ecitmatch.cgi?db=pubmed&retmode=xml&bdata={lines}{signed(self._mailto)}"

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        reply = self._web.get(self._url(batch), follow=within(self._base_url), accept="text/plain")
        if isinstance(reply, Failure):
            return unavailable(self.name, reply, batch)
        if reply.status != 200:
            return unavailable(self.name, self._failure(reply), batch)
        told = _read(reply, batch)
        if isinstance(told, Failure):
            return unavailable(self.name, told, batch)
        articles = {key: Id(Scheme.PMID, said) for key, said in told.items() if said.isdigit()}
        if articles:
            self._web.wait()
        records = self._articles.lookup(tuple(dict.fromkeys(articles.values())))
        missing = NotFound(registry=self.name, scope=Scope.HOLDINGS)
        return {key: records[articles[key]] if key in articles else missing for key in told}


def _line(key: Id, number: int) -> str:
    """One citation as it stands in an address, with its place in the batch as the caller's own key."""
    return quote_plus(f"{key.value}|{number}|")


def _read(reply: Reply, batch: Sequence[Id]) -> Mapping[Id, str] | Failure:
    """Return what is said of each citation; of those that no line answers, nothing is.

    Of a citation that is not found, the line may lack the author.
    """
    lines = recoded(reply.body.decode("utf-8", "replace")).split("\n")
    rows = (line.strip().split("|") for line in lines)
    told = {
        batch[int(row[-2])]: row[-1].strip()
        for row in rows
        if len(row) > 2 and row[-2].isascii() and row[-2].isdigit() and int(row[-2]) < len(batch)
    }
    known = {key: said for key, said in told.items() if said.isascii() and (said.isdigit() or said.startswith(_NONE))}
    return known or broken("gave an answer that is no list of citations")
