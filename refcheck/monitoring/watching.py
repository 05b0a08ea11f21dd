"""Works watched for a report or for a backfile's output, and what has happened to them since."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from attrs import evolve, frozen

from refcheck.backfile.ledger import FAILED, LEDGER, OPEN, Ledger
from refcheck.backfile.storing import parts, tables
from refcheck.checks.notices import REINSTATEMENT, TAKEN_BACK, WORDS, is_notice, is_taken_back, marked_as, sentence
from refcheck.errors import SourceError
from refcheck.model import (
    Answer,
    CheckedReference,
    Date,
    Found,
    Id,
    LookupResult,
    NotFound,
    Record,
    Reference,
    Report,
    Scheme,
    Scope,
    Update,
    Work,
)
from refcheck.monitoring.news import BACK, DEAD, GONE, PUBLISHED, REGISTERED, Cited, News


@frozen(kw_only=True)
class Watched:
    """A reference, and what was known about it.

    ``held`` is the identifier of its record, and ``is_registered`` states whether a registry found the record under that very
    identifier (a search only shows that there is a record). ``types`` and ``notices`` are the known notices about it, by type, and
    by type and DOI (``None`` if these were not kept); ``published`` are the DOIs as which it was known to be published (likewise).
    ``missing`` are identifiers that were registered nowhere, ``unasked`` those for which no registry could establish this,
    ``alive`` and ``dead`` the URLs of pages. ``searched`` is a reference for which a search found no record.
    """

    cited: Cited
    held: Id | None = None
    is_registered: bool = False
    types: frozenset[str] = frozenset()
    notices: frozenset[tuple[str, str | None]] | None = None
    published: frozenset[str] | None = None
    title: str = ""
    missing: tuple[Id, ...] = ()
    unasked: tuple[Id, ...] = ()
    alive: tuple[Id, ...] = ()
    dead: tuple[Id, ...] = ()
    searched: Reference | None = None

    def ids(self) -> tuple[Id, ...]:
        """Return all identifiers that are to be looked up again."""
        held = (self.held,) if self.held is not None and self.held.scheme is not Scheme.URL else ()
        return (*held, *self.missing, *self.unasked, *self.alive, *self.dead)


def of_report(report: Report) -> Iterator[Watched]:
    """Yield what to watch for each reference of a report."""
    for audited in report:
        record = audited.record
        reference = audited.case.reference
        pages = [result for result in audited.case.answers if result.id.scheme is Scheme.URL]
        updates = record.updates if record else ()
        missed = list(_missed(audited))
        yield Watched(
            cited=Cited(document=audited.file, key=audited.key, work=str(record.work if record else reference.work)),
            held=record.id if record else None,
            is_registered=record is not None
            and any(result.id == record.id and isinstance(result.answer, Found) for result in audited.case.answers),
            types=frozenset(update.type for update in updates),
            notices=frozenset((update.type, _folded(update.doi)) for update in updates),
            published=frozenset(map(str.casefold, record.published_as if record else ())),
            title=(record.work.title or "") if record else "",
            missing=tuple(result.id for result in missed if _is_unregistered(result)),
            unasked=tuple(result.id for result in missed if record is None and not _is_unregistered(result)),
            alive=tuple(result.id for result in pages if isinstance(result.answer, Found)),
            dead=tuple(result.id for result in pages if isinstance(result.answer, NotFound)),
            searched=reference if record is None and audited.case.search is not None else None,
        )


def _missed(audited: CheckedReference) -> Iterator[LookupResult]:
    """Yield the look-ups of the identifiers as read (not repaired) that found no record."""
    own = {identifier.id for identifier in audited.case.reference.identifiers}
    for result in audited.case.answers:
        if result.id in own and result.id.scheme is not Scheme.URL and not isinstance(result.answer, Found):
            yield result


def _is_unregistered(result: LookupResult) -> bool:
    return isinstance(result.answer, NotFound) and result.answer.scope is Scope.REGISTRATION


def _folded(doi: str | None) -> str | None:
    return doi.casefold() if doi else None


_COLUMNS = ["document", "key", "matched_doi", "matched_title", "notices", "answers"]
_NOWHERE, _UNASKED = "not-found in registration", ("not-found in holdings", "unavailable")


def of_archive(folder: Path) -> Iterator[Watched]:
    """Yield what to watch for each reference of a backfile's output, whose tables keep the types of notices and no preprints.

    Raises:
        SourceError: the folder is not a backfile's output.
        SettingsError: pyarrow is not installed.
    """
    if not parts(str(folder), "verdicts"):
        raise SourceError(f"{folder}: contains no tables of a backfile; name a backfile's output folder")
    for table in tables(str(folder), "verdicts", _COLUMNS):
        for row in table.to_pylist():
            answers = row["answers"] or []
            held, title = row["matched_doi"] or "", row["matched_title"] or ""
            yield Watched(
                cited=Cited(document=row["document"], key=row["key"], work=title),
                held=Id.doi(held) if held.startswith("10.") else None,
                is_registered=any(each["id"] == f"doi:{held}" and each["answer"] == "found" for each in answers),
                types=frozenset(row["notices"] or ()),
                title=title,
                missing=_ids(answers, _NOWHERE, is_page=False),
                unasked=() if held else _ids(answers, _UNASKED, is_page=False),
                alive=_ids(answers, "found", is_page=True),
                dead=_ids(answers, "not-found", is_page=True),
            )


@frozen(kw_only=True)
class Unfinished:
    """A backfile of which only a part was audited: how many of all its partitions."""

    name: str
    done: int
    total: int

    def __str__(self) -> str:
        """State it in a sentence."""
        return (
            f"{self.name}: the backfile is not finished ({self.done:,} of {self.total:,} partitions); "
            "the works in the others are not looked at. The command that began it goes on with it."
        )


def unfinished(name: str) -> Unfinished | None:
    """Return how far a backfile's output is from its end; ``None`` if it is finished, or its ledger is elsewhere.

    Raises:
        SettingsError: the file at the ledger's place is not a ledger.
    """
    path = Path(name, LEDGER)
    if not path.is_file():
        return None
    with closing(Ledger(path)) as ledger:
        states = {} if ledger.is_new else ledger.states()
    total, left = sum(states.values()), states.get(OPEN, 0) + states.get(FAILED, 0)
    return Unfinished(name=name, done=total - left, total=total) if left else None


def _ids(answers: list[dict[str, str]], answer: str | tuple[str, ...], *, is_page: bool) -> tuple[Id, ...]:
    given = (each["id"].partition(":") for each in answers if each["answer"].startswith(answer))
    return tuple(
        Id(Scheme(scheme), value) for scheme, _, value in given if value and (scheme == Scheme.URL.value) is is_page
    )


_VERSIONS = {"new-version": "There is a new version of this work", "new-edition": "There is a new edition of this work"}


def news_of(watched: Watched, key: Id, answer: Answer) -> Iterator[News]:
    """Yield the news that an answer brings about one watched identifier of a reference."""
    if key == watched.held:
        yield from _of_held(watched, key, answer)
    if key in watched.missing and isinstance(answer, Found):
        yield _news(watched, key, REGISTERED, f"{key.value} is registered now: {answer.record.work}.")
        yield from _of_held(watched, key, answer)
    if key in watched.unasked and isinstance(answer, Found):
        named = evolve(watched, cited=evolve(watched.cited, work=str(answer.record.work)))
        for each in _of_held(named, key, answer):
            yield evolve(each, message=f"Looked up for the first time: {each.message}")
    if key in watched.alive and isinstance(answer, NotFound):
        yield _news(watched, key, DEAD, f"{key.value} no longer leads to a page.", url=key.value)
    if key in watched.dead and isinstance(answer, Found):
        yield _news(watched, key, BACK, f"{key.value} works again.", url=key.value)


def _of_held(watched: Watched, key: Id, answer: Answer) -> Iterator[News]:
    if watched.is_registered and isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION:
        yield _news(watched, key, GONE, f"{key.value} is no longer registered, according to {answer.registry}.")
    if not isinstance(answer, Found):
        return
    record = answer.record
    if not is_notice(record):
        yield from _notices(watched, key, record)
    for doi in record.published_as:
        if watched.published is not None and doi.casefold() not in watched.published:
            yield _news(watched, key, PUBLISHED, f"This preprint was published as https://doi.org/{doi}.", doi)


def _notices(watched: Watched, key: Id, record: Record) -> Iterator[News]:
    fresh = [update for update in record.updates if not _is_known(watched, update)]
    for update in fresh:
        if update.type in _VERSIONS and update.doi and Id.doi(update.doi) != record.id:
            message = f"{_VERSIONS[update.type]}: https://doi.org/{update.doi}"
            yield _news(watched, key, update.type, message, update.doi, update.updated)
        elif update.type == REINSTATEMENT or (update.type in WORDS and not is_taken_back(record, update)):
            yield _news(watched, key, update.type, sentence(record, update), update.doi, update.updated)
    mark = marked_as(record.work)
    before = marked_as(Work(title=watched.title))
    if mark and mark != before and not (watched.types | {update.type for update in record.updates}) & TAKEN_BACK:
        yield _news(watched, key, mark, f"This work was {mark}: its registered title says so.")


def _is_known(watched: Watched, update: Update) -> bool:
    """Return whether a notice was known before.

    Where only types were kept, a notice of a known type counts as known. So does a notice that retracts or doubts a work: a
    retraction is registered by its publisher and by Retraction Watch, and the second notice is no news.
    """
    if update.type in TAKEN_BACK or watched.notices is None:
        return update.type in watched.types
    return (update.type, _folded(update.doi)) in watched.notices


def _news(
    watched: Watched,
    key: Id,
    kind: str,
    message: str,
    notice: str | None = None,
    day: Date | None = None,
    url: str = "",
) -> News:
    doi = notice or (key.value if key.scheme is Scheme.DOI and not url else None)
    url = f"https://doi.org/{doi}" if doi else url
    return News(id=key, kind=kind, message=message, notice=notice, day=day, url=url, cited=(watched.cited,))
