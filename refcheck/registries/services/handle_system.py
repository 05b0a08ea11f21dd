"""The Handle System, through the proxy of doi.org: whether a name is registered at all.

Source: the REST interface of the proxy server (``/api/handles/…``), as the DOI Handbook describes it; RFC 3651. DOIs are a part of
the system, so the proxy answers for every Handle. No other registry can state that a name is registered nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from refcheck.model import DOI_ORG, Answer, Cause, Id, Scheme
from refcheck.registries.connections import DOI_URL
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.about import OTHER_RECORD
from refcheck.registries.transport.batching import OneByOne, as_path
from refcheck.registries.transport.browser import PageAccess
from refcheck.registries.transport.get import anywhere
from refcheck.registries.transport.stated import entries, first_text

_SUCCESS, _HANDLE_NOT_FOUND, _VALUES_NOT_FOUND = 1, 100, 200
"""Response codes of the Handle System. All others, such as 2 (error), leave it open whether the name is registered."""


class HandleSystem(OneByOne):
    """Handles, one request each. A registered Handle has no record: all that is known of it is that it exists.

    ``NotFound`` has the scope ``registration``; ``Unavailable`` means that the Handle is registered, or that this is not known.
    """

    name = DOI_ORG
    schemes = frozenset({Scheme.HANDLE})
    home = DOI_URL
    access = PageAccess(paths=("/api/handles/",))
    """The paths of a proxy of the system that pages may read. The proxies doi.org and hdl.handle.net resolve the same names."""

    def _url(self, key: Id) -> str:
        return f"{self._base_url}/api/handles/{as_path(key.value)}"

    def _lookup(self, key: Id) -> Answer:
        known = self._known(key)
        if isinstance(known, Failure):
            return known.of(self.name)
        return self._lacks(self._url(key)) if known is None else self._registered(key, known)

    def _registered(self, key: Id, aliases: Sequence[str]) -> Answer:
        """Return the answer for a registered name, which is an alias of ``aliases``, if there are any."""
        return Failure("registered; Handles have no record", Cause.REGISTERED).of(self.name)

    def _known(self, key: Id) -> tuple[str, ...] | Failure | None:
        """Return the names that a registered DOI or Handle is an alias of; ``None`` if the system's response code says that it is
        not registered; or why this is not known.

        The HTTP status alone is no evidence: a proxy on the way may answer 404 too, or cut an answer off.
        """
        reply = self._web.get(self._url(key), follow=anywhere)
        if isinstance(reply, Failure):
            return reply
        body = reply.json()
        code = body.get("responseCode") if isinstance(body, dict) else None
        if not isinstance(body, dict) or not isinstance(code, int) or isinstance(code, bool):
            unread = body if isinstance(body, Failure) else broken("gave an answer without a response code")
            return unread if reply.status in (200, 404) else self._failure(reply)
        answered = body.get("handle")
        if isinstance(answered, str) and answered.casefold() != key.value.casefold():
            return OTHER_RECORD
        if code in (_SUCCESS, _VALUES_NOT_FOUND):
            return tuple(_aliases(body))
        if code == _HANDLE_NOT_FOUND:
            return None
        return Failure(f"gave no clear answer (response code {str(code)[:9]})")


def _aliases(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names in the values of type ``HS_ALIAS``. Source: RFC 3651 §3.2.6."""
    for value in entries(body, "values"):
        if value.get("type") == "HS_ALIAS" and (name := first_text(value.get("data"), "value")):
            yield name
