"""Comparison of volume, issue and edition, with ranges and labels; and of ISBNs and ISSNs, of which one in common is enough."""

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen

from refcheck.matching.diff import compared
from refcheck.model import Agreement, Change, Comparison, Work
from refcheck.text.characters import DASHES
from refcheck.text.folding import fold, words
from refcheck.text.markup import clean
from refcheck.text.spelling import roman

_RANGE = re.compile(rf"(\d{{1,6}})\s?(?:[-{DASHES}/&,]|and)\s?(\d{{1,6}})$")
"""Two numbers that are a range or a pair: ``1–4``, ``No. 3/4``."""

_VOLUME_AND_ISSUE = re.compile(r"(\d{1,4})\s?[/(]\s?(\d{1,3})\)?")
"""A volume and its issue in place of the issue: ``35/2``, ``35(2)``."""

_BESIDE = re.compile(
    r"^s\d-(?=\d)|\s*\(?\b(?:1[89]|20)\d\d\)$|^(?:1[89]|20)\d\d/(?=\d)|(?<=\d)\W+(?:no|nr|issue|number|heft)\b.*$",
    re.IGNORECASE,
)
"""Additions to a volume's number: its series, a year, the issue: ``s3-27``, ``27 (2016)``, ``2016/27``, ``Vol 27 No 3``."""

_PARTS = re.compile(r"\d+|[^\W\d]+")
"""The runs of digits and of letters in a folded value: ``12`` and ``b`` in ``12b``."""

_LABELS = words("""v vol vols volume volumes volumen band bd tome tom tomo t jg jahrgang no nos nr num number numero
n issue issues iss heft ed edn edition aufl auflage ausgabe st nd rd th""")
"""Words before and after a number that are not part of it."""

_SUPPLEMENT = words("s sup supp suppl supplement supplements supplementary supl")
"""Words for a supplement, with or without its number: ``10(S2)``, ``Suppl 2``, ``2149supp``."""

_SECTIONS = words("c d l m")
"""Letters that are a journal's section beside a number, and Roman numerals on their own: ``D 65``."""

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_FIGURES = {word: str(number) for number, word in enumerate(_ORDINALS.split(), start=1)}


def compare_numbers(field: str, cited: str | None, registered: str | None) -> Agreement | None:
    """Return the agreement of a volume, issue or edition of two works; ``None`` where neither has one.

    A number in a registered range (2 of 1–4) is different, *within*. A cited range that includes the single registered number is
    a variant, as registries often store only the first number of a double issue. A supplement is the same in any notation
    (``S2``, ``Suppl 2``, ``3 Suppl``), with or without the volume or issue that it supplements.
    """
    if not cited and not registered:
        return None
    our, their = _Value.of(cited or ""), _Value.of(registered or "")
    comparison, change = _verdict(our, their)
    if field == "volume" and comparison is Comparison.DIFFERENT:
        plain = [_Value.of(_BESIDE.sub("", side.text)) for side in (our, their)]
        comparison, change = _verdict(*plain)
    return compared(field, (our.text, their.text), comparison, change=change)


def compare_issues(cited: Work, registered: Work) -> Agreement | None:
    """Return the agreement of the issues of two works; ``None`` without any.

    ``35/2`` is issue 2 if one of them has volume 35; volume 9, issue ``Suppl 3`` is ``9 Suppl 3`` beside a work without a volume.
    """
    return compare_numbers("issue", _issue(cited, registered), _issue(registered, cited))


def _issue(work: Work, other: Work) -> str | None:
    found = _VOLUME_AND_ISSUE.fullmatch(work.issue or "")
    if found and found[1] in (work.volume, other.volume):
        return found[2]
    value = _Value.of(work.issue or "")
    is_of_issue = value.supplement is not None and not value.numbers and work.volume and not other.volume
    return f"{work.volume} {work.issue}" if is_of_issue else work.issue


