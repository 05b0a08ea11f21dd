"""Bibliographies in all the ways that people keep them, the records of what they cite, and what a second reader makes of them."""

import json
import random
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

import pybtex.errors
import rispy
import yaml
from pybtex.database import parse_string
from pybtex.exceptions import PybtexError
from pybtex.textutils import normalize_whitespace

Record = dict[str, Any]

_WORDS = (
    "soil", "Glacier", "DNA", "theory", "ledger", "Orchards", "dialect", "and", "of", "the", "«canopy»", "l’archive", "naïve",
    "R&D", "C#", "50%", "a_b", "$x^2$", "“quoted”", 'the "new"', "O’Neil", "--", "{braced}", "half{", "back\\slash", "~", "Ωmega",
    "степь", "a: b", "<i>vivo</i>", "[2]", "@home", "tab\there",
)  # fmt: skip
_FAMILIES = (
    "Muster", "Müller", "O'Brien", 'O"Brien', "van der Berg", "Çelik", "Nowak-Žižek", "Öz", "Ortega y Gasset", "Brown and Co",
    "Иванова", "Smith, Jr", "Ångström",
)  # fmt: skip
_GIVEN = ("Ada", "J. R.", "Zoë", "K.")
_JOURNALS = ("Journal of Samples", "Annals of R&D", "Revue “Steppe”", "C# Letters", "Zeitschrift für Übersicht")
_PAGES = ("12-34", "e1004", "123", "S1-S9", "1204-1210")


def records(count: int, seed: int) -> list[Record]:
    """Records in Crossref's JSON, whose texts have all that a notation might trip over."""
    rng = random.Random(seed)
    return [_record(number, rng) for number in range(count)]


def _record(number: int, rng: random.Random) -> Record:
    names = rng.sample(_FAMILIES, rng.randint(1, 3))
    return {
        "DOI": f"10.9999/{rng.choice(('made', 'a_b', 'x(1)', 'y<z>'))}.{number}",
        "type": "journal-article",
        "title": [" ".join([*rng.sample(_WORDS, 5), f"site{number}"])],
        "author": [{"family": name, "given": rng.choice(_GIVEN)} for name in names],
        "container-title": [rng.choice(_JOURNALS)],
        "volume": str(rng.randint(1, 60)),
        "issue": str(rng.randint(1, 12)),
        "page": rng.choice(_PAGES),
        "publisher": "Muster & Söhne",
        "issued": {"date-parts": [[rng.randint(1980, 2020), 3, 1]]},
    }


Work = dict[str, str]


def cited(record: Record, rng: random.Random) -> Work:
    """A work as somebody cites it: a field or two wrong, the DOI missing, wrapped in a link, or broken."""
    doi = record["DOI"]
    work = {
        "author": " and ".join(f"{name['family']}, {name['given']}" for name in record["author"]),
        "title": record["title"][0],
        "journal": record["container-title"][0],
        "volume": record["volume"],
        "number": record["issue"],
        "pages": record["page"],
        "year": str(record["issued"]["date-parts"][0][0]),
        "doi": rng.choice(
            ("", doi, f"https://doi.org/{doi}", f"http://dx.doi.org/{doi}.", doi.replace("/", "/ "), "n/a")
        ),
    }
    for name in rng.sample(sorted(work.keys() - {"doi", "title"}), rng.randint(0, 3)):
        work[name] = _spoilt(name, work[name], rng)
    return {name: " ".join(value.split()) for name, value in work.items() if value or rng.random() < 0.2}


def _spoilt(name: str, value: str, rng: random.Random) -> str:
    if name == "author":
        return value.replace("e", "ee", 1)
    if name == "journal":
        return f"{value} International"
    if name == "pages":
        return value.replace("1", "7", 1)
    return str(int(value) + rng.randint(1, 9)) if value.isdecimal() else value


Made = Callable[[Sequence[Work], random.Random], str]


def bibtex(works: Sequence[Work], rng: random.Random) -> str:
    """A ``.bib`` in one of many hands."""
    style = _BibStyle(rng)
    parts = [rng.choice(("", "% Encoding: UTF-8\n\n", "Some words before.\n\n"))]
    parts.append("@string{js = {Journal of Samples}}\n\n" if rng.random() < 0.95 else "")
    for number, work in enumerate(works):
        key = f"key{number if rng.random() < 0.98 else 0}"
        parts += [style.entry(work, key), rng.choice(("\n", "\n\n", " ", "\n% a comment\n", "\n@comment{x {y}}\n"))]
    parts.append(
        rng.choice(
            (
                "",
                "@Comment{jabref-meta: databaseType:bibtex;}\n\n@Comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n}\n",
            )
        )
    )
    return "".join(parts)


