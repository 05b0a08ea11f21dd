"""Findings' fixes applied to a source as it stands: what they name is changed, and nothing else.

Only plain text and BibTeX can be fixed: there, what a reader of the document sees is the source itself.
"""

from refcheck.fixing.diff import diff
from refcheck.fixing.edits import Edit, Refused, applied
from refcheck.fixing.planning import Planned, is_fixable, plan

__all__ = ["Edit", "Planned", "Refused", "applied", "diff", "is_fixable", "plan"]
