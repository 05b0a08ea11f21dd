"""Comparison of a cited work with a registered one: what agrees, what differs, and how probable it is that they are the same.

The public names are imported lazily (PEP 562): ``printed`` is needed for queries to registries before anything is compared.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from refcheck.matching.comparing import compare
    from refcheck.matching.page_titles import confirmed_by_page, title_parts
    from refcheck.matching.printing import printed
    from refcheck.matching.record_faults import without_placeholders
    from refcheck.matching.score import SAME_WORK, agrees, match, rank

__all__ = [
    "SAME_WORK",
    "agrees",
    "compare",
    "confirmed_by_page",
    "match",
    "printed",
    "rank",
    "title_parts",
    "without_placeholders",
]

_HOMES = {"compare": "comparing", "printed": "printing", "without_placeholders": "record_faults"} | dict.fromkeys(
    ("confirmed_by_page", "title_parts"), "page_titles"
)
"""Public name → its module, if that is not ``score``."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'score')}"), name)
    globals()[name] = value
    return value
