"""What became of a work since."""

from uuid import NAMESPACE_URL, UUID, uuid5

from attrs import frozen

from refcheck.model import Date, Id

PUBLISHED_AS = "is-preprint-of"
"""The relation of a preprint to the version of record, as Crossref spells it."""

REGISTERED, GONE, DEAD, BACK, FOUND, PUBLISHED = (
    "registered",
    "deregistered",
    "link-dead",
    "link-back",
    "found",
    "published",
)
"""Kinds of news beside the types of notices: a DOI came or went, a page is gone or back, a search found the work, a preprint was
published."""


@frozen(kw_only=True, order=True)
class Cited:
    """Where the work is cited: the document and the reference's key; and ``work``, how it is cited, for people."""

    document: str
    key: str
    work: str

    def __str__(self) -> str:
        """``thesis.docx [29]``."""
        return f"{self.document} [{self.key}]"


@frozen(kw_only=True)
class News:
    """One thing that became of a work (or page) ``id``.

    ``kind`` is the type of the notice as Crossref spells it, or one of those above; ``notice`` is the DOI of the notice or of
    the other work; ``day`` when it happened, where that is told; ``url`` where a person can see it.
    """

    id: Id
    kind: str
    message: str
    notice: str | None = None
    day: Date | None = None
    url: str = ""
    cited: tuple[Cited, ...] = ()

    @property
    def what(self) -> str:
        """What tells it from all other news, in every run."""
        return f"{self.id.scheme.value}:{self.id.value}|{self.kind}|{(self.notice or '').casefold()}"

    @property
    def uuid(self) -> UUID:
        """The same, for feeds (RFC 9562, version 5)."""
        return uuid5(NAMESPACE_URL, self.what)
