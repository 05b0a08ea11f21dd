"""Registered works as right references: two ways of BibTeX, and three plain styles of text."""

from collections.abc import Callable

from attrs import frozen

from refcheck.model import Bibliography, Document, Name, Record, Reference, Work
from refcheck.writers import render

_BIBTEX_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%#_$"} | {"{": r"\{", "}": r"\}", "\\": r"\textbackslash{}"}
)
_KINDS = {"article-journal": "article", "chapter": "incollection", "paper-conference": "inproceedings", "book": "book"}
_MANY = 6
"""Names that Vancouver style gives; APA style gives all here."""


@frozen
class Way:
    """A way to print one work of a list: its name, and what is printed of the work with its number."""

    name: str
    prints: Callable[[Work, int], str]


def printed_list(way: Way, records: list[Record]) -> list[str]:
    """The works, printed each, with the breaks behind them."""
    return [way.prints(record.work, number) for number, record in enumerate(records, start=1)]


def _own(work: Work, number: int) -> str:
    reference = Reference(key=f"key{number}", raw="", work=work)
    document = Document(name="", format="", text="")
    return render(Bibliography(document=document, references=(reference,)), "bibtex") + "\n"


def _plain(work: Work, number: int) -> str:
    kind = _KINDS.get(work.type or "", "misc")
    values = {
        "title": _title(work),
        "journal" if kind == "article" else "booktitle": work.container_title,
        "year": str(_year(work)),
        "volume": work.volume,
        "number": work.issue,
        "pages": work.page.replace("-", "--") if work.page else work.article_number,
        "publisher": work.publisher,
        "issn": ", ".join(work.issn),
        "isbn": work.isbn[0] if work.isbn else None,
    }
    names = [_inverted(name).translate(_BIBTEX_SIGNS) for name in work.author]
    names = [name if each.family else f"{{{name}}}" for name, each in zip(names, work.author, strict=True)]
    fields = [f"author={{{' and '.join(names)}}}"] if names else []
    fields += [f"{name}={{{value.translate(_BIBTEX_SIGNS)}}}" for name, value in values.items() if value]
    return f"@{kind}{{key{number},\n" + ",\n".join([*fields, f"doi={{{work.doi}}}"]) + "\n}\n\n"


def _apa(work: Work, number: int) -> str:
    del number
    names = [_initialled(name, ", ", ". ") for name in work.author]
    who = f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)
    title = _title(work)
    numbers = work.volume or ""
    numbers += f"({work.issue})" if work.issue else ""
    if work.type == "article-journal":
        where = ", ".join(filter(None, (work.container_title, numbers, _pages(work))))
    else:
        pages = f" (pp. {_pages(work)})" if _pages(work) else ""
        where = f"In {work.container_title}{pages}. " if work.container_title else ""
        where += work.publisher or ""
    begin = f"{_stopped(who)} ({_year(work)})." if who else f"{_stopped(title)} ({_year(work)})."
    parts = (begin, _stopped(title) if who else "", _stopped(where.rstrip()))
    return " ".join(filter(None, parts)) + f" https://doi.org/{work.doi}\n"


def _vancouver(work: Work, number: int) -> str:
    names = [_initialled(name, " ", "") for name in work.author]
    who = ", ".join(names[:_MANY]) + (", et al" if len(names) > _MANY else "")
    place = f";{work.volume}" if work.volume else ""
    place += f"({work.issue})" if work.issue else ""
    place += f":{_pages(work)}" if _pages(work) else ""
    where = _stopped(work.container_title or work.publisher or "")
    parts = (f"{number}.", _stopped(who), _stopped(_title(work)), where, f"{_year(work)}{place}.")
    return " ".join(filter(None, parts)) + f" doi:{work.doi}\n"


def _chicago(work: Work, number: int) -> str:
    del number
    first, *others = work.author or (Name(literal=""),)
    names = [_inverted(first), *map(_straight, others)]
    who = f"{', '.join(names[:-1])}, and {names[-1]}" if others else names[0]
    title = _title(work)
    title = f"“{title if title.endswith(('?', '!', '.')) else title + '.'}”"
    if work.type == "article-journal":
        numbers = " ".join(filter(None, (work.volume, f"no. {work.issue}" if work.issue else "")))
        where = f"{work.container_title or work.publisher or ''} {numbers} ({_year(work)})"
        where += f": {_pages(work)}." if _pages(work) else "."
    else:
        where = f"In {work.container_title}. " if work.container_title else ""
        where += f"{work.publisher or ''}, {_year(work)}."
    return " ".join(filter(None, (_stopped(who), title, where))) + f" https://doi.org/{work.doi}.\n"


def _title(work: Work) -> str:
    return f"{work.title}: {work.subtitle}" if work.subtitle else work.title or ""


def _year(work: Work) -> int | None:
    """The year of print, where the registry has it beside the date of issue, which is the earliest of all."""
    return next((date.year for date in work.issued_alternative), work.year)


def _pages(work: Work) -> str:
    return (work.page or work.article_number or "").replace("-", "–")


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _inverted(name: Name) -> str:
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.suffix, name.given))) if name.family else name.headword


def _straight(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.particle, name.headword, name.suffix)))


def _initialled(name: Name, comma: str, stop: str) -> str:
    if not name.family:
        return name.headword
    given = "".join(
        part[0] + stop for part in (name.given or "").replace("-", " ").replace(".", ". ").split() if part[0].isalpha()
    )
    return comma.join(filter(None, (" ".join(filter(None, (name.particle, name.family))), given.strip())))


BIBTEX = (Way("own", _own), Way("plain", _plain))
WAYS = (*BIBTEX, Way("apa", _apa), Way("vancouver", _vancouver), Way("chicago", _chicago))
