"""The Handle System, through the proxy of doi.org: whether a name is registered at all.

Source: the proxy server's REST interface (``/api/handles/…``), as the DOI Handbook describes it; RFC 3651. DOIs are a part of the
system, so the proxy answers for every Handle. No other registry can say that a name is registered nowhere.
"""

from refcheck.model import DOI_ORG, Answer, Cause, Id, NotFound, Scheme, Scope
from refcheck.registries.base import Clock, utc_now
from refcheck.registries.connections import DOI_URL
from refcheck.registries.failures import Failure, broken
from refcheck.registries.transport.doi_syntax import as_path
from refcheck.registries.transport.get import Web, public_or_on
from refcheck.registries.transport.one_by_one import OneByOne

_SUCCESS, _HANDLE_NOT_FOUND, _VALUES_NOT_FOUND = 1, 100, 200
"""Response codes of the handle system. Anything else, 2 (error) above all, tells nothing."""


class HandleSystem(OneByOne):
    """Handles: one request each. A registered one has no record; that it exists is all there is to know.

    ``NotFound`` is of scope ``registration``; ``Unavailable`` is a Handle because it is registered, or because nobody could tell.
    """

    name = DOI_ORG
    schemes = frozenset({Scheme.HANDLE})

    def __init__(self, *, base_url: str = DOI_URL, mailto: str | None = None, now: Clock = utc_now) -> None:
        """``base_url`` is a proxy of the system; those of doi.org and hdl.handle.net know the same names."""
        self._base_url = base_url.rstrip("/")
        self._web = Web(mailto=mailto, now=now)

    def _url(self, key: Id) -> str:
        return handle_url(self._base_url, key.value)

    def _lookup(self, key: Id) -> Answer:
        known = is_registered(self._web, self._base_url, key.value)
        if isinstance(known, Failure):
            return known.of(self.name)
        if not known:
            return NotFound(registry=self.name, scope=Scope.REGISTRATION)
        return Failure("registered; Handles have no record", Cause.REGISTERED).of(self.name)


def handle_url(base_url: str, name: str) -> str:
    """Where a proxy tells what it knows of a name."""
    return f"{base_url}/api/handles/{as_path(name)}"


def is_registered(web: Web, base_url: str, name: str) -> bool | Failure:
    """Whether a DOI or another Handle is registered, by the system's own response code; or why that cannot be told."""
    reply = web.get(handle_url(base_url, name), follow=public_or_on(base_url))
    if isinstance(reply, Failure):
        return reply
    body = reply.json()
    code = body.get("responseCode") if isinstance(body, dict) else None
    if code in (_SUCCESS, _VALUES_NOT_FOUND):
        return True
    if code == _HANDLE_NOT_FOUND:
        return False
    if isinstance(code, int):
        return Failure(f"the handle system could not tell (response code {code})")
    return web.failure(reply) if reply.status != 200 else broken("gave an answer without a response code")
