"""Numbers of volumes and issues, and pages."""

import re

from attrs import evolve, frozen

from refcheck.lexicon import Term, wordings, words
from refcheck.lexicon.patterns import alternatives
from refcheck.model import Repair, Span
from refcheck.text.combining import is_of_word
from refcheck.text.deferred import deferred

_VOLUME = re.compile(alternatives(words(Term.VOLUME, Term.ANNUAL, Term.NTH)) + r"\.?\s?:?", re.IGNORECASE)
"""Labels before or after a volume: "Vol.", "Bd.", "Jahrgang", "tome", "第", "卷"."""

_ISSUE = re.compile(
    rf"(?:№|n\s?[°º]|n\.\s?[oº](?![^\W\d_])|{alternatives(words(Term.ISSUE, Term.NTH))})\.?\s?:?", re.IGNORECASE
)
"""Labels of an issue: "No.", "Nr.", "Heft", "issue", "№", "期"."""

_IN_BRACKETS = re.compile(r"^\s*(\S.{0,15}?)\s*[(\[（]\s*([^()\[\]（）]{1,25})\s*[)\]）]\s*$")
"""A volume with its issue in brackets: "36(2)", "36 [2]", "B39 (4–5)"."""

_DOTTED = re.compile(r"^\s*(\d{1,4})\s?[.:,]\s?(\d{1,3}(?:[-–/]\d{1,3})?)\s*$")
"""A volume and its issue separated by punctuation: "34.8", "27, 1"."""

_VOLUME_AFTER_ISSUE = re.compile(r",\s?(?:" + _VOLUME.pattern + r")\s?(\w{1,6})\W*$", re.IGNORECASE)
"""A volume after its issue: "n. 16, v. 9", "no 18, vol. 7"."""

_AROUND = " ,.;:("
"""Characters that may surround a bare number: "36, ", " 36("."""


_SET = (
    rf"\W*(?P<of>{alternatives(words(Term.IN))}\s)?(?P<count>[2-9]|[1-9]\d)"
    rf"\s?(?(of){alternatives(words(Term.VOLUMES, Term.VOLUME))}|{alternatives(words(Term.VOLUMES))})"
)
_OF_SET = deferred(rf"{_SET}(?:\W*{alternatives(words(Term.IN))}\s\d+)?\W*", re.IGNORECASE)
"""The number of volumes of a work: "6 vols.", "3 Bde.", "4 vol.", "в 10 т.", "3 vols. in 1"."""

_WITHIN_SET = deferred(rf"{_SET}\W+(?={alternatives(words(Term.VOLUME))}\W*\d)", re.IGNORECASE)
"""The number of volumes of a work before the one that is cited: "В 10 т. Т. 1", "3 vols., vol. 2"."""


def read_volume(text: str) -> list[tuple[str, Span]]:
    """Return the parts of a volume's segment: ``("volume", span)`` and perhaps ``("issue", span)``.

    For "6 vols." it is ``("number_of_volumes", span)``; for "6 vols., vol. 2" both.
    """
    if text.strip(_AROUND).isdecimal():
        return _core("volume", text, 0, len(text))
    if several := _OF_SET.fullmatch(text) or _WITHIN_SET.match(text):
        count = ("number_of_volumes", Span(*several.span("count")))
        return [count, *read_volume(" " * several.end() + text[several.end() :])]
    plain = _blanked(_VOLUME, text)
    labelled = next(
        (
            found
            for found in _ISSUE.finditer(plain)
            if re.search(r"\d", plain[found.end() :]) and re.search(r"\w", plain[: found.start()])
        ),
        None,
    )
    if labelled:
        return [*_core("volume", plain, 0, labelled.start()), *_core("issue", plain, labelled.end(), len(plain))]
    body = plain.rstrip(" ,.;:")
    for pattern in (_IN_BRACKETS, _DOTTED):
        both = pattern.match(body)
        if both and any(mark.isdigit() for mark in both[1]):
            is_year = re.fullmatch(r"(?:1[5-9]|20)\d\d", both[2].strip())
            return _core("volume", plain, *both.span(1)) + ([] if is_year else read_issue(plain, *both.span(2)))
    if not re.search(r"\w", plain):
        return []
    return _core("volume", _blanked(_ISSUE, plain) if _labels_at_an_end(body) else plain, 0, len(plain))


