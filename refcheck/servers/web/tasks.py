"""What is done in a process of its own: whatever reads a list. Hostile files come no further than this."""

import json
from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from refcheck.exchange import identifier_to_dict
from refcheck.identifiers import find
from refcheck.libraries import libraries_of
from refcheck.model import Report
from refcheck.registries import Registry, ladder
from refcheck.registries.connections import Connections
from refcheck.reports import render
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.checking import check, decide
from refcheck.servers.page.decisions import Decisions
from refcheck.servers.page.desk import Desk, Options, Source, read
from refcheck.servers.page.downloads import FORMS, Download, download
from refcheck.servers.page.events import Event, Reported
from refcheck.settings import Settings
from refcheck.writers import render as written

_MOST_IDENTIFIERS = 5_000
"""Identifiers of one text that are told."""


@frozen(kw_only=True)
class House:
    """Who is asked, and what is set, whoever gives a list."""

    connections: Connections
    offline: bool = False
    settings: Settings = field(factory=Settings)

    def desk(self) -> Desk:
        """Return the desk that a list is laid on."""
        return Desk(registry=self.registry, settings=self.settings)

    def registry(self, options: Options) -> Registry:
        """Return whom a list with these options asks.

        Raises:
            RefcheckError: local records, an index or a library cannot be read.
        """
        connections = evolve(self.connections, links=self.connections.links and options.links)
        own = libraries_of(connections)
        build = ladder.offline if self.offline or options.offline else ladder.online
        return build(connections, *own)


@frozen(kw_only=True)
class Frame:
    """A part of what a task comes to: an ``event`` of a ``kind`` for the client, a ``report`` as JSON, or a ``file``."""

    frame: str
    data: bytes
    kind: str = ""
    name: str = ""
    media_type: str = ""

    @classmethod
    def of_event(cls, event: Event) -> "Frame":
        """Return what the client is told."""
        return cls(frame="event", kind=event.kind, data=event.to_json().encode("utf-8", "replace"))

    @classmethod
    def of_report(cls, report: Report) -> "Frame":
        """Return a report, to be gone on with."""
        return cls(frame="report", data=render(report, "json").encode("utf-8", "replace"))

    @classmethod
    def of_file(cls, made: Download) -> "Frame":
        """Return a file for the client."""
        return cls(frame="file", data=made.data, name=made.name, media_type=made.media_type)


Out = Callable[[Frame], None]
"""Where what is told goes."""

Task = Callable[[House, Out], None]
"""One thing to do in another process: a function of this file with what it is about (``partial``)."""


def check_list(house: House, out: Out, *, source: Source, options: Options) -> None:
    """Check a list, and hand on the report. It is told of all the way; of the report when it can be asked for.

    Raises:
        RefcheckError: it cannot be done; so it is with all that follow.
    """
    last: list[Event] = []

    def tell(event: Event) -> None:
        if isinstance(event, Reported):
            last.append(event)
        else:
            out(Frame.of_event(event))

    checked = check(source, options, house.desk(), tell)
    out(Frame.of_report(checked.report))
    for event in last:
        out(Frame.of_event(event))


def take_decisions(
    house: House, out: Out, *, source: Source, report: bytes, before: Decisions, after: Decisions
) -> None:
    """Take decisions about a list that was checked, and tell what is otherwise then."""
    checked, told = decide(_checked(source, report, before), after)
    out(Frame.of_event(told))
    out(Frame.of_report(checked.decided))


def write(
    house: House, out: Out, *, source: Source, report: bytes, decisions: Decisions, form: str, language: str
) -> None:
    """Write a list that was checked in some format."""
    out(Frame.of_file(download(_checked(source, report, decisions), form, house.settings, language)))


def convert(house: House, out: Out, *, source: Source, form: str) -> None:
    """Read a list, and write it in another bibliographic format. Nobody is asked."""
    bibliography, _ = read(source, house.settings)
    data = written(bibliography, form).encode("utf-8", "replace")
    out(Frame(frame="file", media_type=FORMS[form].media_type, data=data))


def parse(house: House, out: Out, *, source: Source) -> None:
    """Read a list as CSL-JSON items, each with its printed text. Nobody is asked."""
    bibliography, _ = read(source, house.settings)
    items = json.loads(written(bibliography, "csl-json"))
    told = [{"raw": each.raw, "item": item} for each, item in zip(bibliography.references, items, strict=True)]
    out(_as_json({"references": told, "notes": list(bibliography.notes)}))


def repair(house: House, out: Out, *, text: str) -> None:
    """Mend the identifiers of a text. Nobody is asked."""
    out(_as_json({"identifiers": [identifier_to_dict(each) for each in find(text)[:_MOST_IDENTIFIERS]]}))


def annotate(house: House, out: Out, *, source: Source, options: Options) -> None:
    """Check a document, and put what is found into its margin; nothing is told on the way."""
    checked = check(source, options, house.desk(), lambda event: None)
    out(Frame.of_file(download(checked, "annotated", house.settings)))


def _checked(source: Source, report: bytes, decisions: Decisions) -> Checked:
    return Checked(source=source, report=Report.from_dict(json.loads(report)), decisions=decisions)


def _as_json(data: Any) -> Frame:
    text = json.dumps(data, ensure_ascii=False)
    return Frame(frame="file", media_type="application/json", data=text.encode("utf-8", "replace"))
