"""doi.org's list of agencies: which of several DOIs are registered at all, in one request.

Source: the DOI Handbook (``/ra/{doi},{doi}``). Of a DOI that is registered it names the agency; of one that is not it says "DOI
does not exist". Any other word tells nothing, and the handle system is asked for that DOI alone
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
"""What is said of a DOI that is registered nowhere."""


class DoiAgencies(Lists):
    """Several DOIs a request. ``NotFound``, of scope ``registration``, is one that is registered nowhere.

    One that is registered is not among its holdings: the record is for others to find. What it could not tell, whatever happened,
    it is ``unable`` to tell, and leaves to the handle system.
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
        told = {(first_text(entry, "DOI") or "").casefold(): entry for entry in body if isinstance(entry, Mapping)}
        scopes = {key: _scope(told.get(key.value.casefold(), {})) for key in batch}
        return {key: self._lacks(self._url((key,)), scope) for key, scope in scopes.items() if scope is not None}


def _scope(entry: Mapping[str, object]) -> Scope | None:
    """Return what is said of one DOI; ``None`` where that tells nothing."""
    if isinstance(entry.get("RA"), str):
        return Scope.HOLDINGS
    return Scope.REGISTRATION if entry.get("status") == _NONE else None


def _quoted(key: Id) -> str:
    """Return a DOI in the list, its commas escaped."""
    return as_path(key.value).replace(",", "%2C")
