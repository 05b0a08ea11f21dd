"""The exceptions that refcheck raises: for a caller's mistake, never for bad input or an outage.

What could not be read is kept in the result as unread, what could not be asked is an
:class:`~refcheck.model.Unavailable`; neither is an exception.
"""


class RefcheckError(Exception):
    """Anything that refcheck raises on purpose."""


class SourceError(RefcheckError):
    """A source that cannot be read at all: missing, a directory, unreadable, or not text."""


class LockedSourceError(SourceError):
    """A source that cannot be read without a password."""


class LargeSourceError(SourceError):
    """A source that is larger than any document, or unpacks to more than one."""


class CostlySourceError(SourceError):
    """A source that takes more time or memory to be read than a document of its size may, or ends the library that reads it."""


class UnreadableHereError(SourceError):
    """A source that could be read if a library were there that is not installed; the message says which, or what to do instead."""


class ReplayError(RefcheckError):
    """A chain of repairs that does not fit the text that it is replayed on."""


class RecordsError(RefcheckError):
    """A file of local records that is not what it should be."""


class SettingsError(RefcheckError):
    """A setting that cannot be used: an address that is none, a number out of range."""


class EvidenceError(RefcheckError):
    """A filed case that is none, was altered, or cannot be audited again."""
