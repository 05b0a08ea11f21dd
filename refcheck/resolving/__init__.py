"""Which registry is asked what about a reference, in which order, and which record is its own."""

from refcheck.resolving.planning import plan
from refcheck.resolving.progress import OnResolved, Progress, ignore
from refcheck.resolving.resolve import Interrupted, resolve

__all__ = ["Interrupted", "OnResolved", "Progress", "ignore", "plan", "resolve"]
