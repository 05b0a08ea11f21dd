"""Registries, one per module, and the wrappers that pace, retry and cache them; each wrapper is itself a registry.

The public names are imported lazily, so that the network libraries are loaded only where a registry is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from refcheck.model import OFFLINE
from refcheck.registries.base import Asking, Batched, Planned, Registry

if TYPE_CHECKING:
    from refcheck.registries.connections import Connections
    from refcheck.registries.ladder import Offline
    from refcheck.registries.services.crossref.works import Crossref, CrossrefSingle
    from refcheck.registries.services.datacite.lists import DataCite
    from refcheck.registries.services.doi_org import DoiOrg
    from refcheck.registries.services.handle_system import HandleSystem
    from refcheck.registries.services.local import Local
    from refcheck.registries.services.ncbi import Ncbi
    from refcheck.registries.services.open_library import OpenLibrary
    from refcheck.registries.wrappers import Splitting
    from refcheck.registries.wrappers.cache import Cache
    from refcheck.registries.wrappers.caching import Cached
    from refcheck.registries.wrappers.chain import Chain
    from refcheck.registries.wrappers.opportunistic_batch import OpportunisticBatch
    from refcheck.registries.wrappers.pacing import Paced, Retrying

__all__ = [
    "OFFLINE",
    "Asking",
    "Batched",
    "Cache",
    "Cached",
    "Chain",
    "Connections",
    "Crossref",
    "CrossrefSingle",
    "DataCite",
    "DoiOrg",
    "HandleSystem",
    "Local",
    "Ncbi",
    "Offline",
    "OpenLibrary",
    "OpportunisticBatch",
    "Paced",
    "Planned",
    "Registry",
    "Retrying",
    "Splitting",
]

_HOMES = {
    "Cache": "wrappers.cache",
    "Cached": "wrappers.caching",
    "Chain": "wrappers.chain",
    "Connections": "connections",
    "Crossref": "services.crossref.works",
    "CrossrefSingle": "services.crossref.works",
    "DataCite": "services.datacite.lists",
    "DoiOrg": "services.doi_org",
    "HandleSystem": "services.handle_system",
    "Local": "services.local",
    "Ncbi": "services.ncbi",
    "Offline": "ladder",
    "OpenLibrary": "services.open_library",
    "OpportunisticBatch": "wrappers.opportunistic_batch",
    "Paced": "wrappers.pacing",
    "Retrying": "wrappers.pacing",
    "Splitting": "wrappers",
}


if not TYPE_CHECKING:  # type checkers know every name from the imports above

    def __getattr__(name: str) -> Any:
        """Import the module of a public name on first use."""
        if name in _HOMES:
            return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
