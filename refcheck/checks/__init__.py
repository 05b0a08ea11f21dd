"""Rules: what they find in a reference, in a list of references or in the citations of a text, and the verdict on each reference.

A rule is in one of the folders of ``rules``; :mod:`refcheck.checks.catalogue` finds it. Rules are pure: they look at a
:class:`~refcheck.model.Case` and at nothing else.

Names are imported lazily, so that reading the catalogue imports no rule.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from refcheck.checks import catalogue
from refcheck.checks.catalogue import of_print, rules

if TYPE_CHECKING:
    from refcheck.checks.certainty import SURE, is_short_form, unsure
    from refcheck.checks.checking import check, check_list, check_text, verdict
    from refcheck.checks.mending.manner import in_list_style
    from refcheck.checks.rules.printed.style_not_followed import SAME, alike, check_style

__all__ = [
    "SAME",
    "SURE",
    "alike",
    "check",
    "check_list",
    "check_style",
    "check_text",
    "in_list_style",
    "is_short_form",
    "load",
    "of_print",
    "rules",
    "unsure",
    "verdict",
]


def load() -> None:
    """Import all modules of the checks now, for a caller that wants no delay later."""
    for name in ("checking", "mending.manner", "unread", "unsettled"):
        import_module(f"{__name__}.{name}")
    for verb in catalogue.VERBS:
        catalogue.checks(verb)


_HOMES = {
    **dict.fromkeys(("check", "check_list", "check_text", "verdict"), "checking"),
    **dict.fromkeys(("SAME", "alike", "check_style"), "rules.printed.style_not_followed"),
    **dict.fromkeys(("SURE", "is_short_form", "unsure"), "certainty"),
    "in_list_style": "mending.manner",
}


def __getattr__(name: str) -> Any:
    """Import the module of a name when the name is first used."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
