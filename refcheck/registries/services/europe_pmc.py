"""Europe PMC: articles of the life sciences, including those of PubMed. It is searched.

Source: the Europe PMC RESTful web service (``/search?query=…&format=json&resultType=core``). No limit is documented; its forum
names ten requests a second and 500 a minute. About a fifth of the answers observed were empty (``{"version": "6.9"}``); these
count as failures and are requested again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from refcheck.gazetteer.subjects import Field, sounds_like
from refcheck.lexicon.language import may_not_be_english
from refcheck.model import Name, Record, Work
from refcheck.registries.transport.searches import ROWS, Searched, first_family, title_words
from refcheck.registries.transport.stated import (
    bare_numbers,
    entries,
    first_text,
    person_name,
    printed_year,
    stated,
    texts,
)

_TYPES = {"Preprint": "article", "Book chapter": "chapter", "Book": "book"}


class EuropePmc(Searched):
    """Europe PMC's search."""

    name = "Europe PMC"
    holds = "articles of medicine and the life sciences"
    hits_at, count_at = ("resultList", "result"), "hitCount"

    def may_hold(self, work: Work) -> bool:
        """Return whether it is a journal article in English whose title or journal sounds like the life sciences."""
        title, journal = work.title or "", work.container_title or ""
        if work.type != "article-journal" or may_not_be_english(title, journal):
            return False
        return sounds_like(Field.LIFE, title, journal)

    serves = may_hold
    """The same test: all that it has is of its field, the life sciences."""

    def _search_url(self, work: Work) -> str:
        author = first_family(work)
        text = f"TITLE:({title_words(work)})" + (f' AND AUTH:"{author}"' if author else "")
        return self._address("/search", query=text, format="json", resultType="core", pageSize=ROWS)

    def _read(self, item: Mapping[str, Any]) -> Record:
        info, doi = item.get("journalInfo"), first_text(item, "doi")
        journal = info.get("journal") if isinstance(info, Mapping) else None
        source, number = first_text(item, "source") or "", first_text(item, "id") or ""
        kinds = texts(item.get("pubTypeList"), "pubType")
        short, name = first_text(journal, "medlineAbbreviation"), first_text(journal, "title")
        work = Work(
            type=next((_TYPES[kind] for kind in kinds if kind in _TYPES), "article-journal"),
            title=(first_text(item, "title") or "").removesuffix("."),
            author=tuple(_names(item.get("authorList"))),
            container_title=name or short,
            container_title_alternative=(short,) if name and short else (),
            issued=printed_year(first_text(item, "pubYear")),
            issued_alternative=tuple(date for date in [printed_year(first_text(item, "firstPublicationDate"))] if date),
            issn=(*bare_numbers(journal, "issn"), *bare_numbers(journal, "essn")),
            doi=doi.lower() if doi else None,
            **stated(info, volume="volume", issue="issue"),
            **stated(item, page="pageInfo", pmid="pmid", pmcid="pmcid"),
        )
        url = f"https://europepmc.org/article/{source}/{number}"
        return self._record(work, url)


def _names(people: object) -> Iterator[Name]:
    for entry in entries(people, "author"):
        given = first_text(entry, "firstName") or first_text(entry, "initials")
        whole = first_text(entry, "collectiveName") or first_text(entry, "fullName")
        if family := first_text(entry, "lastName"):
            yield person_name(family, given)
        elif whole:
            yield Name(literal=whole)
