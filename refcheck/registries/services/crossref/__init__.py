"""Crossref: lists of works and searches, one work at a time, and its JSON as a ``Record``."""
