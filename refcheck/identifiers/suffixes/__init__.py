"""Meaning of a DOI's suffix: registrants' patterns, SICI codes."""
