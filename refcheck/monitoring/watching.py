"""What is watched of a reference that was audited before: the record that was held for it, and what had led nowhere."""

from collections.abc import Iterator

from attrs import frozen

from refcheck.model import (
    Cause,
    CheckedReference,
    Found,
    Id,
    LookupResult,
    NotFound,
    Reference,
    Report,
    Scheme,
    Scope,
    Unavailable,
)
from refcheck.monitoring.news import PUBLISHED_AS, Cited


@frozen(kw_only=True)
class Watched:
    """A reference, and what was known of it.

    ``held`` is the record of its work, and ``is_registered`` says whether a registry had it when it was asked for that very
    identifier (a search knows no more than that a record is held). ``types`` and ``notices`` are the notices about it that were
    known, by type, and by type and DOI (``None`` where that was not kept); ``published`` are the works that it was known to be
    published as (likewise). ``missing`` are identifiers that led nowhere, ``alive`` and ``dead`` addresses of pages. ``searched``
    is a reference that was searched for in vain.
    """

    cited: Cited
    held: Id | None = None
    is_registered: bool = False
    types: frozenset[str] = frozenset()
    notices: frozenset[tuple[str, str | None]] | None = None
    published: frozenset[str] | None = None
    title: str = ""
    missing: tuple[Id, ...] = ()
    alive: tuple[Id, ...] = ()
    dead: tuple[Id, ...] = ()
    searched: Reference | None = None

    def ids(self) -> tuple[Id, ...]:
        """All that is to be asked for again."""
        held = (self.held,) if self.held is not None and self.held.scheme is not Scheme.URL else ()
        return (*held, *self.missing, *self.alive, *self.dead)


def of_report(report: Report) -> Iterator[Watched]:
    """What is watched of each reference of a report."""
    for audited in report:
        record = audited.record
        reference = audited.case.reference
        pages = [asked for asked in audited.case.answers if asked.id.scheme is Scheme.URL]
        yield Watched(
            cited=Cited(document=audited.file, key=audited.key, work=str(reference.work)),
            held=record.id if record else None,
            is_registered=any(
                asked.id == record.id and isinstance(asked.answer, Found) for asked in audited.case.answers
            )
            if record
            else False,
            types=frozenset(update.type for update in record.updates) if record else frozenset(),
            notices=frozenset((update.type, _folded(update.doi)) for update in record.updates) if record else None,
            published=frozenset(each.id.casefold() for each in record.relations if each.type == PUBLISHED_AS)
            if record
            else None,
            title=(record.work.title or "") if record else "",
            missing=tuple(_missing(audited)),
            alive=tuple(asked.id for asked in pages if isinstance(asked.answer, Found)),
            dead=tuple(asked.id for asked in pages if isinstance(asked.answer, NotFound)),
            searched=reference if record is None and audited.case.search is not None else None,
        )


def _missing(audited: CheckedReference) -> Iterator[Id]:
    """The identifiers as they were read that led nowhere: registered nowhere, or without an answer where no record is held."""
    own = {identifier.id for identifier in audited.case.reference.identifiers}
    for asked in audited.case.answers:
        if asked.id in own and asked.id.scheme is not Scheme.URL and _leads_nowhere(asked, audited):
            yield asked.id


def _leads_nowhere(asked: LookupResult, audited: CheckedReference) -> bool:
    answer = asked.answer
    if isinstance(answer, NotFound):
        return answer.scope is Scope.REGISTRATION or audited.record is None
    return isinstance(answer, Unavailable) and audited.record is None and answer.cause is not Cause.REGISTERED


def _folded(doi: str | None) -> str | None:
    return doi.casefold() if doi else None
