"""Why a registry gave no answer: a sentence for people, with the cause beside it for the wrappers."""

from enum import StrEnum


class Cause(StrEnum):
    """What kept a registry from answering, as far as it matters to whoever might ask again.

    ``unable``: it does not do this at all, and nothing was sent. ``refused``: it turned the request itself down (a 4xx),
    so that the same request is pointless. ``busy``: it asked to come later (429, 503). ``broken``: a server's error, a
    dropped connection, a timeout, an answer that cannot be read; it may pass. ``unreachable``: nobody answers at the
    address. ``blocked``: 403, a person's decision; asking on makes it worse. ``registered``: it was asked and knows the
    identifier, and nobody has a record of the work. ``unknown``: anything else.
    """

    UNABLE = "unable"
    REFUSED = "refused"
    BUSY = "busy"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    REGISTERED = "registered"
    UNKNOWN = "unknown"


class Why(str):
    """The reason in ``Unavailable.why``: a plain string that also carries its cause.

    Only the wrappers look further than the text, so that the answer stays the same three types for everybody else.

    Args:
        text: the reason, for people.
        cause: what kind of reason it is.
        retry_after: the seconds that the registry asked to wait, where it said so.
    """

    cause: Cause
    retry_after: float | None

    def __new__(cls, text: str, cause: Cause = Cause.UNKNOWN, retry_after: float | None = None) -> "Why":
        """A reason with its cause."""
        why = super().__new__(cls, text)
        why.cause = cause
        why.retry_after = retry_after
        return why


def cause_of(why: str) -> Cause:
    """The cause of a reason; ``unknown`` for a plain string."""
    return why.cause if isinstance(why, Why) else Cause.UNKNOWN


def is_gap(why: str) -> bool:
    """Whether the reason leaves something open that another run may tell: an outage, and not a limit of who was asked."""
    return cause_of(why) not in (Cause.UNABLE, Cause.REGISTERED)


def status_why(status: int, retry_after: float | None = None) -> Why:
    """The reason that an HTTP status gives for having no answer.

    Source: RFC 9110 §15; for 403 and 429 what Crossref means by them (blocked by hand; too fast).
    """
    if status == 403:
        return Why("answered 403: access is blocked", Cause.BLOCKED)
    if status in (429, 503):
        return Why(f"answered {status}: too busy", Cause.BUSY, retry_after)
    if status in (408, 425) or status >= 500:
        return Why(f"answered {status}", Cause.BROKEN, retry_after)
    if status >= 400:
        return Why(f"answered {status}", Cause.REFUSED)
    return Why(f"answered {status}, which is no record", Cause.BROKEN)


def broken(what: str) -> Why:
    """The reason for an answer that came but cannot be used."""
    return Why(what, Cause.BROKEN)
