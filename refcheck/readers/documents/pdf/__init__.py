"""PDF: the text of its pages in reading order, and where its links lead. Needs the extra ``refcheck-audit[pdf]``.

Marks: ``%PDF-``.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from refcheck.errors import UnreadableHereError
from refcheck.model import Bibliography, Span, Unit
from refcheck.parsing import Entry
from refcheck.parsing.splitting.splitter import split_lines
from refcheck.readers.documents.pdf.furniture import without_furniture
from refcheck.readers.documents.pdf.layout import PageLayout, Piece, joined, laid_out
from refcheck.readers.documents.pdf.rows import lines, mended
from refcheck.readers.papers.flow import Mark
from refcheck.readers.papers.paper import paper
from refcheck.readers.papers.sheet import Sheet
from refcheck.readers.sources.encodings import HEAD, PDF

if TYPE_CHECKING:
    from refcheck.readers.documents.pdf.page import Page

NAME = "pdf"

_CODE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""A control character: a font's own code for a glyph, not a letter of any alphabet."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def recognises_bytes(name: str, data: bytes) -> bool:
    """Return whether the file has the signature of a PDF."""
    return data.startswith(PDF) or (name.lower().endswith(".pdf") and PDF in data[:HEAD])


def read_bytes(data: bytes, name: str) -> Bibliography:
    """Return the references of a PDF, each on one line of the document's text, with words that line ends had broken rejoined.

    Raises:
        UnreadableHereError: the extra is not installed.
        LockedSourceError: the file needs a password.
        SourceError: the file is broken.
    """
    try:
        from refcheck.readers.documents.pdf.columns import in_reading_order
        from refcheck.readers.documents.pdf.page import pages
    except ImportError as error:
        raise UnreadableHereError(
            f"{name}: is a PDF; to read it, install the extra: pip install 'refcheck-audit[pdf]'"
        ) from error
    found = list(pages(data, name))
    has_codes = list(map(_has_codes, found))
    if any(has_codes) and (renamed := _with_letters(data)):
        read_again = pages(renamed, name)
        found = [
            named if is_coded and _are_words(named) else page
            for page, is_coded, named in zip(found, has_codes, read_again, strict=False)
        ]
    texts = list(without_furniture([lines(page) for page in found]))
    laid = laid_out(list(in_reading_order(found, texts)))
    sheet = Sheet(counted=Unit.PAGE)
    entries = tuple(_written(laid, sheet))
    return paper(sheet, name, NAME, entries=entries, notes=tuple(_notes(found)))


def _with_letters(data: bytes) -> bytes | None:
    """Return the file with letters derived from glyph names; ``None`` if there are none, or pypdf is not installed."""
    try:
        from refcheck.readers.documents.pdf.glyph_names import with_letters
    except ImportError:
        return None
    return with_letters(data)


def _has_codes(page: "Page") -> bool:
    """Return whether a page has font codes for which PDFium knows no letter."""
    return page.has_glyphs or any(_CODE.search(word.text) for word in page.words)


def _are_words(page: "Page") -> bool:
    """Return whether most characters are lower-case letters, as in prose; else the numbers in glyph names are not letter codes."""
    text = "".join(word.text for word in page.words)
    return 2 * sum(character.islower() for character in text) > len(text)


def _written(laid: PageLayout, sheet: Sheet) -> Iterator[Entry]:
    """Write each reference on one line, and the text between references line by line; yield the references."""
    text = laid.text
    words = frozenset(word.casefold() for word in _WORD.findall(text))
    end, page = 0, 1
    for entry in split_lines(tuple(laid.lines())):
        *between, label = text[end : max(entry.spans[0].start, end)].split("\n")
        _write_lines(between, sheet, page)
        rows = [laid.row_at(span.start) for span in entry.spans]
        targets = tuple(dict.fromkeys(target for row in rows if row for target in row.links))
        pieces = [
            Piece(span.of(text), row is not None and row.is_full) for span, row in zip(entry.spans, rows, strict=True)
        ]
        raw = mended(joined(pieces, targets, words))
        page = next((row.page for row in rows if row), page)
        label = label.lstrip()
        own = Span(len(label), len(label) + len(raw))
        span = sheet.write(label + raw, line=page, marks=[Mark(own, target) for target in targets])
        yield Entry(key=entry.key, raw=raw, spans=(own.shifted(span.start),), certainty=entry.certainty)
        end = entry.spans[-1].end
    _write_lines(text[end:].split("\n"), sheet, page)


def _write_lines(lines: Sequence[str], sheet: Sheet, page: int) -> None:
    """Write lines that are not references, as if they were on the page of the reference before them."""
    for line in lines:
        if line.strip():
            sheet.write(line.strip(), line=page)


def _notes(pages: Sequence["Page"]) -> Iterator[str]:
    scanned = [page.number for page in pages if page.has_pictures]
    if scanned:
        shown = ", ".join(map(str, scanned[:20])) + (" …" if len(scanned) > 20 else "")
        yield f"pages that are images without text, not read: {shown}"
    elif any(page.words for page in pages):
        return
    elif any(page.has_glyphs for page in pages):
        yield "the pages have characters without known letters; run text recognition (OCR) on the file first"
    else:
        yield "no page contains any text"
