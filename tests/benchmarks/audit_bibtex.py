"""Works as entries of a BibTeX file, in the manner of several programs, with LaTeX's escapes."""

import random
import unicodedata
from collections.abc import Callable

from attrs import frozen
from audit_faults import World

from refcheck.model import Name, Work

_ACCENTS = {
    "\N{COMBINING GRAVE ACCENT}": "`",
    "\N{COMBINING ACUTE ACCENT}": "'",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "^",
    "\N{COMBINING TILDE}": "~",
    "\N{COMBINING DIAERESIS}": '"',
    "\N{COMBINING CEDILLA}": "c ",
    "\N{COMBINING CARON}": "v ",
    "\N{COMBINING MACRON}": "=",
    "\N{COMBINING RING ABOVE}": "r ",
}
_SIGNS = {
    "ß": r"{\ss}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "æ": r"{\ae}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ı": r"{\i}",
    "–": "--",
    "—": "---",
}
_SPECIAL = {sign: f"\\{sign}" for sign in "&%#_$"} | {
    "{": r"\{",
    "}": r"\}",
    "\\": r"\textbackslash{}",
    "~": r"\~{}",
    "^": r"\^{}",
}

_TYPES = {"article-journal": "article", "paper-conference": "inproceedings", "chapter": "incollection"}
_DOI_FIELDS = (
    "doi = {{{}}}",
    "doi = {{https://doi.org/{}}}",
    "url = {{https://doi.org/{}}}",
    "url = {{http://dx.doi.org/{}}}",
    "",
)
"""How a file gives DOIs; the last not at all."""


@frozen(kw_only=True)
class Manner:
    """How a program writes an entry: what it calls its fields, how it escapes, quotes and names."""

    journal: str
    year: str
    number: str
    open: str
    close: str
    escape: Callable[[str], str]
    name: Callable[[Name], str]
    protects: bool


def _latex(text: str) -> str:
    """Accents and signs as LaTeX's commands."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(letter: str) -> str:
    if letter in _SPECIAL or letter in _SIGNS:
        return _SPECIAL.get(letter) or _SIGNS[letter]
    parts = unicodedata.normalize("NFD", letter)
    base, mark = parts[0], parts[1:]
    if mark in _ACCENTS and base.isascii():
        return f"{{\\{_ACCENTS[mark]}{base}}}"
    return letter


def _unicode(text: str) -> str:
    """Letters as they are, with what LaTeX takes for commands escaped."""
    return "".join(_SPECIAL.get(letter, letter) for letter in text)


def _inverted(name: Name) -> str:
    family = " ".join(part for part in (name.particle, name.family) if part)
    return name.literal or ", ".join(part for part in (family, name.suffix, name.given) if part)


def _straight(name: Name) -> str:
    family = name.family or ""
    family = f"{{{family}}}" if " " in family else family
    return name.literal or " ".join(part for part in (name.given, name.particle, family) if part)


MANNERS = (
    Manner(
        journal="journal",
        year="year",
        number="number",
        open="{",
        close="}",
        escape=_latex,
        name=_inverted,
        protects=True,
    ),
    Manner(
        journal="journal",
        year="year",
        number="number",
        open='"',
        close='"',
        escape=_latex,
        name=_straight,
        protects=False,
    ),
    Manner(
        journal="journaltitle",
        year="date",
        number="number",
        open="{",
        close="}",
        escape=_unicode,
        name=_inverted,
        protects=True,
    ),
)


def entry(work: Work, doi: str, key: str, manner: Manner, doi_field: str) -> str:
    """A work as an entry. ``doi_field`` is one of ``doi_fields()``, in which ``doi`` is written as it is, or escaped."""
    kind = _TYPES[work.type or "article-journal"]
    title = manner.escape(work.title or "")
    if manner.protects:
        title = " ".join(
            f"{{{word}}}" if sum(map(str.isupper, word)) > 1 and "{" not in word else word for word in title.split(" ")
        )
    values = {
        "title": title,
        "author": " and ".join(manner.escape(manner.name(name)) for name in work.author),
        manner.journal if kind == "article" else "booktitle": manner.escape(work.container_title or ""),
        manner.year: str(work.issued.year) if work.issued else "",
        "volume": work.volume or "",
        manner.number: work.issue or "",
        "pages": (work.page or "").replace("-", "--"),
        "publisher": manner.escape(work.publisher or ""),
    }
    return written(kind, key, values, manner, [doi_field.format(doi)] if doi and doi_field else [])


def doi_fields() -> tuple[str, ...]:
    """How a file gives its DOIs."""
    return _DOI_FIELDS


def written(kind: str, key: str, values: dict[str, str], manner: Manner, more: list[str]) -> str:
    """An entry of its fields. A quotation mark cannot stand bare within quotation marks."""
    fields = []
    for name, value in values.items():
        if value:
            begin, end = ("{", "}") if '"' in value else (manner.open, manner.close)
            fields.append(f"{name} = {begin}{value}{end}")
    return f"@{kind}{{{key},\n" + "".join(f"  {field},\n" for field in [*fields, *more]) + "}\n"


def grey_entry(world: World, rng: random.Random, key: str, manner: Manner) -> str:
    """An entry for what no registry holds: news, a report, a thesis, a page. The names and titles are borrowed."""
    person = manner.escape(manner.name(rng.choice(world.records).work.author[0]))
    words = (rng.choice(world.records).work.title or "").split()[:5]
    title = manner.escape(
        " ".join([*words, rng.choice(("explained", "under pressure", "in 2021", "and its critics", "revisited"))])
    )
    when = rng.randint(2005, 2023)
    body = rng.choice(("{World Bank}", "{OECD}", "{RAND Corporation}", "{International Crisis Group}"))
    address = f"https://www.example.org/{'-'.join(word.lower() for word in words if word.isalnum())}"
    seen = f"{when + 1}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    common = {"title": title, "author": person, "year": str(when)}
    online = {"url": address, "urldate": seen}
    kind, values = rng.choice(
        (
            ("online", common | {"organization": "Reuters"} | online),
            ("misc", common | {"howpublished": f"\\url{{{address}}}", "note": f"Accessed: {seen}"}),
            ("techreport", common | {"author": body, "institution": body, "number": str(rng.randint(10, 99))}),
            ("phdthesis", common | {"school": "Uppsala University"}),
            ("article", common | {"journal": "Hindustan Times", "month": "mar"} | online),
        )
    )
    return written(kind, key, values, manner, [])
