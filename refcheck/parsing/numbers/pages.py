"""Printed pages → first and last page, or the extent of a book."""

import re

from attrs import evolve, frozen

from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Repair, Span

_NUMBER = re.compile(
    r"[^\W\d_]{2,10}\.\d[\w.]*\d|(?:(?<![^\W\d_])[^\W\d_]{4,6}(?=\d{2})|[^\W\d_]{0,3})\d+(?:[^\W\d_]{2}\d+|[^\W\d_]\d{2,})?(?!\d)(?:[^\W\d_](?![^\W\d_]))?|(?<![^\W\d_])[ivxlcdm]+(?![^\W\d_])",
    re.IGNORECASE,
)
"""A page number: "e0123", "S12", "205", "12a", "xiv", "88ra12", "zsab045", "17E124", "rivers.2009.7.S2.0042"."""

_GROUPED = r"\d{1,3}(?:,\d{3})+"
_THOUSANDS = re.compile(rf"(?<![\w,]){_GROUPED}(?:\s*[-‐‑‒–—―−~]+\s*{_GROUPED})(?![\w,])")
"""A range of pages whose thousands are parted by commas: "1,045–1,052", "12,345-12,356"."""

_FURTHER = re.compile(r"\s?\+\s?(\d{1,5}(?:-\d{1,5})?)?(?!\d)")
"""Pages that go on elsewhere: "5–7+31", "14+"."""

_DASHES = "[-‐‑‒–—―−﹘~～]+"
_DASH = re.compile(rf"\s*(?:{_DASHES}|\s{alternatives(words(Term.TO))}\s)\s*")
"""Nothing but a dash of any kind, or a word for "to", between two pages: "–", "--", " - ", " bis "."""

_PLAIN = re.compile(rf"\W*(?P<first>\d+)\s*{_DASHES}\s*(?P<last>\d+)\W*")
"""A range of bare numbers, as most pages are: ": 375–381. "."""

_LABEL = re.compile(
    r"(?<![^\W\d_])pp?(?=\d)|第\s?(?=\d)|"
    rf"{alternatives(wordings(Term.PAGE, Term.ARTICLE_NUMBER, Term.NTH) | words(Term.EXTENT))}(?!\d)\.?\s*:?\s*",
    re.IGNORECASE,
)
"""The words that pages are labelled with, with what stands behind them: "pp. ", "S.", "pages ", "стр. ", "頁"."""

_COUNT = re.compile(rf"(?<![\d–-])\s?(\d{{2,4}})\s?{alternatives(words(Term.EXTENT))}[.．。]?[\s)\]]*$", re.IGNORECASE)
"""A page count behind a number: "561 p.", "95 S.", "320 pages", "xii, 340 pp."."""

_BY_CHAPTER = re.compile(r"(?<!\d)(\d{1,3})[-‐‑](\d{1,3})\s?[-‐‑–—～]\s?\1[-‐‑–—～](\d{1,3})(?!\d)")
"""Pages that are counted anew in each chapter: "17-1–17-18", "3-1-3–17"."""

_PLACEHOLDER = re.compile(r"(?<!\w)(n/a|no)[-‐‑–]\1(?!\w)")
"""What publishers registered as the pages of articles that had none yet: "n/a-n/a", "no-no"."""

CODE = "page-range-without-dash"
WHY = "a range of pages is printed with a dash between its first and its last page"


@frozen(kw_only=True)
class Pages:
    """Pages as read. ``value`` has "-" between first and last; ``span`` is where they stand, without labels.

    ``extent`` is true for the number of pages of a whole book. ``repairs`` lead from the text at ``span`` to ``value``; where
    there are none, the two differ by no more than the kind of dash and blanks.
    """

    value: str
    span: Span
    extent: bool = False
    repairs: tuple[Repair, ...] = ()


def read_pages(text: str) -> Pages | None:
    """The pages that ``text`` holds, or ``None``.

    "pp. 205 228" is read as 205-228 with a repair; "561 p." is an extent; of "85 ff." the first page is given; commas that part
    thousands are left out, and pages that go on elsewhere stay: "5–7+31" is 5-7+31.
    """
    if "," in text and (grouped := _THOUSANDS.search(text)):
        plain = read_pages(grouped[0].replace(",", ""))
        return evolve(plain, span=Span(*grouped.span())) if plain else None
    pages = _read(text)
    further = _FURTHER.match(text, pages.span.end) if pages and "+" in text else None
    if pages is None or further is None:
        return pages
    return evolve(pages, value=f"{pages.value}+{further[1] or ''}", span=Span(pages.span.start, further.end()))


def _read(text: str) -> Pages | None:
    if plain := _PLAIN.fullmatch(text):
        return Pages(value=f"{plain['first']}-{plain['last']}", span=Span(plain.start("first"), plain.end("last")))
    count = _COUNT.search(text)
    if count and not _DASH.search(text[: count.start(1)].rstrip()[-2:]) and not _LABEL.match(text.strip(" (,.;:")):
        return Pages(value=count[1], span=Span(*count.span(1)), extent=True)
    chaptered = _BY_CHAPTER.search(text)
    if chaptered:
        chapter, first_page, last_page = chaptered.groups()
        return Pages(value=f"{chapter}-{first_page}-{chapter}-{last_page}", span=Span(*chaptered.span()))
    nowhere = _PLACEHOLDER.search(text)
    if nowhere:
        return Pages(value=f"{nowhere[1]}-{nowhere[1]}", span=Span(*nowhere.span()))
    unlabelled = _LABEL.sub(lambda label: " " * len(label[0]), text)
    numbers = [
        found for found in _NUMBER.finditer(unlabelled) if any(c.isdigit() for c in found[0]) or len(found[0]) < 8
    ]
    if not numbers:
        return None
    digits = [found for found in numbers if any(c.isdigit() for c in found[0])]
    first = (
        numbers[0]
        if _DASH.fullmatch(unlabelled[numbers[0].end() : numbers[1].start()] if len(numbers) > 1 else "")
        else (digits or numbers)[0]
    )
    rest = [found for found in numbers if found.start() > first.start()]
    if not rest:
        return Pages(value=first[0], span=Span(*first.span()))
    last = rest[0]
    between = text[first.end() : last.start()]
    span = Span(first.start(), last.end())
    if _DASH.fullmatch(between):
        return Pages(value=f"{first[0]}-{last[0]}", span=span)
    if between and between.isspace() and _rises(first[0], last[0]):
        mended = Repair(code=CODE, at=len(first[0]), before=between, after="-", why=WHY)
        return Pages(value=f"{first[0]}-{last[0]}", span=span, repairs=(mended,))
    return Pages(value=first[0], span=Span(*first.span()))


def _rises(first: str, last: str) -> bool:
    """Whether two numbers can be a range: the second larger, and no more than a few hundred pages on."""
    return first.isdecimal() and last.isdecimal() and int(first) < int(last) < int(first) + 500
