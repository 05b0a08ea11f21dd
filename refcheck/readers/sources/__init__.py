"""Files before their format is known: bytes, encodings, archives, XML, folders, and files beside a file."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search for cycles meanwhile.

    A large bibliography makes millions of values, all of which stay; looking through them again and again would take a third of
    the time of reading it. What is thrown away is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
