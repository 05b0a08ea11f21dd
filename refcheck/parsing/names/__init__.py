"""Printed lists of names → the names, one by one."""

from refcheck.parsing.names.lists import Names, read_names
from refcheck.parsing.names.name_words import ROLE, names_body

__all__ = ["ROLE", "Names", "names_body", "read_names"]