def compare_sets(field: str, cited: Sequence[str], registered: Sequence[str]) -> Agreement | None:
    """Return the agreement of ISBNs or ISSNs; ``None`` without any. A work has several: print, online, hardback, paperback."""
    if not cited and not registered:
        return None
    ours, theirs = ({number for number in map(_compact, numbers) if number} for numbers in (cited, registered))
    sides = ", ".join(cited), ", ".join(registered)
    if not ours or not theirs:
        comparison = Comparison.CANNOT_COMPARE
    elif ours == theirs:
        comparison = Comparison.SAME
    else:
        comparison = Comparison.DIFFERENT if ours.isdisjoint(theirs) else Comparison.VARIANT
    return compared(field, sides, comparison)


def _compact(number: str) -> str:
    """Return the digits of a number without the check digit, of an ISBN-10 as ISBN-13, so that they are equal for one book."""
    digits = number.replace("-", "").replace(" ", "").upper()
    return f"978{digits[:9]}" if len(digits) == 10 else digits[:-1]


@frozen
class _Value:
    """A value as clean text, with its numbers, its other letters, the range if it is one, and the supplement's own number.

    ``supplement`` is ``None`` where no supplement is named, and 0 where it has no number.
    """

    text: str
    numbers: tuple[int, ...]
    letters: str
    span: range
    supplement: int | None

    @classmethod
    @lru_cache(maxsize=4_096)  # works have the same few numbers
    def of(cls, text: str) -> "_Value":
        text = clean(text)
        key = fold(text)
        parts = [_FIGURES.get(part, part) for part in _PARTS.findall(key) if part not in _LABELS]
        parts, supplement = _without_supplement(parts)
        romans = frozenset(key.split()) - (_SECTIONS if len(parts) > 1 else frozenset())
        values = [
            (part, int(part[:18]) if part.isdecimal() else roman(part) if part in romans else None) for part in parts
        ]
        pair = _RANGE.search(text)
        return cls(
            text=text,
            numbers=tuple(value for _, value in values if value is not None),
            letters="".join(part for part, value in values if value is None),
            span=range(int(pair[1]), int(pair[2]) + 1) if pair else range(0),
            supplement=supplement,
        )


def _without_supplement(parts: list[str]) -> tuple[list[str], int | None]:
    """Return the parts of a value before its supplement, which are those of the issue, and the supplement's number."""
    at = next((at for at, part in enumerate(parts) if part in _SUPPLEMENT), None)
    if at is None:
        return parts, None
    following = [part for part in parts[at + 1 :] if part.isdecimal()]
    return parts[:at], int(following[0][:18]) if following else 0


def _verdict(our: _Value, their: _Value) -> tuple[Comparison, Change]:
    """Return the verdict, and the kind of difference if there is one."""
    if our.text == their.text and (our.numbers or our.supplement is not None):
        return (Comparison.SAME if our.supplement is None else Comparison.VARIANT), Change.CHANGED
    if our.supplement is not None or their.supplement is not None:
        if not our.text or not their.text:
            return Comparison.CANNOT_COMPARE, Change.CHANGED
        return (Comparison.VARIANT if _is_one_supplement(our, their) else Comparison.DIFFERENT), Change.CHANGED
    if not our.numbers or not their.numbers:
        return Comparison.CANNOT_COMPARE, Change.CHANGED
    one_begins_both, letters = our.numbers[0] == their.numbers[0], {our.letters, their.letters} - {""}
    if our.numbers == their.numbers:
        is_one = len(letters) < 2
    elif len(our.numbers) == 1 and our.numbers[0] in their.span:
        return Comparison.DIFFERENT, Change.WITHIN
    else:
        is_one = (len(their.numbers) == 1 and (their.numbers[0] in our.span or one_begins_both)) or (
            len(our.numbers) == 1 and one_begins_both and their.letters != ""
        )
    return (Comparison.VARIANT if is_one else Comparison.DIFFERENT), Change.CHANGED


def _is_one_supplement(our: _Value, their: _Value) -> bool:
    if our.supplement is not None and their.supplement is not None:
        is_one_number = our.supplement == their.supplement or 0 in (our.supplement, their.supplement)
        return is_one_number and (not our.numbers or not their.numbers or our.numbers == their.numbers)
    # one side names no supplement: its number may be that of the issue or that of the supplement
    named, plain = (our, their) if our.supplement is not None else (their, our)
    return plain.numbers in (named.numbers, (named.supplement,)) if plain.numbers else plain.letters == ""
