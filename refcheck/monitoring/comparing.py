"""A record as it was known beside the same record now: the notices that are new, and what else became of the work."""

from collections.abc import Iterator

from refcheck.checks.notices import TAKEN_BACK, WORDS, is_notice, is_taken_back, marked_as, sentence
from refcheck.model import Answer, Date, Found, Id, NotFound, Record, Scheme, Scope, Update, Work
from refcheck.monitoring.news import BACK, DEAD, GONE, PUBLISHED, PUBLISHED_AS, REGISTERED, News
from refcheck.monitoring.watching import Watched

_VERSIONS = {"new-version": "There is a new version of this work", "new-edition": "There is a new edition of this work"}
_REINSTATED = "reinstatement"


def news_of(watched: Watched, key: Id, answer: Answer) -> Iterator[News]:
    """What an answer says of one of the things that are watched of a reference."""
    if key == watched.held:
        yield from _of_held(watched, key, answer)
    if key in watched.missing and isinstance(answer, Found):
        work = answer.record.work
        yield News(
            id=key,
            kind=REGISTERED,
            message=f"{key.value} is registered now: {work}.",
            url=_address(key),
            cited=(watched.cited,),
        )
    if key in watched.alive and isinstance(answer, NotFound):
        yield News(
            id=key, kind=DEAD, message=f"{key.value} leads nowhere any more.", url=key.value, cited=(watched.cited,)
        )
    if key in watched.dead and isinstance(answer, Found):
        yield News(id=key, kind=BACK, message=f"{key.value} is there again.", url=key.value, cited=(watched.cited,))


def _of_held(watched: Watched, key: Id, answer: Answer) -> Iterator[News]:
    if watched.is_registered and isinstance(answer, NotFound) and answer.scope is Scope.REGISTRATION:
        message = f"{key.value} is registered no longer, says {answer.registry}."
        yield News(id=key, kind=GONE, message=message, url=_address(key), cited=(watched.cited,))
    if not isinstance(answer, Found):
        return
    record = answer.record
    if not is_notice(record):
        yield from _notices(watched, key, record)
    for relation in record.relations if watched.published is not None else ():
        is_new = relation.id.casefold() not in (watched.published or ())
        if relation.type == PUBLISHED_AS and relation.id_type == "doi" and is_new:
            message = f"This preprint was published as https://doi.org/{relation.id}."
            yield _news(watched, key, PUBLISHED, message, relation.id)


def _notices(watched: Watched, key: Id, record: Record) -> Iterator[News]:
    fresh = [update for update in record.updates if not _is_known(watched, update)]
    for update in fresh:
        if update.type in _VERSIONS and update.doi and Id.doi(update.doi) != record.id:
            message = f"{_VERSIONS[update.type]}: https://doi.org/{update.doi}"
            yield _news(watched, key, update.type, message, update.doi, update.updated)
        elif update.type == _REINSTATED:
            yield _news(watched, key, update.type, "This work was reinstated.", update.doi, update.updated)
        elif update.type in WORDS and not is_taken_back(record, update):
            yield _news(watched, key, update.type, sentence(record, update), update.doi, update.updated)
    mark = marked_as(record)
    before = marked_as(_titled(record, watched.title))
    if mark and mark != before and not (watched.types | {update.type for update in record.updates}) & TAKEN_BACK:
        yield _news(watched, key, mark, f"This work was {mark}: its registered title says so.")


def _is_known(watched: Watched, update: Update) -> bool:
    """Whether a notice was known before.

    Where only types were kept, one of the same type was. So it is of works that are taken back: a retraction is held from its
    publisher and from Retraction Watch, and the second tells nothing new.
    """
    if update.type in TAKEN_BACK or watched.notices is None:
        return update.type in watched.types
    return (update.type, update.doi.casefold() if update.doi else None) in watched.notices


def _news(
    watched: Watched, key: Id, kind: str, message: str, notice: str | None = None, day: Date | None = None
) -> News:
    url = f"https://doi.org/{notice}" if notice else _address(key)
    return News(id=key, kind=kind, message=message, notice=notice, day=day, url=url, cited=(watched.cited,))


def _titled(record: Record, title: str) -> Record:
    """A record that has no more than a title."""
    return Record(id=record.id, work=Work(title=title), provenance=record.provenance)


def _address(key: Id) -> str:
    return f"https://doi.org/{key.value}" if key.scheme is Scheme.DOI else ""
