"""A list read as the house has set it, and alone."""

from refcheck.model import Bibliography
from refcheck.readers.sources.decoding import demand_text
from refcheck.readers.sources.encodings import may_be_document
from refcheck.reading import read_as_set
from refcheck.servers.page.desk import Source, alone
from refcheck.servers.page.problems import ProblemError, problem
from refcheck.settings import Settings


def demand_readable(source: Source) -> None:
    """Raise where a glance shows that there is nothing to read: no text at all, a program, an image.

    Raises:
        ProblemError: nothing was given.
        SourceError: it is neither a document nor text.
    """
    if not source.data.strip():
        raise ProblemError(problem("empty", "There is nothing in it."))
    if not may_be_document(source.data):
        demand_text(source.data, source.name)


def read(source: Source, settings: Settings) -> tuple[Bibliography, Settings]:
    """The references of a list, and the settings with what its own comments allow.

    Raises:
        RefcheckError: nothing was given, or it cannot be read.
    """
    demand_readable(source)
    with alone(source):
        return read_as_set(source.data, source.name, settings)
