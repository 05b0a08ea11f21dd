"""OpenDocument texts (ODT): annotations, and tracked changes."""

from refcheck.office.opendocument.changes import changed
from refcheck.office.opendocument.comments import annotated

__all__ = ["annotated", "changed"]
