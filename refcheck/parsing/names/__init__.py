"""Printed lists of names → the separate names."""

from refcheck.parsing.names.lists import Names, read_names
from refcheck.parsing.names.name_words import ROLE, joint_roles, names_organisation

__all__ = ["ROLE", "Names", "joint_roles", "names_organisation", "read_names"]
