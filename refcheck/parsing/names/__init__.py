"""Printed lists of names → the names, one by one."""

from refcheck.parsing.names.lists import read_names
from refcheck.parsing.names.name_words import ROLE, names_body

__all__ = ["ROLE", "names_body", "read_names"]
