"""An index of records on disk: millions of them, looked up by DOI and searched without a network.

It is made of files (``build``, ``add``) and asked as a registry (``LocalIndex``). Its libraries come with the extra ``index``.
"""

from refcheck.registries.index.building import add, build
from refcheck.registries.index.extras import add_aliases, add_notices
from refcheck.registries.index.keeping import faults
from refcheck.registries.index.manifest import Manifest, Source
from refcheck.registries.index.registry import LocalIndex

__all__ = ["LocalIndex", "Manifest", "Source", "add", "add_aliases", "add_notices", "build", "faults"]
