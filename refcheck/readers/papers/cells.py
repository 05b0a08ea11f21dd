"""References in the cells of a table of other things, such as the readings in a course's schedule."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from refcheck.layout import MOST
from refcheck.layout.lines import lines_of
from refcheck.model import Span
from refcheck.parsing.splitting import has_year
from refcheck.parsing.splitting.evidence import CERTAIN_REFERENCE, LIKE_A_REFERENCE, evidence
from refcheck.parsing.splitting.openings import NAMED, opening
from refcheck.readers.papers.item_worth import LABEL, joined
from refcheck.readers.papers.sheet import Block

_FEWEST = 2
"""The fewest cells that hold whole references, for a table to be one of references in cells. Source: a judgement."""


def with_cells_apart(text: str, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks with the references in the cells of a table as items, and those of its other cells.

    A table with numbers or keys alone in cells is a list set as a table, and a row may be one reference with a part in each cell:
    both stay as they are.
    """
    kept: list[Block] = []
    left_out: list[Block] = []
    for is_tabled, run in groupby(blocks, key=lambda block: block.cell is not None):
        table = list(run)
        cells = [list(group) for _, group in groupby(table, key=lambda block: block.cell)] if is_tabled else []
        texts = [joined(text, [block.span for block in cell]) for cell in cells]
        if not hold_references(texts):
            kept += table
            continue
        for cell, whole in zip(cells, texts, strict=True):
            if has_year(whole) and evidence(whole) >= LIKE_A_REFERENCE:
                kept += _items(text, cell)
            else:
                left_out += cell
    return kept, left_out


def hold_references(cells: Sequence[str]) -> bool:
    """Return whether some of the cells of a table, with most of its text, each hold whole references, and none is a label."""
    whole = [each for each in cells if _is_whole(each)]
    is_told = any(LABEL.fullmatch(each.strip()) for each in cells)
    return _FEWEST <= len(whole) < len(cells) and not is_told and sum(map(len, whole)) > MOST * sum(map(len, cells))


def _is_whole(text: str) -> bool:
    return evidence(text) >= CERTAIN_REFERENCE and has_year(text) and opening(text) in NAMED


def _items(text: str, cell: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines of a cell as blocks, those that begin a whole reference each as an item of its own."""
    item: object = cell[0].cell
    for block in cell:
        for line in lines_of(block.span.of(text)):
            span = Span(line.start, line.end).shifted(block.span.start)
            item = span if _is_whole(line.text) else item
            marks = tuple(mark for mark in block.marks if line.start <= mark.span.start < line.end)
            yield evolve(block, span=span, item=item, is_entry=True, cell=None, marks=marks)
