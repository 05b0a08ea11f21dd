"""Printed lists of names → the names, one by one."""

from refcheck.parsing.names.lists import Names, PrintedName, read_names
from refcheck.parsing.names.name_words import BODY, ROLE

__all__ = ["BODY", "ROLE", "Names", "PrintedName", "read_names"]
