"""doi.org: whether a DOI is registered at all, with which agency, and the record of that agency.

Source: the DOI Handbook (proxy server: handle API and ``/ra/``) and DOI content negotiation. Only the Handle System can state that
a DOI is registered nowhere; landing pages prove nothing, as publishers turn programs away.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from refcheck.model import Answer, Cause, Found, Id, Provenance, Scheme
from refcheck.registries.base import Planned
from refcheck.registries.failures import Failure
from refcheck.registries.services.crossref.record import crossref_record
from refcheck.registries.services.handle_system import HandleSystem
from refcheck.registries.transport.about import OTHER_RECORD, is_about
from refcheck.registries.transport.batching import as_path
from refcheck.registries.transport.get import Reply, anywhere
from refcheck.registries.transport.stated import first_text, texts

CSL_JSON = "application/vnd.citationstyles.csl+json"


class DoiOrg(HandleSystem):
    """The Handle System, and the agencies to which doi.org redirects. Up to three requests per DOI, not counting redirects.

    ``NotFound``, with the scope ``registration``, means that a DOI is registered nowhere; ``Found`` has the record of the agency.
    """

    schemes = frozenset({Scheme.DOI})

    def __init__(self, **options: Any) -> None:
        """Take the options of ``Service``. The agency of each prefix is requested once and kept for the life of the object."""
        super().__init__(**options)
        self._agencies: dict[str, str] = {}

    def _before_asking(self, batch: tuple[Id, ...]) -> Iterator[Planned]:
        """Yield the request for the Handle, and the two that follow if it is registered."""
        for key in batch:
            yield Planned(registry=self.name, url=self._url(key))
            url, when = self._agency_url(key.value), "if it is registered (once per prefix)"
            yield Planned(registry=self.name, url=url, when=when)
            yield Planned(registry=self.name, url=self._metadata_url(key.value), when="if it is registered")

    def _agency_url(self, doi: str) -> str:
        return f"{self._base_url}/ra/{as_path(doi)}"

    def _metadata_url(self, doi: str) -> str:
        return f"{self._base_url}/{as_path(doi)}"

    def _registered(self, key: Id, aliases: Sequence[str]) -> Answer:
        record = self._metadata(key.value, self._agency(key.value), aliases)
        return record.of(self.name) if isinstance(record, Failure) else record

    def _agency(self, doi: str) -> str | None:
        """Return the name of the registration agency, if doi.org gives it."""
        prefix = doi.split("/", 1)[0]
        if prefix not in self._agencies:
            reply = self._web.get(self._agency_url(doi), follow=anywhere)
            body = reply.json() if isinstance(reply, Reply) and reply.status == 200 else None
            entry = body[0] if isinstance(body, list) and body and isinstance(body[0], Mapping) else {}
            if not isinstance(agency := entry.get("RA"), str):
                return None
            self._agencies[prefix] = agency
        return self._agencies[prefix]

    def _metadata(self, doi: str, agency: str | None, aliases: Sequence[str]) -> Found | Failure:
        """Return the record of the agency, from its CSL-JSON, or a failure with what is known of the DOI."""
        url = self._metadata_url(doi)
        reply = self._web.get(url, follow=anywhere, accept=CSL_JSON)
        registered = f"registered with {agency}" if agency else "registered"
        if isinstance(reply, Failure):
            return _without_record(registered, reply)
        body = self._body(reply, asked=url)
        if isinstance(body, Failure):
            return _without_record(registered, body)
        if not isinstance(body, dict) or not body.get("title"):
            return Failure(f"{registered}, which gave no metadata", Cause.REGISTERED)
        provenance = Provenance(registry=agency or self.name, url=url, retrieved=self._now())
        stated_doi = (first_text(body, "DOI") or doi).rpartition("doi.org/")[2]  # some agencies give a URL
        if not is_about(doi, stated_doi, passed=reply.passed, aliases=(*aliases, *texts(body, "alias"))):
            return _without_record(registered, OTHER_RECORD)
        return Found(record=crossref_record({**_tidy(body), "DOI": stated_doi}, provenance))

    def _body(self, reply: Reply, *, asked: str) -> Any | Failure:
        """Return the metadata, ``None`` if the agency offers none, or why they are unavailable at present.

        An agency without metadata redirects to a landing page, which is not JSON. An answer that is not JSON although there was no
        redirect, or although its content type is JSON, is a temporary failure.
        """
        if reply.status != 200:
            failure = self._web.failure(reply)
            return failure if failure.cause.may_pass and reply.status >= 400 else None
        body = reply.json()
        accident = reply.url == asked or "json" in reply.headers.get("content-type", "")
        return None if isinstance(body, Failure) and not accident else body


def _without_record(registered: str, failure: Failure) -> Failure:
    """Return why there is no record of a DOI that is registered.

    That an agency is unreachable is no evidence against doi.org, which did answer: the cause is one that does not open its breaker.
    """
    text = f"{registered}, but its record is not available: {failure.why}"
    if failure.cause.may_pass:
        return Failure(text, failure.cause, failure.retry_after)
    return Failure(text, Cause.UNKNOWN if failure.cause is Cause.UNREACHABLE else Cause.REGISTERED)


def _tidy(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return CSL-JSON with the issue in ``issue``; JaLC has that of a journal in ``number``."""
    if "number" in item and "issue" not in item and "container-title" in item:
        return {**item, "issue": item["number"]}
    return item
