"""What kind of work a reference describes, as a CSL type."""

import re
from collections.abc import Set

from attrs import frozen

#: Words of a genre or a note that name the type outright.
_NAMED = (
    ("thesis", re.compile(r"\b(?:thesis|dissertation|diss|thèse|tese|tesis|tesi|doktorarbeit|dissertação|habilitation|диссертация)\b|博士|硕士|학위", re.I)),
    ("patent", re.compile(r"\bpatent(?:e|s)?\b|专利", re.I)),
    ("report", re.compile(r"\b(?:(?:technical|research|working|discussion|policy|occasional)\s+(?:report|papers?|memo\w*|note|brief)|tech\.?\s+rep|report\s+no|rapport|bericht|memorandum)\b", re.I)),
)  # fmt: skip

#: The mark that Chinese references give to the kind of work: "[J]", "[M/OL]", "[EB/OL]".
_CHINESE = re.compile(r"[\[［]\s?(EB|DB|DS|[JMCDRNPSGAZ])(?:\s?/\s?(?:OL|CD|MT|DK))?\s?[\]］]")
_BY_MARK = {
    "J": "article-journal", "M": "book", "C": "paper-conference", "D": "thesis", "R": "report", "N": "article-newspaper",
    "P": "patent", "S": "standard", "G": "book", "A": "chapter", "EB": "webpage", "DB": "dataset", "DS": "dataset", "Z": "article",
}  # fmt: skip

_MEETING = re.compile(
    r"\b(?:proceedings|proc|conference|conf|symposium|symp|workshop|congress|colloquium|tagung|kongress|actes|anais|atti|congresso|simpósio|meeting)\b"
    r"|会议|论文集|学会", re.I)  # fmt: skip
_JOURNAL = re.compile(
    r"\b(?:journal|j|revue|rev|reviews?|revista|rivista|zeitschrift|letters?|lett|annals?|annales|annalen|archiv\w*|bulletin|bull|transactions|trans|acta"
    r"|quarterly|studies|survey|affairs|ssrn|magazine)\b|学报|杂志|논문지", re.I)  # fmt: skip
_NEWSPAPER = re.compile(
    r"\b(?:times|post|news|daily|tribune|herald|gazette|guardian|telegraph|zeitung|tageszeitung|newspaper|journal\sde|le\smonde|el\spaís|bbc|cnn|reuters"
    r"|xinhua|rferl|radio\sfree|observer|independent|chronicle|mirror|sun|globe|el\smundo|corriere|repubblica|folha|estadão|spiegel|morning\spost)\b|日报|晚报|신문", re.I)  # fmt: skip


@frozen(kw_only=True)
class Clues:
    """What the type is judged by: which variables were read, and the texts of a few of them.

    ``announced`` says that the container is introduced by "In".
    """

    raw: str
    read: Set[str]
    container: str = ""
    genre: str = ""
    announced: bool = False
    doi: str = ""


def kind_of(clues: Clues) -> str | None:
    """The CSL type, or ``None`` where nothing decides."""
    marked = _CHINESE.search(clues.raw)
    if marked:
        kind = _BY_MARK[marked[1]]
        return "chapter" if kind == "book" and clues.container else kind
    for kind, words in _NAMED:
        if words.search(clues.genre):
            return kind
    return _held(clues) if clues.container else _alone(clues)


def _held(clues: Clues) -> str | None:
    """The type of a work that stands in another."""
    read = clues.read
    if _MEETING.search(clues.container):
        return "paper-conference"
    if read & {"editor", "isbn"} or (clues.announced and not read & {"issue"}):
        return "chapter"
    if read & {"volume", "issue"}:
        return "article-journal"
    if read & {"publisher", "publisher_place"} and "page" in read:
        return "chapter"
    if "url" in read and not read & {"doi", "page"}:
        return "article-newspaper" if _NEWSPAPER.search(clues.container) else "webpage"
    if _NEWSPAPER.search(clues.container) and "doi" not in read and not _JOURNAL.search(clues.container):
        return "article-newspaper"
    if read & {"doi", "page", "article_number"} or _JOURNAL.search(clues.container):
        return "article-journal"
    return None


def _alone(clues: Clues) -> str | None:
    """The type of a work that stands by itself."""
    read = clues.read
    if "arxiv" in read:
        return "article"
    if "isbn" in read or "/978" in clues.doi:
        return "book"
    if read & {"number"}:
        return "report"
    if "url" in read and "doi" not in read:
        return "webpage"
    if read & {"publisher", "publisher_place", "edition", "number_of_pages"} and "title" in read:
        return "book"
    if read & {"volume"} and "page" in read and "title" not in read:
        return "article-journal"
    return None
