"""What one registry of a run was asked and what it answered."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from attrs import define, field, frozen

from refcheck.model import Authority, Scheme, ServiceUse, Work
from refcheck.model.csl import to_csl
from refcheck.registries.recording.exchange import Exchange
from refcheck.registries.wrappers.answer_json import Known


@frozen(kw_only=True)
class Card:
    """What a chain knows of a registry beside its answers."""

    name: str
    names: tuple[str, ...] = ()
    schemes: frozenset[Scheme] = frozenset()
    holds: str = ""
    standing: Authority = Authority.REGISTERED
    is_last: bool = False


@frozen(kw_only=True)
class Question:
    """One question (identifiers that were asked for together, or a search), when (UTC), and the answer to each of its keys.

    ``exchanges`` are the requests that it came to; there are none where a file or the cache had the answer.
    """

    asked: datetime
    answers: Mapping[str, Known]
    exchanges: tuple[Exchange, ...] = ()


@define(kw_only=True)
class Track:
    """One registry: its questions as they came, and what the order of asking depended on.

    ``planned`` says of which keys a request would have been sent for, ``at_home`` of which works it would hold sooner than others;
    ``offered`` are the identifiers that it might have been asked for.
    """

    card: Card
    questions: list[Question] = field(factory=list)
    planned: dict[str, bool] = field(factory=dict)
    at_home: dict[str, bool] = field(factory=dict)
    offered: dict[str, None] = field(factory=dict)
    used: tuple[ServiceUse, ...] = ()


def everything_offered(tracks: Sequence[Track]) -> frozenset[str]:
    """All that anybody was asked for, or might have been."""
    answered = (key for track in tracks for question in track.questions for key in question.answers)
    return frozenset((*answered, *(key for track in tracks for key in track.offered)))


def work_key(work: Work) -> str:
    """What a work is known again by: the beginning of the SHA-256 of its CSL."""
    data = json.dumps(to_csl(work, key=""), ensure_ascii=False, sort_keys=True)
    return sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:16]
