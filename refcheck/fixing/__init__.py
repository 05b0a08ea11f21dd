"""Fixes of findings applied to a source: what they name is changed, and nothing else.

Plain text can be fixed, and sources with fields: each format of these has a module that writes a change in its notation.
"""

from refcheck.fixing.accepting import Accept, accepting
from refcheck.fixing.cited_keys import ENTRY, ITEM, LISTS, SOUND, TEXTS, left_over, occurrences, occurrences_in_text
from refcheck.fixing.correcting import Audit, Held, Mended, correct, corrected_text, corrected_work, lines
from refcheck.fixing.duplicates import CODE as DUPLICATE
from refcheck.fixing.duplicates import fuller_first, merges, why_not_merged
from refcheck.fixing.edits import Edit, Refused, apart, applied, difference_of_bytes
from refcheck.fixing.endnote_xml import FORMAT as ENDNOTE_XML
from refcheck.fixing.endnote_xml import plan_in_records
from refcheck.fixing.json_items import places
from refcheck.fixing.markup import Seen, misplaced, plan_in_markup, replaced, seen
from refcheck.fixing.planning import STRUCTURED, Planned, one_per_place, plan

__all__ = [
    "DUPLICATE",
    "ENDNOTE_XML",
    "ENTRY",
    "ITEM",
    "LISTS",
    "SOUND",
    "STRUCTURED",
    "TEXTS",
    "Accept",
    "Audit",
    "Edit",
    "Held",
    "Mended",
    "Planned",
    "Refused",
    "Seen",
    "accepting",
    "apart",
    "applied",
    "correct",
    "corrected_text",
    "corrected_work",
    "difference_of_bytes",
    "fuller_first",
    "left_over",
    "lines",
    "merges",
    "misplaced",
    "occurrences",
    "occurrences_in_text",
    "one_per_place",
    "places",
    "plan",
    "plan_in_markup",
    "plan_in_records",
    "replaced",
    "seen",
    "why_not_merged",
]
