"""The text of a page, and the titles of a PDF.

PDFs take the extra ``pdf``; without it a PDF says nothing of itself.
"""

import math
import re
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import groupby
from typing import Any

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.extras import library
from refcheck.model import Work
from refcheck.registries.pages.page_tags import PageTags, page_tags, page_titles, page_work
from refcheck.registries.transport.get import Reply
from refcheck.text.markup import clean
from refcheck.text.recoding import recoded

PDF_BEGINS = b"%PDF"
"""What every PDF begins with. Source: ISO 32000-1, 7.5.2."""

_MOST_GLYPHS = 6_000
"""Letters of the first page that are looked at."""

_SIZES = 3
"""The title is among the texts in so many of the largest sizes: a site's name may be larger."""

_FEWEST_LETTERS, _LONGEST = 8, 400
"""Letters of a title: fewer are an ornament, more are the text."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium serves one thread at a time."""


def pdf_titles(data: bytes) -> tuple[str, ...]:
    """Return the texts that may be the title, the largest first; nothing where it cannot be read."""
    try:
        pdfium = library("pypdfium2", extra="pdf", whose="the title of a PDF")
    except SettingsError:
        return ()
    with _ONE_AT_A_TIME, suppress(pdfium.PdfiumError), closing(pdfium.PdfDocument(data)) as document:
        return tuple(dict.fromkeys(_titles(document, pdfium)))
    return ()


def _titles(document: Any, pdfium: Any) -> Iterator[str]:
    page = document[0].get_textpage()
    sizes = groupby(_glyphs(page, pdfium.raw), key=lambda glyph: glyph[0])
    runs = [(size, clean(recoded("".join(letter for _, letter in run)))) for size, run in sizes]
    told = [
        (size, text) for size, text in runs if sum(map(str.isalpha, text)) >= _FEWEST_LETTERS and len(text) <= _LONGEST
    ]
    largest = sorted({size for size, _ in told}, reverse=True)[:_SIZES]
    for size in largest:
        yield from (text for each, text in told if each == size)
    if title := clean(recoded(document.get_metadata_value("Title"))):
        yield title


def _glyphs(page: Any, raw: Any) -> Iterator[tuple[float, str]]:
    """Yield each letter with its size; a space has that of the letter before it, so that it parts no text."""
    size = 0.0
    matrix = raw.FS_MATRIX()
    for place in range(min(raw.FPDFText_CountChars(page), _MOST_GLYPHS)):
        letter = chr(raw.FPDFText_GetUnicode(page, place))
        if not letter.isspace():
            scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(page, place, matrix) else 1.0
            size = round(raw.FPDFText_GetFontSize(page, place) * scale, 1)
        yield size, letter


_HEAD = 100_000
"""Characters within which a page says what it is."""

_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,2000})", re.IGNORECASE)
"""<title>Soil &amp; water | Sample Press</title>, <title data-x="1">…"""

_HEADING = re.compile(r"<h1\b[^<>]{0,500}>\s{0,200}(?:<[^<>]{0,300}>\s{0,200}){0,3}([^<]{1,500})", re.IGNORECASE)
"""<h1 class="page">Page <b>not</b> found</h1>: up to its first inner tag"""

_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
"""The encoding in a type or in the page's own words: text/html; charset=windows-1251, <meta charset="utf-8">"""

_REFRESH = re.compile(
    r"""\s{0,9}(\d{1,4})[\d.]{0,9}\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}["']?([^"']{1,2000})""", re.IGNORECASE
)
"""Where a page sends its reader by itself: content="0;url=/ok", content="3; URL='https://example.org/'"."""

_AT_ONCE = 10
"""Seconds within which a page that sends its reader on is no page of its own."""

_HTML = ("text/html", "application/xhtml+xml", "")


_UNDESCRIBED, _DOCUMENT = Work(type="webpage"), Work(type="document")


@frozen(kw_only=True)
class Page:
    """A page: its titles (those meant for programs first), its first heading, where it leads, and its distinct words.

    ``work`` is what its tags say of the work that stands there, without its title.
    """

    titles: tuple[str, ...] = ()
    work: Work = _UNDESCRIBED
    heading: str = ""
    refresh: str | None = None
    words: frozenset[str] = frozenset()


def read_page(reply: Reply) -> Page:
    """Return what an answer's body says; nothing where it is no HTML."""
    kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
    if reply.body.startswith(PDF_BEGINS):
        return Page(titles=pdf_titles(reply.body), work=_DOCUMENT)
    if kind not in _HTML:
        return Page()
    whole = _decoded(reply)
    text = whole[:_HEAD]
    tags = page_tags(whole)
    own = _TITLE.search(text)
    titles = [*page_titles(tags), clean(own[1]) if own else ""]
    heading = _HEADING.search(text)
    return Page(
        titles=tuple(dict.fromkeys(title for title in titles if title)),
        work=page_work(tags),
        heading=clean(heading[1]) if heading else "",
        refresh=_refresh(tags),
        words=frozenset(clean(text).split()),
    )


def _refresh(tags: PageTags) -> str | None:
    leads = _REFRESH.match(tags.first("refresh") or "")
    return leads[2].strip() if leads and int(leads[1]) <= _AT_ONCE else None


def _decoded(reply: Reply) -> str:
    """Return the body as text, by the encoding that it announces, else as UTF-8, else as what most others are."""
    announced = _CHARSET.search(reply.headers.get("content-type", "")) or _CHARSET.search(
        reply.body[:2_000].decode("latin-1")
    )
    for name in (announced[1] if announced else "utf-8", "utf-8"):
        try:
            text = reply.body.decode(name, "replace")
        except (LookupError, UnicodeError):  # no encoding of that name, or none of text
            continue
        if text.count("\N{REPLACEMENT CHARACTER}") <= 1:  # one where the body was cut
            return recoded(text)
    return recoded(reply.body.decode("windows-1252", "replace"))
