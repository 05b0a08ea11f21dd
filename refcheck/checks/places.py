"""Where something stands in the printed reference, and the change that would put it right.

And the printed text without its identifiers, whose marks and digits are their own.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Prefix

from refcheck.model import Fix, Identifier, Reference, Safety, Span

_LABEL = re.compile(r"([A-Za-z]+)[\W_]{1,10}$")
"""The label before a value: ``isbn = {``, ``SN  - ``, ``"DOI": "``."""

_LABELLED_DOI = re.compile(r"(?:\bdoi\.org/|(?<![\w/.-])doi\b[\s.:]{1,4})(\S*\d\S*)", re.IGNORECASE)
"""A label and the word behind it, which holds a figure: ``doi: 10.1016``, ``https://doi.org/12345``."""

_LONGEST = 40
"""A label and the marks behind it have no more characters."""

_RANGE = re.compile(r"(?P<first>\w+)(?P<dash>\s*(?:--?|[\u2010-\u2015\u2212])\s*)(?P<last>\w+)")
"""A page range in any dash: ``66–70``, ``345--60``, ``S12-S19``."""


def place(reference: Reference, name: str, text: str = "") -> Span | None:
    """Return where ``text`` is printed within the fields of that name, else where those are; ``None`` where none was read."""
    spans = [field.span for field in reference.fields if field.name == name]
    for span in spans:
        if text and span.of(reference.raw).count(text) == 1:
            start = span.start + span.of(reference.raw).index(text)
            return Span(start, start + len(text))
    return Span(spans[0].start, spans[-1].end) if spans else None


def replacing(reference: Reference, name: str, text: str, replacement: str) -> Fix | None:
    """Return the change of ``text``, printed within a field, to what a registry has; ``None`` where it is not printed just so.

    A field may write it otherwise (``12–34``, ``12--34``), if it is all that the field says; pages keep the printed dash. It wants
    a person's look: the registry may be the one that errs.
    """
    span = place(reference, name, text)
    if span is None or not replacement:
        return None
    if span.of(reference.raw) != text:
        fields = [field for field in reference.fields if field.name == name]
        if [field.value for field in fields] != [text] or not (reference.structured or name == "page"):
            return None
        if fields[0].span == Span(0, len(reference.raw)):
            return None  # it is given beside what is printed, and stands there otherwise
        span = fields[0].span
    if name == "page" and _is_start_for_range(text, replacement):
        return None  # where the work ends is not registered
    if name == "page" and not reference.structured:
        replacement = pages_in_print(span.of(reference.raw), replacement)
    return Fix(span=span, replacement=replacement, safety=Safety.UNSAFE)


def _is_start_for_range(printed: str, registered: str) -> bool:
    """Return whether a first page alone is registered for a range that is printed; a number of another form is an article's."""
    before = _RANGE.fullmatch(printed)
    letters, registered_letters = (re.sub(r"\d", "", each) for each in (before["first"] if before else "", registered))
    return before is not None and registered.isalnum() and letters.lower() == registered_letters.lower()


def pages_in_print(printed: str, registered: str) -> str:
    """Return registered pages with the printed dash, and with the end cut short where the printed one is.

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
    """Return the whole value of the given field that an identifier is all of, but for a link, a command or a label before it."""
    for field in reference.fields if reference.structured else ():
        before = Span(field.span.start, identifier.span.start).of(reference.raw)
        if field.name == identifier.scheme and identifier.span.end <= field.span.end and any(map(str.isalnum, before)):
            return field.span
    return None


def unread_values(reference: Reference, *labels: str) -> Iterator[Span]:
    """Yield the values behind one of the labels that could not be read; none in a printed reference."""
    for span in reference.unread if reference.structured else ():
        label = _LABEL.search(reference.raw, max(0, span.start - _LONGEST), span.start)
        if label and label[1].lower() in labels:
            yield span


def labelled_doi(reference: Reference) -> Span | None:
    """Return the first thing that is labelled as a DOI, where it was not read as one."""
    if reference.structured:
        return next(unread_values(reference, "doi", "do"), None)
    found = _LABELLED_DOI.search(reference.raw)
    return Span(*found.span(1)) if found else None


MASK = "\ufffc"
"""What stands for each character of an identifier: the object replacement character, no letter, digit, mark or space."""


def masked(reference: Reference) -> str:
    """``Reference.raw`` with every identifier masked; all offsets stay what they are.

    Marks at the end that were trimmed from an identifier belong to the text.
    """
    text = list(reference.raw)
    for identifier in reference.identifiers:
        start, end = identifier.span.start, identifier.span.end - _trimmed(identifier)
        text[start:end] = MASK * (end - start)
    return "".join(text)


def prose(reference: Reference, *fields: str) -> str:
    """Return what a rule on wording may look at: the masked text; all offsets stay what they are.

    The source of a structured reference is no prose: of it, no more is shown than the values of ``fields``.
    """
    if not reference.structured:
        return masked(reference)
    shown = [" "] * len(reference.raw)
    for field in reference.fields:
        if field.name in fields:
            shown[field.span.start : field.span.end] = field.span.of(reference.raw)
    return "".join(shown)


def _trimmed(identifier: Identifier) -> int:
    """Return how many marks at the end of the printed identifier are no part of its reading."""
    kept = len(identifier.raw)
    while kept and not identifier.raw[kept - 1].isalnum() and not identifier.value.endswith(identifier.raw[kept - 1]):
        kept -= 1
    return len(identifier.raw) - kept
