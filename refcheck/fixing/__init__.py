"""Fixes of findings applied to a source: what they name is changed, and nothing else.

Plain text can be fixed, and sources with fields: each format of these has a module that writes a change in its notation. Whole
files are fixed by ``files`` and ``documents``, which read them again after every round; ``merging`` merges duplicates.
"""

from refcheck.fixing.accepting import Accept, accepting
from refcheck.fixing.cited_keys import ENTRY, ITEM, LISTS, SOUND, TEXTS, occurrences
from refcheck.fixing.correcting import Audit, Mended, corrected_text, corrected_work, lines
from refcheck.fixing.duplicates import CODE as DUPLICATE
from refcheck.fixing.duplicates import fuller_first, merges, why_not_merged
from refcheck.fixing.edits import Edit, apart, applied, difference_of_bytes
from refcheck.fixing.markup import Seen, plan_in_markup, replaced, seen
from refcheck.fixing.planning import one_per_place, plan

__all__ = [
    "DUPLICATE",
    "ENTRY",
    "ITEM",
    "LISTS",
    "SOUND",
    "TEXTS",
    "Accept",
    "Audit",
    "Edit",
    "Mended",
    "Seen",
    "accepting",
    "apart",
    "applied",
    "corrected_text",
    "corrected_work",
    "difference_of_bytes",
    "fuller_first",
    "lines",
    "merges",
    "occurrences",
    "one_per_place",
    "plan",
    "plan_in_markup",
    "replaced",
    "seen",
    "why_not_merged",
]
