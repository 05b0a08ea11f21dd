"""The answers in a case, one by one: the responses, what was read from them then and is read now, and what was not read.

A case is an untrusted file. Its bodies are read by the readers of this version, within the limits for any response, and in total
no more often than in a run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from refcheck.errors import EvidenceError
from refcheck.evidence.packing import ANSWERS, BODIES, UNREADABLE
from refcheck.evidence.sealing import Sealed
from refcheck.model import Aim, Date, Found, Hits, Id, NotFound, Query, Record, Scheme, Work
from refcheck.parsing import parse
from refcheck.registries.failures import Failure
from refcheck.registries.recording import Exchange
from refcheck.registries.recording.rereading import Reader
from refcheck.registries.transport.body import MOST_BYTES, Element, read_json, read_xml
from refcheck.registries.wrappers.cache import Known, from_json, to_json
from refcheck.registries.wrappers.caching import lookup_key
from refcheck.text.folding import fold

_MOST_PLACES = 60
"""Most places that are listed: a body may have any number."""

_NAMING_ATTRIBUTES = ("tag", "code", "type")
"""Attributes that distinguish elements of the same name, in MARC and MODS."""


def unread_places(exchanges: Sequence[Exchange], answers: Sequence[Known]) -> tuple[str, ...]:
    """Return the places in the bodies whose words do not all occur in the answers, in the order of the bodies.

    A place within a list is given once (``message.items[].abstract``), and only if it was read in none of the list's elements.
    """
    known = frozenset(fold(" ".join(map(_text, answers))).split())
    read: dict[str, bool] = {}
    for exchange in exchanges:
        for place, value in _leaves(exchange):
            read[place] = read.get(place, False) or set(fold(value).split()) <= known
    return tuple([place for place, is_read in read.items() if not is_read][:_MOST_PLACES])


def _text(answer: Known) -> str:
    """Return all values of an answer as one text."""
    return " ".join(value for _, value in _of_json(json.loads(to_json("", answer))))


def _leaves(exchange: Exchange) -> Iterator[tuple[str, str]]:
    if exchange.body.lstrip()[:1] == b"<":
        root = read_xml(exchange.body, "")
        return iter(()) if isinstance(root, Failure) else _of_xml(root)
    value = read_json(exchange.body, "")
    return iter(()) if isinstance(value, Failure) else _of_json(value)


def _of_json(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts and numbers in a value, each with its place; not recursively, as an untrusted value may be nested deeply."""
    left: list[tuple[str, Any]] = [("", value)]
    while left:
        place, each = left.pop()
        if isinstance(each, dict):
            left += [(f"{place}.{name}".lstrip("."), inner) for name, inner in reversed(each.items())]
        elif isinstance(each, list):
            left += [(f"{place}[]", inner) for inner in reversed(each)]
        elif each is not None and not isinstance(each, bool) and str(each).strip():
            yield place, str(each)


