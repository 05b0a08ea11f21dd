"""Resolving: which registry is asked what about a reference, in which order, and which record is its own."""

from refcheck.resolving.progress import OnResolved, Progress, ignore
from refcheck.resolving.resolve import Interrupted, plan, resolve

__all__ = ["Interrupted", "OnResolved", "Progress", "ignore", "plan", "resolve"]
