"""The fields of BibTeX and of biblatex, and the variables that they are.

Source: "BibTeXing" (O. Patashnik, 1988); the manual of biblatex, §2.2; the fields that reference managers and databases add.
"""

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
