"""Texts of the links and buttons beside the references of a publisher's page, where they are clicked or pasted along.

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


def without_buttons(text: str) -> int:
    """Return where what a reference says ends and the labels of links behind it begin; the text's length where there are none.

    One of the labels stands in no reference. Where it is the only one, "(2015). Google Scholar", no full stop follows: a work may
    be called so.
    """
    if not _ends_as_one(text):
        return len(text)
    patterns = _patterns()
    end = len(text.rstrip())
    for found in patterns.begin.finditer(text, max(len(text) - _LONGEST, 0)):
        run = patterns.run.fullmatch(text, found.end(), end)
        if run and patterns.telling.search(run[0]) and _stands_apart(text, run, patterns):
            return len(text[: found.end()].rstrip(_BEFORE))
    return len(text)


def _ends_as_one(text: str) -> bool:
    """Return whether a text ends with the last word of a label: a quick look before the slow one."""
    return text[-_LAST:].rstrip(_BEHIND).lower().endswith(_last_words())


def _stands_apart(text: str, run: re.Match[str], patterns: "_Patterns") -> bool:
    """Return whether a run is several labels, or one in brackets, on its own line or behind an end without a full stop."""
    if len(patterns.label.findall(run[0])) > 1:
        return True
    before = text[: run.start()].rstrip(" \t")
    return before[-1:] in ("", "\n", "[", "(") or (
        run[0].rstrip()[-1:] != "." and before[-1:] != ":" and not before[-1:].isalpha()
    )


_LONGEST = 160
"""A run of labels has so many characters at most."""

_LAST = 48
"""The last word of a run and what is behind it have so many characters at most."""

_BEHIND = "[(|·•])/,;.:® \t\r\n0123456789"
"""What stands behind the last label: brackets, marks, a count."""

_AROUND = "[(|·•])⁄/,;.:® \t"
"""What stands around a run of labels."""

_BEFORE = " \t\n\r ,;|·•[("
"""What stands between a reference and the labels behind it."""


class _Patterns(NamedTuple):
    """``label``: one label. ``run``: labels and what parts them. ``telling``: a label that stands in no reference. ``begin``: a
    place where a run may begin.
    """

    label: re.Pattern[str]
    run: re.Pattern[str]
    telling: re.Pattern[str]
    begin: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    telling, other, counts = (
        "|".join(_spelt(label) for label in sorted(labels, key=len, reverse=True)) for labels in _lists().values()
    )
    telling = rf"(?:{telling}|(?:{counts})(?=\W{{0,3}}\d))"
    label = rf"(?:{telling}|{other})"
    between = r"[\s|·•,;.:()\[\]–—-]{0,4}(?:(?:[(\[]\d{1,5}[)\]]|\d{1,5}(?![^\W_]))[\s|·•,;.\[\])]{0,3})?"
    return _Patterns(
        label=deferred(label, re.IGNORECASE),
        run=deferred(rf"(?:{label}{between}){{1,12}}", re.IGNORECASE),
        telling=deferred(telling, re.IGNORECASE),
        begin=deferred(
            rf"(?:(?<=[.)\]»”\"’\d\n])\s*+(?:[\[(]\s?)??(?={label})|(?<=[\s\[|,;])(?={telling})|(?-i:(?<=[a-z])(?=[A-Z]))(?={label}))",
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
    """Return what the labels end with."""
    labels = frozenset().union(*_lists().values())
    return tuple({word for label in labels if (word := label.rstrip(_BEHIND).rpartition(" ")[2])})


def _spelt(label: str) -> str:
    """Return a label as a pattern, in which blanks may be lacking or be several."""
    return r"\s{0,3}".join(map(re.escape, label.split()))
