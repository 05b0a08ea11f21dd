"""Labels of the links and buttons beside the references of a publisher's page, on the page or pasted with the references.

They are pasted in runs: "Article CAS PubMed Google Scholar", "[Google Scholar] [CrossRef]", "CrossrefScopus (12)Google Scholar".
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from refcheck.gazetteer import table
from refcheck.text.deferred import deferred


def is_button(text: str) -> bool:
    """Return whether a text is the label of a button, or of several."""
    if not _ends_as_one(text):
        return False
    run = _patterns().run
    return any(run.fullmatch(label) for label in (text.strip(), text.strip(_AROUND)) if 0 < len(label) <= _LONGEST)


def end_without_buttons(text: str) -> int:
    """Return where a reference ends and the labels of links after it start; the text's length if there are none.

    One of the labels must be one that does not occur in references. If it is the only label, "(2015). Google Scholar", no full
    stop may follow: it may be the title of a work.
    """
    if not _ends_as_one(text):
        return len(text)
    patterns = _patterns()
    end = len(text.rstrip())
    for found in patterns.begin.finditer(text, max(len(text) - _LONGEST, 0)):
        run = patterns.run.fullmatch(text, found.end(), end)
        if run and patterns.distinctive.search(run[0]) and _is_separate(text, run, patterns):
            return len(text[: found.end()].rstrip(_BEFORE))
    return len(text)


def _ends_as_one(text: str) -> bool:
    """Return whether a text ends with the last word of a label: a quick test before the slow one."""
    return text[-_LAST:].rstrip(_AFTER).lower().endswith(_last_words())


def _is_separate(text: str, run: re.Match[str], patterns: "_Patterns") -> bool:
    """Return whether a run is several labels, or one in brackets, on its own line, or after a reference and without a full stop."""
    if len(patterns.label.findall(run[0])) > 1:
        return True
    before = text[: run.start()].rstrip(" \t")
    return before[-1:] in ("", "\n", "[", "(") or (
        run[0].rstrip()[-1:] != "." and before[-1:] != ":" and not before[-1:].isalpha()
    )


_LONGEST = 160
"""The most characters of a run of labels."""

_LAST = 48
"""The most characters of the last word of a run and what follows it."""

_AFTER = "[(|·•])/,;.:® \t\r\n0123456789"
"""Characters after the last label: brackets, punctuation, a count."""

_AROUND = "[(|·•])⁄/,;.:® \t"
"""Characters around a run of labels."""

_BEFORE = " \t\n\r ,;|·•[("
"""Characters between a reference and the labels after it."""


_LEAD = r"(?:(?:view|search|find|open)\s(?:(?:article|record|this|it)\s)?(?:at|in|on|via)\s?:?\s{1,3})?"
"""Words before the name of a database on a button: "View at: Google Scholar", "Search in PubMed", "View record in Scopus"."""


class _Patterns(NamedTuple):
    """``label``: one label. ``run``: labels and what separates them. ``distinctive``: a label that does not occur in references.
    ``begin``: a place where a run may start.
    """

    label: re.Pattern[str]
    run: re.Pattern[str]
    distinctive: re.Pattern[str]
    begin: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    distinctive, other, counts = (
        "|".join(_spaced(label) for label in sorted(labels, key=len, reverse=True)) for labels in _lists().values()
    )
    distinctive = rf"(?:{_LEAD}(?:{distinctive})|(?:{counts})(?=\W{{0,3}}\d))"
    label = rf"(?:{distinctive}|{other})"
    between = r"[\s|·•,;.:()\[\]–—-]{0,4}(?:(?:[(\[]\d{1,5}[)\]]|\d{1,5}(?![^\W_]))[\s|·•,;.\[\])]{0,3})?"
    return _Patterns(
        label=deferred(label, re.IGNORECASE),
        run=deferred(rf"(?:{label}{between}){{1,12}}", re.IGNORECASE),
        distinctive=deferred(distinctive, re.IGNORECASE),
        begin=deferred(
            rf"(?:(?<=[.)\]»”\"’\d\n])\s*+(?:[\[(]\s?)??(?={label})|(?<=[\s\[|,;])(?={distinctive})|(?-i:(?<=[a-z])(?=[A-Z]))(?={label}))",
            re.IGNORECASE,
        ),
    )


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    """Return the labels of each list, in the order of the file."""
    return {
        name: frozenset(map(str.strip, " ".join(said.split()).split(" | "))) for name, said in table("buttons").items()
    }


@cache
def _last_words() -> tuple[str, ...]:
    """Return the last words of the labels."""
    labels = frozenset().union(*_lists().values())
    return tuple({word for label in labels if (word := label.rstrip(_AFTER).rpartition(" ")[2])})


def _spaced(label: str) -> str:
    """Return a label as a pattern, in which spaces may be missing or repeated."""
    return r"\s{0,3}".join(map(re.escape, label.split()))