def _of_xml(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the texts in the elements, each with its place."""
    left: list[tuple[str, Element]] = [("", root)]
    while left:
        place, element = left.pop()
        if not isinstance(element.tag, str):
            continue
        labels = "".join(f"[{value}]" for name in _NAMING_ATTRIBUTES if (value := element.get(name)))
        here = f"{place}/{element.tag.rpartition('}')[2]}{labels}".lstrip("/")
        if (element.text or "").strip():
            yield here, str(element.text)
        left += [(here, child) for child in reversed(list(element))]


_MOST_TIMES, _ROOM = 200, 1 << 24
"""Limit on the bodies read from a case: this many times the case's size, plus this many bytes. A body that is filed for several
answers counts for each. Two hundred times is twice the factor by which a case may grow when it is unpacked."""


@frozen(kw_only=True)
class FiledAnswer:
    """One question of a case and its answers, by the key of what was asked.

    ``then`` is what was read by the version that filed it, ``now`` what this version reads in the same bodies; ``None`` if its
    readers do not make such requests, or need further ones. ``unread`` are the places in the bodies whose words do not occur in
    what is read.
    """

    registry: str
    asked: datetime
    exchanges: tuple[Exchange, ...]
    then: Mapping[str, Known]
    now: Mapping[str, Known] | None
    unread: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys of the answers that are read differently now."""
        now = self.now or {}
        return tuple(key for key in self.then if key in now and _essence(self.then[key]) != _essence(now[key]))


def filed_answers(data: bytes) -> Iterator[FiledAnswer]:
    """Yield the answers in a case that came over the network, in the order in which they came.

    Raises:
        EvidenceError: the data are not a case, were altered, cannot be read, or repeat their bodies too often.
    """
    files = Sealed(data)
    names = {name.removeprefix(BODIES).partition(".")[0]: name for name in files if name.startswith(BODIES)}
    reader, left = Reader(), _MOST_TIMES * len(data) + _ROOM
    try:
        for line in files[ANSWERS].decode("utf-8", "surrogatepass").splitlines():
            row = json.loads(line)
            if not row["requests"]:  # the answer came from a file or the cache, or there was nothing to ask
                continue
            exchanges = tuple(_exchange(each, files, names) for each in row["requests"])
            left -= len(line) + sum(len(each.body) for each in exchanges)
            if left < 0:
                raise EvidenceError("cannot be read: it repeats its bodies more often than any run")
            yield _answer(row, exchanges, reader)
    except UNREADABLE as error:
        raise EvidenceError(f"cannot be read: {error}") from error


def _answer(row: Mapping[str, Any], exchanges: tuple[Exchange, ...], reader: Reader) -> FiledAnswer:
    read = ((key, from_json(key, json.dumps(answer).encode())) for key, answer in row["answers"].items())
    then = {key: answer for key, answer in read if answer is not None}
    now = _read_again(str(row["registry"]), tuple(row["answers"]), exchanges, reader)
    answer = FiledAnswer(
        registry=str(row["registry"]),
        asked=datetime.fromisoformat(row["asked"]),
        exchanges=exchanges,
        then=then,
        now=now,
        unread=unread_places(exchanges, tuple((then if now is None else now).values())),
    )
    return evolve(answer, now=None) if answer.changed and reader.was_short else answer


def _exchange(row: Mapping[str, Any], files: Sealed, names: Mapping[str, str]) -> Exchange:
    """Return a request as it was filed, without its body if that is larger than any reader accepts."""
    name = names.get(row.get("body", {}).get("sha256", ""), "")
    fits = bool(name) and files.size_of(name) <= MOST_BYTES
    return Exchange(
        url=str(row["url"]),
        asked=datetime.fromisoformat(row["asked"]),
        sent=str(row.get("sent", "")).encode("utf-8", "surrogatepass"),
        status=int(row["status"]) if "status" in row else None,
        headers={str(key).lower(): str(value) for key, value in row.get("headers", {}).items()},
        body=files[name] if fits else b"",
        why=str(row.get("why", "")),
    )


def _read_again(
    registry: str, keys: Sequence[str], exchanges: Sequence[Exchange], reader: Reader
) -> Mapping[str, Known] | None:
    if not keys:
        return None
    if (query := _query(keys[0])) is not None:
        hits = reader.search(registry, query, exchanges)
        return None if hits is None else {keys[0]: hits}
    ids = tuple(Id(Scheme(scheme), value) for scheme, _, value in (key.partition(":") for key in keys))
    answers = reader.lookup(registry, ids, exchanges)
    return None if answers is None else {lookup_key(key): answer for key, answer in answers.items()}


def _query(key: str) -> Query | None:
    """Return the search whose answer is kept under a key; ``None`` for the key of an identifier."""
    kind, _, rest = key.partition(":")
    if kind == "search":
        return Query(raw=rest, work=parse(rest).work)
    if kind == Aim.VENUE:
        year, _, name = rest.partition(":")
        issued = Date(year=int(year)) if year.isascii() and year.isdigit() else None
        return Query(raw=name, work=Work(issued=issued), aim=Aim.VENUE)
    return None


def _essence(answer: Known) -> object:
    """Return an answer without the URL and time of its retrieval, and without the wording of an outage."""
    if isinstance(answer, Found):
        return _described(answer.record)
    if isinstance(answer, Hits):
        return tuple(_described(hit.record) for hit in answer.hits)
    return answer.scope if isinstance(answer, NotFound) else type(answer)


def _described(record: Record) -> Record:
    return evolve(record, provenance=evolve(record.provenance, url="", retrieved=_NEVER))


_NEVER = datetime.min
