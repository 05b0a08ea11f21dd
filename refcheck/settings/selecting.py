"""Selection of rules by codes and patterns: ``doi-missing`` is one rule, ``doi-*`` are several, ``ALL`` are all.

Where several patterns fit a code, the most specific one decides: ``doi-missing`` before ``doi-*`` before ``ALL``.
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
"""The pattern that fits every code."""


def fits(pattern: str, code: str) -> bool:
    """Return whether the pattern fits the code."""
    return pattern == ALL or fnmatchcase(code, pattern)


def weight(patterns: Iterable[str], code: str) -> int:
    """Return how specific the most specific fitting pattern is: 0 where none fits, 1 for ``ALL``."""
    return max((_weight(pattern, code) for pattern in patterns if fits(pattern, code)), default=0)


def _weight(pattern: str, code: str) -> int:
    if pattern == ALL:
        return 1
    return len(code) + 3 if pattern == code else 2 + len(pattern.replace("*", ""))


def are_patterns(value: object, attribute: "Attribute[Any]", given: object) -> None:
    """Validate codes and patterns given from Python like those of a configuration: they must be texts that fit a rule.

    Raises:
        SettingsError: they are a single text, whose letters would be patterns, or fit no rule; the message has the nearest code.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise SettingsError(f"{attribute.name} must be a list of texts, such as ['doi-*'], not {given!r}")
    for pattern in given:
        is_pattern(value, attribute, pattern)


def is_pattern(value: object, attribute: "Attribute[Any]", given: object) -> None:
    """Validate a single code or pattern in the same way.

    Raises:
        SettingsError: the pattern fits no rule.
    """
    rules = import_module("refcheck.checks").rules()  # by name: no package imports another of its layer
    fault = unknown(given, rules) if isinstance(given, str) else f"a code must be a text, not {given!r}"
    if fault is not None:
        raise SettingsError(f"{attribute.name}: {fault}")


def _reusable(given: Any) -> Any:
    """Return an iterator as a tuple, since it can be consumed only once, and any other value unchanged, for validation."""
    return tuple(given) if isinstance(given, Iterator) else given


@frozen(kw_only=True)
class Selection:
    """One selection of rules. ``select`` replaces earlier selections (``None``: it does not); ``ignore`` leaves out rules.

    Raises:
        SettingsError: an unknown code, a pattern that fits no code, or a text instead of a list.
    """

    select: tuple[str, ...] | None = field(default=None, converter=_reusable, validator=optional(are_patterns))
    ignore: tuple[str, ...] = field(default=(), converter=_reusable, validator=are_patterns)

    def says(self, code: str) -> bool | None:
        """Return whether the code is shown; ``None`` if the selection does not decide. In a tie, the code is ignored."""
        ignored = weight(self.ignore, code)
        if self.select is None:
            return False if ignored else None
        return weight(self.select, code) > ignored


def make_selection(select: str | None, ignore: str | None, codes: Collection[str]) -> Selection:
    """Return the selection of two comma-separated lists, as given in options.

    Raises:
        SettingsError: a code is not among ``codes``, or a pattern fits none of them.
    """
    chosen = None if select is None else _listed("--select", select, codes)
    return Selection(select=chosen, ignore=_listed("--ignore", ignore or "", codes))


def _listed(option: str, text: str, codes: Collection[str]) -> tuple[str, ...]:
    patterns = tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        require_known(patterns, codes)
    except SettingsError as error:
        raise SettingsError(f"{option}: {error}") from error
    return patterns


def require_known(patterns: Iterable[str], codes: Collection[str]) -> None:
    """Make sure that each code or pattern fits one of ``codes``.

    Raises:
        SettingsError: one does not; the message has the nearest code.
    """
    for pattern in patterns:
        if (fault := unknown(pattern, codes)) is not None:
            raise SettingsError(fault)


def unknown(pattern: str, codes: Collection[str]) -> str | None:
    """Return the error of a pattern that fits no code, with the nearest code; ``None`` if it fits one."""
    if any(fits(pattern, code) for code in codes):
        return None
    if any(code.startswith(f"{pattern}-") for code in codes):
        return f"no rule has the code {pattern!r}; for all that begin with it, write {pattern + '-*'!r}"
    return f"no rule has the code {pattern!r}{nearest(pattern, codes)}"


def nearest(word: str, words: Collection[str]) -> str:
    """Return ``; did you mean …?`` with the nearest of ``words``; empty if none is near."""
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
