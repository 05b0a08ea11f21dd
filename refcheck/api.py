"""What programmers call: one list checked, many checked, from asyncio too, and a reference explained."""

import os
from collections.abc import Iterable, Iterator

from refcheck.audit import Clock, audit, utc_now
from refcheck.errors import SettingsError, SourceError
from refcheck.libraries import libraries_of
from refcheck.model import Audited, Bibliography, Report
from refcheck.readers import PybtexData, read, read_each
from refcheck.reading import each_once
from refcheck.registries import Offline, Registry
from refcheck.registries.connections import Connections
from refcheck.registries.ladder import online
from refcheck.resolving import Progress

Source = str | os.PathLike[str] | Bibliography | PybtexData | Iterable[str] | Iterable[os.PathLike[str]]
"""A path, a text, a bibliography (also one of pybtex's), single references as strings, or several paths."""


def check(
    source: Source, *, registry: Registry | None = None, progress: Progress | None = None, now: Clock = utc_now
) -> Report:
    """Audit a list of references, or several in one run.

    Args:
        source: an ``os.PathLike`` is a file, a ``str`` is the text itself, a ``Bibliography`` is taken as it is, and so is
            pybtex's ``BibliographyData``; an iterable holds
            one reference a string, or the paths of several files.
        registry: who is asked. By default local records, Crossref, doi.org and DataCite, set up from the environment
            (see :class:`~refcheck.registries.Connections`).
        progress: is told what is being asked and how much is left.
        now: the clock, in UTC.

    Raises:
        SourceError: the source cannot be read, or is nothing that can be.
        SettingsError: the registry is none.
        RecordsError: the file of local records is malformed.
        Interrupted: ^C; it carries the report of what is known so far.
    """
    asked = _registry(registry)
    return audit(_bibliographies(source), registry=asked, progress=progress, now=now)


def check_many(
    sources: Iterable[Source],
    *,
    registry: Registry | None = None,
    progress: Progress | None = None,
    now: Clock = utc_now,
) -> Iterator[Report]:
    """A report for each source, as it is done. They share one registry, so that its pace and what it remembers hold for all.

    The arguments and errors are those of :func:`check`; a source that cannot be read raises when its turn comes.
    """
    asked = _registry(registry)
    for source in sources:
        yield audit(_bibliographies(source), registry=asked, progress=progress, now=now)


async def acheck(
    source: Source, *, registry: Registry | None = None, progress: Progress | None = None, now: Clock = utc_now
) -> Report:
    """:func:`check` in a thread of its own, for programs that run on asyncio. ``progress`` is called from that thread."""
    import asyncio  # here, because whoever waits has it already

    return await asyncio.to_thread(check, source, registry=registry, progress=progress, now=now)


def explain(reference: Audited | str) -> str:
    """How a reference was read, mended, answered and judged, line by line, for a person.

    Args:
        reference: one of a report; or a printed reference, which is read without asking anybody.
    """
    if isinstance(reference, str):
        reference = check([reference], registry=Offline())[0]
    from refcheck.reports.explaining import explanation  # here, because few ask for it

    return explanation(reference)


def _registry(registry: object) -> Registry:
    if registry is None:
        connections = Connections.from_environment(os.environ)
        return online(connections, *libraries_of(connections))
    if not isinstance(registry, Registry):
        raise SettingsError(
            f"a registry has names, schemes, lookup, search and plan; {type(registry).__name__} is none. Several are put "
            "together by refcheck.registries.Chain(a, b)"
        )
    return registry


def _bibliographies(source: object) -> list[Bibliography]:
    if isinstance(source, Bibliography):
        return [source]
    if isinstance(source, str | os.PathLike | PybtexData):
        return [read(source)]
    if not isinstance(source, Iterable):
        raise SourceError(
            f"a source is a text, a path, a bibliography, or a list of references or paths; not {source!r}"
        )
    each = list(source)
    if each and all(isinstance(one, os.PathLike) for one in each):
        return each_once([read(one) for one in each])
    if all(isinstance(one, str) for one in each):
        return [read_each(each)]
    odd = next(one for one in each if not isinstance(one, str))
    raise SourceError(f"a list holds references as strings, or paths, and nothing besides; not {odd!r}")
