"""One condition that makes a difference less than an accusation."""

from collections.abc import Callable

from attrs import frozen

from refcheck.checks.comparing.joint import Joint


@frozen(kw_only=True)
class Condition:
    """One condition: the CSL variables that it speaks of, what may differ beside them, how the note ends, and the base rate."""

    name: str
    variables: tuple[str, ...]
    beside: tuple[str, ...] = ()
    why: str
    rate: str
    holds: Callable[[Joint], bool]
