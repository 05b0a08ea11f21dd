"""Tables whose columns are variables: the column names of exported tables, and the reference of each row.

Sources: exports of Scopus, Dimensions, Zotero, The Lens, IEEE Xplore, PubMed, Google Scholar (My library), Publish or Perish,
Web of Science (tab delimited), Rayyan, Covidence, JabRef, OpenAlex and Mendeley, as their documentation names the columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from attrs import frozen

from refcheck.gazetteer.item_types import by_name
from refcheck.model import Date, Reference, Span
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.notations import people
from refcheck.readers.entries.stated import Entry, Place, Stated, reference
from refcheck.text.deferred import deferred

_NAMES = {
    "author": "authors author authors1 authorfullnames authorfullname authorsfullname authornames authoru authorsfull aus auths"
    " au af creators creator autor autoren autorinnen auteurs auteur autores autori verfasser verfasserin verfasserinnen autorzy"
    " forfatter forfattere forfattare авторы автор автори 作者 著者",
    "first_author": "firstauthor leadauthor",
    "editor": "editor editors herausgeber herausgeberin",
    "title": "title itemtitle ti titel titre titulo titolo worktitle displayname tytuł tittel название заглавие 题名 标题 題名",
    "issued": "year pubyear date datepublished py jahr annee ano anno yearpublished createdate"
    " issued published coverdate yearofpublication datepublication erscheinungsjahr"
    " erschienen datedepublication fecha fechadepublicacion datadepublicacao rokwydania verschenen"
    " год годиздания 年 年份 发表时间 出版年",
    "container_title": "sourcetitle publicationtitle publication journal journalbook journaltitle source so containertitle venue"
    " booktitle zeitschrift revue revista anthologytitle secondarytitle ispartof publicationname primarylocationdisplayname"
    " journalname journalorbook nameofjournal zeitschriftentitel periodico conference"
    " quelle tijdschrift czasopismo tidsskrift tidskrift журнал источник 来源 刊名 掲載誌",
    "collection_title": "series seriestitle",
    "volume": "volume vol vl band volissue volumeissue volno volumen jaargang tom том 卷 巻",
    "issue": "issue number issuenumber no is iss heft numero fascicolo номер выпуск 期 号",
    "page": "pages page pagination pagerange seiten paginas pagine strony sidor sider страницы 页码 頁",
    "first_page": "pagestart startpage beginpage firstpage bp spage",
    "last_page": "pageend endpage lastpage ep epage",
    "article_number": "artno articleno articlenumber ar",
    "publisher": "publisher publishers pu verlag editorial editeur editora editore uitgever wydawca forlag издательство 出版社",
    "publisher_place": "place city publisherlocation location pi",
    "edition": "edition",
    "language": "language languageoforiginaldocument la",
    "abstract": "abstract abstractnote ab",
    "keyword": "keywords keyword authorkeywords indexkeywords tags manualtags automatictags meshterms de",
    "note": "notes note extra annote",
    "source": "database databasename databaseprovider sourcedatabase",
    "author_issued": "authoryear authorsyear authordate authorsdate authorandyear authorsandyear",
    "month": "month",
    "day": "day",
    "doi": "doi di doiurl doilink doinumber digitalobjectidentifier",
    "url": "url link externalurl sourceurls links primaryurl pdflink",
    "pmid": "pmid pubmedid pubmed pm",
    "pmcid": "pmcid pmcidnumber pmc",
    "isbn": "isbn isbns bn",
    "issn": "issn issns eissn sn ei essn issnprint issnelectronic",
    "key": "key citationkey bibtexkey identifier refid",
    "type": "itemtype type dt entrytype referencetype",
    "printed": "reference references citation citations bibliography literatur bibliographie referencia referencias fullreference"
    " fullcitation rawreference unstructured bibliographicreference",
}
VARIABLES = by_name(_NAMES)
"""Variables by the names of columns, in the form that ``bare`` returns."""

ASIDE = frozenset({"note", "keyword", "source", "month", "day"})
"""Columns that tables of any content may have."""

ELSEWHERE = frozenset({"printed", "author_issued"})
"""Columns of several variables, which ``entry_of`` does not separate."""

_KINDS = {
    "article-journal": "article journalarticle review letter editorial note shortsurvey",
    "book": "book monograph editedbook",
    "chapter": "bookchapter booksection chapter incollection inbook",
    "paper-conference": "conferencepaper proceeding proceedings conferenceproceedings proceedingspaper inproceedings",
    "thesis": "thesis dissertation phdthesis mastersthesis",
    "report": "report techreport",
    "article": "preprint",
    "dataset": "dataset",
    "webpage": "webpage",
    "article-magazine": "magazinearticle",
    "article-newspaper": "newspaperarticle",
    "patent": "patent",
    "post-weblog": "blogpost",
    "software": "computerprogram software",
    "entry-encyclopedia": "encyclopediaarticle",
    "entry-dictionary": "dictionaryentry",
}
TYPES = by_name(_KINDS)
"""CSL types by the types of works in exports, in the same form."""


_NEUTRAL = ("published", "publication", "article", "paper", "document")
"""Words before a column's name that do not change its meaning: "Published Year", "Paper DOI"."""
_OWN = frozenset({"source", "number", "key", "place", "location"})
"""Names that have another meaning after such a word."""
_SHORTEST = 3

