"""How far a run has come."""

from typing import Protocol


class Progress(Protocol):
    """Is told how far a stage has come: ``identifiers``, ``other readings``, ``searches``."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` have been asked for."""
        ...


def unseen(stage: str, done: int, total: int) -> None:
    """The progress that nobody looks at."""
