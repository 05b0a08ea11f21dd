"""Shared parts of the readers of documents: the text as a person sees it, where its list is, its links."""
