"""How much work a call is, counted and not timed: the same on every machine, however busy it is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def operations(call: Callable[[], object]) -> int:
    """The operations of Python's interpreter that ``call`` takes. What happens within one, as a search does, counts as one.

    It is made twice, and counted the second time, when all that is remembered is: from Python 3.12 on, code that was never traced
    before is not counted whole.
    """
    if sys.version_info >= (3, 12):
        _counted(call)
    else:
        call()
    return _counted(call)


def _counted(call: Callable[[], object]) -> int:
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "opcode":
            count += 1
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
