"""Where the references of a pasted text are."""

from refcheck.parsing.splitting.entry import Entry

__all__ = ["Entry"]
