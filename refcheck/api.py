"""The API for programmers: check one list or many, also from asyncio, and explain a reference."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import evolve

from refcheck.audit import audit
from refcheck.errors import SettingsError, SourceError
from refcheck.libraries import libraries_of
from refcheck.messages import ENGLISH, require_language
from refcheck.model import Bibliography, CheckedReference, Reference, Report
from refcheck.readers import Binary, PybtexData, Readable, as_text, list_read, read, read_each
from refcheck.readers.mappings import read_mappings
from refcheck.reading import each_once
from refcheck.registries import Offline, Registry, ladder
from refcheck.registries.base import Clock, utc_now
from refcheck.registries.connections import Connections
from refcheck.registries.wrappers.guarding import guarded
from refcheck.resolving import Progress
from refcheck.text.visible import brief

Path = str | os.PathLike[str]
Item = Mapping[str, Any]
"""A work in CSL-JSON, or the row of a table by the names of its columns."""

Source = (
    Path | bytes | Readable | Bibliography | PybtexData | Reference | Item
    | Iterable[str] | Iterable[os.PathLike[str]] | Iterable[Reference] | Iterable[Item]
)  # fmt: skip
"""A path, a text, a file's bytes, an open file, a bibliography (also one of pybtex's), single references as strings or as read by
``parse``, several paths, or works in CSL-JSON."""


def check(
    source: Source,
    *,
    registry: Registry | None = None,
    offline: bool = False,
    records: Path | None = None,
    progress: Progress | None = None,
    now: Clock = utc_now,
    language: str = ENGLISH,
) -> Report:
    """Audit a list of references, or several in one run.

    Calls share their rate limits through the cache. Without one (``REFCHECK_CACHE=off``), calls in several threads each keep their
    own, and together may exceed what a service allows: give them one ``registry``, or use :func:`check_many`, whose lists share it.

    Args:
        source: an ``os.PathLike`` is a file, a ``str`` is the text itself, ``bytes`` and an open file are a file's content (its
            format is recognised), a ``Bibliography`` and a ``Reference`` are used unchanged, and so is pybtex's
            ``BibliographyData``; a mapping is a work in CSL-JSON, or a row of a table with the names of its columns (``year``,
            ``journal``, ``authors``); an iterable contains references as strings or as ``parse`` returns them, the paths of
            several files, or such works.
        registry: the registry that is queried. By default local records, Crossref, doi.org, DataCite and the further services that
            are queried by default (Open Library, PubMed, dblp, arXiv …), configured only from the environment (see
            :class:`~refcheck.registries.Connections`): no ``refcheck.toml`` is read, and its ``offline = true`` is not heeded.
        offline: query no service: use only local records and the answers that are cached from earlier runs.
        records: a file of local records, which is queried first, instead of the one that the environment names.
        progress: is called with what is being queried and how much is left.
        now: the clock, in UTC.
        language: the language of the findings: ``de``, ``en``, ``es``, ``fa``, ``fr``, ``pt``, ``ru`` or ``zh``.

    Raises:
        SourceError: the source cannot be read, or has a type that cannot be.
        SettingsError: the registry is not one, or is given together with ``offline`` or ``records``; the latter is not a path.
        TypeError: ``offline`` is not a truth value.
        RecordsError: the file of local records is malformed.
        Interrupted: ^C; it carries the report of what is known so far.
        ValueError: there is no such language.
    """
    require_language(language)
    asked = _registry(registry, offline, records)
    return audit(_bibliographies(source), registry=asked, progress=progress, now=now).translated(language)


def check_many(
    sources: Iterable[Source],
    *,
    registry: Registry | None = None,
    offline: bool = False,
    records: Path | None = None,
    progress: Progress | None = None,
    now: Clock = utc_now,
    language: str = ENGLISH,
) -> Iterator[Report]:
    """Return an iterator with a report for each source. They share one registry, and so its rate limits and its cache.

    The arguments and errors are those of :func:`check`. A source that cannot be read raises when its turn comes; ``next`` then
    continues with the following source.

    >>> from refcheck.registries import Offline
    >>> reports = check_many([["Oduya, A. (1987). Tides."], 3, ["Marsh, B. (1990). Reeds."]], registry=Offline())
    >>> next(reports)[0].title
    'Tides'
    >>> next(reports)  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    refcheck.errors.SourceError: ...
    >>> next(reports)[0].title
    'Reeds'
    """
    is_list = isinstance(sources, Iterable) and not isinstance(sources, str | Binary | Mapping)
    if not is_list or any(hasattr(sources, each) for each in ("read", "columns")):
        raise SourceError("several sources are a list: give [source], or call check")
    require_language(language)
    asked = _registry(registry, offline, records)
    checked = partial(check, registry=asked, progress=progress, now=now, language=language)
    return map(checked, sources)  # not a generator, which would end with the first unreadable source


async def acheck(
    source: Source,
    *,
    registry: Registry | None = None,
    offline: bool = False,
    records: Path | None = None,
    progress: Progress | None = None,
    now: Clock = utc_now,
    language: str = ENGLISH,
) -> Report:
    """Run :func:`check` in a thread of its own, for programs that use asyncio. ``progress`` is called from that thread.

    If the caller is cancelled (a timeout), no more queries are sent; a request in progress is allowed to finish.
    """
    import asyncio  # here, because a caller that awaits has imported it

    from refcheck.registries.wrappers.chain import Stopped, stoppable

    require_language(language)
    gone = threading.Event()

    def checkpoint() -> None:
        if gone.is_set():
            raise Stopped

    def checked() -> Report:
        asked = stoppable(_registry(registry, offline, records), checkpoint)
        report = audit(_bibliographies(source), registry=asked, progress=progress, now=now, checkpoint=checkpoint)
        return report.translated(language)

    try:
        return await asyncio.to_thread(checked)
    finally:
        gone.set()


def explain(reference: CheckedReference | str) -> str:
    """Return an explanation, line by line, of how a reference was read and repaired, what registries answered, and its verdict.

    Args:
        reference: a reference of a report; or a printed reference, which is checked without querying any registry.

    Raises:
        TypeError: the argument is neither.
    """
    if isinstance(reference, str):
        reference = check([reference], registry=Offline())[0]
    if not isinstance(reference, CheckedReference):
        raise TypeError(f"only a reference of a report, or a string, can be explained; not {type(reference).__name__}")
    return reference.explain()


def _registry(registry: object, offline: object, records: Path | None) -> Registry:
    if not isinstance(offline, bool):
        raise TypeError(f"offline= is True or False, not {brief(repr(offline), 80)}")
    if registry is None:
        connections = Connections.from_environment(os.environ)
        if not isinstance(records, str | os.PathLike | None):
            raise SettingsError(f"records= is the path of a file, not {type(records).__name__}")
        if records is not None:
            connections = evolve(connections, records=os.fspath(records))
        rungs = ladder.offline if offline else ladder.online
        return rungs(connections, *libraries_of(connections))
    if offline or records is not None:
        raise SettingsError(
            "give either a registry, or offline= and records=: a registry already decides what is queried"
        )
    if isinstance(registry, type) or not isinstance(registry, Registry):
        raise SettingsError(
            f"a registry has names, schemes, lookup, search and plan; {type(registry).__name__} is not one. Combine several "
            "with refcheck.registries.Chain(a, b)"
        )
    return guarded(registry)


def _bibliographies(source: object) -> list[Bibliography]:
    if isinstance(source, Bibliography):
        return [source]
    if isinstance(source, str | Binary | os.PathLike | PybtexData) or hasattr(source, "read"):
        return [read(source)]
    if isinstance(source, Mapping | Reference):
        return _of_list([source])
    if hasattr(source, "columns"):  # iterating over it gives the names of its columns
        raise SourceError(
            f"a table ({type(source).__name__}) is not a list of references: give one of its columns, "
            'table["reference"].tolist(), or its rows, with columns named as in CSL-JSON or a CSV file: table.to_dict("records")'
        )
    if not isinstance(source, Iterable):
        raise SourceError(
            f"a source must be a text, path, bibliography, or a list of references or paths; not {brief(repr(source), 80)}"
        )
    return _of_list(list(source))


def _of_list(each: list[Any]) -> list[Bibliography]:
    for kind, read_all in _LISTED:
        if all(isinstance(one, kind) for one in each):
            return read_all(each)
    first = next((kind for kind, _ in _LISTED if isinstance(each[0], kind)), ())
    number, odd = next((number, one) for number, one in enumerate(each, start=1) if not isinstance(one, first))
    raise SourceError(
        "a list must contain only strings, only paths, only references, or only CSL-JSON items; "
        f"item {number} is {brief(repr(odd), 80)}"
    )


_LISTED: tuple[tuple[type[Any], Callable[[list[Any]], list[Bibliography]]], ...] = (
    (str, lambda each: [read_each(map(as_text, each))]),
    (os.PathLike, lambda each: each_once([read(one) for one in each])),
    (Mapping, lambda each: [read_mappings(each)]),
    (Reference, lambda each: [list_read(each)]),
)
"""The kinds of items of a list, each with the function that reads a list of them; a list has items of one kind."""
