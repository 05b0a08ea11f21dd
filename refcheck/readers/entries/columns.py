"""What the columns of exported tables are called, and which variables they hold.

Sources: exports of Scopus, Dimensions, Zotero, The Lens, IEEE Xplore, PubMed, Google Scholar (My library), Publish or Perish,
Web of Science (tab delimited), Rayyan, JabRef, OpenAlex and Mendeley, as their documentation names the columns.
"""

from unicodedata import normalize

_NAMES = {
    "author": "authors author authors1 authorfullnames authorfullname authornames authoru authorsfull aus auths au af creators"
    " creator autor autoren auteurs auteur autores autori",
    "editor": "editor editors",
    "title": "title documenttitle articletitle itemtitle ti titel titre titulo titolo papertitle worktitle displayname",
    "issued": "year pubyear publicationyear publicationdate date datepublished py jahr annee ano anno yearpublished createdate"
    " issued published coverdate yearofpublication datepublication erscheinungsjahr",
    "container_title": "sourcetitle publicationtitle publication journal journalbook journaltitle source so containertitle venue"
    " booktitle zeitschrift revue revista anthologytitle secondarytitle publicationname primarylocationdisplayname"
    " journalname journalorbook nameofjournal zeitschriftentitel periodico conference",
    "collection_title": "series seriestitle",
    "volume": "volume vol vl band",
    "issue": "issue number issuenumber no is heft",
    "page": "pages page pagination pagerange seiten",
    "first_page": "pagestart startpage beginpage firstpage bp spage",
    "last_page": "pageend endpage lastpage ep epage",
    "article_number": "artno articleno articlenumber ar",
    "publisher": "publisher publishers pu verlag editorial",
    "publisher_place": "place city publisherlocation location pi",
    "edition": "edition",
    "language": "language languageoforiginaldocument la",
    "abstract": "abstract abstractnote ab",
    "doi": "doi di doiurl doilink doinumber",
    "url": "url link articleurl externalurl sourceurls links primaryurl pdflink",
    "pmid": "pmid pubmedid pubmed pm",
    "pmcid": "pmcid pmcidnumber pmc",
    "isbn": "isbn isbns bn",
    "issn": "issn issns eissn sn ei essn",
    "key": "key citationkey bibtexkey identifier refid",
    "type": "itemtype documenttype publicationtype type dt entrytype referencetype",
    "printed": "reference references citation citations bibliography literatur bibliographie referencia referencias fullreference"
    " fullcitation rawreference unstructured bibliographicreference",
}
VARIABLES = {name: variable for variable, names in _NAMES.items() for name in names.split()}
"""Names of columns, of their letters and digits alone, small and without accents, and what they hold."""

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
TYPES = {name: kind for kind, names in _KINDS.items() for name in names.split()}
"""Kinds of work as exports name them, written likewise → CSL types."""


def bare(name: str) -> str:
    """A column's name, or a type, by its letters and digits."""
    return "".join(filter(str.isalnum, normalize("NFKD", name.casefold())))