class _BibStyle:
    """How one person writes entries."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.case = rng.choice((str.lower, str.lower, str.upper, str.title))
        self.gap = rng.choice(("\n  ", "\n\t", "\n", " ", "\n    "))
        self.sign = rng.choice((" = ", "=", " =\t", "= "))
        self.is_leading = rng.random() < 0.1
        self.column = rng.choice((0, 0, 12))
        self.brackets = rng.choice(("{}", "{}", "{}", "()"))
        self.quotes = rng.choice((0.0, 0.0, 1.0, 0.4))
        self.ending = rng.choice((",", ""))

    def entry(self, work: Work, key: str) -> str:
        rng = self.rng
        fields = [(name, self.value(name, value)) for name, value in work.items()]
        fields += rng.sample(
            [
                ("file", "{:a/b c.pdf:PDF}"),
                ("timestamp", "{2020-01-01}"),
                ("month", "mar"),
                ("abstract", "{One 50\\% and\n  two}"),
            ],
            2,
        )
        rng.shuffle(fields)
        fields = fields if rng.random() < 0.99 or not fields else [*fields, fields[0]]
        comma = f"{self.gap}, " if self.is_leading else f",{self.gap}"
        body = comma.join(f"{self.case(name):<{self.column}}{self.sign}{value}" for name, value in fields)
        end = "" if self.gap == " " else "\n"
        ending = self.ending if self.gap == " " or rng.random() < 0.95 else f"{self.ending} % so"
        kind = rng.choice(("article", "Article", "ARTICLE"))
        opened, closed = self.brackets[0], self.brackets[1]
        return f"@{kind}{opened}{key},{self.gap}{body}{ending}{end}{closed}"

    def value(self, name: str, value: str) -> str:
        rng = self.rng
        if value.isdecimal() and rng.random() < 0.3:
            return value
        text = value if name == "doi" else _tex(value)
        if name == "journal" and rng.random() < 0.1:
            return rng.choice(("js", 'js # " B"', '"Journal " # {of Things}'))
        if name == "pages":
            text = text.replace("-", rng.choice(("-", "--", "–")))
        if name in ("title", "journal") and rng.random() < 0.2:
            text = f"{{{text}}}"
        if name == "doi" and rng.random() < 0.1:
            text = f"\\url{{{text}}}"
        if rng.random() >= self.quotes:
            return f"{{{text}}}"
        is_wild = rng.random() < 0.02
        return f'"{text if is_wild else _guarded(text)}"'


def _tex(text: str) -> str:
    for sign in "&%#_":
        text = text.replace(sign, f"\\{sign}")
    text = text.replace("half{", "half").replace("back\\slash", "back\\textbackslash{}slash")
    text = text.replace("half\\", "half")
    return text.replace("ü", '{\\"u}').replace("Ç", "\\c{C}") if len(text) % 2 else text


def _guarded(text: str) -> str:
    depth, parts = 0, []
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        parts.append('{"}' if letter == '"' and not depth else letter)
    return "".join(parts)


def ris(works: Sequence[Work], rng: random.Random) -> str:
    """RIS as one of its writers has it."""
    sign = rng.choice(("  - ", "  - ", " - ", "  -  "))
    parts = [rng.choice(("", "\n", "Provider: made\n\n"))]
    for number, work in enumerate(works):
        lines = [("TI", work["title"]), *(("AU", name) for name in work.get("author", "").split(" and "))]
        first, _, last = work.get("pages", "").partition("-")
        lines += [("SP", first), ("EP", last)] if rng.random() < 0.8 else [("SP", work.get("pages", ""))]
        tags = {"journal": rng.choice(("JO", "T2", "JF")), "volume": "VL", "number": "IS", "year": "PY", "doi": "DO"}
        lines += [(tag, work[name]) for name, tag in tags.items() if name in work]
        lines += rng.sample([("KW", "a"), ("N1", "see 10.1000/ xyz"), ("UR", "https://example.org/a"), ("XX", "?")], 2)
        rng.shuffle(lines)
        lines = [(tag, value) for tag, value in lines if value or rng.random() < 0.3]
        lines += [("DO", "")] if rng.random() < 0.05 else []
        body = "".join(
            f"{tag}{sign}{_wrapped(value, rng)}\n" for tag, value in [("TY", "JOUR"), ("ID", f"k{number}"), *lines]
        )
        parts += [body, rng.choice((f"ER{sign}\n\n", f"ER{sign}\n\n", f"ER{sign.rstrip()}\n", f"ER{sign}\n"))]
    return "".join(parts)


def _wrapped(value: str, rng: random.Random) -> str:
    return value.replace(" ", "\n   ", 1) if rng.random() < 0.05 and " " in value else value


def nbib(works: Sequence[Work], rng: random.Random) -> str:
    """PubMed's format."""
    parts = []
    for number, work in enumerate(works):
        lines = [("PMID", str(1000 + number)), ("TI", work["title"].replace(" ", "\n      ", 1))]
        lines += [("FAU", name) for name in work.get("author", "").split(" and ")]
        tags = {"journal": "JT", "volume": "VI", "number": "IP", "year": "DP", "pages": "PG"}
        lines += [(tag, work[name]) for name, tag in tags.items() if work.get(name)]
        if work.get("doi"):
            lines.append((rng.choice(("LID", "AID")), f"{work['doi']} [doi]"))
        parts.append("".join(f"{tag:<4}- {value}\n" for tag, value in lines if value))
    return "\n".join(parts)


