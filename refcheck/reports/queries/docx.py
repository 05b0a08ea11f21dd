"""The author queries as a Word document: a table with a row for each reference and a column for the answers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from refcheck.extras import library
from refcheck.reports.queries.rows import TEXT_LENGTH, Query, by_file, printed
from refcheck.reports.queries.wording import Wording, wording
from refcheck.text.scripts import is_right_to_left
from refcheck.text.visible import brief

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_WIDTHS = (1.3, 6.2, 6.7, 3.3)
"""The widths of the columns, in centimetres. Source: a choice of layout for A4 and Letter."""

_HEADS = ("number", "printed", "query", "answer")
"""The headers of the columns, by their keys in the wording."""

_MARGIN = 1.75
"""The left and right margin, in centimetres. Source: a choice of layout."""

_LETTERS = 9.5
"""The font size in the table, in points. Source: a choice of layout."""

_INDENT = 0.5
"""The hanging indent of questions and suggestions after their number, in centimetres. Source: a choice of layout."""


def needed() -> Any:
    """Return the library that writes Word files.

    Raises:
        SettingsError: the library is not installed; the message says what to install.
    """
    return library("docx", extra="docx", whose="a Word file of queries")


def document(asked: Sequence[Query], made: datetime, words: Wording | None = None) -> bytes:
    """Return the queries as a DOCX file, by default in English; ``made`` is the creation time in its properties (UTC).

    Raises:
        SettingsError: python-docx is not installed.
    """
    docx = needed()
    from docx.shared import Cm

    words = words or wording()
    file = docx.Document()
    properties = file.core_properties
    properties.title, properties.author, properties.language = words.text["title"], "refcheck", words.language
    properties.created = properties.modified = made.replace(tzinfo=None)
    for section in file.sections:
        section.left_margin = section.right_margin = Cm(_MARGIN)
    _write(file.add_heading(level=1), words.text["title"], words)
    _write(file.add_paragraph(), words.text["introduction" if asked else "nothing"], words)
    for heading, queries in by_file(asked, words):
        _write(file.add_heading(level=2), brief(heading, TEXT_LENGTH), words)
        _add_table(file, queries, words)
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def _add_table(file: "Document", queries: Iterable[Query], words: Wording) -> None:
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.shared import Cm

    table = file.add_table(rows=0, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    if words.is_right_to_left:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)  # LibreOffice goes by the columns, Word by the cells
    head = _add_row(table)
    _mark(head, "w:tblHeader")
    for cell, name in zip(head.cells, _HEADS, strict=True):
        _write(cell.paragraphs[0], words.text[name], words, is_bold=True)
    for query in queries:
        number, raw, questions, _ = _add_row(table).cells
        _write(number.paragraphs[0], f"AQ{query.number}", words)
        for text in printed(query):
            _write(_next(raw), text, words)
        _ask(questions, query, words)


def _ask(cell: "_Cell", query: Query, words: Wording) -> None:
    """Write the questions one below the other, numbered where there are several, each with its suggestions."""
    for number, question in enumerate(query.questions, start=1):
        text, *suggestions = question.lines(words)
        is_numbered = len(query.questions) > 1
        _write(_next(cell), f"{number}. {text}" if is_numbered else text, words, hangs=is_numbered)
        for each in suggestions:
            _write(_next(cell), each, words, is_italic=True, indents=is_numbered)


def _add_row(table: "Table") -> "_Row":
    """Add a row that does not break across pages."""
    from docx.shared import Cm

    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    for cell, width in zip(row.cells, _WIDTHS, strict=True):
        cell.width = Cm(width)
    _mark(row, "w:cantSplit")
    return row


def _mark(row: "_Row", name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _next(cell: "_Cell") -> "Paragraph":
    """Return the cell's empty paragraph, or a new one."""
    last = cell.paragraphs[-1]
    new: Paragraph = cell.add_paragraph() if last.runs else last
    return new


def _write(
    paragraph: "Paragraph",
    text: str,
    words: Wording,
    *,
    is_bold: bool = False,
    is_italic: bool = False,
    hangs: bool = False,
    indents: bool = False,
) -> None:
    """Write a text; in a language written from right to left, in runs of one direction each."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    shown = brief(text, TEXT_LENGTH)
    goes_left = words.is_right_to_left and any(map(is_right_to_left, shown))
    if goes_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if hangs or indents:
        paragraph.paragraph_format.left_indent = Cm(_INDENT)
    if hangs:
        paragraph.paragraph_format.first_line_indent = Cm(-_INDENT)
    in_table = next(paragraph._p.iterancestors("{*}tc"), None) is not None
    for is_left, part in _directions(shown) if goes_left else [(False, shown)]:
        run = paragraph.add_run(part)
        run.bold, run.italic = is_bold or None, is_italic or None
        if in_table:
            run.font.size = Pt(_LETTERS)
        if is_left:
            _turn(run, is_small=in_table)


def _turn(run: "Run", *, is_small: bool) -> None:
    """Set a run from right to left, with the look of the others: Word has separate size and weight properties for such scripts."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    run.font.complex_script = run.font.rtl = True
    run.font.cs_bold, run.font.cs_italic = run.bold, run.italic
    if is_small:
        size = parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(2 * _LETTERS)}"/>')
        run._r.get_or_add_rPr().insert_element_before(size, "w:highlight", "w:u", "w:rtl", "w:cs", "w:lang")


def _directions(text: str) -> Iterable[tuple[bool, str]]:
    """Return the text in runs of one direction; the first of each pair says whether the run goes from right to left.

    Punctuation, digits and spaces between two left-to-right letters go with them; all others run from right to left, like the text.
    """
    before = _nearest(text)
    following = reversed(list(_nearest(reversed(text))))
    lefts = (one or other for one, other in zip(before, following, strict=True))
    for is_left, pairs in groupby(zip(lefts, text, strict=True), key=lambda pair: pair[0]):
        yield is_left, "".join(character for _, character in pairs)


def _nearest(text: Iterable[str]) -> Iterator[bool]:
    """Yield for each character whether it, or else the last letter before it, runs from right to left; the text's edge does."""
    is_left = True
    for character in text:
        if character.isalpha():
            is_left = is_right_to_left(character)
        yield is_left
