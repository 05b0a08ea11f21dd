"""Shared parts of the readers of documents: the text as it is displayed, the place of its reference list, and its links."""