def csl_items(works: Sequence[Work], rng: random.Random) -> list[dict[str, Any]]:
    """Items of CSL data."""
    items = []
    for number, work in enumerate(works):
        names = [name.partition(", ") for name in work.get("author", "").split(" and ") if name]
        item: dict[str, Any] = {
            "id": f"k{number}",
            "type": "article-journal",
            "title": work["title"],
            "author": [{"family": family, "given": given} for family, _, given in names],
        }
        for name, variable in {
            "journal": "container-title",
            "pages": "page",
            "doi": "DOI",
            "number": "issue",
            "volume": "volume",
        }.items():
            if name in work:
                item[variable] = int(work[name]) if work[name].isdecimal() and rng.random() < 0.5 else work[name]
        if work.get("year", "").isdecimal():
            item["issued"] = {
                "date-parts": [[rng.choice((int, str))(work["year"]), *rng.choice(((), (3,), ("3", "1")))]]
            }
        items.append(dict(rng.sample(sorted(item.items()), len(item))) | {"custom": {"x": [1, None, True]}})
    return items


def csl_json(works: Sequence[Work], rng: random.Random) -> str:
    """CSL-JSON, indented or not, with or without escapes."""
    indent = rng.choice((None, 0, 2, 4, "\t"))
    text = json.dumps(csl_items(works, rng), indent=indent, ensure_ascii=rng.random() < 0.5)
    return (text.replace("/", "\\/") if rng.random() < 0.2 else text) + rng.choice(("", "\n"))


def csl_yaml(works: Sequence[Work], rng: random.Random) -> str:
    """CSL-YAML as pandoc takes it."""
    style = rng.choice((None, None, '"', "'"))
    dumped: str = yaml.safe_dump(
        {"references": csl_items(works, rng)}, default_style=style, allow_unicode=rng.random() < 0.7,
        width=rng.choice((60, 1000)), sort_keys=False, default_flow_style=False, indent=rng.choice((2, 4)),
    )  # fmt: skip
    return dumped if rng.random() < 0.5 else f"---\n{dumped}...\n"


def endnote_xml(works: Sequence[Work], rng: random.Random) -> str:
    """EndNote's XML, on one line or an element a line, with styles or without."""
    style = rng.choice(('<style face="normal" font="default" size="100%">{}</style>', "{}"))
    gap = rng.choice(("", "", "\n  "))

    def element(name: str, value: str) -> str:
        written = escape(" ".join(value.split()))
        written = (
            written.replace("ü", "&#xFC;") if rng.random() < 0.2 else written.replace(" ", "&#xD;", rng.random() < 0.1)
        )
        return f"{gap}<{name}>{style.format(written)}</{name}>"

    records = []
    for number, work in enumerate(works):
        people = "".join(element("author", name) for name in work.get("author", "").split(" and "))
        parts = [f"{gap}<contributors><authors>{people}</authors></contributors>"]
        parts.append(
            f"{gap}<titles>{element('title', work['title'])}{element('secondary-title', work.get('journal', ''))}</titles>"
        )
        parts.append(f"<periodical>{element('full-title', work.get('journal', ''))}</periodical>")
        names = {"pages": "pages", "volume": "volume", "number": "number", "doi": "electronic-resource-num"}
        parts += [element(element_, work[name]) for name, element_ in names.items() if name in work]
        parts.append(f"<dates>{element('year', work.get('year', ''))}</dates>")
        parts += [f"{gap}<notes>see 10.1000/ xyz<!-- so --></notes>", f"{gap}<urls></urls>"]
        rng.shuffle(parts)
        head = f'<rec-number>{number}</rec-number>{gap}<ref-type name="Journal Article">17</ref-type>'
        records.append(f"<record>{head}{''.join(parts)}</record>{gap}")
    return f'<?xml version="1.0" ?><xml><records>{gap}{"".join(records)}</records></xml>'


