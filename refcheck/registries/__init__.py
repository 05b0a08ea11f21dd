"""Who can be asked: one registry a file, and the wrappers that pace, retry and remember, each a registry itself.

Names are handed on lazily: the network's libraries are imported by whoever asks.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from refcheck.registries.base import Batched, Planned, Registry

if TYPE_CHECKING:
    from refcheck.registries.local import Local

_HOMES = {
    "Local": "local",
}

__all__ = ["Batched", "Local", "Planned", "Registry"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"refcheck.registries.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
