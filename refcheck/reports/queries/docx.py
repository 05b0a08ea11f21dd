"""The author queries as a Word document: a table with a column for the answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from refcheck.reports.queries.rows import INTRODUCTION, NOTHING, TEXT_LENGTH, TITLE, Query, by_file
from refcheck.text.visible import brief

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_COLUMNS = {"No.": 1.4, "As printed": 6.3, "Query": 6.3, "Your answer": 3.5}
"""The heads of the columns, and their widths in centimetres. Source: a choice of layout for A4 and Letter."""

_MARGIN = 1.75
"""The margin at the left and right, in centimetres. Source: a choice of layout."""


def document(asked: Sequence[Query], made: datetime) -> bytes:
    """The queries as a DOCX file; ``made`` is the time that it says it was made (UTC)."""
    import docx  # the library is for this format alone
    from docx.shared import Cm

    file = docx.Document()
    properties = file.core_properties
    properties.title, properties.author = TITLE, "refcheck"
    properties.created = properties.modified = made.replace(tzinfo=None)
    for section in file.sections:
        section.left_margin = section.right_margin = Cm(_MARGIN)
    file.add_heading(TITLE, level=1)
    file.add_paragraph(INTRODUCTION if asked else NOTHING)
    for heading, queries in by_file(asked):
        file.add_heading(brief(heading, TEXT_LENGTH), level=2)
        _add_table(file, queries)
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def _add_table(file: "Document", queries: Iterable[Query]) -> None:
    table = file.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    _add_row(table, [[head] for head in _COLUMNS])
    _repeat_head(table)
    for query in queries:
        printed = [f"[{key}] {raw}" for key, raw in zip(query.references, query.printed, strict=True)]
        suggestions = [f"Suggestion: {each}" for each in query.suggestions]
        _add_row(table, [[f"AQ{query.number}"], printed, [*query.questions, *suggestions], []])


def _add_row(table: "Table", columns: Iterable[Sequence[str]]) -> None:
    """Add a row; each column holds paragraphs."""
    from docx.shared import Cm

    row = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    for cell, paragraphs, width in zip(row.cells, columns, _COLUMNS.values(), strict=True):
        cell.width = Cm(width)
        _fill(cell, paragraphs)


def _fill(cell: "_Cell", paragraphs: Sequence[str]) -> None:
    """Put paragraphs into a cell, which has an empty one already."""
    for number, text in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(brief(text, TEXT_LENGTH))


def _repeat_head(table: "Table") -> None:
    """Let the first row stand at the top of every page, and be bold."""
    from docx.oxml import OxmlElement

    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
