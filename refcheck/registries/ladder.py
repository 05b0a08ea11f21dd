"""The default registries, put together: local records, Crossref, DataCite, doi.org."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from attrs import field, fields, frozen
from attrs.validators import optional

from refcheck.errors import SettingsError
from refcheck.registries.base import Registry

CROSSREF_URL = "https://api.crossref.org"
DATACITE_URL = "https://api.datacite.org"
DOI_URL = "https://doi.org"


def _is_address(connections: "Connections", attribute: object, value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"not an address of http or https: {value!r}")


def _is_mail_address(connections: "Connections", attribute: object, value: str) -> None:
    name, at, host = value.partition("@")
    if not (name and at and host and value.isascii() and value.isprintable() and " " not in value):
        raise SettingsError(f"not an e-mail address: {value!r}")


@frozen(kw_only=True)
class Connections:
    """Whom to ask, where, and in whose name.

    Args:
        records: a JSON-lines file of Crossref-shaped records that is asked first.
        mailto: the caller's own e-mail address, for Crossref's polite pool. Nothing is sent in its place.
        crossref_url: where Crossref's REST interface is.
        datacite_url: where DataCite's is.
        doi_url: where doi.org's proxy is.

    Raises:
        SettingsError: an address that is none.
    """

    records: str | None = None
    mailto: str | None = field(default=None, validator=optional(_is_mail_address))
    crossref_url: str = field(default=CROSSREF_URL, validator=_is_address)
    datacite_url: str = field(default=DATACITE_URL, validator=_is_address)
    doi_url: str = field(default=DOI_URL, validator=_is_address)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Connections":
        """The connections that ``REFCHECK_RECORDS``, ``REFCHECK_MAILTO``, ``REFCHECK_CROSSREF_URL`` and so on name.

        Raises:
            SettingsError: an address that is none.
        """
        given = {each.name: environment.get(f"REFCHECK_{each.name.upper()}") for each in fields(cls)}
        return cls(**{name: value for name, value in given.items() if value})


def online(connections: Connections) -> Registry:
    """Local records first, then Crossref's lists, DataCite's lists, Crossref one by one, and doi.org.

    The order is that of the fewest requests: what a list holds is never asked for alone, and the handle system is asked only
    about what neither Crossref nor DataCite has.

    Raises:
        RecordsError: the file of local records is malformed.
    """
    from refcheck.registries.breaker import Breaker
    from refcheck.registries.chain import Chain
    from refcheck.registries.crossref import Crossref
    from refcheck.registries.crossref_single import CrossrefSingle
    from refcheck.registries.datacite import DataCite
    from refcheck.registries.doi_org import DoiOrg
    from refcheck.registries.limits import DATACITE, DOI_ORG, POLITE, PUBLIC
    from refcheck.registries.pace import Pace
    from refcheck.registries.pacing import Paced
    from refcheck.registries.retrying import Retrying
    from refcheck.registries.splitting import Splitting

    limits = POLITE if connections.mailto else PUBLIC
    at_crossref = Breaker()
    singles = Pace(limits.single)
    mailto = connections.mailto
    crossref = Crossref(base_url=connections.crossref_url, mailto=mailto)
    single = CrossrefSingle(base_url=connections.crossref_url, mailto=mailto, heard=singles.heed, turn=singles.wait)
    datacite = DataCite(base_url=connections.datacite_url, mailto=mailto)
    doi_org = DoiOrg(base_url=connections.doi_url, mailto=mailto)
    return Chain(
        *_local(connections),
        Splitting(Retrying(Paced(crossref, Pace(limits.list), at_crossref))),
        Retrying(Paced(datacite, Pace(DATACITE))),
        Retrying(Paced(single, singles, at_crossref)),
        Retrying(Paced(doi_org, Pace(DOI_ORG))),
    )


def offline(connections: Connections) -> Registry:
    """Local records alone.

    Raises:
        RecordsError: the file of local records is malformed.
    """
    from refcheck.registries.chain import Chain
    from refcheck.registries.offline import Offline

    return Chain(*_local(connections), Offline())


def _local(connections: Connections) -> tuple[Registry, ...]:
    from refcheck.registries.local import Local

    return (Local.read(connections.records),) if connections.records else ()
