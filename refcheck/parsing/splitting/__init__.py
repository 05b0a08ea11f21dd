"""Where the references of a pasted text are."""

from refcheck.parsing.splitting.entry import Entry
from refcheck.parsing.splitting.splitter import split

__all__ = ["Entry", "split"]
