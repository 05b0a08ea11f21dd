"""The services beside Crossref, DataCite and doi.org: their names, where they are, and whether they are asked unasked."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from attrs import frozen

from refcheck.errors import SettingsError
from refcheck.model import Scheme


@frozen(kw_only=True)
class Further:
    """A service. ``by_default`` says whether it is asked unless told not to; ``has_key`` whether it gives keys."""

    name: str
    url: str
    schemes: frozenset[Scheme] = frozenset()
    by_default: bool = False
    has_key: bool = False


FURTHER: Mapping[str, Further] = MappingProxyType(
    {
        service.name: service
        for service in (
            Further(
                name="open-library", url="https://openlibrary.org", schemes=frozenset({Scheme.ISBN}), by_default=True
            ),
            Further(
                name="ncbi",
                url="https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
                schemes=frozenset({Scheme.PMID, Scheme.PMCID}),
                by_default=True,
            ),
            Further(
                name="ecitmatch",
                url="https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
                schemes=frozenset({Scheme.CITATION}),
                by_default=True,
            ),
            Further(name="k10plus", url="https://sru.k10plus.de/opac-de-627", by_default=True),
            Further(name="dblp", url="https://dblp.org", by_default=True),
            Further(name="acl-anthology", url="https://aclanthology.org", by_default=True),
            Further(name="openreview", url="https://api2.openreview.net", by_default=True),
            Further(name="europe-pmc", url="https://www.ebi.ac.uk/europepmc/webservices/rest", by_default=True),
            Further(name="arxiv", url="https://export.arxiv.org", by_default=True),
            Further(
                name="datatracker", url="https://datatracker.ietf.org", schemes=frozenset({Scheme.RFC}), by_default=True
            ),
            Further(name="openalex", url="https://api.openalex.org", schemes=frozenset({Scheme.DOI}), has_key=True),
            Further(
                name="semantic-scholar",
                url="https://api.semanticscholar.org",
                schemes=frozenset({Scheme.DOI}),
                has_key=True,
            ),
            Further(name="google-books", url="https://www.googleapis.com/books/v1", has_key=True),
        )
    }
)
"""In the order in which they are asked."""


def names_in(text: str | None) -> frozenset[str]:
    """Return the services that a list with commas names.

    Raises:
        SettingsError: there is no service of a name.
    """
    names = frozenset(name.strip() for name in (text or "").split(",") if name.strip())
    if unknown := sorted(names - FURTHER.keys()):
        raise SettingsError(f"no service is called {unknown[0]!r}: there are {', '.join(sorted(FURTHER))}")
    return names


def urls_in(text: str | None) -> Mapping[str, str]:
    """Return the addresses in ``dblp=https://…,arxiv=https://…``.

    Raises:
        SettingsError: there is no service of a name, or an entry has no address.
    """
    return dict(_pairs(text))


def _pairs(text: str | None) -> Iterator[tuple[str, str]]:
    for pair in (text or "").split(","):
        name, equals, url = (part.strip() for part in pair.partition("="))
        if not pair.strip():
            continue
        if not equals or not url.startswith(("http://", "https://")):
            raise SettingsError(f"not NAME=URL: {pair!r}")
        for known in names_in(name):
            yield known, url.rstrip("/")