_SEVERAL = str.maketrans(dict.fromkeys(",;/&+()[]", "\n"))
"""Punctuation between the names of several values in one column: "Journal, Volume(Issue), Pages"."""
_OF_SOURCE = frozenset({"container_title", "volume", "issue", "page"})
"""Variables that may share a column with the name of a journal."""


_DUBLIN_CORE = deferred(r"\s*dc(?:terms)?\.(?:\w+\.)?(\w+)(?:\[\w*\])?\s*")
"""A column of a repository: "dc.title[en]", "dc.date.issued". Source: DSpace, "Batch metadata editing"."""


def variable_of(name: str) -> str | None:
    """Return the variable for a column with the given name, if it is known.

    >>> variable_of("Published Year"), variable_of("Article Source"), variable_of("dc.contributor.author[]")
    ('issued', None, 'author')
    """
    name = _DUBLIN_CORE.sub(r"\1", name) if "dc" in name else name
    own = bare(name)
    if own in VARIABLES:
        return VARIABLES[own]
    several = [VARIABLES.get(bare(each)) for each in name.translate(_SEVERAL).splitlines() if each.strip()]
    if len(several) > 1 and several[0] == "container_title" and _OF_SOURCE.issuperset(several):
        return "container_title"
    rest = next((own.removeprefix(word) for word in _NEUTRAL if own.startswith(word)), "")
    return VARIABLES.get(rest) if len(rest) >= _SHORTEST and rest not in _OWN else None


def bare(name: str) -> str:
    """Return the letters and digits of a column's name or of a type, in small letters and without accents."""
    return "".join(filter(str.isalnum, normalize("NFKD", name.casefold())))


PEOPLE = ("author", "editor")
_PLAIN = (
    *("title", "container_title", "collection_title", "volume", "issue", "article_number", "publisher"),
    *("publisher_place", "edition", "abstract"),
)
_IN_PARTS, _PERIODICAL = "article-journal", frozenset({"container_title", "volume"})
"""The type of a work whose row does not state it, but has these variables, and an issue or none of ``_OF_BOOKS``."""

_OF_BOOKS = frozenset({"edition", "editor", "isbn", "publisher", "publisher_place"})

_PLACES = ("doi", "url", "pmid", "pmcid", "isbn", "issn")


@frozen
class Cell:
    """One cell: its value, and the span of the value in the text, without quotation marks around it."""

    text: str
    span: Span


def people_in_one(cells: Mapping[str, Sequence[Cell]]) -> Mapping[str, Sequence[Cell]]:
    """Return the cells, with several cells of people, each for one person, joined into one."""
    joined = {
        variable: [Cell("; ".join(cell.text for cell in each), Span(each[0].span.start, each[-1].span.end))]
        for variable, each in cells.items()
        if variable in PEOPLE and len(each) > 1 and not any(";" in cell.text for cell in each)
    }
    return {**cells, **joined}


