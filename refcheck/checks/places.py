"""The places of values in the printed reference, and the fixes that replace them.

Also the printed text with its identifiers masked, as their punctuation and digits must not be taken for the text's.
"""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Prefix

from refcheck.model import Fix, Identifier, Reference, Safety, Span
from refcheck.text.deferred import deferred

_LABEL = re.compile(r"([A-Za-z]+)[\W_]{1,10}$")
"""The label before a value: ``isbn = {``, ``SN  - ``, ``"DOI": "``."""

_LABELLED_DOI = re.compile(r"(?:\bdoi\.org/|(?<![\w/.-])doi\b[\s.:]{1,4})(\S*\d\S*)", re.IGNORECASE)
"""A label and the following word, which contains a digit: ``doi: 10.1016``, ``https://doi.org/12345``."""

_LONGEST = 40
"""The most characters of a label and the punctuation after it."""

_WORD = deferred(r"[^\W\d_]{2,}")
"""A word of two letters or more: an initial is not one."""

_BESIDE = 40
"""The most characters beside a fix that are looked at."""

_RANGE = re.compile(r"(?P<first>\w+)(?P<dash>\s*(?:--?|[\u2010-\u2015\u2212])\s*)(?P<last>\w+)")
"""A page range with any dash: ``66–70``, ``345--60``, ``S12-S19``."""


def place(reference: Reference, name: str, text: str = "") -> Span | None:
    """Return the span of ``text`` within the fields of that name, or otherwise that of the fields; ``None`` if there are none."""
    spans = [field.span for field in reference.fields if field.name == name]
    for span in spans:
        if text and span.of(reference.raw).count(text) == 1:
            start = span.start + span.of(reference.raw).index(text)
            return Span(start, start + len(text))
    return Span(spans[0].start, spans[-1].end) if spans else None


def replacing(reference: Reference, name: str, text: str, replacement: str) -> Fix | None:
    """Return the fix that replaces ``text`` within a field by the registered value; ``None`` if it is not printed exactly so.

    If ``text`` is the whole value of the field, it may be printed differently (``12–34``, ``12--34``); pages keep the printed dash.
    The fix is unsafe: the registry may be wrong.
    """
    span = place(reference, name, text)
    if span is None or not replacement:
        return None
    if span.of(reference.raw) != text:
        fields = [field for field in reference.fields if field.name == name]
        if [field.value for field in fields] != [text] or not (reference.structured or name == "page"):
            return None
        if fields[0].span == Span(0, len(reference.raw)):
            return None  # the value was given separately, and is printed in another form
        span = fields[0].span
    if name == "page" and _is_start_for_range(text, replacement):
        return None  # the last page is not registered
    if name == "page" and not reference.structured:
        replacement = pages_in_print(span.of(reference.raw), replacement)
    return Fix(span=span, replacement=replacement, safety=Safety.UNSAFE)


def _is_start_for_range(printed: str, registered: str) -> bool:
    """Return whether only a first page is registered but a range is printed; a number of another form is an article number."""
    before = _RANGE.fullmatch(printed)
    letters, registered_letters = (re.sub(r"\d", "", each) for each in (before["first"] if before else "", registered))
    return before is not None and registered.isalnum() and letters.lower() == registered_letters.lower()


def pages_in_print(printed: str, registered: str) -> str:
    """Return registered pages with the printed dash, and with the last page shortened if the printed one is.

    >>> pages_in_print("66–70", "67-71")
    '67–71'
    >>> pages_in_print("345-60", "345-361")
    '345-61'
    >>> pages_in_print("66", "67-71")
    '67-71'
    """
    before, after = _RANGE.fullmatch(printed), _RANGE.fullmatch(registered)
    if before is None or after is None:
        return registered
    first, last = after["first"], after["last"]
    is_short = len(before["last"]) < len(before["first"]) and before["last"].isdigit()
    if is_short and first.isdigit() and last.isdigit() and len(first) == len(last):
        last = last[min(Prefix.similarity(first, last), len(last) - min(len(before["last"]), len(last))) :]
    return f"{first}{before['dash']}{last}"


def field_around(reference: Reference, identifier: Identifier) -> Span | None:
    """Return the span of the field that contains only an identifier and a link, command or label before it, or ``None``."""
    for field in reference.fields if reference.structured else ():
        before = Span(field.span.start, identifier.span.start).of(reference.raw)
        if field.name == identifier.scheme and identifier.span.end <= field.span.end and any(map(str.isalnum, before)):
            return field.span
    return None


def unread_values(reference: Reference, *labels: str) -> Iterator[Span]:
    """Yield the spans of unread values that follow one of the labels; nothing in a printed reference."""
    for span in reference.unread if reference.structured else ():
        label = _LABEL.search(reference.raw, max(0, span.start - _LONGEST), span.start)
        if label and label[1].lower() in labels:
            yield span


def labelled_doi(reference: Reference) -> Span | None:
    """Return the span of the first text that is labelled as a DOI, if it was not read as one."""
    if reference.structured:
        return next(unread_values(reference, "doi", "do"), None)
    found = _LABELLED_DOI.search(reference.raw)
    return Span(*found.span(1)) if found else None


MASK = "\ufffc"
"""The replacement for each character of an identifier: the object replacement character, not a letter, digit, mark or space."""


def masked(reference: Reference) -> str:
    """Return ``Reference.raw`` with every identifier masked; all offsets stay the same.

    What was cut from the end of an identifier belongs to the text: punctuation, and a bracket that was opened in it.
    """
    text = list(reference.raw)
    for identifier in reference.identifiers:
        start, end = identifier.span.start, identifier.span.end - _trimmed(identifier)
        text[start:end] = MASK * (end - start)
        opened = identifier.raw.rfind("(") if identifier.raw.count("(") > identifier.raw.count(")") else -1
        if opened >= 0 and not identifier.value.lower().endswith(identifier.raw[opened:].lower()):
            text[start + opened] = "("
    return "".join(text)


def prose(reference: Reference, *fields: str) -> str:
    """Return the text that a rule on wording may look at: the masked text; all offsets stay the same.

    The source of a structured reference is not prose: only the values of ``fields`` are shown of it.
    """
    if not reference.structured:
        return masked(reference)
    shown = [" "] * len(reference.raw)
    for field in reference.fields:
        if field.name in fields:
            shown[field.span.start : field.span.end] = field.span.of(reference.raw)
    return "".join(shown)


def _trimmed(identifier: Identifier) -> int:
    """Return the number of punctuation characters at the end of the printed identifier that are not part of its reading."""
    kept = len(identifier.raw)
    while kept and not identifier.raw[kept - 1].isalnum() and not identifier.value.endswith(identifier.raw[kept - 1]):
        kept -= 1
    return len(identifier.raw) - kept


def adds_neighbour(raw: str, fix: Fix) -> bool:
    """Return whether a word that a fix adds is the word before its span, or one of the two after it."""
    added = Counter(_WORD.findall(fix.replacement)) - Counter(_WORD.findall(fix.span.of(raw)))
    before = _WORD.findall(raw[max(fix.span.start - _BESIDE, 0) : fix.span.start])[-1:]
    after = _WORD.findall(raw[fix.span.end : fix.span.end + _BESIDE])[:2]
    return not added.keys().isdisjoint([*before, *after])