def _blanked(labels: re.Pattern[str], text: str) -> str:
    """Return a text with labels replaced by spaces, so that no position changes."""
    return labels.sub(lambda label: " " * len(label[0]), text)


_BEFORE_SEASON = re.compile(rf"\W*\d+(?=,\s*{alternatives(words(Term.SEASON))}\b)", re.IGNORECASE)
"""The number of an issue, which a comma separates from its season: "1, Spring & Summer"."""


def read_issue(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """Return ``("issue", span)``, an issue without its label and brackets; the volume too if it is labelled there."""
    end = len(text) if end is None else end
    stretch = text[start:end]
    volume = _VOLUME.match(stretch.lstrip(" ,;("))
    if (start, end) == (0, len(text)) and volume and volume[0].isascii() and _ISSUE.search(stretch):
        return read_volume(text)
    closed = stretch.find(")")
    if closed > 0 and "(" not in stretch[:closed]:
        stretch = stretch[:closed]
    volume_after = _VOLUME_AFTER_ISSUE.search(stretch)
    if volume_after and (start, end) == (0, len(text)):
        return [*read_issue(text, 0, volume_after.start()), ("volume", Span(*volume_after.span(1)))]
    plain = _blanked(_ISSUE, stretch)
    kept = plain if re.search(r"\w", plain) else stretch
    if season := _BEFORE_SEASON.match(kept):
        kept = kept[: season.end()]
    return _core("issue", text[:start] + kept, start, start + len(kept))


def _labels_at_an_end(text: str) -> bool:
    """Return whether a text begins or ends with a label of issues: "No. 12", "138号"."""
    found = list(_ISSUE.finditer(text.strip()))
    return bool(found) and (found[0].start() == 0 or found[-1].end() == len(text.strip()))


def _core(name: str, text: str, start: int, end: int) -> list[tuple[str, Span]]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not is_of_word(text[end - 1]):
        end -= 1
    end += text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
    return [(name, Span(start, end))] if start < end else []


_NUMBER = re.compile(
    r"[^\W\d_]{2,10}\.\d[\w.]*\d|(?:(?<![^\W\d_])[^\W\d_]{4,6}(?=\d{2})|[^\W\d_]{0,3})\d+(?:[^\W\d_]{2}\d+|[^\W\d_]\d{2,})?(?!\d)(?:[^\W\d_](?![^\W\d_]))?|(?<![^\W\d_])[ivxlcdm]+(?![^\W\d_])",
    re.IGNORECASE,
)
"""A page number: "e0123", "S12", "205", "12a", "xiv", "88ra12", "zsab045", "17E124", "rivers.2009.7.S2.0042"."""

_GROUPED = r"\d{1,3}(?:,\d{3})+"
_THOUSANDS = re.compile(rf"(?<![\w,]){_GROUPED}(?:\s*[-‐‑‒–—―−~]+\s*{_GROUPED})(?![\w,])")
"""A range of pages with commas as thousands separators: "1,045–1,052", "12,345-12,356"."""

_FURTHER = re.compile(r"\s?\+\s?(\d{1,5}(?:-\d{1,5})?)?(?!\d)")
"""Pages that continue elsewhere: "5–7+31", "14+"."""

_DASHES = "[-‐‑‒–—―−﹘~～]+"
_DASH = re.compile(rf"\s*(?:{_DASHES}|\s{alternatives(words(Term.TO))}\s)\s*")
"""A dash of any kind, or a word for "to", between two pages: "–", "--", " - ", " bis "."""

_PLAIN = re.compile(rf"\W*(?P<first>\d+)\s*{_DASHES}\s*(?P<last>\d+)\W*")
"""A range of bare numbers, as most pages are: ": 375–381. "."""

_LABEL = re.compile(
    r"(?<![^\W\d_])pp?(?=\d)|第\s?(?=\d)|"
    rf"{alternatives(wordings(Term.PAGE, Term.ARTICLE_NUMBER, Term.NTH) | words(Term.EXTENT))}(?!\d)\.?\s*:?\s*",
    re.IGNORECASE,
)
"""Labels of pages, with the punctuation and spaces after them: "pp. ", "S.", "pages ", "стр. ", "頁"."""

_COUNT = re.compile(
    rf"(?<![\d–-])\s?(\d{{2,4}})\s?{alternatives(words(Term.EXTENT))}[.．。]?[\s()\[\]]*$", re.IGNORECASE
)
"""A number of pages with its label: "561 p.", "95 S.", "320 pages", "xii, 340 pp."."""

_BY_CHAPTER = re.compile(r"(?<!\d)(\d{1,3})[-‐‑](\d{1,3})\s?[-‐‑–—～]\s?\1[-‐‑–—～](\d{1,3})(?!\d)")
"""Pages that are numbered within each chapter: "17-1–17-18", "3-1-3–17"."""

_PLACEHOLDER = re.compile(r"(?<!\w)(n/a|no)[-‐‑–]\1(?!\w)")
"""The text that publishers registered as the pages of articles that had none yet: "n/a-n/a", "no-no"."""

CODE = "page-range-without-dash"
WHY = "a range of pages is printed with a dash between its first and its last page"


@frozen(kw_only=True)
class Pages:
    """Pages as read. ``value`` has "-" between first and last; ``span`` is their position, without labels.

    ``extent`` is true for the number of pages of a whole book. ``repairs`` turn the text at ``span`` into ``value``; if there
    are none, the two differ only in the kind of dash and in spaces.
    """

    value: str
    span: Span
    extent: bool = False
    repairs: tuple[Repair, ...] = ()


def read_pages(text: str) -> Pages | None:
    """Return the pages in ``text``, or ``None``.

    "pp. 205 228" is read as 205-228 with a repair; "561 p." is an extent; of "85 ff." the first page is returned; thousands
    separators are left out, and pages that continue elsewhere are kept: "5–7+31" is 5-7+31.
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
    placeholder = _PLACEHOLDER.search(text)
    if placeholder:
        return Pages(value=f"{placeholder[1]}-{placeholder[1]}", span=Span(*placeholder.span()))
    unlabelled = _blanked(_LABEL, text)
    every = [(found, any(map(str.isdigit, found[0]))) for found in _NUMBER.finditer(unlabelled)]
    numbers = [found for found, has_digit in every if has_digit or len(found[0]) < 8]
    if not numbers:
        return None
    is_range = len(numbers) > 1 and _DASH.fullmatch(unlabelled, numbers[0].end(), numbers[1].start())
    first = numbers[0] if is_range else next((found for found, has_digit in every if has_digit), numbers[0])
    if last := next((found for found in numbers if found.start() > first.start()), None):
        between = text[first.end() : last.start()]
        ranged = Pages(value=f"{first[0]}-{last[0]}", span=Span(first.start(), last.end()))
        if _DASH.fullmatch(between):
            return ranged
        if between.isspace() and _rises(first[0], last[0]):
            repair = Repair(code=CODE, at=len(first[0]), before=between, after="-", why=WHY)
            return evolve(ranged, repairs=(repair,))
    return Pages(value=first[0], span=Span(*first.span()))


def _rises(first: str, last: str) -> bool:
    """Return whether two numbers can be a range: the second is larger, by no more than a few hundred pages."""
    return first.isdecimal() and last.isdecimal() and int(first) < int(last) < int(first) + 500
