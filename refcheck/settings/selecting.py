"""Selection of codes: ``doi-missing`` is one, ``doi-*`` are several, ``ALL`` are all.

Where several patterns fit a code, the one that says most of it decides: ``doi-missing`` before ``doi-*`` before ``ALL``.
"""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

from attrs import Attribute, field, frozen
from attrs.validators import optional

from refcheck.errors import SettingsError

ALL = "ALL"
"""The pattern of every code."""


def fits(pattern: str, code: str) -> bool:
    """Return whether the pattern means the code."""
    return pattern == ALL or fnmatchcase(code, pattern)


def weight(patterns: Iterable[str], code: str) -> int:
    """Return how much of the code the nearest fitting pattern says: 0 where none fits, 1 for ``ALL``."""
    return max((_weight(pattern, code) for pattern in patterns if fits(pattern, code)), default=0)


def _weight(pattern: str, code: str) -> int:
    if pattern == ALL:
        return 1
    return len(code) + 3 if pattern == code else 2 + len(pattern.replace("*", ""))


def are_patterns(value: object, attribute: "Attribute[Any]", given: object) -> None:
    """Demand, as a validator of attrs, that codes and patterns given from Python are a configuration's: texts that fit a rule.

    Raises:
        SettingsError: they are one text, whose letters would be patterns, or fit no rule; the message has the nearest code.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise SettingsError(f"{attribute.name} is a list of texts, such as ['doi-*'], not {given!r}")
    for pattern in given:
        is_pattern(value, attribute, pattern)


def is_pattern(value: object, attribute: "Attribute[Any]", given: object) -> None:
    """Demand the same of one code or pattern.

    Raises:
        SettingsError: it fits no rule.
    """
    rules = import_module("refcheck.checks").rules()  # by name: no room imports another of its floor
    fault = unknown(given, rules) if isinstance(given, str) else f"a code is a text, not {given!r}"
    if fault is not None:
        raise SettingsError(f"{attribute.name}: {fault}")


def _kept(given: Any) -> Any:
    """Return what can be gone through once as a tuple, and the rest as it is, to be looked at."""
    return tuple(given) if isinstance(given, Iterator) else given


@frozen(kw_only=True)
class Selection:
    """One say about what is shown. ``select`` (``None``: nothing is said) starts anew; ``ignore`` leaves out.

    Raises:
        SettingsError: a code that no rule has, a pattern that fits none, or a text in place of a list of them.
    """

    select: tuple[str, ...] | None = field(default=None, converter=_kept, validator=optional(are_patterns))
    ignore: tuple[str, ...] = field(default=(), converter=_kept, validator=are_patterns)

    def says(self, code: str) -> bool | None:
        """Return whether the code is shown; ``None`` where nothing is said of it. A tie is ignored."""
        ignored = weight(self.ignore, code)
        if self.select is None:
            return False if ignored else None
        return weight(self.select, code) > ignored


def make_selection(select: str | None, ignore: str | None, codes: Collection[str]) -> Selection:
    """Return the selection of two lists with commas, as options give them.

    Raises:
        SettingsError: a code that is none of ``codes``, or a pattern that fits none.
    """
    chosen = None if select is None else _listed("--select", select, codes)
    return Selection(select=chosen, ignore=_listed("--ignore", ignore or "", codes))


def _listed(option: str, text: str, codes: Collection[str]) -> tuple[str, ...]:
    patterns = tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        demand_known(patterns, codes)
    except SettingsError as error:
        raise SettingsError(f"{option}: {error}") from error
    return patterns


def demand_known(patterns: Iterable[str], codes: Collection[str]) -> None:
    """No code or pattern but those that fit one of ``codes``.

    Raises:
        SettingsError: there is another; the message has the nearest code.
    """
    for pattern in patterns:
        if (fault := unknown(pattern, codes)) is not None:
            raise SettingsError(fault)


def unknown(pattern: str, codes: Collection[str]) -> str | None:
    """Return what is wrong with a pattern that fits no code, with the nearest that does; ``None`` where nothing is."""
    if any(fits(pattern, code) for code in codes):
        return None
    if any(code.startswith(f"{pattern}-") for code in codes):
        return f"no rule has the code {pattern!r}; those that begin so are {pattern + '-*'!r}"
    return f"no rule has the code {pattern!r}{nearest(pattern, codes)}"


def nearest(word: str, words: Collection[str]) -> str:
    """``; did you mean …?`` for a misspelt word, or nothing."""
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
