"""Errors as they are reported to clients (RFC 9457, *Problem Details for HTTP APIs*)."""

import sys
import traceback
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from refcheck.errors import LargeSourceError, LockedSourceError, RefcheckError, SourceError, UnreadableHereError

_TYPES = "/problems/"
"""The start of a problem's type; its kind follows."""

KINDS = {
    "too-large": (413, "The list is too large"),
    "too-long": (422, "It took too long"),
    "too-many": (429, "Too many lists at once"),
    "not-understood": (422, "The file could not be read"),
    "empty": (422, "Nothing was given"),
    "encrypted": (422, "The file needs a password"),
    "needs-extra": (422, "Reading this needs more than is installed"),
    "reader-died": (422, "Reading this took more time or memory than a list may use"),
    "forgotten": (404, "There is no such job"),
    "not-found": (404, "There is nothing here"),
    "not-allowed": (405, "That cannot be done here"),
    "not-possible": (409, "This list is not available in that form"),
    "not-ready": (409, "The list is still being checked"),
    "forbidden": (403, "The request is not allowed"),
    "token": (401, "A token is required"),
    "invalid": (400, "The request is not valid"),
    "not-acceptable": (415, "The content type of the request is not accepted"),
    "ending": (503, "The service is shutting down"),
    "not-kept": (507, "The list could not be kept"),
    "internal": (500, "Something is wrong with the service"),
}
"""The kinds of problems, each with its HTTP status and its title."""


_REFUSALS = {LockedSourceError: "encrypted", LargeSourceError: "too-large", UnreadableHereError: "needs-extra"}
"""The kinds of problems for the readers' exceptions."""


@frozen(kw_only=True)
class Problem:
    """An error: ``type`` ends in its kind, ``detail`` describes it for people."""

    type: str
    title: str
    status: int
    detail: str

    def as_json(self) -> dict[str, Any]:
        """Return the problem as JSON-ready data."""
        return asdict(self)


class ProblemError(RefcheckError):
    """A request or a list failed, with the problem that is reported."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.detail)
        self.problem = problem


def problem(kind: str, detail: str = "") -> Problem:
    """Return a problem of one of the ``KINDS``."""
    status, title = KINDS[kind]
    return Problem(type=f"{_TYPES}{kind}", title=title, status=status, detail=detail or f"{title}.")


def problem_of(error: BaseException) -> Problem:
    """Return the problem for an exception, without any words of the list unless they are in refcheck's own message."""
    match error:
        case ProblemError():
            return error.problem
        case SourceError():
            kind = next((kind for each, kind in _REFUSALS.items() if isinstance(error, each)), "not-understood")
            return problem(kind, str(error))
        case RefcheckError():
            return problem("internal", str(error))
        case MemoryError() | RecursionError():
            return problem("reader-died", "Reading it took more memory than one list may use.")
        case _:
            return problem("internal", f"{type(error).__name__}; the service's log says where.")


def log(error: BaseException) -> None:
    """Write on standard error where an exception was raised that is a bug."""
    print(f"refcheck: {_where(error)}", file=sys.stderr, flush=True)


def _where(error: BaseException) -> str:
    """Return the type of an exception and where in the code it was raised, for a log: without any words of what was read."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
