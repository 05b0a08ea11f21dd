"""Whatever a server answers, a registry gives one of the three answers and raises nothing."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isabstract, isclass
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from attrs import evolve
from drawn import examples
from hostile_made import KEYS, REPLIES, SEARCHED, Line, classes, dirtied, dirty_bodies, http, registry_at
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Found, Hits, Id, NotFound, Query, Scope, Unavailable
from refcheck.registries import Local, services
from refcheck.registries.index.stored import decoded, encoded, read
from refcheck.registries.wrappers.cache import from_json, to_json

KINDS = sorted({*KEYS, *SEARCHED})

WITHOUT_NETWORK = {"Library", "Local", "RetractionWatch", "Watched"}


def test_every_registry_of_the_network_is_here() -> None:
    modules = [import_module(each.name) for each in walk_packages(services.__path__, f"{services.__name__}.")]
    found = {
        each
        for module in modules
        for each in vars(module).values()
        if isclass(each) and each.__module__ == module.__name__ and hasattr(each, "lookup") and not isabstract(each)
    }
    assert {each.__name__ for each in found - classes()} == WITHOUT_NETWORK


SEVERAL = st.lists(REPLIES, min_size=1, max_size=4)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = [*value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value


_DIRT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _is_clean(answer: Found | Hits | NotFound | Unavailable) -> None:
    """No half of a pair and no control is in what a registry says, which UTF-8 can hold."""
    said = [each for each in _strings(json.loads(to_json("k", answer))) if _DIRT.search(each)]
    assert said == []


def _asked(kind: str, replies: list[bytes]) -> None:
    line = Line(*replies)
    try:
        registry = registry_at(kind, line)
        if key := KEYS.get(kind):
            answer = registry.lookup((key,))[key]
            assert isinstance(answer, Found | NotFound | Unavailable)
            _is_clean(answer)
            if isinstance(answer, Found):
                assert from_json("k", to_json("k", answer)) == answer  # what is found can be kept
        if work := SEARCHED.get(kind):
            query = Query(raw=work.title or "", work=work)
            assert registry.plan((), (query,))
            (searched,) = registry.search((query,))
            assert isinstance(searched, Hits | Unavailable)
            _is_clean(searched)
            if isinstance(searched, Hits):
                assert from_json("k", to_json("k", searched)) == searched
        close = getattr(getattr(registry, "_web", None), "close", None)
        if close is not None:
            close()
    finally:
        line.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_dirt_comes_behind_the_door(kind: str) -> None:
    for content_type, body in dirty_bodies():
        _asked(kind, [http(200, {"Content-Type": content_type.encode()}, body)])


LOCAL = json.dumps(
    dirtied({"DOI": "10.1000/a", "title": ["Soils"], "author": [{"family": "Sample"}]}, "\x00\ud800\x9b", 1)
)
"""A record of a file's, with dirt in every string."""


def test_no_dirt_comes_out_of_a_file_or_the_cache(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text(f"{LOCAL}\n", encoding="utf-8")
    key = Id.doi("10.1\ufffd\u203a000/a")
    answer = Local.read(tmp_path / "records.jsonl").lookup([key])[key]
    assert isinstance(answer, Found)
    _is_clean(answer)
    for body in (LOCAL.replace("\\ud800", "").encode(), encoded(read(LOCAL.encode()))):
        assert not [each for each in _strings(decoded(body)) if _DIRT.search(each)]
    miss = NotFound(registry="a", scope=Scope.HOLDINGS)
    kept = to_json("k", miss).replace(b'"a"', b'"a\\u0000\\ud800"')
    assert from_json("k", kept) == evolve(miss, registry="a\ufffd")


@pytest.mark.parametrize("kind", KINDS)
@given(replies=SEVERAL)
@settings(max_examples=examples(30), deadline=None)
def test_nothing_escapes(kind: str, replies: list[bytes]) -> None:
    _asked(kind, replies)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(replies=SEVERAL)
@settings(max_examples=1_000, deadline=None)
def test_nothing_escapes_at_length(kind: str, replies: list[bytes]) -> None:
    _asked(kind, replies)
