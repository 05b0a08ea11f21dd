"""Words of publishing houses' names, as they stand in imprints, in small letters."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _lists() -> Mapping[str, str]:
    return tomllib.loads(Path(__file__).with_name("publishers.toml").read_text(encoding="utf-8"))


@cache
def house_words() -> frozenset[str]:
    """Words that stand for one house, and the places that presses are called by: ``routledge``, ``oxford``."""
    return frozenset(_lists()["houses"].split()) | frozenset(_lists()["presses"].split())


@cache
def imprint_words() -> frozenset[str]:
    """Words of houses' names, of which some are names of persons elsewhere; no place is among them: ``routledge``, ``sage``."""
    return frozenset(_lists()["houses"].split()) | frozenset(_lists()["imprints"].split())
