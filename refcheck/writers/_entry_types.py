"""CSL types → types of entry in BibTeX and biblatex."""

from refcheck.model import Work

TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "collection": "collection",
    "dataset": "dataset",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "graphic": "image",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "video",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "personal_communication": "letter",
    "post": "online",
    "post-weblog": "online",
    "report": "techreport",
    "review": "review",
    "review-book": "review",
    "software": "software",
    "song": "music",
    "standard": "standard",
    "thesis": "phdthesis",
    "treaty": "legal",
    "webpage": "online",
}
"""CSL types → types of entry; what has none is ``misc``."""

SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
THESES = {"Master's thesis": "mastersthesis", "PhD thesis": "phdthesis"}


def entry_type(work: Work) -> str:
    """The type of entry for a work; ``misc`` where there is none."""
    if work.type == "thesis":
        return THESES.get(work.genre or "", "phdthesis")
    return TYPES.get(work.type or "", "misc")
