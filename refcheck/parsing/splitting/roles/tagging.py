"""The roles that a line may have, and their taggers: strings of lines in, the probability of each role for each line out."""

import zlib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from threading import local
from typing import Any

from refcheck.parsing.splitting.roles.looks import Strings


class Role(StrEnum):
    """The role of a line."""

    BEGINS = "begins"
    GOES_ON = "goes-on"
    LIST_HEADING = "list-heading"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"
    FURNITURE = "furniture"
    FOOTNOTE = "footnote"
    BODY = "body"
    FRONT = "front"
    ANNOTATION = "annotation"
    REMARK = "remark"
    BUTTON = "button"
    CODE = "code"
    BARE = "bare"


LISTED = (Role.BEGINS, Role.GOES_ON)
"""The roles of lines of references."""

MODELS = Path(__file__).parent
"""Where the models are that ship with the package: ``first.crf``, ``second-1.crf`` …, files of CRFsuite's, compressed by zlib."""


class Taggers:
    """Some taggers whose probabilities are averaged. They keep what they tagged last: no two threads may share them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open the taggers of some files.

        Raises:
            OSError: one cannot be read.
            ValueError: one is no model.
        """
        self._taggers: list[tuple[Any, frozenset[str]]] = []
        self._held: list[bytes] = []  # crfsuite reads in them as long as it tags
        for path in paths:
            data = zlib.decompress(path.read_bytes())
            tagger = new_tagger()
            tagger.open_inmemory(data)
            self._taggers.append((tagger, frozenset(tagger.labels())))
            self._held.append(data)

    def probabilities(self, rows: Sequence[Strings], roles: Sequence[Role]) -> dict[Role, list[float]]:
        """Return for each role its probability on each line."""
        found = {role: [0.0] * len(rows) for role in roles}
        share = 1 / len(self._taggers)
        for tagger, known in self._taggers if rows else ():
            tagger.tag(rows)
            marginal = tagger.marginal
            for role in known.intersection(roles):
                own = found[Role(role)]
                found[Role(role)] = [before + share * marginal(role, place) for place, before in enumerate(own)]
        return found


_OWN = local()
"""The taggers of one thread."""


def first_pass() -> Taggers:
    """Return this thread's tagger that looks at lines alone."""
    return _opened("first")


def second_pass() -> Taggers:
    """Return this thread's taggers that look at what the first pass made of the list, too."""
    return _opened("second")


def _opened(name: str) -> Taggers:
    found: Taggers | None = _OWN.__dict__.get(name)
    if found is None:
        found = _OWN.__dict__[name] = Taggers(sorted(MODELS.glob(f"{name}*.crf")))
    return found


def new_tagger() -> Any:
    """Return crfsuite's own tagger, or ours where there is no crfsuite for the machine; loaded here: importing must stay light."""
    try:
        from pycrfsuite import Tagger
    except ImportError:
        from refcheck.parsing.splitting.roles.decoder import Tagger
    return Tagger()