def reference_of(cells: Mapping[str, Sequence[Cell]], span: Span, place: int, text: str) -> Reference:
    """Return the reference for cells of a text; see ``entry_of``."""
    return reference(entry_of(cells, span, place), text)


def entry_of(cells: Mapping[str, Sequence[Cell]], span: Span, place: int) -> Entry:
    """Return the entry for cells of a text.

    Args:
        cells: the cells of each variable, the fullest first; their spans are relative to the text.
        span: the span of the whole entry.
        place: its place in the list, which is its key if no cell has one.
    """
    own = {
        variable: [_trimmed(cell, -span.start) for cell in each if cell.text.strip()]
        for variable, each in cells.items()
    }
    first = {variable: each[0] for variable, each in own.items() if each}
    is_first = "author" not in first and "first_author" in first
    if is_first:
        first["author"] = first["first_author"]
    kind = first.get("type")
    in_parts = first.keys() >= _PERIODICAL and ("issue" in first or first.keys().isdisjoint(_OF_BOOKS))
    named = {role: people(first[role].text) for role in PEOPLE if role in first}
    names = (Stated(role, name, first[role].span) for role, each in named.items() for name in each.names)
    return Entry(
        key=first["key"].text if "key" in first else str(place),
        span=span,
        type=TYPES.get(bare(kind.text.split(";")[0])) if kind else _IN_PARTS if in_parts else None,
        values=(*names, *_stated(first, own.get("issued", ())), *_aside(own)),
        places=tuple(Place(variable, cell.span) for variable in _PLACES for cell in own.get(variable, ())),
        et_al="author" in named and (named["author"].et_al or is_first),
        doubted=frozenset(role for role, each in named.items() if each.doubted),
    )


def _stated(first: Mapping[str, Cell], issued: Sequence[Cell]) -> Iterator[Stated]:
    """Yield the value of the first cell of each variable, and the most exact of the dates."""
    for variable in _PLAIN:
        if cell := first.get(variable):
            yield Stated(variable, _values.one_line(cell.text), cell.span)
    dates = [(date, cell) for cell in issued if (date := _values.date(cell.text)) and date.year]
    if dates:
        same = [each for each in dates if each[0].year == dates[0][0].year]
        date, cell = max(same, key=lambda dated: bool(dated[0].month) + bool(dated[0].day))
        yield Stated("issued", _in_month(date, first), cell.span)
    if start := first.get("first_page"):
        end = first.get("last_page")
        yield Stated("page", _values.pages_of(start.text, end.text if end else ""), start.span)
    for variable in ("language",) if start else ("page", "language"):
        if cell := first.get(variable):
            yield Stated(variable, _values.as_written(variable, cell.text), cell.span)


def _aside(own: Mapping[str, Sequence[Cell]]) -> Iterator[Stated]:
    """Yield the status if a type states a retraction, then keywords, databases and notes; further notes become annotations."""
    for cell in (*own.get("type", ()), *own.get("kinds", ())):
        if done := _values.taken_back(cell.text):
            yield Stated("status", done, cell.span)
    for variable in ("keyword", "source", "note"):
        for place, cell in enumerate(own.get(variable, ())):
            name = "annote" if variable == "note" and place else variable
            yield Stated(name, _values.one_line(cell.text), cell.span)


def _in_month(date: Date, first: Mapping[str, Cell]) -> Date:
    """Return a year with the month and day from cells of their own."""
    month, day = (first[name].text if name in first else "" for name in ("month", "day"))
    if date.month or not month:
        return date
    exact = _values.date(f"{date}-{month}-{day}" if month.isdecimal() else f"{day} {month} {date}".strip())
    return exact if exact and exact.year == date.year else date


def _trimmed(cell: Cell, by: int) -> Cell:
    text = cell.text.strip()
    lead = len(cell.text) - len(cell.text.lstrip())
    is_plain = len(cell.text) == len(cell.span)
    span = Span(cell.span.start + lead, cell.span.start + lead + len(text)) if is_plain else cell.span
    return Cell(text, span.shifted(by))
