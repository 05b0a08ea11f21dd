"""The roles that a line may have, and how likely each is: lines in, the probabilities of their roles out."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from refcheck.layout.lines import Line
from refcheck.parsing.splitting.roles.chain import Chain
from refcheck.parsing.splitting.roles.features import features
from refcheck.parsing.splitting.roles.looks import looks
from refcheck.parsing.tagging.tagger import load


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

MODEL = Path(__file__).with_name("roles.net")
"""The network that ships with the package."""

_WHOLE = 2.0
"""How much more steps weigh here than among the labels of a reference, where half of what was learnt is taken. Fitted: November
2026; with 1 and 2 short lists lose 311 and 289 of 3,924 references, and 56 and 59 of 60 made documents without a list are read so.
"""


def probabilities(lines: Sequence[Line], model: Path = MODEL) -> list[dict[Role, float]]:
    """Return for each line the probabilities of the roles that it may have.

    Raises:
        OSError: the file of the model cannot be read.
        ValueError: it is no model.
    """
    if not lines:
        return []
    network = load(model)
    read = network.read(features(looks(lines)), (len(lines),))
    roles = [Role(label) for label in network.labels]
    return [{roles[label]: each for label, each in row.items()} for row in _chain(model).probabilities(read.rows)]


@cache
def _chain(model: Path) -> Chain:
    network = load(model)
    return Chain(network.labels, network.steps, _WHOLE)
