"""Registered values in the form of the printed reference: pages with the list's dash, authors in its form, a title in its case."""
