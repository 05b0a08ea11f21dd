"""Findings' fixes applied to a source as it stands: what they name is changed, and nothing else.

What can be fixed is plain text, and sources that give fields: each of those has a module that writes a change in its notation.
"""

from refcheck.fixing.edits import Edit, Refused, apart, applied, diff, difference_of_bytes
from refcheck.fixing.json_items import places
from refcheck.fixing.planning import STRUCTURED, Planned, is_fixable, plan

__all__ = [
    "STRUCTURED",
    "Edit",
    "Planned",
    "Refused",
    "apart",
    "applied",
    "diff",
    "difference_of_bytes",
    "is_fixable",
    "places",
    "plan",
]
