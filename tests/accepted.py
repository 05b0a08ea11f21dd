"""What a service accepts: whether it would take a request, by the grammar that stands beside its module.

A grammar is a table (``refcheck/registries/services/**/NAME.toml``, of the module ``NAME.py``) of the requests that the service's
documentation describes: path, method, parameters with what each may hold, headers, body, and the language of its searches.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from attrs import field, frozen

import refcheck

SERVICES = Path(refcheck.__file__).parent / "registries" / "services"

_URI = re.compile(r"(?:[\w.~!$&'()*+,;=:@/?\[\]-]|%[0-9A-F]{2})*", re.ASCII | re.IGNORECASE)
"""What may stand in the path and the query of an address (RFC 3986): /works?rows=5&query=a+b%C3%BC"""

_CONTROLS = re.compile(r"[\x00-\x0c\x0e-\x1f\x7f]")
"""Signs that no service asks for; the citation matcher parts its lines by a carriage return."""

_AGENT = re.compile(r"[\w.-]+/\S+.*")
"""A program that names itself: ``refcheck-audit/1.0 (mailto:ann@example.org)``."""

_UNNAMED = "python-"
"""How the libraries name themselves: python-requests/2.32"""

_LONGEST = 8_000
"""Characters of an address. Source: RFC 9110 §4.1."""

Grammar = Mapping[str, Any]


@frozen(kw_only=True)
class Sent:
    """A request: ``target`` is what stands behind the service's own address."""

    target: str
    method: str = "GET"
    headers: Mapping[str, str] = field(factory=lambda: {"user-agent": "refcheck-audit/1.0"})
    body: bytes = b""


@cache
def grammars() -> Mapping[str, Grammar]:
    """The grammars by module: ``crossref.works``."""
    paths = sorted(SERVICES.rglob("*.toml"))
    names = (path.relative_to(SERVICES).with_suffix("").as_posix().replace("/", ".") for path in paths)
    return {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in zip(names, paths, strict=True)}


def refusals(grammar: Grammar, sent: Sent) -> Iterator[str]:
    """Why a service would refuse a request; nothing where it accepts it."""
    path, _, query = sent.target.partition("?")
    if not _URI.fullmatch(sent.target):
        yield "a sign that no address has"
    yield from _of_signs(sent.target)
    if len(sent.target) > grammar.get("longest", _LONGEST):
        yield "too long"
    agent = sent.headers.get("user-agent", "")
    if not _AGENT.fullmatch(agent) or agent.startswith(_UNNAMED):
        yield f"asked by nobody: {agent!r}"
    described = [each for each in grammar["request"] if re.fullmatch(each["path"], path)]
    known = [each for each in described if each.get("method", "GET") == sent.method]
    if not known:
        yield f"{sent.method} {path} is not described"
        return
    yield from _of_query(grammar, known[0], query)
    accept = sent.headers.get("accept", "*/*")
    if not re.fullmatch(known[0].get("accept", r"application/json|\*/\*"), accept) and accept != "*/*":
        yield f"does not answer in {accept}"
    yield from _of_body(known[0], sent)


def _of_signs(target: str) -> Iterator[str]:
    try:
        text = unquote_to_bytes(target).decode()
    except UnicodeDecodeError:
        yield "no UTF-8"
        return
    if _CONTROLS.search(text):
        yield "a control"


def _of_query(grammar: Grammar, request: Grammar, query: str) -> Iterator[str]:
    try:
        given = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict", max_num_fields=50)
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    held, described = dict(given), request.get("parameters", {})
    for name, times in Counter(name for name, _ in given).items():
        if name not in described:
            yield f"{name} is no parameter"
        elif times > 1 and name not in request.get("repeated", ()):
            yield f"{name} is given twice"
    yield from (f"{name} is missing" for name in request.get("needed", ()) if name not in held)
    yield from (f"{'&'.join(pair)} do not go together" for pair in request.get("apart", ()) if {*pair} <= {*held})
    yield from (
        f"{one} needs {other}" for one, other in request.get("with", ()) if _has(held, one) and other not in held
    )
    for name, value in given:
        if name in described and (why := _why(grammar, described[name], value)):
            yield f"{name}: {why}"


def _has(held: Mapping[str, str], what: str) -> bool:
    name, equals, value = what.partition("=")
    return name in held and (not equals or held[name] == value)


