"""How much one upload, one list, one client and all of them together may take."""

from attrs import frozen

from refcheck.system.budgets import MEMORY

_MB = 1 << 20


@frozen(kw_only=True)
class Limits:
    """The bounds of a service. Source: set by hand, above any manuscript that people wrote.

    Args:
        upload: bytes of one upload.
        upload_seconds: an upload that is not done by then is broken off.
        seconds: what one list may take in all, asking included; shortly before, it is told as far as it is known.
        cpu_seconds: what one list may compute.
        memory: bytes that the process of one list may take beside what all begin with.
        told: bytes that may be told of one list.
        at_once: lists that are checked at once.
        waiting: lists that wait for that.
        of_client: lists of one client that are waited for or checked.
        bytes_of_client: bytes of uploads that one client may have lying here.
        jobs: lists that are remembered.
        remembered: bytes that they take.
        forgets_after: seconds after which a list that nobody asks for is forgotten.
    """

    upload: int = 32_000_000
    upload_seconds: float = 60
    seconds: float = 1800
    cpu_seconds: int = 60
    memory: int = MEMORY
    told: int = 128 * _MB
    at_once: int = 8
    waiting: int = 64
    of_client: int = 16
    bytes_of_client: int = 128 * _MB
    jobs: int = 500
    remembered: int = 192 * _MB
    forgets_after: int = 3600
