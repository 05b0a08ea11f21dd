"""A registry that is asked nothing more once nobody waits; a request that is under way is let finish."""

from collections.abc import Callable, Mapping, Sequence

from refcheck.registries.base import Registry
from refcheck.registries.wrappers import Given, Key, Wrapper
from refcheck.registries.wrappers.chain import Chain, chained


class Stopped(BaseException):  # like KeyboardInterrupt it is no error, and no handler of errors is to keep it
    """Raised within work that nobody waits for any longer."""


class Stoppable(Wrapper):
    """Wraps a registry. ``checkpoint`` is called before each request; what it raises ends the asking."""

    def __init__(self, registry: Registry, checkpoint: Callable[[], None]) -> None:
        """Wrap a registry for one call."""
        super().__init__(registry)
        self._checkpoint = checkpoint

    def _answered(self, asked: Sequence[Key], ask: Callable[[], Mapping[Key, Given]]) -> Mapping[Key, Given]:
        self._checkpoint()
        return ask()


def stoppable(registry: Registry, checkpoint: Callable[[], None]) -> Chain:
    """Return a registry that calls ``checkpoint`` before each request, as a chain."""
    whole = chained(registry)
    return Chain(*(Stoppable(each, checkpoint) for each in whole.members), threads=whole.threads)
