"""Courts, collections of judgments, official gazettes and bodies that set standards, as citations name them."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def _lists() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(Path(__file__).with_name("law.toml").read_text(encoding="utf-8"))


def courts() -> frozenset[str]:
    """Courts that open the citation of a judgment: ``bgh``, ``cass. civ.``."""
    return frozenset(_lists()["courts"])


def collections_of_judgments() -> frozenset[str]:
    """Collections that are cited by volume and page without a name before them: ``bghz``."""
    return frozenset(_lists()["collections"])


def gazettes() -> frozenset[str]:
    """Where laws are published: ``bgbl``, ``jorf``, ``boe``."""
    return frozenset(_lists()["gazettes"])


def standards() -> frozenset[str]:
    """What the numbers of standards begin with: ``iso``, ``din``, ``гост``."""
    return frozenset(_lists()["standards"])


def neutral(name: str) -> bool:
    """Whether a name between a year and a number is a court's and no reports': ``UKHL``, ``SCC``; not ``AC``, ``SCR``.

    >>> [neutral(name) for name in ("UKHL", "EWCA Civ", "NSWCA", "WL", "AC", "SCR", "CLR")]
    [True, True, True, True, False, False, False]
    """
    first = name.split()[0]
    return name == "WL" or (len(first) >= _SHORTEST and first.isupper() and first.isalpha() and first[-1] != "R")


_SHORTEST = 3
"""Courts have so many letters at least; "R" at the end is for reports."""
