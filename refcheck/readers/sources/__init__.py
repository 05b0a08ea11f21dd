"""Files before their format is known: decoding, archives, XML, folders, and files that a document names."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Disable the cyclic garbage collector within the context.

    A large bibliography creates millions of objects, all of which are kept; scanning them repeatedly would take a third of the
    time of reading it. Objects without cycles are freed as usual.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
