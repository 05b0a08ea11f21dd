"""The recorded questions and answers of each registry of a run (its track), and their conversion to and from JSON-ready data."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from attrs import define, field, frozen
from cattrs.preconf.json import make_converter

from refcheck.model import Authority, Scheme, ServiceUse, Work
from refcheck.model.csl import to_csl
from refcheck.registries.base import PLAIN, Traits
from refcheck.registries.recording import Exchange
from refcheck.registries.wrappers.cache import Known, from_json, to_json


@frozen(kw_only=True)
class Question:
    """One question (a batch of identifiers, or a search), when it was asked (UTC), and the answer to each of its keys.

    ``exchanges`` are the requests that it took; there are none if a file or the cache had the answer.
    """

    asked: datetime
    answers: Mapping[str, Known]
    exchanges: tuple[Exchange, ...] = ()


@define(kw_only=True)
class Track:
    """The recording of one registry: its questions in order, and what the order of the queries depended on.

    ``planned`` states for each key whether a request would have been sent, ``at_home`` for each work what ``is_home_of`` returned;
    ``offered`` are the identifiers that might have been looked up.
    """

    name: str
    names: tuple[str, ...] = ()
    schemes: frozenset[Scheme] = frozenset()
    traits: Traits = PLAIN
    questions: list[Question] = field(factory=list)
    planned: dict[str, bool] = field(factory=dict)
    at_home: dict[str, bool] = field(factory=dict)
    offered: dict[str, None] = field(factory=dict)
    used: tuple[ServiceUse, ...] = ()


def everything_offered(tracks: Sequence[Track]) -> frozenset[str]:
    """Return the keys of everything that any registry was asked for, or might have been."""
    answered = (key for track in tracks for question in track.questions for key in question.answers)
    return frozenset((*answered, *(key for track in tracks for key in track.offered)))


def work_key(work: Work) -> str:
    """Return the key of a work: the beginning of the SHA-256 of its CSL."""
    data = json.dumps(to_csl(work, key=""), ensure_ascii=False, sort_keys=True)
    return sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_CONVERTER = make_converter()


def card_to_dict(track: Track) -> dict[str, Any]:
    """Return the data of a track without its questions."""
    return {
        "name": track.name,
        "names": list(track.names),
        "schemes": sorted(track.schemes),
        "holds": track.traits.holds,
        "standing": track.traits.standing.value,
        "is_apart": track.traits.is_apart,
        "is_last": track.traits.is_last,
        "planned": sorted(key for key, is_planned in track.planned.items() if is_planned),
        "at_home": sorted(key for key, is_home in track.at_home.items() if is_home),
        "offered": sorted(track.offered),
        "used": _CONVERTER.unstructure(track.used),
    }


def questions_to_dicts(tracks: Sequence[Track]) -> Iterator[dict[str, Any]]:
    """Yield the questions to all registries, in the order in which they were asked."""
    asked = [(question, number) for number, track in enumerate(tracks) for question in track.questions]
    for question, number in sorted(asked, key=lambda pair: (pair[0].asked, pair[1], sorted(pair[0].answers))):
        yield {
            "to": number,
            "registry": tracks[number].name,
            "asked": question.asked.isoformat(),
            "answers": {key: json.loads(to_json(key, answer)) for key, answer in question.answers.items()},
            "requests": [_exchange_to_dict(exchange) for exchange in question.exchanges],
        }


def bodies(tracks: Iterable[Track]) -> dict[str, bytes]:
    """Return the bodies of all answers, by their SHA-256."""
    found = (each.body for track in tracks for question in track.questions for each in question.exchanges if each.body)
    return {sha256(body).hexdigest(): body for body in found}


def tracks_from(cards: Sequence[Mapping[str, Any]], questions: Iterable[Mapping[str, Any]]) -> tuple[Track, ...]:
    """Return the tracks that were written, without the bodies, whose content is in the answers.

    Raises:
        ValueError, LookupError, TypeError: the data are malformed.
    """
    tracks = tuple(map(_track, cards))
    for each in questions:
        answers = {key: from_json(key, json.dumps(answer).encode()) for key, answer in each["answers"].items()}
        known = {key: answer for key, answer in answers.items() if answer is not None}
        tracks[each["to"]].questions.append(Question(asked=datetime.fromisoformat(each["asked"]), answers=known))
    return tracks


def _track(data: Mapping[str, Any]) -> Track:
    optional = {"is_apart": data.get("is_apart", False), "is_last": data["is_last"]}  # older cases have no is_apart
    traits = Traits(holds=data["holds"], standing=Authority(data["standing"]), **optional)
    return Track(
        name=data["name"],
        names=tuple(data["names"]),
        schemes=frozenset(map(Scheme, data["schemes"])),
        traits=traits,
        planned=dict.fromkeys(data["planned"], True),
        at_home=dict.fromkeys(data["at_home"], True),
        offered=dict.fromkeys(data["offered"]),
        used=_CONVERTER.structure(data["used"], tuple[ServiceUse, ...]),
    )


def _exchange_to_dict(exchange: Exchange) -> dict[str, Any]:
    data: dict[str, Any] = {"url": exchange.url, "asked": exchange.asked.isoformat()}
    if exchange.sent:
        data["sent"] = exchange.sent.decode("utf-8", "surrogatepass")
    if exchange.status is None:
        return data | {"why": exchange.why}
    body = {"sha256": sha256(exchange.body).hexdigest(), "bytes": len(exchange.body)}
    return data | {"status": exchange.status, "headers": dict(sorted(exchange.headers.items())), "body": body}
