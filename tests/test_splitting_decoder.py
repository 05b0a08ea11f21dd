"""The decoder in Python alone against crfsuite's: the same labels, and the same probabilities."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrfsuite import Tagger, Trainer

from refcheck.parsing.splitting.roles import decoder
from refcheck.parsing.splitting.roles.tagging import MODELS

CLOSE = 1e-9


def made_model(path: Path) -> Path:
    """A model of few labels and attributes, some of them never seen together."""
    trainer = Trainer(algorithm="lbfgs", verbose=False)
    for tokens, labels in (("abcab", "xyzxy"), ("ccb", "zzy"), ("a", "x"), ("bbbbb", "yxyxy"), ("cab", "wxy")):
        trainer.append([[token, f"{token}+"] for token in tokens], list(labels))
    trainer.train(str(path))
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tagger, decoder.Tagger]:
    path = made_model(tmp_path_factory.mktemp("model") / "made.crfsuite")
    theirs, ours = Tagger(), decoder.Tagger()
    for each in (theirs, ours):
        each.open(str(path))
    return theirs, ours


@given(st.lists(st.lists(st.sampled_from([b"a", b"b", b"c", b"a+", b"b+", b"unknown", b""]), max_size=6), max_size=40))
def test_any_sequence_has_the_same_probabilities(
    pair: tuple[Tagger, decoder.Tagger], features: list[list[bytes]]
) -> None:
    theirs, ours = pair
    assert ours.labels() == theirs.labels()
    likeliest, theirs_likeliest = ours.tag(features), theirs.tag(features)
    for place in range(len(features)):
        for label in ours.labels():
            assert ours.marginal(label, place) == pytest.approx(theirs.marginal(label, place), abs=CLOSE)
    assert theirs.probability(likeliest) == pytest.approx(theirs.probability(theirs_likeliest))  # of equals either


def test_a_long_sequence_does_not_run_out_of_numbers(pair: tuple[Tagger, decoder.Tagger]) -> None:
    theirs, ours = pair
    features = [[b"a", b"a+"] * 20, [b"b"], [b"unknown"], [b"c"] * 30] * 2000
    assert len(ours.tag(features)) == len(theirs.tag(features)) == len(features)
    for place in (0, 4001, len(features) - 1):
        for label in ours.labels():
            assert ours.marginal(label, place) == pytest.approx(theirs.marginal(label, place), abs=CLOSE)


CUT = zlib.decompress((MODELS / "first.crf").read_bytes())[:3000]


@pytest.mark.parametrize("held", [b"", b"lCRF", b"no model at all" * 10, CUT])
def test_what_is_no_model_is_said(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "odd.crfsuite"
    path.write_bytes(held)
    with pytest.raises(ValueError, match=r"not a model of CRFsuite.*odd\.crfsuite"):
        decoder.Tagger().open(str(path))


def test_what_was_not_tagged_has_no_probability(pair: tuple[Tagger, decoder.Tagger]) -> None:
    _, ours = pair
    ours.tag([[b"a"]])
    with pytest.raises(LookupError):
        ours.marginal("x", 1)
    with pytest.raises(LookupError):
        ours.marginal("no label", 0)
