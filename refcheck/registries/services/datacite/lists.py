"""DataCite: lists of DOIs (datasets, preprints of arXiv, theses …).

Source: the DataCite REST API (``/dois?ids=a,b,c``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from refcheck.model import Id, Record, Scheme
from refcheck.registries.base import Traits
from refcheck.registries.connections import DATACITE_URL
from refcheck.registries.services.datacite import datacite_record
from refcheck.registries.transport.batching import Lists, as_segment, quoted
from refcheck.registries.transport.browser import PageAccess


class DataCite(Lists):
    """DataCite's lists. A DOI with a comma is in no list."""

    name = "DataCite"
    schemes = frozenset({Scheme.DOI})
    home = DATACITE_URL
    access = PageAccess(paths=("/dois",))
    traits = Traits(is_apart=True)

    def _url(self, batch: Sequence[Id]) -> str:
        return f"{self._base_url}/dois?ids={quoted(batch)}&page%5Bsize%5D={len(batch)}"

    def _records(self, body: Any, batch: Sequence[Id]) -> Mapping[Id, Record | None] | None:
        data = body.get("data")
        if not isinstance(data, list):
            return None
        inner = (entry.get("attributes") for entry in data if isinstance(entry, Mapping))
        known = [attributes for attributes in inner if isinstance(attributes, Mapping)]
        urls = (f"{self._base_url}/dois/{as_segment(str(attributes.get('doi')))}" for attributes in known)
        records = map(datacite_record, known, (self._provenance(url) for url in urls))
        return {record.id: record for record in records}
