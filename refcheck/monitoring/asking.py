"""New look-ups of all watched works, in as few requests as the registries' list queries allow; and the bulletin of the news."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from attrs import evolve, frozen

from refcheck.model import OFFLINE, RETRACTION_WATCH, Answer, Found, Id, Unavailable, outage
from refcheck.monitoring.news import FOUND, Cited, News, Told
from refcheck.monitoring.watching import Unfinished, Watched, news_of
from refcheck.registries import Registry
from refcheck.registries.wrappers.chain import chained
from refcheck.resolving import Progress, resolve
from refcheck.resolving.progress import unseen


@frozen(kw_only=True)
class Monitored:
    """Result of a look: the news, the numbers of works and references, and the gaps: a registry, why it was unavailable, for how
    many works."""

    news: tuple[News, ...]
    works: int
    references: int
    gaps: tuple[tuple[str, str, int], ...] = ()


def look(watched: Sequence[Watched], registry: Registry, progress: Progress | None = None) -> Monitored:
    """Return what has happened to the watched works and pages."""
    on_progress = progress or unseen
    by_id: dict[Id, list[Watched]] = defaultdict(list)
    for each in watched:
        for key in each.ids():
            if key.scheme in registry.schemes:
                by_id[key].append(each)
    answers: dict[Id, Answer] = {}
    for answered in chained(registry).lookup_each(tuple(by_id), lambda asking: on_progress("works", asking)):
        answers |= answered
    news = (each for key, about in by_id.items() for one in about for each in news_of(one, key, answers[key]))
    has_table = any(name.startswith(RETRACTION_WATCH) for name in registry.names())
    missed = map(outage if has_table else _missed, answers.values())
    gaps = Counter((closed.registry, closed.why) for closed in missed if closed is not None)
    return Monitored(
        news=tuple(together(news)),
        works=len(by_id),
        references=len(watched),
        gaps=tuple((registry, why, number) for (registry, why), number in gaps.items()),
    )


def _missed(answer: Answer) -> Unavailable | None:
    """Return why nothing is known: an outage, or an offline run. A table of Retraction Watch answers for what it lacks, too."""
    return answer if isinstance(answer, Unavailable) and answer.registry == OFFLINE else outage(answer)


def search_again(watched: Sequence[Watched], registry: Registry, progress: Progress | None = None) -> Iterator[News]:
    """Yield the works that a search finds now, for references that had no match before; one request for each."""
    wanted = [(each, each.searched) for each in watched if each.searched is not None]
    cases = resolve([reference for _, reference in wanted], registry, progress=progress)
    for (each, _), case in zip(wanted, cases, strict=True):
        if case.match is not None:
            record = case.match.record
            url = f"https://doi.org/{record.id.value}" if record.work.doi else record.provenance.url
            message = f"This work had no record before, and has one now: {record.work}."
            yield News(id=record.id, kind=FOUND, message=message, url=url, cited=(each.cited,))
            yield from news_of(evolve(each, held=record.id), record.id, Found(record=record))


def together(news: Iterable[News]) -> Iterator[News]:
    """Yield each piece of news once, with all places where its work is cited."""
    found: dict[str, News] = {}
    for each in news:
        known = found.get(each.what)
        found[each.what] = evolve(known, cited=(*known.cited, *each.cited)) if known else each
    for each in found.values():
        yield evolve(each, cited=tuple(sorted(set(each.cited))))


MOST_CITED = 10
"""Places named at which a work is cited; further places are only counted."""


@frozen(kw_only=True)
class Bulletin:
    """A look at ``sources`` at the time ``made`` (UTC): the news not reported before, and the ``earlier`` news that were.

    ``unfinished`` are the backfiles among the sources of which only a part was audited.
    """

    sources: tuple[str, ...]
    made: datetime
    monitored: Monitored
    news: tuple[Told, ...]
    earlier: tuple[Told, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()

    @property
    def heading(self) -> str:
        """The heading, e.g. ``2 news items about 5,000 works in 6,120 references.``; unanswered works are counted apart."""
        seen = self.monitored
        missed = sum(number for *_, number in seen.gaps)
        known = f"{seen.works - missed:,} of " if missed else ""
        number = counted(len(self.news), "news item") if self.news else "No news"
        return f"{number} about {known}{counted(seen.works, 'work')} in {counted(seen.references, 'reference')}."

    @property
    def gaps(self) -> tuple[str, ...]:
        """Sentences that state which registry was unavailable, and for how many works, and which backfiles are not finished."""
        unknown = (
            f"{_reason(registry, why)}: nothing is known about {counted(number, 'work')}."
            for registry, why, number in self.monitored.gaps
        )
        return (*unknown, *map(str, self.unfinished))


def _reason(registry: str, why: str) -> str:
    return why.capitalize() if registry == OFFLINE else f"{registry} {why}"


def counted(number: int, what: str) -> str:
    """Return a number with its noun, e.g. ``1 work``, ``5,000 works``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def places(cited: tuple[Cited, ...]) -> str:
    """Return the places in words, e.g. ``thesis.docx [29], paper.bib [doe2020] and 3 more``."""
    named = ", ".join(map(str, cited[:MOST_CITED]))
    return f"{named} and {len(cited) - MOST_CITED} more" if len(cited) > MOST_CITED else named
