"""Failures, as a person is told of them."""


class FailedError(Exception):
    """A failure: its message says what is wrong, and what to do."""


class ChangedError(FailedError):
    """A document that is not what its copy is."""

    def __init__(self):
        """Say so."""
        super().__init__("The document was changed while it was checked. Check it again.")
