"""The exceptions that refcheck raises: for a caller's mistake, never for bad input or an outage.

What could not be read is kept in the result as unread, and a registry that could not be queried gives an
:class:`~refcheck.model.Unavailable`; neither is an exception.
"""


class RefcheckError(Exception):
    """The base class of all exceptions that refcheck raises on purpose."""


class SourceError(RefcheckError):
    """A source that cannot be read at all: missing, a directory, unreadable, or not text."""


class LockedSourceError(SourceError):
    """A source that cannot be read without a password."""


class LargeSourceError(SourceError):
    """A source that is larger than any document, or that unpacks to more than a document has."""


class CostlySourceError(SourceError):
    """A source that takes more time or memory to read than is allowed for its size, or that crashes the library that reads it."""


class UnreadableHereError(SourceError):
    """A source that needs a library that is not installed; the message says which, or what to do instead."""


class ReplayError(RefcheckError):
    """A chain of repairs that does not fit the text on which it is replayed."""


class RecordsError(RefcheckError):
    """A file of local records that is malformed or cannot be read."""


class SettingsError(RefcheckError):
    """A setting that cannot be used: an invalid URL, a number out of range."""


class EvidenceError(RefcheckError):
    """A file that is not a filed case, or a case that was altered or cannot be audited again."""
