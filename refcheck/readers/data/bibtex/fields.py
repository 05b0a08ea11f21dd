"""Fields of BibTeX → CSL variables, and its dates (``year``, ``month``, ``date``, ``urldate``).

Source: "BibTeXing" (O. Patashnik, 1988); the manual of biblatex, §2.2; the fields that reference managers and databases add.
"""

import re
from collections.abc import Mapping

from refcheck.lexicon import month_number
from refcheck.model import Date
from refcheck.readers.entries import notations as _values
from refcheck.readers.entries.tex import decode

_YEAR = re.compile(r"\d{4}")

_WORD = re.compile(r"[^\W\d_]+")
"""What may be a month's name: ``jan``, ``Mars``."""

_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
"""What may be a day, or a month: ``7``, ``31``."""


def read_day(text: str) -> Date | None:
    """Return the value of a field that holds a whole date."""
    return _values.date(decode(text).replace("\u2013", "/"))


def read_parts(values: Mapping[str, str]) -> Date | None:
    """Return the date in the fields ``year``, ``month`` and ``day``, as far as there are any."""
    year = decode(values.get("year", ""))
    if not _YEAR.fullmatch(year):
        return _values.date(year)
    text = decode(values.get("month", ""))
    words, numbers = _WORD.findall(text), _DAY.findall(text)
    months = [month for word in words if (month := month_number(word))]
    if not months and numbers and not words:
        months = [int(numbers.pop(0))]
    days = _DAY.findall(values.get("day", "")) or (numbers if len(months) == 1 and len(numbers) == 1 else [])
    return _values.exact(int(year), months[0] if months else None, int(days[0]) if days else None)


PLAIN = {
    "shorttitle": "title_short",
    "origtitle": "original_title",
    "shortjournal": "container_title_alternative",
    "journal-iso": "container_title_alternative",
    "series": "collection_title",
    "eventtitle": "event_title",
    "conference": "event_title",
    "venue": "event_place",
    "volume": "volume",
    "volumes": "number_of_volumes",
    "chapter": "chapter_number",
    "pagetotal": "number_of_pages",
    "numpages": "number_of_pages",
    "eid": "article_number",
    "articleno": "article_number",
    "article-number": "article_number",
    "address": "publisher_place",
    "location": "publisher_place",
    "edition": "edition",
    "version": "version",
    "pubstate": "status",
    "note": "note",
    "annote": "annote",
    "annotation": "annote",
    "abstract": "abstract",
    "keywords": "keyword",
    "keyword": "keyword",
}
"""Fields whose value is that of a variable as it is."""

BETTER = {
    "conference": ("eventtitle",),
    "numpages": ("pagetotal",),
    "articleno": ("eid",),
    "article-number": ("eid", "articleno"),
    "location": ("address",),
    "annotation": ("annote",),
    "keyword": ("keywords",),
}
"""Fields that say nothing where another is given that says the same."""

PUBLISHERS = {
    "report": ("institution", "publisher", "organization", "school"),
    "thesis": ("school", "institution", "publisher", "organization"),
}
PUBLISHER = ("publisher", "institution", "organization", "school")

PEOPLE = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container_author"}
SEEN = ("urldate", "lastchecked", "lastaccessed", "accessed", "access-date", "accessdate")
"""When an address was seen."""
DAYS = {"origdate": "original_date", "eventdate": "event_date"}

IDENTIFIERS = {
    "doi": "doi",
    "url": "url",
    "link": "url",
    "ee": "url",
    "isbn": "isbn",
    "issn": "issn",
    "eissn": "issn",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "arxivid": "arxiv",
    "note": "",
    "howpublished": "",
}
"""Fields that hold identifiers, and of which scheme; a note may hold any."""

ARCHIVES = {"arxiv": "arxiv", "pubmed": "pmid", "hdl": "", "pmcid": "pmcid"}
"""Archives whose ``eprint`` is an identifier."""

ARXIV = "arxiv:"
"""What a journal is called that is none: ``arXiv preprint arXiv:2001.08361``."""

PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical"})

GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""What biblatex prints for the keywords that ``type`` may hold."""