def text(works: Sequence[Work], rng: random.Random) -> str:
    """A printed list."""
    lines = [
        f"{number}. {work.get('author', '')} ({work.get('year', '')}). {work['title']}. {work.get('journal', '')}, "
        f"{work.get('volume', '')}({work.get('number', '')}), {work.get('pages', '')}. "
        f"{rng.choice(('doi:', '', 'DOI '))}{work.get('doi', '')}"
        for number, work in enumerate(works, start=1)
    ]
    return "\n".join(lines) + "\n"


MADE: Mapping[str, tuple[str, Made]] = {
    "BibTeX": ("list.bib", bibtex),
    "RIS": ("list.ris", ris),
    "NBIB": ("list.nbib", nbib),
    "CSL-JSON": ("list.json", csl_json),
    "CSL-YAML": ("list.yaml", csl_yaml),
    "EndNote XML": ("list.xml", endnote_xml),
    "text": ("list.txt", text),
}
"""The formats, the name of a file of each, and who makes one."""

ENCODED: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "dos": lambda text: text.replace("\n", "\r\n").encode(),
    "windows": lambda text: text.encode("cp1252", "replace"),
}


def entries_in(data: bytes, form: str) -> list[dict[str, str]] | None:
    """The entries as somebody else's reader has them, each a mapping of fields; ``None`` where it refuses the file."""
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        source = data.decode("cp1252", "replace")
    try:
        return list(_READERS[form](source))
    except (PybtexError, ValueError, yaml.YAMLError, OSError, KeyError, IndexError, ParseError):
        return None


def _by_pybtex(source: str) -> Iterator[dict[str, str]]:
    with pybtex.errors.capture() as faults:
        entries = parse_string(source, "bibtex").entries
    if faults:
        raise faults[0]
    for key, entry in entries.items():
        people = {role: " and ".join(map(str, persons)) for role, persons in entry.persons.items()}
        fields = {name.lower(): normalize_whitespace(value) for name, value in entry.fields.items()}
        yield {"key": key, "type": entry.type, **people, **fields}


def _by_rispy(source: str) -> Iterator[dict[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for entry in rispy.loads(source, newline=None):
            yield {name: json.dumps(value, ensure_ascii=False) for name, value in entry.items()}


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _flat(member, f"{name}.{key}")
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _flat(member, f"{name}[{number}]")
    else:
        yield name, str(value)


def _by_json(source: str) -> Iterator[dict[str, str]]:
    yield from (dict(_flat(item)) for item in json.loads(source))


def _by_yaml(source: str) -> Iterator[dict[str, str]]:
    yield from (dict(_flat(item)) for item in yaml.safe_load(source)["references"])


def _by_lines(source: str) -> Iterator[dict[str, str]]:
    """PubMed's format has no reader that refuses anything: tags, values and lines that go on."""
    for record in source.replace("\r\n", "\n").split("\n\n"):
        fields: dict[str, str] = {}
        tag = ""
        for line in filter(None, record.split("\n")):
            if line[:1] == " ":
                fields[tag] += f" {line.strip()}"
                continue
            label, sign, value = line[:4], line[4:6], line[6:]
            if sign != "- ":
                raise ValueError(line)
            tag = label.strip()
            while tag in fields:
                tag += "+"
            fields[tag] = value
        yield fields


def _by_etree(source: str) -> Iterator[dict[str, str]]:
    """The texts of elements; the name of a periodical stands in two, of which one is taken."""
    for record in fromstring(source.encode()).iter("record"):
        fields: dict[str, str] = {}
        for element in record.iter():
            if element.tag not in ("style", "full-title") and not any(child.tag != "style" for child in element):
                name = f"{element.tag}{'+' * sum(key.rstrip('+') == element.tag for key in fields)}"
                fields[name] = " ".join("".join(element.itertext()).split())
        yield fields


def _by_itself(source: str) -> Iterator[dict[str, str]]:
    yield from ({"line": line} for line in source.splitlines())


_READERS: Mapping[str, Callable[[str], Iterator[dict[str, str]]]] = {
    "BibTeX": _by_pybtex,
    "RIS": _by_rispy,
    "NBIB": _by_lines,
    "CSL-JSON": _by_json,
    "CSL-YAML": _by_yaml,
    "EndNote XML": _by_etree,
    "text": _by_itself,
}


def changed_fields(
    before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> list[tuple[int, str]] | None:
    """The entry and the name of every field that is another, new or gone; ``None`` where the entries are not the same ones."""
    if len(before) != len(after):
        return None
    return [
        (number, name)
        for number, (was, now) in enumerate(zip(before, after, strict=True))
        for name in sorted(was.keys() | now.keys())
        if was.get(name) != now.get(name)
    ]
