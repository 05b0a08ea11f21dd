"""Whatever a server answers, a registry gives one of the three answers and raises nothing."""

from importlib import import_module
from inspect import isabstract, isclass
from pkgutil import walk_packages

import pytest
from hostile_made import KEYS, REPLIES, SEARCHED, Line, classes, registry_at
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Found, Hits, NotFound, Query, Unavailable
from refcheck.registries import services
from refcheck.registries.wrappers.answer_json import from_json, to_json

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


def _asked(kind: str, replies: list[bytes]) -> None:
    line = Line(*replies)
    try:
        registry = registry_at(kind, line)
        if key := KEYS.get(kind):
            answer = registry.lookup((key,))[key]
            assert isinstance(answer, Found | NotFound | Unavailable)
            if isinstance(answer, Found):
                assert from_json("k", to_json("k", answer)) == answer  # what is found can be kept
        if work := SEARCHED.get(kind):
            query = Query(raw=work.title or "", work=work)
            assert registry.plan((), (query,))
            (searched,) = registry.search((query,))
            assert isinstance(searched, Hits | Unavailable)
            if isinstance(searched, Hits):
                assert from_json("k", to_json("k", searched)) == searched
        close = getattr(getattr(registry, "_web", None), "close", None)
        if close is not None:
            close()
    finally:
        line.close()


@pytest.mark.parametrize("kind", KINDS)
@given(replies=SEVERAL)
@settings(max_examples=30, deadline=None)
def test_nothing_escapes(kind: str, replies: list[bytes]) -> None:
    _asked(kind, replies)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(replies=SEVERAL)
@settings(max_examples=1_000, deadline=None)
def test_nothing_escapes_at_length(kind: str, replies: list[bytes]) -> None:
    _asked(kind, replies)
