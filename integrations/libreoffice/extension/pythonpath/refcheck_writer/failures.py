"""What a person is told when something cannot be done."""


class FailedError(Exception):
    """What is wrong, and what to do."""


class ChangedError(FailedError):
    """A document that is not what its copy is."""

    def __init__(self):
        """Say so."""
        super().__init__("The document was changed while it was checked. Check it again.")
