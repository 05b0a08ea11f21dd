"""Contracts: the questions to one service, the expected form of its replies, and the works that it is known to have.

The tables are beside this module, one for each service, and one for the known works. Each states its sources.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from attrs import Factory, evolve, field, frozen

from refcheck.model import Aim, Date, Id, Name, Query, Scheme, Work
from refcheck.registries.contracts.shapes import Row, rows_of

NOTHING, NOWHERE, REGISTERED, HELD = "nothing", "nowhere", "registered", "held"
"""Knowledge of an identifier instead of a work: not found here; registered nowhere; registered, without a record;
or that there is a record, which is not compared."""

_WORKS = "works"
_TABLES = "tables"


@frozen(kw_only=True)
class KnownWork:
    """A public work, as it is ``asked`` for. Its ``title``, its DOI and the data in ``asked`` are the same at all services."""

    title: str
    doi: str | None
    is_retracted: bool
    asked: Work

    @property
    def author(self) -> str:
        """The family name of its first author."""
        return self.asked.author[0].headword if self.asked.author else ""


@frozen(kw_only=True)
class Form:
    """The expected form of one reply: its status, whether redirects lead to it, and the rows of its body and headers.

    ``root`` is the root element of XML; ``order`` is a path whose values are in the order of the question; ``of`` is a part of the
    URL, for a request that is not always sent.
    """

    of: str = ""
    status: int = 200
    is_behind_redirect: bool = field(default=False, alias="redirected")
    body: str = ""
    content_type: str = field(default=Factory(lambda self: self.body, takes_self=True), alias="type")
    root: str = ""
    rows: tuple[Row, ...] = ()
    headers: tuple[Row, ...] = ()
    order: str = ""


@frozen(kw_only=True)
class Question:
    """A question to one service: a lookup or a search, what is known of the answers, and the forms of the replies.

    ``lookup`` are identifiers, each with the key of a known work or one of the words above; ``search`` is a known work to search
    for, and ``finds`` the one that must be among the hits.
    """

    service: str
    name: str
    lookup: Mapping[Id, str] = MappingProxyType({})
    search: str = ""
    finds: str = Factory(lambda self: self.search, takes_self=True)
    aim: Aim = field(default=Aim.WORK, converter=Aim)
    forms: tuple[Form, ...] = ()


@frozen(kw_only=True)
class Contract:
    """The questions to one service. ``names`` are the namespaces of its XML, by prefix."""

    names: Mapping[str, str]
    questions: tuple[Question, ...]


@cache
def contracts() -> Mapping[str, Contract]:
    """Return the contracts by the name of the service."""
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
    """Return the query of a question that is a search."""
    known = known_works()[question.search]
    work = known.asked
    parts = (known.author, str(work.year or ""), known.title, work.container_title or "")
    raw = ". ".join(filter(None, parts)) if question.aim is Aim.WORK else known.title
    return Query(raw=raw, work=work, aim=question.aim)


def _contract(service: str, table: Mapping[str, Any]) -> Contract:
    shapes = {name: rows_of(text) for name, text in table.get("shapes", {}).items()}
    headers = rows_of(table.get("headers", ""))
    questions = []
    for row in table["question"]:
        lookup = {_id(text): known for text, known in row.pop("lookup", {}).items()}
        forms = tuple(_form(form, shapes, headers) for form in row.pop("reply"))
        questions.append(Question(service=service, lookup=lookup, forms=forms, **row))
    return Contract(names=table.get("names", {}), questions=tuple(questions))


def _form(form: dict[str, Any], shapes: Mapping[str, tuple[Row, ...]], headers: tuple[Row, ...]) -> Form:
    """Return the form of a reply. The paths of a named shape are below the path ``at``."""
    own, at = rows_of(form.pop("rows", "")), form.pop("at", "")
    shared = (evolve(row, path=_below(at, row.path)) for row in shapes.get(form.pop("shape", ""), ()))
    made = Form(rows=(*own, *shared), **form)
    return evolve(made, headers=headers) if made.status == 200 else made


def _below(at: str, path: str) -> str:
    """Return a path below another: in JSON joined with a dot, in XML with a slash."""
    return f"{at}{'' if at.endswith('/') or not at else '.'}{path}"


def _id(text: str) -> Id:
    scheme, _, value = text.partition(":")
    return Id.doi(value) if scheme == Scheme.DOI else Id(Scheme(scheme), value)


def _known(row: Mapping[str, Any]) -> KnownWork:
    title, year = row.get("title"), row.get("year")
    work = Work(
        type=row.get("type"),
        title=title,
        author=tuple(Name(family=name) for name in row.get("authors", ())),
        container_title=row.get("container"),
        issued=Date(year=year) if year else None,
        url=row.get("url"),
        isbn=tuple(row.get("isbn", ())),
    )
    return KnownWork(
        title=row.get("known", title or ""),
        doi=row.get("doi"),
        is_retracted=row.get("retracted", False),
        asked=work,
    )
