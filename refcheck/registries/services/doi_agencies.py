"""doi.org's list of agencies: which of several DOIs are registered at all, in one request.

Source: the DOI Handbook (``/ra/{doi},{doi}``). For a registered DOI the answer names the agency; for any other it says "DOI does
not exist". Any other text is no evidence, and the DOI is then looked up in the Handle System
(:class:`~refcheck.registries.services.doi_org.DoiOrg`).
"""

from collections.abc import Mapping, Sequence

from refcheck.model import DOI_ORG, Answer, Id, Scheme, Scope
from refcheck.registries.connections import DOI_URL
from refcheck.registries.failures import Failure
from refcheck.registries.transport.batching import Lists, as_path
from refcheck.registries.transport.browser import PageAccess
from refcheck.registries.transport.get import anywhere
from refcheck.registries.transport.stated import first_text

_NONE = "DOI does not exist"
"""The status of a DOI that is registered nowhere."""


class DoiAgencies(Lists):
    """The agencies of several DOIs per request. ``NotFound`` with the scope ``registration`` is a DOI that is registered nowhere.

    For a registered DOI the scope is ``holdings``, as other registries have the record. If the answer is missing or unclear, for
    whatever reason, the answer is ``unable``, and the DOI is left to the Handle System.
    """

    name = DOI_ORG
    schemes = frozenset({Scheme.DOI})
    home = DOI_URL
    access = PageAccess(paths=())

    unsearched = "cannot be searched"

    def _fits(self, key: Id) -> bool:
        return True

    def _size(self, key: Id) -> int:
        return len(_quoted(key)) + len(",")

    def _url(self, batch: Sequence[Id]) -> str:
        return f"{self._base_url}/ra/{','.join(map(_quoted, batch))}"

    def _ask(self, batch: tuple[Id, ...]) -> Mapping[Id, Answer]:
        reply = self._web.get(self._url(batch), follow=anywhere)
        body = reply if isinstance(reply, Failure) or reply.status != 200 else reply.json()
        if not isinstance(body, list):
            return {}
        by_doi = {(first_text(entry, "DOI") or "").casefold(): entry for entry in body if isinstance(entry, Mapping)}
        scopes = {key: _scope(by_doi.get(key.value.casefold(), {})) for key in batch}
        return {key: self._lacks(self._url((key,)), scope) for key, scope in scopes.items() if scope is not None}


def _scope(entry: Mapping[str, object]) -> Scope | None:
    """Return the scope of the answer for one DOI; ``None`` if the entry is unclear."""
    if isinstance(entry.get("RA"), str):
        return Scope.HOLDINGS
    return Scope.REGISTRATION if entry.get("status") == _NONE else None


def _quoted(key: Id) -> str:
    """Return a DOI, quoted for the list, with its commas escaped."""
    return as_path(key.value).replace(",", "%2C")
