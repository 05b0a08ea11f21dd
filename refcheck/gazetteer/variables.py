"""CSL variables, and their names in other formats: the first name is written, each of them is read.

Source: "BibTeXing" (O. Patashnik, 1988), the manual of biblatex (§2.2), and the fields that reference managers and databases add;
the RIS specification of Research Information Systems, and its use by EndNote, Zotero, Mendeley, Scopus and Web of Science;
EndNote's document type ``RSXML``; the documentation of Citation Style 1 (en), which many other Wikipedias share, of Literatur and
Internetquelle (de), of Ouvrage, Article and Lien web (fr), of Cita libro, Cita publicación and Cita web (es); JATS 1.3; TEI P5.
"""

NAMES = frozenset({
    "collection_editor", "composer", "container_author", "director", "editorial_director", "illustrator", "interviewer",
    "original_author", "performer", "recipient", "reviewed_author",
})  # fmt: skip
"""Variables that hold names, beyond the attributes of a work, each in a field of its own: ``Family, Given``."""

DATES = frozenset({"available_date", "event_date", "original_date", "submitted"})
"""Variables that hold a date in ISO 8601, beyond the attributes of a work."""

OF_PUBMED = ("pubmed", "medline")
"""Words, in lower case, in the name of a database whose accession numbers are PubMed's."""


def is_pubmed(database: str) -> bool:
    """Return whether the accession numbers of a database of this name are PubMed's: "MEDLINE", "PubMed NLM"."""
    return any(map(database.lower().__contains__, OF_PUBMED))


BIBTEX = {
    "container_author": "bookauthor",
    "title_short": "shorttitle",
    "original_title": "origtitle",
    "container_title_alternative": "shortjournal journal-iso",
    "collection_title": "series",
    "event_title": "eventtitle conference",
    "event_place": "venue",
    "volume": "volume",
    "number_of_volumes": "volumes",
    "chapter_number": "chapter",
    "article_number": "eid articleno article-number",
    "number_of_pages": "pagetotal numpages",
    "publisher_place": "address location",
    "edition": "edition",
    "version": "version",
    "status": "pubstate",
    "note": "note addendum",
    "annote": "annote annotation",
    "abstract": "abstract",
    "keyword": "keywords keyword",
    "original_date": "origdate",
    "event_date": "eventdate",
}
"""BibTeX's fields, except those that hold a variable only under a condition."""

RIS = {
    "author": "AU A1",
    "editor": "A2 ED",
    "collection_editor": "A3",
    "translator": "A4 TA",
    "title": "TI T1 CT BT",
    "title_short": "ST",
    "container_title": "T2 JF BT JO JA J2 J1 JI J9",
    "collection_title": "T3",
    "collection_number": "SV",
    "event_title": "C3",
    "volume": "VL",
    "issue": "IS CP",
    "number": "M1",
    "article_number": "C7",
    "number_of_pages": "SP",
    "number_of_volumes": "NV",
    "publisher": "PB",
    "publisher_place": "CY PP",
    "edition": "ET",
    "genre": "M3",
    "language": "LA",
    "section": "SE",
    "source": "DB DP",
    "note": "N1",
    "abstract": "AB N2",
    "annote": "RN",
    "call_number": "CN",
    "archive_location": "AN",
    "doi": "DO",
    "url": "UR LK",
}
"""Tags of RIS."""

ENDNOTE_XML = {
    "author": "authors",
    "editor": "secondary-authors",
    "collection_editor": "tertiary-authors",
    "translator": "translated-authors",
    "title_short": "short-title",
    "original_title": "translated-title",
    "container_title": "secondary-title full-title",
    "collection_title": "tertiary-title secondary-title",
    "container_title_alternative": "alt-title full-title abbr-1",
    "page": "pages",
    "issue": "number",
    "number_of_volumes": "num-vols",
    "issued": "year",
    "publisher_place": "pub-location",
    "genre": "work-type",
    "note": "notes",
    "annote": "research-notes",
    "call_number": "call-num",
    "source": "remote-database-name",
    "doi": "electronic-resource-num",
    "issn": "isbn",
    "pmid": "accession-num",
    "article_number": "custom7",
}
"""Elements of a record in EndNote's XML; any other variable is an element of the same name."""


