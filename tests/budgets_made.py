"""Work for a process that is bounded, by functions that it can import."""

import ctypes
import faulthandler
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from refcheck.errors import SourceError


def process(*given: Any) -> int:
    return os.getpid()


def spin(*given: Any) -> None:
    while True:
        pass


def spin_in_native_code(*given: Any) -> None:
    """No handler of Python's runs until it is done."""
    data = ctypes.create_string_buffer(b"a" * (1 << 24))
    libc = ctypes.PyDLL(None)
    for _ in range(100_000):
        libc.memset(data, 1, 1 << 24)
    raise AssertionError("a budget was not heeded")


def spin_catching(*given: Any) -> None:
    """Code that takes every exception for one of its own."""
    while True:
        try:
            spin()
        except Exception:
            continue


def fill(*given: Any) -> None:
    held = []
    while True:
        held.append(bytes(1 << 24))


def crash(*given: Any) -> None:
    faulthandler.disable()  # pytest's, which would print where
    ctypes.string_at(0)


def end(*given: Any) -> None:
    os._exit(3)


def refuse(*given: Any) -> None:
    raise SourceError("a.pdf: is a broken PDF")


def mistake(*given: Any) -> None:
    raise ZeroDivisionError("a fault of our own")


def sleep(*given: Any) -> None:
    time.sleep(3_600)


def beside_a_thread(work: Callable[[], Any]) -> Any:
    """Work done while this process has another thread: no process may be forked off then."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        return work()
    finally:
        over.set()
        thread.join()
