"""Crossref: one work at a time, through requests.

Source: the Crossref REST API (``/works/{doi}``). This is the second look at what the lists do not hold: an alias answers here
with 301 to the DOI in whose favour it was given up, and a DOI with a comma can be asked for here alone.
"""

from typing import Any

from refcheck.model import CROSSREF, Id, Record, Scheme
from refcheck.registries.connections import CROSSREF_URL
from refcheck.registries.failures import Failure, broken
from refcheck.registries.services.crossref.record import crossref_record, message_of
from refcheck.registries.transport.about import OTHER_RECORD, is_about
from refcheck.registries.transport.batching import OneByOne, as_segment
from refcheck.registries.transport.browser import PageAccess
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.stated import first_text, texts


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

    def _read(self, key: Id, body: Any, reply: Reply) -> Record | Failure:
        message = message_of(body, "work")
        if not (doi := first_text(message, "DOI")):
            return broken("gave an answer without a record")
        if not is_about(key.value, doi, passed=reply.passed, aliases=texts(message, "alias")):
            return OTHER_RECORD
        return crossref_record(message, self._provenance(reply.url, self._now()))
