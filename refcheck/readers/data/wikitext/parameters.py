"""What the names of templates and of their parameters mean, in the Wikipedias that have such templates of their own.

Source: the documentation of Citation Style 1 (en), which many other Wikipedias share, of Literatur and Internetquelle (de), of
Ouvrage, Article and Lien web (fr), of Cita libro, Cita publicación and Cita web (es).
"""

import re
from collections.abc import Mapping


def _by_name(table: Mapping[str, str]) -> dict[str, str]:
    """What each of the names means that stand, parted by commas, behind their meaning."""
    return {name: meaning for meaning, names in table.items() for name in names.split(", ")}


_NAMES = {
    "article-journal": "journal, magazine, article, publicación, publication, revista, periodico",
    "article-newspaper": "news, newspaper, noticia, giornale",
    "book": "book, ouvrage, libro, livro",
    "webpage": "web, website, lien web, internetquelle",
    "paper-conference": "conference, conferencia",
    "thesis": "thesis, tesis",
    "report": "report, techreport, tech report",
    "article": "arxiv, biorxiv, medrxiv, ssrn, preprint",
    "entry-encyclopedia": "encyclopedia, encyclopaedia, dictionary, enciclopedia",
    "chapter": "chapter",
}
TYPES = _by_name(_NAMES)
"""CSL types by the last words of a template's name."""

_PLAIN = {
    "title": "title, titel, titre, título, titulo, titolo",
    "chapter": "chapter, contribution, entry, article, section, capítulo, titre chapitre",
    "container_title": "journal, work, magazine, newspaper, website, periodical, encyclopedia, encyclopaedia, dictionary,"
    " book-title, booktitle, sammelwerk, werk, périodique, titre ouvrage, site, publicación, publicacion, revista, obra, sitioweb,"
    " rivista",
    "collection_title": "series, reihe, collection, serie, colección, coleccion",
    "volume": "volume, band, vol, volumen, tome",
    "issue": "issue, issues, number, nummer, numéro, numero, número",
    "page": "pages, page, at, seiten, seite, passage, páginas, paginas, página, p, pp",
    "publisher": "publisher, institution, verlag, éditeur, editorial, editore, editora, school",
    "publisher_place": "location, place, ort, lieu, ubicación, ubicacion, lugar, città",
    "edition": "edition, auflage, numéro d'édition, edición, edicion, edizione",
    "event_title": "conference, conférence",
    "genre": "degree, type",
    "language": "language, sprache, langue, idioma, lingua",
}
PLAIN = _by_name(_PLAIN)
"""Variables by the names of parameters."""

_DATES = {
    "issued": "date, year, datum, jahr, date de publication, année, fecha, año, data, anno, ano",
    "accessed": "access-date, accessdate, abruf, consulté le, fechaacceso, accesso, acessodata",
}
DATES = _by_name(_DATES)
"""Variables of dates."""

_IDENTIFIERS = {
    "doi": "doi",
    "isbn": "isbn",
    "issn": "issn",
    "pmid": "pmid",
    "pmcid": "pmc",
    "arxiv": "arxiv, eprint",
    "url": "url, online, lire en ligne, chapter-url, url texte, hdl",
}
IDENTIFIERS = _by_name(_IDENTIFIERS)
"""Variables whose values are identifiers."""

LISTS = {
    "vauthors": "author", "authors": "author", "veditors": "editor", "editors": "editor", "autor": "author", "auteur": "author",
    "autores": "author", "auteurs": "author", "hrsg": "editor", "herausgeber": "editor",
}  # fmt: skip
"""Parameters that may hold several people."""

PERSON = re.compile(
    r"(?P<role>editor|translator|author|subject)?-?(?P<part>last|first|surname|given|apellidos?|nombre|nom|prénom|autor|author|auteur|editor"
    r"|translator)?-?(?P<place>\d{0,3})(?:-(?P<late>last|first|surname|given))?"
)
"""A parameter of one person: ``last1``, ``first1``, ``editor-last2``, ``author3-first``, ``nom1``, ``apellidos2``."""

FAMILY = frozenset({"last", "surname", "apellido", "apellidos", "nom"})
GIVEN = frozenset({"first", "given", "nombre", "prénom"})
