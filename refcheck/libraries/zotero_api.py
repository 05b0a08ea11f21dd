"""Zotero's local API: the items of a running Zotero as works. They are read, and nothing is written.

Source: https://www.zotero.org/support/dev/web_api/v3/local_api (``/api/users/0/items/top``). Zotero answers only programs on this
machine, and only if its settings allow it (Advanced, "Allow other applications on this computer to communicate with Zotero").
An item's fields have the same names as in the database.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from refcheck.errors import RecordsError
from refcheck.libraries.zotero import item_work
from refcheck.model import Name, Work
from refcheck.registries.failures import Failure
from refcheck.registries.transport.dialling import Dialler
from refcheck.registries.transport.get import Reply, Web, within
from refcheck.registries.transport.stated import printed_year

_HERE = {"127.0.0.1": ("127.0.0.1",), "localhost": ("127.0.0.1", "::1"), "::1": ("::1",)}
"""The names of this machine, and their IP addresses, which need no name server (RFC 6761 §6.3)."""

_ITEMS = "/api/users/0/items/top"

_AT_A_TIME = 500
"""The number of items requested at a time: an answer may have at most 16 MB, and Zotero itself has no limit."""

_MOST = 1_000_000
"""The most items that are requested: no library has as many."""


def works_at(address: str) -> Iterator[tuple[str, Work]]:
    """Yield the items that are not notes or attachments, each with its key.

    Raises:
        RecordsError: the URL is not on this machine, Zotero does not answer there, or it does not allow access.
    """
    parts = urlsplit(address)
    if parts.hostname not in _HERE:
        raise RecordsError(f"{address}: is not on this machine; Zotero's local API is used only there")
    base = f"{parts.scheme}://{parts.netloc}"
    direct = requests.Session()
    direct.trust_env = False  # no proxy for a server on this machine
    web = Web(
        home=base,
        mailto=None,
        dialler=Dialler(session=direct, resolve=_HERE.__getitem__),
        headers={"Zotero-API-Version": "3"},
    )
    try:
        yield from _works(web, base)
    finally:
        web.close()


def _works(web: Web, base: str) -> Iterator[tuple[str, Work]]:
    for start in range(0, _MOST, _AT_A_TIME):
        url = f"{base}{_ITEMS}?format=json&limit={_AT_A_TIME}&start={start}"
        items = _items(web.get(url, follow=within(base)), base)
        for item in items:
            if (work := _work(item)) is not None:
                yield str(item.get("key") or ""), work
        if len(items) < _AT_A_TIME:
            return


def _items(reply: Reply | Failure, base: str) -> list[Any]:
    if isinstance(reply, Failure):
        raise RecordsError(f"{base}: Zotero {reply.why}: is it running?")
    if reply.status == 403:
        raise RecordsError(f"{base}: Zotero denies access; set Settings, Advanced, “Allow other applications …”")
    items = reply.json() if reply.status == 200 else None
    if not isinstance(items, list):
        raise RecordsError(f"{base}: what answers there is not Zotero's local API (status {reply.status})")
    return items


def _work(item: object) -> Work | None:
    data, meta = (item.get("data"), item.get("meta")) if isinstance(item, Mapping) else (None, None)
    if not isinstance(data, Mapping):
        return None
    values = {name: str(value) for name, value in data.items() if isinstance(value, str | int) and value != ""}
    typed = printed_year(values.get("date"))
    parsed = meta.get("parsedDate") if isinstance(meta, Mapping) else None
    values["date"] = str(parsed or (typed.year if typed else ""))
    people: dict[str, list[Name]] = {}
    creators = data.get("creators")
    for creator in creators if isinstance(creators, list) else ():
        if isinstance(creator, Mapping) and (name := _name(creator)) is not None:
            people.setdefault(str(creator.get("creatorType")), []).append(name)
    return item_work(str(data.get("itemType")), values, people)


def _name(creator: Mapping[str, Any]) -> Name | None:
    whole, family, given = (str(creator.get(key) or "") for key in ("name", "lastName", "firstName"))
    if whole:
        return Name(literal=whole)
    return Name(family=family or None, given=given or None) if family or given else None
