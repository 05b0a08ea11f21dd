"""Pages written by hand, and pages of real documents with other words, whose lines are labelled.

``written/*.txt`` holds them, the real ones in ``r-*.txt``, records copied from sites, each part on a line of its own, in
``s-*.txt``: ``=== kind``, then a line each, ``CODE<TAB>text``; ``--`` is a blank one.
"""

import re
from collections.abc import Iterable
from hashlib import sha1
from pathlib import Path

from attrs import frozen

from refcheck.parsing.splitting.roles.tagging import Role
from training.lines.pages import Page, page_of
from training.lines.rows import BLANK, Row

FOLDER = Path(__file__).with_name("written")

CODES = {
    "BE": Role.BEGINS, "GO": Role.CONTINUES, "LH": Role.LIST_HEADING, "HE": Role.HEADING, "CA": Role.CAPTION, "TA": Role.TABLE,
    "FU": Role.FURNITURE, "FN": Role.FOOTNOTE, "BO": Role.BODY, "FR": Role.FRONT, "AN": Role.ANNOTATION, "RE": Role.REMARK,
    "BU": Role.BUTTON, "CO": Role.CODE, "BA": Role.BARE,
}  # fmt: skip
"""The roles by their codes."""

_FOLDS = 5

_OF_SITES = "s"
"""The writer's letter of the pages of sites."""


@frozen(kw_only=True)
class Frame:
    """A written page: what kind it is, who wrote it, and its rows."""

    kind: str
    writer: str
    rows: tuple[Row, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether a model to measure with must not see it."""
        return sha1(self.kind.encode()).digest()[0] % _FOLDS == 0

    @property
    def is_in_parts(self) -> bool:
        """Whether its line ends part the records that it lists."""
        return self.writer == _OF_SITES

    @property
    def has_list(self) -> bool:
        """Whether any reference is in it."""
        return any(row.role is Role.BEGINS for row in self.rows)


def load(folder: Path = FOLDER) -> list[Frame]:
    """Return the written pages, in the order of the files' names."""
    return [frame for path in sorted(folder.glob("*.txt")) for frame in of(path)]


def of(path: Path) -> list[Frame]:
    """Return the pages of one file."""
    pages = filter(None, re.split(r"(?m)^=== ", path.read_text(encoding="utf-8")))
    return [
        Frame(kind=kind, writer=path.stem.partition("-")[0], rows=tuple(map(_row, lines)))
        for kind, *lines in map(str.splitlines, pages)
    ]


def _row(line: str) -> Row:
    code, _, text = line.partition("\t")
    return Row(text, CODES[code]) if text else BLANK


def as_written(frames: Iterable[Frame]) -> list[Page]:
    """Return the pages as they were written."""
    return [page_of(frame.kind, frame.rows) for frame in frames]
