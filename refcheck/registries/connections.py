"""The connection settings of a run: which registries to query, at which URLs, and on whose behalf."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from attrs import evolve, field, frozen
from attrs.converters import optional as _optional
from attrs.validators import optional
from platformdirs import user_cache_path

from refcheck.errors import SettingsError
from refcheck.model import Scheme
from refcheck.registries.further import FURTHER, Further, names_in, urls_in

if TYPE_CHECKING:
    import requests

CROSSREF_URL = "https://api.crossref.org"
DATACITE_URL = "https://api.datacite.org"
DOI_URL = "https://doi.org"
WAYBACK_URL = "https://archive.org"
RETRACTION_WATCH_URL = "https://gitlab.com/crossref/retraction-watch-data/-/raw/main/retraction_watch.csv"
"""Source: https://doi.org/10.13003/c23rw1d9 (Crossref publishes the table, every working day)."""

_REAL = (CROSSREF_URL, DATACITE_URL, DOI_URL)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")

FOUND_DAYS, PAGE_DAYS = 90.0, 7.0
"""The days for which a found record and a found page stay cached: a record changes little, a web page may be gone next week.
Source: a judgement; not measured."""

NO_CACHE = "off"
"""The value of ``cache`` for a run without a cache, and of ``retraction_watch`` for a run without its table."""

_TABLE = "retraction-watch.csv"
"""The default file name of Retraction Watch's table, which is in the folder of the cache."""

_NAMED = (
    *("records", "index", "retraction_watch", "library", "mailto", "crossref_url", "datacite_url", "doi_url"),
    *("wayback_url", "also", "without", "service_urls", "openalex_key", "semantic_scholar_key", "google_books_key"),
    *("send", "cache"),
)
"""The settings that are also read from environment variables."""


def variable(name: str) -> str:
    """Return the name of the environment variable of a setting: ``REFCHECK_MAILTO``."""
    return f"REFCHECK_{name.upper()}"


def _demand(what: str, is_one: Callable[[Any], object]) -> Callable[["Connections", object, Any], None]:
    """Return a validator that raises ``SettingsError`` for a value for which ``is_one`` is false."""

    def validate(connections: "Connections", attribute: object, value: Any) -> None:
        if not is_one(value):
            raise SettingsError(f"not {what}: {value!r}")

    return validate