def _why(grammar: Grammar, may_hold: Any, value: str) -> str:
    """Why a value is not what a parameter may hold; empty where it is."""
    if isinstance(may_hold, str):
        return "" if re.fullmatch(may_hold, value, re.DOTALL) else f"{value[:60]!r} is not of its form"
    if "language" in may_hold:
        return _Parser(grammar["language"][may_hold["language"]], value).why()
    if "from" in may_hold:
        number = int(value) if re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else None
        return (
            ""
            if number is not None and may_hold["from"] <= number <= may_hold["to"]
            else f"{value[:20]!r} is out of bounds"
        )
    parts = value.split(may_hold["parted"])
    if len(parts) > may_hold.get("most", len(parts)):
        return f"{len(parts)} are too many"
    return next((why for part in parts if (why := _why(grammar, may_hold["of"], part))), "")


def _of_body(request: Grammar, sent: Sent) -> Iterator[str]:
    described = request.get("body")
    if described is None:
        yield from ["has a body"] if sent.body else []
        return
    if sent.headers.get("content-type") != "application/json":
        yield "its body is not said to be JSON"
    try:
        body = json.loads(sent.body)
    except ValueError:
        body = None
    if not isinstance(body, dict) or set(body) != set(described):
        yield "its body is not what is described"
        return
    for name, may_hold in described.items():
        values = body[name] if isinstance(body[name], list) else []
        if not 0 < len(values) <= may_hold["most"]:
            yield f"{name}: {len(values)} are none, or too many"
        yield from (f"{name}: {each!r}" for each in values if not re.fullmatch(may_hold["of"], str(each)))


class _RefusedError(Exception):
    """A query that is not of its language."""


class _Parser:
    """A language of searches: terms, with operators between or beside each other, in brackets, with a field before them.

    ``fields`` is what a field may be called, ``relations`` stand behind it, ``operators`` part terms (with ``folds`` in any case),
    ``reserved`` signs stand in phrases alone, and terms are ``beside`` each other where that means something.
    """

    def __init__(self, language: Grammar, text: str) -> None:
        self._language, self._text = language, text
        signs = "".join(language.get("relations", ()))
        plain = f'[^\\s()"{re.escape(signs)}]+' if signs else r'[^\s()"]+'
        self._tokens = re.findall(rf'"[^"]*"|{plain}|\S', text)

    def why(self) -> str:
        """Why the text is none of the language; empty where it is one."""
        if not self._text.strip():
            return "nothing is searched for"
        try:
            self._expression()
            if self._tokens:
                raise _RefusedError(f"{self._tokens[0]!r} closes nothing")
        except _RefusedError as error:
            return f"{error} in {self._text[:120]!r}"
        return ""

    def _expression(self) -> None:
        self._term()
        while self._tokens and self._tokens[0] != ")":
            if self._is_operator(self._tokens[0]):
                self._tokens.pop(0)
            elif not self._language.get("beside", False):
                raise _RefusedError(f"no operator before {self._tokens[0]!r}")
            self._term()

    def _term(self) -> None:
        if len(self._tokens) > 1 and self._tokens[1] in self._language.get("relations", ()):
            name = self._tokens.pop(0)
            if not re.fullmatch(self._language["fields"], name):
                raise _RefusedError(f"{name!r} is no field")
            self._tokens.pop(0)
        self._value()

    def _value(self) -> None:
        token = self._tokens.pop(0) if self._tokens else ""
        if token == "(":
            self._expression()
            if not self._tokens or self._tokens.pop(0) != ")":
                raise _RefusedError("a bracket is not closed")
        elif token.startswith('"') and len(token) > 1:
            if not self._language.get("phrases", True) or not token.strip('" '):
                raise _RefusedError(f"{token!r} is no phrase")
        elif not token or token in '()"' or self._is_operator(token) or token in self._language.get("relations", ()):
            raise _RefusedError(f"{token!r} is no term")
        elif signs := set(token) & set(self._language.get("reserved", "")):
            raise _RefusedError(f"{min(signs)!r} means something")

    def _is_operator(self, token: str) -> bool:
        operators: Sequence[str] = self._language.get("operators", ())
        return (token.lower() if self._language.get("folds", False) else token) in operators
