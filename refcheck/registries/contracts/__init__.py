"""A contract: the questions to one service, the form of its replies, and the works that it is known to hold.

The tables stand beside this module, one a service, and the known works in one of their own. Each says whence what it says is known.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from refcheck.model import Aim, Date, Id, Name, Query, Scheme, Work
from refcheck.registries.contracts.shapes import Row, rows_of

NOTHING, NOWHERE, REGISTERED, HELD = "nothing", "nowhere", "registered", "held"
"""What may be known of an identifier beside a work: not among the holdings; registered nowhere; registered, without a record; or a
record of which nothing is compared."""

_WORKS = "works"
_TABLES = "tables"


@frozen(kw_only=True)
class KnownWork:
    """A public work, as far as services are sure to agree on it."""

    title: str = ""
    author: str = ""
    year: int | None = None
    doi: str | None = None
    is_retracted: bool = False
    asked: Work = field(factory=Work)


@frozen(kw_only=True)
class Form:
    """One reply: its status, whether redirects lead to it, what its body is, and the rows of that and of its headers.

    ``root`` is the outermost element of XML; ``order`` is a place whose values stand in the order of the question; ``of`` is a
    part of the address of a request that is not sent each time.
    """

    of: str = ""
    status: int = 200
    is_behind_redirect: bool = False
    body: str = ""
    content_type: str = ""
    root: str = ""
    rows: tuple[Row, ...] = ()
    headers: tuple[Row, ...] = ()
    order: str = ""


@frozen(kw_only=True)
class Question:
    """A question to one service: what it is asked in one go, what is known of each part of it, and the replies.

    ``lookup`` are identifiers with the key of a known work, or one of the words above; ``search`` is a known work to look for,
    and ``finds`` the one that must be among what is found.
    """

    service: str
    name: str
    lookup: Mapping[Id, str] = MappingProxyType({})
    search: str = ""
    finds: str = ""
    aim: Aim = Aim.WORK
    forms: tuple[Form, ...] = ()


@frozen(kw_only=True)
class Contract:
    """The questions to one service. ``names`` are the namespaces of its XML by their prefixes."""

    service: str
    names: Mapping[str, str]
    questions: tuple[Question, ...]


@cache
def contracts() -> Mapping[str, Contract]:
    """Return the contracts by the names of the services."""
    tables = (each for each in files(__package__).joinpath(_TABLES).iterdir() if each.name.endswith(".toml"))
    read = {each.name.removesuffix(".toml"): tomllib.loads(each.read_text(encoding="utf-8")) for each in tables}
    read.pop(_WORKS)
    return {name: _contract(name, table) for name, table in sorted(read.items())}


@cache
def known_works() -> Mapping[str, KnownWork]:
    """Return the known works by their keys."""
    table = tomllib.loads(files(__package__).joinpath(_TABLES, f"{_WORKS}.toml").read_text(encoding="utf-8"))
    return {key: _known(row) for key, row in table.items()}


def query_of(question: Question) -> Query:
    """Return the search that a question is."""
    known = known_works()[question.search]
    work = known.asked
    parts = (known.author, str(known.year or ""), known.title, work.container_title or "")
    raw = ". ".join(filter(None, parts)) if question.aim is Aim.WORK else known.title
    return Query(raw=raw, work=work, aim=question.aim)


def _contract(service: str, table: Mapping[str, Any]) -> Contract:
    shapes = {name: rows_of(text) for name, text in table.get("shapes", {}).items()}
    headers = rows_of(table.get("headers", ""))
    questions = tuple(_question(service, row, shapes, headers) for row in table["question"])
    return Contract(service=service, names=table.get("names", {}), questions=questions)


def _question(
    service: str, row: Mapping[str, Any], shapes: Mapping[str, tuple[Row, ...]], headers: tuple[Row, ...]
) -> Question:
    return Question(
        service=service,
        name=row["name"],
        lookup={_id(text): known for text, known in row.get("lookup", {}).items()},
        search=row.get("search", ""),
        finds=row.get("finds", row.get("search", "")),
        aim=Aim(row.get("aim", Aim.WORK)),
        forms=tuple(_form(form, shapes, headers) for form in row["reply"]),
    )


def _form(form: Mapping[str, Any], shapes: Mapping[str, tuple[Row, ...]], headers: tuple[Row, ...]) -> Form:
    """Return a reply. The rows of a named shape stand below the place ``at``."""
    own, at = rows_of(form.get("rows", "")), form.get("at", "")
    shared = (
        Row(path=_below(at, row.path), kind=row.kind, is_optional=row.is_optional)
        for row in shapes.get(form.get("shape", ""), ())
    )
    return Form(
        of=form.get("of", ""),
        status=form.get("status", 200),
        is_behind_redirect=form.get("redirected", False),
        body=form.get("body", ""),
        content_type=form.get("type", form.get("body", "")),
        root=form.get("root", ""),
        rows=(*own, *shared),
        headers=headers if form.get("status", 200) == 200 else (),
        order=form.get("order", ""),
    )


def _below(at: str, path: str) -> str:
    """Return a path below a place: of JSON with a dot, of XML with a slash."""
    return f"{at}{'' if at.endswith('/') or not at else '.'}{path}"


def _id(text: str) -> Id:
    scheme, _, value = text.partition(":")
    return Id.doi(value) if scheme == Scheme.DOI else Id(Scheme(scheme), value)


def _known(row: Mapping[str, Any]) -> KnownWork:
    work = Work(
        type=row.get("type"),
        title=row.get("title"),
        author=tuple(Name(family=name) for name in row.get("authors", ())),
        container_title=row.get("container"),
        issued=Date(year=row["year"]) if "year" in row else None,
        url=row.get("url"),
        isbn=tuple(row.get("isbn", ())),
    )
    return KnownWork(
        title=row.get("known", row.get("title", "")),
        author=next(iter(row.get("authors", ())), ""),
        year=row.get("year"),
        doi=row.get("doi"),
        is_retracted=row.get("retracted", False),
        asked=work,
    )
