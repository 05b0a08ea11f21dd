"""The tasks that are done in a process of their own: all that read a list. Hostile files get no further than this."""

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
"""Most identifiers of one text that are returned."""


@frozen(kw_only=True)
class House:
    """The registries and settings of a service, the same for every list."""

    connections: Connections
    offline: bool = False
    settings: Settings = field(factory=Settings)

    def desk(self) -> Desk:
        """Return the desk for a list."""
        return Desk(registry=self.registry, settings=self.settings)

    def registry(self, options: Options) -> Registry:
        """Return the registry that is queried for a list with these options.

        Raises:
            RefcheckError: local records, an index or a library cannot be read.
        """
        connections = evolve(self.connections, links=self.connections.links and options.links)
        own = libraries_of(connections)
        build = ladder.offline if self.offline or options.offline else ladder.online
        return build(connections, *own)


@frozen(kw_only=True)
class Frame:
    """A part of a task's results: an ``event`` of a ``kind`` for the client, a ``report`` as JSON, or a ``file``."""

    frame: str
    data: bytes
    kind: str = ""
    name: str = ""
    media_type: str = ""

    @classmethod
    def of_event(cls, event: Event) -> "Frame":
        """Return an event for the client."""
        return cls(frame="event", kind=event.kind, data=event.to_json().encode("utf-8", "replace"))

    @classmethod
    def of_report(cls, report: Report) -> "Frame":
        """Return a report that later tasks continue with."""
        return cls(frame="report", data=render(report, "json").encode("utf-8", "replace"))

    @classmethod
    def of_file(cls, made: Download) -> "Frame":
        """Return a file for the client."""
        return cls(frame="file", data=made.data, name=made.name, media_type=made.media_type)


Out = Callable[[Frame], None]
"""A function that receives the frames of a task."""

Task = Callable[[House, Out], None]
"""A task for another process: a function of this module with its own arguments bound (``partial``)."""


def check_list(house: House, out: Out, *, source: Source, options: Options) -> None:
    """Check a list, sending events on the way, then the report, and the event about the report when that can be requested.

    Raises:
        RefcheckError: it cannot be done; the same holds for all tasks below.
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
    """Take decisions about a checked list, and send what they change."""
    checked, event = decide(_checked(source, report, before), after)
    out(Frame.of_event(event))
    out(Frame.of_report(checked.decided))


def write(
    house: House, out: Out, *, source: Source, report: bytes, decisions: Decisions, form: str, language: str
) -> None:
    """Write a checked list in one of the download formats."""
    out(Frame.of_file(download(_checked(source, report, decisions), form, house.settings, language)))


def convert(house: House, out: Out, *, source: Source, form: str) -> None:
    """Read a list, and write it in another bibliographic format. No registry is queried."""
    bibliography, _ = read(source, house.settings)
    data = written(bibliography, form).encode("utf-8", "replace")
    out(Frame(frame="file", media_type=FORMS[form].media_type, data=data))


def parse(house: House, out: Out, *, source: Source) -> None:
    """Read a list as CSL-JSON items, each with its printed text. No registry is queried."""
    bibliography, _ = read(source, house.settings)
    items = json.loads(written(bibliography, "csl-json"))
    references = [{"raw": each.raw, "item": item} for each, item in zip(bibliography.references, items, strict=True)]
    out(_as_json({"references": references, "notes": list(bibliography.notes)}))


def repair(house: House, out: Out, *, text: str) -> None:
    """Repair the identifiers of a text. No registry is queried."""
    out(_as_json({"identifiers": [identifier_to_dict(each) for each in find(text)[:_MOST_IDENTIFIERS]]}))


def annotate(house: House, out: Out, *, source: Source, options: Options) -> None:
    """Check a document, and write the findings into its margin; no events are sent on the way."""
    checked = check(source, options, house.desk(), lambda event: None)
    out(Frame.of_file(download(checked, "annotated", house.settings)))


def _checked(source: Source, report: bytes, decisions: Decisions) -> Checked:
    return Checked(source=source, report=Report.from_dict(json.loads(report)), decisions=decisions)


def _as_json(data: Any) -> Frame:
    text = json.dumps(data, ensure_ascii=False)
    return Frame(frame="file", media_type="application/json", data=text.encode("utf-8", "replace"))
