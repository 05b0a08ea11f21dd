"""Roles of lines: a second, learned reading of where the references of a text are."""
