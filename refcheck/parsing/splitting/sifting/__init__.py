"""Sifting of a text: the list, and what stands before, behind and within it that is none."""
