"""The services besides Crossref, DataCite and doi.org, a row each: the URL, the class that reads answers, and the rate limit."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import Factory, field, frozen

from refcheck.errors import SettingsError
from refcheck.model import Scheme


@frozen(kw_only=True)
class Limit:
    """A rate limit: ``count`` requests may start within any ``seconds``, and ``at_once`` may be in progress.

    ``named`` is the limit for callers who give an e-mail address, if it differs.
    """

    count: int
    seconds: float = 1.0
    at_once: int = 1
    named: "Limit | None" = None

    def of(self, mailto: str | None) -> "Limit":
        """Return the limit for a caller with or without an e-mail address."""
        return self.named if self.named is not None and mailto is not None else self


@frozen
class Further:
    """A service: its URL, its ``reader`` (``MODULE:CLASS`` below ``services``), its rate limit, and the schemes that it looks up.

    A service that issues keys (``has_key``) is queried only if the user has a key or names the service; the others are queried
    by default. The services of one ``host`` share one limit.
    """

    name: str
    url: str
    reader: str
    limit: Limit
    schemes: tuple[Scheme, ...] = ()
    has_key: bool = False
    host: str = field(default=Factory(lambda self: self.name, takes_self=True), kw_only=True)

    @property
    def by_default(self) -> bool:
        """Whether it is queried unless the user excludes it."""
        return not self.has_key


_EUTILS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_EUROPE = "https://www.ebi.ac.uk/europepmc/webservices/rest"

_ROWS = (
    Further(
        "open-library",
        "https://openlibrary.org",
        "open_library:OpenLibrary",
        Limit(count=1, named=Limit(count=3, at_once=2)),
        (Scheme.ISBN,),
    ),
    Further("ncbi", _EUTILS, "ncbi:Ncbi", Limit(count=3, at_once=2), (Scheme.PMID, Scheme.PMCID)),
    Further("ecitmatch", _EUTILS, "ncbi:CitationMatcher", Limit(count=3, at_once=2), (Scheme.CITATION,), host="ncbi"),
    Further("k10plus", "https://sru.k10plus.de/opac-de-627", "sru:Sru", Limit(count=2, at_once=2)),
    Further("dblp", "https://dblp.org", "dblp:Dblp", Limit(count=2, seconds=3.0)),
    Further("acl-anthology", "https://aclanthology.org", "acl_anthology:AclAnthology", Limit(count=1)),
    Further("openreview", "https://api2.openreview.net", "open_review:OpenReview", Limit(count=1, seconds=4.0)),
    Further("europe-pmc", _EUROPE, "europe_pmc:EuropePmc", Limit(count=5, at_once=3)),
    Further("arxiv", "https://export.arxiv.org", "arxiv:Arxiv", Limit(count=1, seconds=3.0)),
    Further(
        "datatracker",
        "https://datatracker.ietf.org",
        "datatracker:Datatracker",
        Limit(count=2, at_once=2),
        (Scheme.RFC,),
    ),
    Further(
        "openalex",
        "https://api.openalex.org",
        "open_alex:OpenAlex",
        Limit(count=5, at_once=3),
        (Scheme.DOI,),
        has_key=True,
    ),
    Further(
        "semantic-scholar",
        "https://api.semanticscholar.org",
        "semantic_scholar:SemanticScholar",
        Limit(count=1),
        (Scheme.DOI,),
        has_key=True,
    ),
    Further(
        "google-books", "https://www.googleapis.com/books/v1", "google_books:GoogleBooks", Limit(count=1), has_key=True
    ),
)
"""In the order in which they are queried. Source: each service's module states its limit, or else a judgement of what is polite."""

FURTHER: Mapping[str, Further] = MappingProxyType({each.name: each for each in _ROWS})


def names_in(text: str | None) -> frozenset[str]:
    """Return the names of services in a comma-separated list.

    Raises:
        SettingsError: a name is not that of a service.
    """
    names = frozenset(name.strip() for name in (text or "").split(",") if name.strip())
    if unknown := sorted(names - FURTHER.keys()):
        raise SettingsError(f"unknown service {unknown[0]!r}; choose from {', '.join(sorted(FURTHER))}")
    return names


def urls_in(text: str | None) -> Mapping[str, str]:
    """Return the URL of each service in ``dblp=https://…,arxiv=https://…``.

    Raises:
        SettingsError: a name is not that of a service, or an entry has no URL.
    """
    return dict(_pairs(text))


def _pairs(text: str | None) -> Iterator[tuple[str, str]]:
    for pair in (text or "").split(","):
        name, equals, url = (part.strip() for part in pair.partition("="))
        if not pair.strip():
            continue
        if not equals or not url.startswith(("http://", "https://")):
            raise SettingsError(f"{pair!r} is not of the form NAME=URL")
        for known in names_in(name):
            yield known, url.rstrip("/")
