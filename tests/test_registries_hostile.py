"""Whatever a server answers, a registry gives one of the three answers and raises nothing."""

import pytest
from hostile_made import KEYS, REPLIES, Line, registry_at
from hypothesis import given, settings
from hypothesis import strategies as st
from registries_made import query

from refcheck.model import Found, Hits, NotFound, Unavailable
from refcheck.registries.wrappers.answer_json import from_json, to_json

SEVERAL = st.lists(REPLIES, min_size=1, max_size=4)


def _asked(kind: str, replies: list[bytes]) -> None:
    line = Line(*replies)
    try:
        registry = registry_at(kind, line)
        key = KEYS[kind]
        answer = registry.lookup((key,))[key]
        assert isinstance(answer, Found | NotFound | Unavailable)
        if isinstance(answer, Found):
            assert from_json("k", to_json("k", answer)) == answer  # what is found can be kept
        if kind == "crossref-list":
            (searched,) = registry.search((query("something to search for"),))
            assert isinstance(searched, Hits | Unavailable)
        close = getattr(getattr(registry, "_web", None), "close", None)
        if close is not None:
            close()
    finally:
        line.close()


@pytest.mark.parametrize("kind", KEYS)
@given(replies=SEVERAL)
@settings(max_examples=60, deadline=None)
def test_nothing_escapes(kind: str, replies: list[bytes]) -> None:
    _asked(kind, replies)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KEYS)
@given(replies=SEVERAL)
@settings(max_examples=1_000, deadline=None)
def test_nothing_escapes_at_length(kind: str, replies: list[bytes]) -> None:
    _asked(kind, replies)
