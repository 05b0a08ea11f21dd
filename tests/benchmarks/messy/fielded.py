"""Works as entries of BibTeX and RIS."""

from collections.abc import Callable, Sequence

from attrs import evolve
from audit_bibtex import MANNERS, Manner, doi_fields, written

from refcheck.model import Name, Work

Write = Callable[[Work, str, str], str]

_BIBTEX = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "article-newspaper": "article",
}
_RIS = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "chapter": "CHAP",
    "book": "BOOK",
    "thesis": "THES",
    "report": "RPRT",
    "article-newspaper": "NEWS",
    "webpage": "ELEC",
}

_PARTS = ("literal", "family", "given", "particle", "suffix")


def bibtex(manner: Manner, doi_field: str) -> Write:
    """Writes entries in the manner of one program, without a key: ``@article{,``."""

    def write(work: Work, doi: str, url: str) -> str:
        kind = _BIBTEX.get(work.type or "", "misc")
        people = [_escaped(manner, name) for name in work.author] + ["others"] * work.author_et_al
        house = {"phdthesis": "school", "techreport": "institution"}.get(kind, "publisher")
        values = {
            "title": manner.escape((work.title or "").rstrip(".")),
            "author": " and ".join(people),
            "editor": " and ".join(_escaped(manner, name) for name in work.editor),
            manner.journal if kind in ("article", "misc") else "booktitle": manner.escape(work.container_title or ""),
            manner.year: str(work.year or ""),
            "volume": work.volume or "",
            manner.number: work.issue or "",
            "pages": (work.page or work.article_number or "").replace("-", "--"),
            house: manner.escape(work.publisher or ""),
            "isbn": work.isbn[0] if work.isbn and kind != "article" else "",
            "url": url,
        }
        return written(kind, "", values, manner, [doi_field.format(doi)] if doi else [])

    return write


def _escaped(manner: Manner, name: Name) -> str:
    """A name with its letters escaped, and the braces that hold a family name together left as they are."""
    parts = {part: manner.escape(value) for part in _PARTS if (value := getattr(name, part))}
    return manner.name(evolve(name, **parts))


def keyed(entry: str, key: str) -> str:
    """An entry with its key."""
    return entry.replace("{,", f"{{{key},", 1)


def ris(work: Work, doi: str, url: str) -> str:
    """An entry of RIS, without its number."""
    first, _, last = (work.page or work.article_number or "").partition("-")
    lines = [("TY", _RIS.get(work.type or "", "GEN"))]
    lines += [("AU", _inverted(name)) for name in work.author] + [("ED", _inverted(name)) for name in work.editor]
    lines += [("TI", (work.title or "").rstrip(".")), ("T2", work.container_title or ""), ("PY", str(work.year or ""))]
    lines += [("VL", work.volume or ""), ("IS", work.issue or ""), ("SP", first), ("EP", last)]
    lines += [("PB", work.publisher or ""), ("DO", doi), ("UR", url)]
    if work.isbn and work.type != "article-journal":
        lines.append(("SN", work.isbn[0]))
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n"


def numbered(entry: str, key: str) -> str:
    """An entry of RIS with its number."""
    return entry.replace("ER  - ", f"ID  - {key}\nER  - ")


def keys(works: Sequence[Work]) -> list[str]:
    """A key for each: the first name and the year, with a letter where that is taken."""
    found: list[str] = []
    for work in works:
        people = work.author or work.editor
        name = (people[0].family or people[0].literal or "anon") if people else "anon"
        stem = "".join(filter(str.isalpha, name)).lower().encode("ascii", "ignore").decode() or "x"
        letters = ("", *"abcdefghijklmnop")
        found.append(next(key for letter in letters if (key := f"{stem}{work.year or ''}{letter}") not in found))
    return found


def _inverted(name: Name) -> str:
    family = " ".join(part for part in (name.particle, name.family) if part)
    return name.literal or ", ".join(part for part in (family, name.given, name.suffix) if part)


__all__ = ["MANNERS", "bibtex", "doi_fields", "keyed", "keys", "numbered", "ris"]
