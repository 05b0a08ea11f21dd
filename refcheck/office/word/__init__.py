"""Word documents (DOCX): comments, and tracked changes."""

from refcheck.office.word.changes import changed
from refcheck.office.word.comments import annotated

__all__ = ["annotated", "changed"]
