"""Filtering of a text: the list is kept, and the text before, after and within it that is not part of it is removed."""
