"""The process that reads for commands, shared by the tests of a process: to start one for each command takes half a second."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from refcheck.system.budgets import Budget
from refcheck.system.worker import Worker

T = TypeVar("T")


class Standing(Worker):
    """A worker that outlives its command, and works in the folder that the command is in."""

    def do(self, work: Callable[..., T], *given: Any, budget: Budget) -> T:
        result: T = super().do(_in_folder, Path.cwd(), work, given, budget=budget)
        return result

    def close(self) -> None:
        """Stay for the next command."""


def _in_folder(folder: Path, work: Callable[..., T], given: tuple[Any, ...]) -> T:
    os.chdir(folder)
    return work(*given)
