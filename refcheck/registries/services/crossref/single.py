"""Crossref: one work at a time, through requests.

Source: the Crossref REST API (``/works/{doi}``). This is the second look at what the lists do not hold: an alias answers here
with 301 to the DOI in whose favour it was given up, and a DOI with a comma can be asked for here alone.
"""

from typing import Any

from refcheck.model import CROSSREF, Answer, Found, Id, NotFound, Provenance, Scheme, Scope
from refcheck.registries.connections import CROSSREF_URL
from refcheck.registries.failures import Failure, broken
from refcheck.registries.services.crossref.record import crossref_record, first_text, message_of, texts
from refcheck.registries.transport.about import OTHER_RECORD, is_about
from refcheck.registries.transport.batching import OneByOne, as_segment
from refcheck.registries.transport.browser import PageAccess
from refcheck.registries.transport.get import Reply, within


class CrossrefSingle(OneByOne):
    """Crossref's single records. One request a DOI, and one more behind an alias.

    A 404 says no more than that Crossref does not hold the DOI.
    """

    name = CROSSREF
    schemes = frozenset({Scheme.DOI})
    home = CROSSREF_URL
    access = PageAccess(paths=("/works/",), mailto="mailto")
    unsearched = "single records cannot be searched"

    def _url(self, key: Id) -> str:
        return f"{self._base_url}/works/{as_segment(key.value)}"

    def _lookup(self, key: Id) -> Answer:
        reply = self._web.get(self._url(key), follow=within(self._base_url))
        if isinstance(reply, Failure):
            return reply.of(self.name)
        if reply.status == 404:
            return NotFound(registry=self.name, scope=Scope.HOLDINGS)
        if reply.status != 200:
            return self._web.failure(reply).of(self.name)
        return self._read(reply.json(), key, reply)

    def _read(self, body: Any | Failure, key: Id, reply: Reply) -> Answer:
        if isinstance(body, Failure):
            return body.of(self.name)
        message = message_of(body, "work")
        if not (doi := first_text(message, "DOI")):
            return broken("gave an answer without a record").of(self.name)
        if not is_about(key.value, doi, passed=reply.passed, aliases=texts(message, "alias")):
            return OTHER_RECORD.of(self.name)
        provenance = Provenance(registry=self.name, url=reply.url, retrieved=self._now())
        return Found(record=crossref_record(message, provenance))