def in_endnote(variable: str) -> tuple[str, ...]:
    """Return the elements of EndNote's XML that hold a variable, starting with the one that is written.

    >>> in_endnote("page"), in_endnote("volume")
    (('pages',), ('volume',))
    """
    return tuple(ENDNOTE_XML.get(variable, variable.replace("_", "-")).split())


TEMPLATES = {
    "article": "preprint, arxiv, biorxiv, medrxiv, ssrn",
    "article-journal": "journal, magazine, article, publicación, publication, revista, periodico",
    "article-newspaper": "news, newspaper, noticia, giornale",
    "book": "book, ouvrage, libro, livro",
    "chapter": "chapter, chapitre",
    "entry-encyclopedia": "encyclopedia, encyclopaedia, dictionary, enciclopedia",
    "paper-conference": "conference, conferencia",
    "report": "report, techreport, tech report",
    "thesis": "thesis, tesis",
    "webpage": "web, website, lien web, internetquelle",
}
"""The last words of the names of Wikipedia's templates, by CSL type."""

WIKITEXT = {
    "title": "title, titel, titre, título, titulo, titolo",
    "subtitle": "subtitle, titelerg, sous-titre, subtítulo, subtitulo, sottotitolo",
    "chapter_subtitle": "sous-titre chapitre",
    "original_title": "trans-title, originaltitel, titre original, título-trad",
    "chapter": "chapter, contribution, entry, article, section, capítulo, titre chapitre",
    "container_title": "journal, work, magazine, newspaper, website, periodical, encyclopedia, encyclopaedia, dictionary,"
    " book-title, booktitle, sammelwerk, werk, périodique, titre ouvrage, site, publicación, publicacion, revista, obra, sitioweb,"
    " rivista",
    "collection_title": "series, reihe, collection, serie, colección, coleccion",
    "collection_number": "bandreihe, numéro dans collection",
    "event_title": "conference, conférence",
    "article_number": "article-number, artikelnr",
    "note": "kommentar",
    "volume": "volume, band, vol, volumen, tome",
    "issue": "issue, issues, number, nummer, numéro, numero, número",
    "page": "pages, page, at, seiten, seite, passage, páginas, paginas, página, p, pp, p.",
    "number_of_pages": "pages totales",
    "publisher": "publisher, institution, verlag, éditeur, editorial, editore, editora, school",
    "publisher_place": "location, place, ort, lieu, ubicación, ubicacion, lugar, città",
    "edition": "edition, auflage, numéro d'édition, edición, edicion, edizione",
    "version": "version",
    "genre": "degree, type",
    "language": "language, sprache, langue, idioma, lingua",
}
"""Parameters of Wikipedia's templates."""

WIKITEXT_IDENTIFIERS = {
    "doi": "doi",
    "pmid": "pmid",
    "arxiv": "arxiv, eprint",
    "url": "url, online, lire en ligne, chapter-url, url texte, hdl",
    "isbn": "isbn",
    "issn": "issn",
    "pmcid": "pmc",
}
"""Parameters whose values are identifiers."""

JATS = {
    "original_title": "trans-title",
    "event_title": "conf-name",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "collection_title": "series",
    "publisher": "publisher-name",
    "publisher_place": "publisher-loc",
    "article_number": "elocation-id",
    "isbn": "isbn",
    "issn": "issn",
    "number": "patent std",
    "version": "version",
    "note": "comment",
}
"""Elements of a JATS citation that hold one plain value."""

JATS_IDENTIFIERS = {
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid pmc",
    "arxiv": "arxiv",
    "isbn": "isbn",
    "issn": "issn",
}
"""Values of ``pub-id-type``."""

TEI_SCOPES = {"volume": "volume", "issue": "issue number", "page": "page pp", "article_number": "article"}
"""Values of ``unit`` of a ``<biblScope>``."""

TEI_IDENTIFIERS = {
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "arxiv": "arXiv",
    "isbn": "ISBN",
    "issn": "ISSN eISSN",
    "number": "number",
}
"""Values of ``type`` of an ``<idno>``, in whatever case."""
