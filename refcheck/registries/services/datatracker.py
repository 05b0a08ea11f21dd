"""The IETF Datatracker: RFCs by number. This module is an example of how to add a service.

Source: the Datatracker's JSON of a document (``/doc/rfc9110/doc.json``). It states no limit.
"""

from typing import Any

from refcheck.identifiers.schemes import rfc
from refcheck.model import Id, Record, Scheme, Work
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import OTHER_RECORD
from refcheck.registries.transport.batching import OneByOne
from refcheck.registries.transport.get import Reply
from refcheck.registries.transport.stated import entries, first_text, stated_date, stated_names


class Datatracker(OneByOne):
    """The records of RFCs, one request each."""

    name = "IETF Datatracker"
    schemes = frozenset({Scheme.RFC})

    def _url(self, key: Id) -> str:
        return f"{self._base_url}/doc/rfc{key.value}/doc.json"

    def _read(self, key: Id, body: Any, reply: Reply) -> Record | Failure:
        if not isinstance(body, dict) or not (title := first_text(body, "title")):
            return broken("gave an answer without a title")
        name = (first_text(body, "name") or "").casefold()
        if name.startswith("rfc") and name != f"rfc{key.value}":
            return OTHER_RECORD
        history = [stated_date(first_text(entry, "published")) for entry in entries(body, "rev_history")]
        work = Work(
            type="report",
            title=title,
            author=stated_names(body, "authors"),
            issued=next((date for date in history if date), None) or stated_date(first_text(body, "time")),
            number=f"RFC {key.value}",
            publisher="Internet Engineering Task Force",
            doi=f"10.17487/rfc{int(key.value):04d}",
            url=rfc.format(key.value),
        )
        return Record(id=key, work=work, provenance=self._provenance(self._url(key)))
