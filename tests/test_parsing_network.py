"""The network: run by numpy or by Python alone, one reference or many at a time, it says the same."""

import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from tables import CASES, SEEDS

from refcheck.parsing.reading import draft, drafts
from refcheck.parsing.tagging import network, network_plain, tagger, weights
from refcheck.parsing.tagging.features import WIDTH, features
from refcheck.parsing.tagging.labels import likeliest, may_follow, steps_between
from refcheck.parsing.tagging.tagger import MODEL, alternatives, tag
from refcheck.parsing.tagging.tokens import tail, tokenize

CLOSE = 1e-5

SEED = (SEEDS / "jcep-central-asia-ai" / "references.txt").read_text(encoding="utf-8").splitlines()


def printed(folder: str) -> Iterator[str]:
    """All that the tables in a folder have as printed."""
    for path in sorted((CASES / folder).rglob("*.toml")):
        for held in tomllib.loads(path.read_text(encoding="utf-8")).values():
            yield from (row["raw"] for row in held if isinstance(row, dict) and isinstance(row.get("raw"), str))


TEXTS = ["", " ", "—", "1", "a \ud800 b", *SEED, *printed("matching"), *printed("checks")]
FEW = ["", "1", *SEED[:3], "Okafor " * 30]


def test_together_references_are_read_as_one_by_one() -> None:
    assert len(TEXTS) > 200
    for text, one in zip(TEXTS, drafts(TEXTS, MODEL), strict=True):
        alone = draft(text, MODEL)
        assert one._replace(tagged=alone.tagged) == alone, text
        assert one.tagged.labels == alone.tagged.labels, text
        assert one.tagged.probabilities == pytest.approx(alone.tagged.probabilities, abs=CLOSE), text


def test_python_alone_says_the_same_as_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [features(tokens, tail(text, tokens)) for text in FEW for tokens in [tokenize(text)]]
    theirs = tag(given, MODEL)
    monkeypatch.setitem(sys.modules, "refcheck.parsing.tagging.network", None)
    monkeypatch.setattr(tagger, "load", tagger.load.__wrapped__)
    assert isinstance(tagger.load(MODEL), network_plain.Network)
    for text, one, other in zip(FEW, tag(given, MODEL), theirs, strict=True):
        assert one.labels == other.labels, text
        assert one.probabilities == pytest.approx(other.probabilities, abs=CLOSE), text
        for place in range(len(one.labels)):
            assert one.marginal("title", place) == pytest.approx(other.marginal("title", place), abs=CLOSE)


def test_probabilities_are_of_all_labels_and_labels_can_follow_each_other() -> None:
    names = tagger.load(MODEL).labels
    for text, one in zip(TEXTS, drafts(TEXTS, MODEL), strict=True):
        labels, probabilities, marginal = one.tagged.labels, one.tagged.probabilities, one.tagged.marginal
        assert all(map(may_follow, ["", *labels], labels)), text
        assert probabilities == [marginal(label, place) for place, label in enumerate(labels)]
        for place, possible in enumerate(alternatives(one.tagged)):
            assert sum(marginal(name, place) for name in names) == pytest.approx(1, abs=CLOSE)
            assert set(possible) <= set(names)
            assert labels[place] in possible
        assert not labels or marginal("no label", 0) == 0


def test_a_string_that_is_not_known_counts_nothing() -> None:
    """Not even where it shares its last bits with one that is."""
    net = network.Network(weights.read(MODEL))
    known = int.from_bytes(weights.read(MODEL).arrays["known"].data[:4], "little")
    none, shared, own = (
        net.read(number.to_bytes(4, "little") + bytes(4 * (WIDTH - 1)), (1,)).rows
        for number in (0, known ^ 1 << 31, known)
    )
    assert none == shared != own


@pytest.mark.parametrize(
    ("chances", "path"),
    [
        ([{"title*": 0.9}, {"title": 0.8, "container": 0.2}], ["title*", "title"]),
        ([{"title*": 0.9}, {"container": 0.9, "title": 0.1}], ["title*", "title"]),
        ([{"title": 0.9, "title*": 0.1}], ["title*"]),
        ([{"date": 0.6, "author*": 0.4}, {"author": 0.9, "date": 0.1}], ["author*", "author"]),
        ([{"date": 1.0}, {"author": 1.0}], ["date", "author"]),
    ],
)
def test_labels_follow_each_other_where_they_can(chances: list[dict[str, float]], path: list[str]) -> None:
    labels = sorted({*chain(*chances)})
    assert likeliest(chances, steps_between(labels, lambda *step: 0.0)) == path


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ({}, ["title*", "container*", "date"]),
        ({("", "author*"): 1.0}, ["author*", "container*", "date"]),
        ({("title*", "volume"): 3.0}, ["title*", "volume", "date"]),
        (
            {("", "author*"): 1.0, ("author*", "volume"): 1.0, ("author*", "container*"): 2.0},
            ["author*", "container*", "date"],
        ),
        ({("volume", "pages"): 1.0}, ["title*", "container*", "date"]),  # too little for what is unlikely twice
    ],
)
def test_a_chain_of_labels_weighs_each_and_the_steps_between(
    steps: dict[tuple[str, str], float], path: list[str]
) -> None:
    chances = [
        {"title*": 0.6, "author*": 0.4},
        {"container*": 0.9, "volume": 0.1},
        {"date": 0.99, "pages": 0.01},
    ]
    labels = sorted({*chain(*chances)})
    assert likeliest(chances, steps_between(labels, lambda *step: steps.get(step, 0.0))) == path


def test_the_model_knows_how_labels_follow_each_other() -> None:
    steps = weights.steps_of(weights.read(MODEL))
    names = tagger.load(MODEL).labels
    assert list(steps) == names
    assert all(set(behind) == {*names, ""} for behind in steps.values())
    assert network_plain.Network(weights.read(MODEL)).steps == steps == tagger.load(MODEL).steps
    assert steps["title"]["title*"] > steps["container*"]["title*"]
    assert steps["author*"][""] > steps["pages"][""]


@pytest.mark.parametrize(
    "held", [b"", b"\n", b"[]\n", b"no model", MODEL.read_bytes()[:3000], MODEL.read_bytes() + b"\0"]
)
def test_what_is_no_model_is_said(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "odd.net"
    path.write_bytes(held)
    with pytest.raises(ValueError, match=r"not a model of the tagger.*odd\.net"):
        weights.read(path)


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    assert weights.written(weights.read(MODEL)) == MODEL.read_bytes()
