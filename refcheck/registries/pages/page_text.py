"""The text of a page, and the titles of a PDF.

PDFs need the extra ``pdf``; without it they have no titles.
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
"""The first bytes of every PDF. Source: ISO 32000-1, 7.5.2."""

_PDF_ENDS, _END_BYTES = b"%%EOF", 1_024
"""The end of every PDF, and the bytes at the end among which it is. Source: ISO 32000-1, 7.5.5; and H.3, note 18."""

_MOST_GLYPHS = 6_000
"""The number of characters of the first page that are read."""

_SIZES = 3
"""The number of the largest font sizes among which the title is: the name of the site may be larger than the title."""

_FEWEST_LETTERS, _LONGEST = 8, 400
"""The fewest letters and most characters of a title: a shorter text is an ornament, a longer one is body text."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not thread-safe."""


def pdf_titles(data: bytes) -> tuple[str, ...]:
    """Return the texts of a PDF that may be its title, the largest first; none if the PDF cannot be read."""
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
    candidates = [
        (size, text) for size, text in runs if sum(map(str.isalpha, text)) >= _FEWEST_LETTERS and len(text) <= _LONGEST
    ]
    largest = sorted({size for size, _ in candidates}, reverse=True)[:_SIZES]
    for size in largest:
        yield from (text for each, text in candidates if each == size)
    if title := clean(recoded(document.get_metadata_value("Title"))):
        yield title


def _glyphs(page: Any, raw: Any) -> Iterator[tuple[float, str]]:
    """Yield each character with its size; a space has the size of the letter before it, so that it does not split a text."""
    size = 0.0
    matrix = raw.FS_MATRIX()
    for place in range(min(raw.FPDFText_CountChars(page), _MOST_GLYPHS)):
        letter = chr(raw.FPDFText_GetUnicode(page, place))
        if not letter.isspace():
            scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(page, place, matrix) else 1.0
            size = round(raw.FPDFText_GetFontSize(page, place) * scale, 1)
        yield size, letter


_HEAD = 100_000
"""The number of characters of a page in which its title and heading are searched for, and from which its words are taken."""

_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,2000})", re.IGNORECASE)
"""<title>Soil &amp; water | Sample Press</title>, <title data-x="1">…"""

_HEADING = re.compile(r"<h1\b[^<>]{0,500}>\s{0,200}(?:<[^<>]{0,300}>\s{0,200}){0,3}([^<]{1,500})", re.IGNORECASE)
"""<h1 class="page">Page <b>not</b> found</h1>: up to its first inner tag"""

_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
"""The encoding in a header or in the page itself: text/html; charset=windows-1251, <meta charset="utf-8">"""

_REFRESH = re.compile(
    r"""\s{0,9}(\d{1,4})[\d.]{0,9}\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}["']?([^"']{1,2000})""", re.IGNORECASE
)
"""The redirect in a page: content="0;url=/ok", content="3; URL='https://example.org/'"."""

_AT_ONCE = 10
"""The longest delay, in seconds, of a redirect that is followed; a page with a longer one counts as the page itself."""

_HTML = ("text/html", "application/xhtml+xml", "")


_UNDESCRIBED, _DOCUMENT = Work(type="webpage"), Work(type="document")


@frozen(kw_only=True)
class Page:
    """A page: its titles (those in its tags first), its first heading, the URL that it redirects to, and its distinct words.

    ``work`` is the work that its tags describe, without its title.
    """

    titles: tuple[str, ...] = ()
    work: Work = _UNDESCRIBED
    heading: str = ""
    refresh: str | None = None
    words: frozenset[str] = frozenset()


def read_page(reply: Reply) -> Page:
    """Return the page in the body of an answer; an empty one if it is neither HTML nor a PDF.

    A PDF that was cut off has no titles: what is left of it may have another first page.
    """
    kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
    if reply.body.startswith(PDF_BEGINS):
        is_whole = _PDF_ENDS in reply.body[-_END_BYTES:]
        return Page(titles=pdf_titles(reply.body) if is_whole else (), work=_DOCUMENT)
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
    """Return the body as text: in the announced encoding, else as UTF-8, else as Windows-1252, the most common other one."""
    announced = _CHARSET.search(reply.headers.get("content-type", "")) or _CHARSET.search(
        reply.body[:2_000].decode("latin-1")
    )
    for name in (announced[1] if announced else "utf-8", "utf-8"):
        try:
            text = reply.body.decode(name, "replace")
        except (LookupError, UnicodeError):  # there is no text encoding of that name
            continue
        if text.count("\N{REPLACEMENT CHARACTER}") <= 1:  # one may be where the body was cut off
            return recoded(text)
    return recoded(reply.body.decode("windows-1252", "replace"))
