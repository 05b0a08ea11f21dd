"""Roles of lines: a learned second opinion on where the references of a text are."""
