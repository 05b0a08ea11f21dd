"""PubMed's XML (``PubmedArticleSet``): every article or book is a reference.

Source: the document types of NLM's "PubMed Article Set" and "MEDLINE/PubMed Data Elements".

Marks: ``<``.
"""

from collections.abc import Iterator

from refcheck.lexicon import month_number
from refcheck.model import Bibliography, Date, Name
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.items import Given, Item, bibliography, given, item_of
from refcheck.readers.sources.xml import Element, children, descendants, line_of, parse, root_name, text_of
from refcheck.text.pages import whole_pages

NAME = "pubmed-xml"

_ROOTS = frozenset(
    {"PubmedArticleSet", "PubmedArticle", "MedlineCitationSet", "MedlineCitation", "PubmedBookArticleSet"}
)
_RECORDS = ("MedlineCitation", "BookDocument")
_OF_JOURNAL = {
    "container_title": "Title", "container_title_alternative": "ISOAbbreviation", "volume": "Volume", "issue": "Issue",
}  # fmt: skip
_IDS = {"doi": "doi", "pmc": "pmcid", "pmcid": "pmcid"}


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the root element is one of PubMed's."""
    return root_name(data) in _ROOTS


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return one reference for each article or book, in order; the works that they cite are not read.

    Raises:
        SourceError: the file is not XML that can be read.
    """
    root, notes = parse(data, name)
    found = enumerate(root.iter(*_RECORDS), start=1)
    return bibliography((_item(each, place) for place, each in found), name, NAME, notes)


def _item(record: Element, place: int) -> Item:
    book = next(children(record, "Book"), None)
    article = next(children(record, "Article"), record)
    kinds = {text_of(each).lower() for each in descendants(article, "PublicationType")}
    kind = "article-journal" if book is None else "chapter" if _text(record, "ArticleTitle") else "book"
    return item_of(
        _givens(record, article, book),
        key=text_of(next(children(record, "PMID"), None)) or str(place),
        kind="article" if "preprint" in kinds else kind,
        line=line_of(record),
    )


def _givens(record: Element, article: Element, book: Element | None) -> Iterator[Given]:
    own = _text(article, "ArticleTitle") or _text(article, "VernacularTitle")
    whole = _text(book, "BookTitle")
    for people in descendants(article, "AuthorList"):
        role = "editor" if people.get("Type") == "editors" else "author"
        yield from (each for author in children(people, "Author") for each in _person(author, role))
    yield from _date(article)
    yield from given("title", (own or whole).removesuffix("."))
    journal = next(children(article, "Journal"), None)
    yield from given("container_title", whole if own else "")
    for variable, name in _OF_JOURNAL.items():
        yield from given(variable, _text(journal, name))
    yield from given("page", whole_pages(_values.page_range(_text(article, "MedlinePgn"))))
    yield from given("publisher", _text(book, "PublisherName"))
    yield from given("publisher_place", _text(book, "PublisherLocation"))
    for number in () if book is None else descendants(book, "Isbn"):
        yield from given("isbn", text_of(number))
    yield from given("issn", _text(journal, "ISSN"))
    yield from _numbers(record, article)


def _person(author: Element, role: str) -> Iterator[Given]:
    parts = {str(each.tag): text_of(each) for each in author}
    family = parts.get("LastName")
    first = parts.get("ForeName") or parts.get("Initials") or None
    organisation = parts.get("CollectiveName")
    if family:
        name = Name(family=family, given=first, suffix=parts.get("Suffix"))
        yield Given(name=role, value=name, text=" ".join(filter(None, (family, first))))
    elif organisation:
        yield Given(name=role, value=Name(literal=organisation), text=organisation)


def _date(article: Element) -> Iterator[Given]:
    for element in descendants(article, "PubDate"):
        parts = {str(each.tag): text_of(each) for each in element}
        text = " ".join(parts.values())
        year = parts.get("Year", "")
        if year.isdecimal():
            month = parts.get("Month", "")
            number = int(month) if month.isdecimal() else month_number(month)
            day = parts.get("Day", "")
            date = _values.exact(int(year), number, int(day) if day.isdecimal() else None)
        else:
            date = _values.date(text) or Date(raw=text)
        if text:
            yield Given(name="issued", value=date, text=text)
        return


def _numbers(record: Element, article: Element) -> Iterator[Given]:
    """Yield the identifiers of the article itself, each once; not those of the works that it cites."""
    found = {("pmid", text_of(each)) for each in children(record, "PMID")}
    dois = [text_of(each) for each in children(article, "ELocationID") if each.get("EIdType") == "doi"]
    around = record.getparent()
    data = next(children(around, "PubmedData", "PubmedBookData"), None) if around is not None else None
    lists = [*children(record, "ArticleIdList"), *(children(data, "ArticleIdList") if data is not None else ())]
    ids = [
        (_IDS.get(each.get("IdType") or ""), text_of(each)) for some in lists for each in children(some, "ArticleId")
    ]
    named = [*(("doi", doi) for doi in dois), *((name, text) for name, text in ids if name), *found]
    for name, text in dict.fromkeys((name, text.lower() if name == "doi" else text) for name, text in named):
        yield from given(name, text)


def _text(element: Element | None, name: str) -> str:
    return "" if element is None else text_of(next(descendants(element, name), None))
