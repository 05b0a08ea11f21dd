"""A list read as the house has set it, and alone."""

from refcheck.model import Bibliography
from refcheck.reading import read_as_set
from refcheck.servers.page.desk import Source, alone
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.settings import Settings


def read(source: Source, settings: Settings) -> tuple[Bibliography, Settings]:
    """The references of a list, and the settings with what its own comments allow.

    Raises:
        RefcheckError: nothing was given, or it cannot be read.
    """
    if not source.data.strip():
        raise ProblemError(problem("empty", "There is nothing in it."))
    with alone(source):
        return read_as_set(source.data, source.name, settings)
