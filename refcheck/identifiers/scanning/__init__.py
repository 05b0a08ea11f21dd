"""Scanners that find where identifiers begin and end in a text."""
