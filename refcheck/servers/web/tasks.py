"""What is done in a process of its own: whatever reads a list. Hostile files come no further than this."""

import json
from typing import Any, Protocol

from attrs import evolve, field, frozen

from refcheck.exchange import identifier_to_dict
from refcheck.identifiers import find
from refcheck.libraries import libraries_of
from refcheck.model import Report
from refcheck.registries import Registry, ladder
from refcheck.registries.connections import Connections
from refcheck.reports import render
from refcheck.servers.page import (
    FORMS,
    Checked,
    Decisions,
    Desk,
    Download,
    Event,
    Options,
    Reported,
    Source,
    check,
    decide,
    download,
)
from refcheck.servers.page.desk import read
from refcheck.settings import Settings
from refcheck.writers import render as written

_MOST_IDENTIFIERS = 5_000
"""Identifiers of one text that are told."""

_JSON = "application/json"


@frozen(kw_only=True)
class House:
    """Who is asked, and what is set, whoever gives a list."""

    connections: Connections
    offline: bool = False
    settings: Settings = field(factory=Settings)

    def desk(self) -> Desk:
        """The desk that a list is laid on."""
        return Desk(registry=self.registry, settings=self.settings)

    def registry(self, options: Options) -> Registry:
        """Whom a list with these options asks.

        Raises:
            RefcheckError: local records, an index or a library cannot be read.
        """
        connections = evolve(self.connections, links=self.connections.links and options.links)
        own = libraries_of(connections)
        build = ladder.offline if self.offline or options.offline else ladder.online
        return build(connections, *own)


class Out(Protocol):
    """Where what is told goes."""

    def event(self, event: Event) -> None:
        """Something that the client is told."""

    def report(self, data: bytes) -> None:
        """A report as JSON, to be gone on with."""

    def file(self, made: Download) -> None:
        """A file for the client."""


class Task(Protocol):
    """One thing to do."""

    def run(self, house: House, out: Out) -> None:
        """Do it.

        Raises:
            RefcheckError: it cannot be done.
        """


@frozen(kw_only=True)
class CheckList:
    """Check a list, and hand on the report."""

    source: Source
    options: Options

    def run(self, house: House, out: Out) -> None:
        """Tell of it all the way; of the report when it can be asked for."""
        last: list[Event] = []

        def tell(event: Event) -> None:
            (last.append if isinstance(event, Reported) else out.event)(event)

        checked = check(self.source, self.options, house.desk(), tell)
        out.report(json_of(checked.report))
        for event in last:
            out.event(event)


@frozen(kw_only=True)
class Decide:
    """Take decisions about a list that was checked."""

    source: Source
    report: bytes = field(repr=False)
    before: Decisions
    after: Decisions

    def run(self, house: House, out: Out) -> None:
        """Tell what is otherwise then."""
        checked, told = decide(_checked(self.source, self.report, self.before), self.after)
        out.event(told)
        out.report(json_of(checked.decided))


@frozen(kw_only=True)
class Write:
    """Write a list that was checked in some format."""

    source: Source
    report: bytes = field(repr=False)
    decisions: Decisions
    form: str
    language: str

    def run(self, house: House, out: Out) -> None:
        """Hand it on."""
        checked = _checked(self.source, self.report, self.decisions)
        out.file(download(checked, self.form, house.settings, self.language))


@frozen(kw_only=True)
class Convert:
    """Read a list, and write it in another bibliographic format."""

    source: Source
    form: str

    def run(self, house: House, out: Out) -> None:
        """Ask nobody."""
        bibliography, _ = read(self.source, house.settings)
        data = written(bibliography, self.form).encode("utf-8", "replace")
        out.file(Download(name="", media_type=FORMS[self.form].media_type, data=data))


@frozen(kw_only=True)
class Parse:
    """Read a list as CSL-JSON items, each with its printed text."""

    source: Source

    def run(self, house: House, out: Out) -> None:
        """Ask nobody."""
        bibliography, _ = read(self.source, house.settings)
        items = json.loads(written(bibliography, "csl-json"))
        told = [{"raw": each.raw, "item": item} for each, item in zip(bibliography.references, items, strict=True)]
        out.file(_as_json({"references": told, "notes": list(bibliography.notes)}))


@frozen(kw_only=True)
class Repair:
    """Mend the identifiers of a text."""

    text: str = field(repr=False)

    def run(self, house: House, out: Out) -> None:
        """Ask nobody."""
        out.file(_as_json({"identifiers": [identifier_to_dict(each) for each in find(self.text)[:_MOST_IDENTIFIERS]]}))


@frozen(kw_only=True)
class Annotate:
    """Check a document, and put what is found into its margin."""

    source: Source
    options: Options

    def run(self, house: House, out: Out) -> None:
        """Tell nothing on the way."""
        checked = check(self.source, self.options, house.desk(), _unheard)
        out.file(download(checked, "annotated", house.settings))


def _unheard(event: Event) -> None:
    """What nobody waits for."""


def json_of(report: Report) -> bytes:
    """The report as JSON."""
    return render(report, "json").encode("utf-8", "replace")


def _checked(source: Source, report: bytes, decisions: Decisions) -> Checked:
    return Checked(source=source, report=Report.from_dict(json.loads(report)), decisions=decisions)


def _as_json(data: Any) -> Download:
    text = json.dumps(data, ensure_ascii=False)
    return Download(name="", media_type=_JSON, data=text.encode("utf-8", "replace"))
