"""Printed references → works: finding them in a pasted text, and reading one or a whole list."""

from refcheck.parsing.lists import parse_list
from refcheck.parsing.reading import parse
from refcheck.parsing.splitting import split
from refcheck.parsing.splitting.entry import Entry

__all__ = ["Entry", "parse", "parse_list", "split"]
