"""Pasted text: reference lists from papers and web pages, lists of identifiers or strings, and wrongly decoded text."""