def _has_host(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _has_mailbox(value: str) -> bool:
    name, at, host = value.partition("@")
    return bool(name and at and host) and value.isascii() and value.isprintable() and " " not in value


def _without_slash(value: str) -> str:
    return value.rstrip("/")


class Send(StrEnum):
    """The data that may be sent to the registries, from least to most.

    ``identifiers``: DOIs, ISBNs and other identifiers, without any search. ``bibliographic``: also searches by the title, authors,
    year and container that were read. ``printed``: also searches by the printed reference.
    """

    IDENTIFIERS = "identifiers"
    BIBLIOGRAPHIC = "bibliographic"
    PRINTED = "printed"


_is_address = _demand("an http or https URL", _has_host)
_is_mail_address = _demand("an e-mail address", _has_mailbox)
_is_level = _demand(f"one of {', '.join(Send)}", tuple(Send).__contains__)
_is_program = _demand("a program name in printable ASCII", lambda value: value.isascii() and value.isprintable())
_is_time = _demand(
    "a positive number of seconds", lambda value: isinstance(value, int | float) and 0 < value < float("inf")
)


def _is_of_services(connections: "Connections", attribute: object, value: str | None) -> None:
    names_in(value)


def _is_of_addresses(connections: "Connections", attribute: object, value: str | None) -> None:
    urls_in(value)


@frozen(kw_only=True)
class FurtherService:
    """A further service that is queried, with its URL and the user's key."""

    service: Further
    url: str
    key: str | None = None


@frozen(kw_only=True)
class Space:
    """One kind of request at one URL, and the schemes that it looks up; the cache keeps the answers of each space separately.

    ``found_days`` is the number of days for which a found record stays cached.
    """

    name: str
    schemes: frozenset[Scheme]
    found_days: float = FOUND_DAYS


@frozen(kw_only=True)
class Connections:
    """The connection settings of a run: which registries to query, at which URLs, and on whose behalf.

    Args:
        records: a JSON-lines file of records in Crossref's format, which is queried first.
        index: the folder of a local index, queried after ``records`` and before the network; several are separated by
            ``os.pathsep``, as in a search path.
        retraction_watch: Retraction Watch's table, a CSV file: its notices are added to the records of the registries. By default
            the one that ``refcheck retraction-watch update`` has saved beside the cache, if there is one; ``off`` for none.
        library: the user's own library (``zotero.sqlite``, BibTeX, CSL-JSON …, or the URL of a running Zotero's local API,
            ``http://127.0.0.1:23119``). It is searched last, for works that no registry has, and compared with the references.
        mailto: the user's own e-mail address, for Crossref's polite pool. Without it no address is sent.
        crossref_url: the URL of Crossref's REST API.
        datacite_url: the URL of DataCite's REST API.
        doi_url: the URL of doi.org's proxy of the Handle System.
        also: further services (``refcheck.registries.further.FURTHER``) to query that are not queried by default, separated by
            commas.
        without: further services not to query, separated by commas.
        service_urls: other URLs for further services, ``dblp=https://…,arxiv=https://…``. A service that has one is queried.
            If the URL of Crossref, DataCite or doi.org is not the real one, no other further service is queried by default.
        openalex_key: a key of OpenAlex, which is queried if there is one; the next two settings work in the same way.
        semantic_scholar_key: a key of Semantic Scholar.
        google_books_key: a key of Google Books.
        send: what may be sent to the registries, one of :class:`Send`.
        links: whether to check that cited web pages exist; by default no page is requested.
        robots: whether to obey the robots.txt of their hosts.
        wayback_url: the URL of the Wayback Machine (``WAYBACK_URL``), to look for copies of pages that are gone.
        cache: the file in which answers are cached; ``off`` for none. By default it is in the user's cache folder, unless a URL is
            on this machine: the answers of a local test server are cached only in a file that the user names.
        refresh: whether to query the registries again for what is in the cache.
        user_agent: the name of the calling program, ``my-checker/1.2``, put before that of refcheck in the ``User-Agent`` header.
        timeout: the time allowed for one answer, in seconds; by default what suits the service, 25 at most.
        unsigned: URLs to which neither ``mailto`` nor a key is sent, because only one of the two, the URL
            or the secret, comes from a project's file.
        session: a session of requests whose proxies and certificates are used. It does not appear in reports.

    Raises:
        SettingsError: a URL or a time is invalid.
    """

    records: str | None = None
    index: str | None = None
    retraction_watch: str | None = None
    library: str | None = None
    mailto: str | None = field(default=None, validator=optional(_is_mail_address))
    crossref_url: str = field(default=CROSSREF_URL, converter=_without_slash, validator=_is_address)
    datacite_url: str = field(default=DATACITE_URL, converter=_without_slash, validator=_is_address)
    doi_url: str = field(default=DOI_URL, converter=_without_slash, validator=_is_address)
    links: bool = False
    robots: bool = False
    wayback_url: str | None = field(default=None, converter=_optional(_without_slash), validator=optional(_is_address))
    also: str | None = field(default=None, validator=_is_of_services)
    without: str | None = field(default=None, validator=_is_of_services)
    service_urls: str | None = field(default=None, validator=_is_of_addresses)
    openalex_key: str | None = field(default=None, repr=False)
    semantic_scholar_key: str | None = field(default=None, repr=False)
    google_books_key: str | None = field(default=None, repr=False)
    send: str = field(default=Send.PRINTED, validator=_is_level)
    cache: str | None = None
    refresh: bool = False
    user_agent: str | None = field(default=None, validator=optional(_is_program))
    timeout: float | None = field(default=None, validator=optional(_is_time))
    unsigned: tuple[str, ...] = ()
    session: "requests.Session | None" = field(default=None, repr=False, eq=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Connections":
        """Return the settings in ``REFCHECK_RECORDS``, ``REFCHECK_MAILTO``, ``REFCHECK_CROSSREF_URL`` and so on.

        Raises:
            SettingsError: a URL is invalid.
        """
        given: dict[str, Any] = {name: environment.get(variable(name)) for name in _NAMED}
        return cls(**{name: value for name, value in given.items() if value})

    def spaces(self) -> tuple[Space, ...]:
        """Return the kinds of request that are sent in an online run, in order."""
        doi = frozenset({Scheme.DOI})
        kinds = (
            ("lists", self.crossref_url, doi),
            ("agencies", self.doi_url, doi),
            ("lists of DataCite", self.datacite_url, doi),
            ("single", self.crossref_url, doi),
            ("handles", self.doi_url, doi),
            ("names", self.doi_url, frozenset({Scheme.HANDLE})),
            *((each.service.name, each.url, frozenset(each.service.schemes)) for each in self.further()),
        )
        spaces = tuple(Space(name=f"{kind} {url}", schemes=schemes) for kind, url, schemes in kinds)
        return (*spaces, *self._web()) if self.links else spaces

    def cache_path(self) -> Path | None:
        """Return the file in which answers are cached, or ``None`` if they are not."""
        if self.cache is not None:
            return None if self.cache == NO_CACHE else Path(self.cache)
        asked = (*self._main(), *(each.url for each in self.further()), self.wayback_url or WAYBACK_URL)
        is_played = any(urlsplit(url).hostname in _LOOPBACK for url in asked)
        return None if is_played else user_cache_path("refcheck") / "answers.sqlite3"

    def table_path(self) -> Path | None:
        """Return the default path of Retraction Watch's table: beside the cache, or ``None`` in a run without a cache."""
        path = self.cache_path()
        return path.with_name(_TABLE) if path is not None else None

    def watched_table(self) -> str | None:
        """Return the path of the Retraction Watch table whose notices are added to records, if there is one."""
        if self.retraction_watch is not None:
            return None if self.retraction_watch == NO_CACHE else self.retraction_watch
        path = self.table_path()
        return str(path) if path is not None and path.exists() else None

    def further(self) -> tuple[FurtherService, ...]:
        """Return the further services to query, in order."""
        urls, also, without = urls_in(self.service_urls), names_in(self.also), names_in(self.without)
        keys = {name: getattr(self, f"{name.replace('-', '_')}_key") for name, each in FURTHER.items() if each.has_key}
        return tuple(
            FurtherService(
                service=service,
                url=(url := urls.get(name, service.url)),
                key=None if url in self.unsigned else keys.get(name),
            )
            for name, service in FURTHER.items()
            if name not in without
            and (name in urls or name in also or keys.get(name) or (service.by_default and self.is_real))
        )

    @property
    def is_real(self) -> bool:
        """Whether Crossref, DataCite and doi.org are queried at their own URLs."""
        return self._main() == _REAL

    def mailto_at(self, url: str) -> str | None:
        """Return the e-mail address to send to the service at ``url``, if any."""
        return None if url in self.unsigned else self.mailto

    def of_those_named(self) -> "Connections":
        """Return the same settings with only those further services that the user named, and none of the default ones."""
        named = {*urls_in(self.service_urls), *names_in(self.also)}
        left = sorted(name for name, service in FURTHER.items() if service.by_default and name not in named)
        return evolve(self, without=",".join([*left, *names_in(self.without)]))

    def _main(self) -> tuple[str, str, str]:
        return self.crossref_url, self.datacite_url, self.doi_url

    def _web(self) -> Iterator[Space]:
        """Yield the space of the archive before that of the pages, so that archived copies are looked up in the archive first."""
        address = frozenset({Scheme.URL})
        if self.wayback_url is not None:
            yield Space(name=f"copies {self.wayback_url}", schemes=address)
        yield Space(name="robots heeded" if self.robots else "pages", schemes=address, found_days=PAGE_DAYS)
