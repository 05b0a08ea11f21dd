"""The references of one list: right ones, fair forms, grey literature and planted faults, each with what is true of it."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import Any

from attrs import evolve, field, frozen
from judge_faults import Made, World
from messy.grey import grey
from messy.kinds import FAIR, FORMS, KINDS, STATUS, Kind, damaged_url, is_fair
from messy.languages import Words
from messy.styles import STYLES, Printed, Style, print_work
from messy.world import Shelf, item_of

from refcheck.model import Record, Work

RIGHT, FAIR_FORM, GREY, FAULT, TWIN = "right", "fair", "grey", "fault", "twin"
SHARES = {RIGHT: 40, FAIR_FORM: 15, GREY: 10, FAULT: 35}
DOI_FORMS = ("https://doi.org/{}", "doi:{}", "DOI: {}", "(doi: {})", "http://dx.doi.org/{}", "", "", "")
"""How a list prints DOIs; three lists in eight not at all."""


@frozen(kw_only=True)
class Row:
    """One reference: as printed, and its gold."""

    raw: str
    group: str
    kind: str
    work: Work
    doi: str = ""
    url: str = ""
    fields: Mapping[str, Any] = field(factory=dict)
    identifiers: Sequence[Mapping[str, str]] = ()
    resolves: str | None = None
    is_open: bool = False
    named: Sequence[str] = ()
    severity: str | None = None


@frozen(kw_only=True)
class Manner:
    """How one list prints: a style, a language, a form of DOIs. ``write`` is how a file of fields writes a work, if it is one."""

    style: Style
    words: Words
    doi_form: str
    write: Callable[[Work, str, str], str] | None = None

    def printed(self, work: Work, doi: str) -> Printed:
        """A reference with what identifies it at its end."""
        plain = print_work(work, self.style, self.words)
        if self.write is not None:
            return Printed(raw=self.write(work, doi, ""), fields=all_fields(work))
        tail = f" {self.doi_form.format(doi)}" if doi else ""
        isbn = f" ISBN {work.isbn[0]}." if work.isbn and work.type != "article-journal" else ""
        return Printed(raw=f"{plain.raw}{isbn}{tail}", fields=plain.fields)


class Drawing:
    """Draws rows; what is drawn is not drawn again in one list, and made works not at all."""

    def __init__(self, shelf: Shelf, rng: random.Random) -> None:
        self._shelf, self._rng = shelf, rng
        self._world = World(records=shelf.real)
        self._made = list(shelf.made)
        rng.shuffle(self._made)
        self._faults = cycle(rng.sample([*KINDS, *STATUS], len(KINDS) + len(STATUS)))
        self._forms = cycle(rng.sample(FAIR, len(FAIR)))

    def rows(self, count: int, manner: Manner, is_fit: Callable[[Row], bool]) -> list[Row]:
        """So many references, and the twins of two of them."""
        rows: list[Row] = []
        seen: set[str] = set()
        groups = list(SHARES)
        while len(rows) < count - 2:
            group = self._rng.choices(groups, weights=list(SHARES.values()))[0]
            row = self._row(group, manner)
            about = (row.resolves or row.work.title or "").lower() if row else ""
            if row is None or about in seen or not is_fit(row):
                continue
            seen.add(about)
            rows.append(row)
        for row in [row for row in rows if row.group == RIGHT and row.doi][:1] or []:
            twin = self._twin(row, manner)
            if twin is not None:
                rows[rows.index(row)] = evolve(row, group=TWIN)
                rows.append(twin)
        self._rng.shuffle(rows)
        return rows

    def _row(self, group: str, manner: Manner) -> Row | None:
        if group == GREY:
            return self._grey(manner)
        if group == FAULT:
            return self._fault(next(self._faults), manner)
        if group == FAIR_FORM:
            return self._fair(next(self._forms), manner)
        record = self._rng.choice(self._shelf.real if self._rng.random() < 0.85 else self._shelf.books)
        return self._of(record, Made(work=record.work), manner, RIGHT, RIGHT)

    def _fair(self, name: str, manner: Manner) -> Row | None:
        for _ in range(40):
            record = self._rng.choice(self._shelf.real)
            made = FORMS[name](record, self._world, self._rng)
            if made is not None and made.record is not None:
                record = self._made[-1]
                made = FORMS[name](record, self._world, self._rng)
            if made is None or not is_fair(name, record, made):
                self._made.insert(0, self._made.pop())
                continue
            row = self._of(record, made, manner, FAIR_FORM, name)
            if row.raw == manner.printed((made.record or record).work, row.doi).raw:
                continue
            if made.record is not None:
                self._made.pop()
                doi = record.work.doi or ""
                self._shelf.items[doi.lower()] = item_of(made.record, self._shelf.items[doi.lower()])
            return row
        return None

    def _fault(self, name: str, manner: Manner) -> Row | None:
        kind = (KINDS | STATUS)[name]
        for _ in range(60):
            record = self._rng.choice(self._shelf.noted.get(name, self._shelf.real))
            made = kind.make(record, self._world, self._rng)
            if made is None or (
                (made.doi or "").lower() in self._shelf.items and name != "doi-of-another-work" and made.doi
            ):
                continue
            is_retitled = made.work.title != record.work.title
            if is_retitled and kind.resolves != "open" and self._is_held(made.work.title):
                continue
            row = self._of(record, made, manner, FAULT, name, kind)
            if "authors" in kind.named and made.work.author != record.work.author and _is_prefix(row, record):
                continue
            if (
                name in STATUS
                or row.raw != manner.printed(record.work, self._shown(record.work.doi or "", manner, kind)).raw
            ):
                return row
        return None

    def _is_held(self, title: str | None) -> bool:
        return (title or "").casefold() in self._shelf.titles

    def _shown(self, doi: str, manner: Manner, kind: Kind | None) -> str:
        return doi if manner.doi_form or (kind and kind.forced) else ""

    def _of(self, record: Record, made: Made, manner: Manner, group: str, name: str, kind: Kind | None = None) -> Row:
        right = record.work.doi or ""
        doi = made.doi if made.doi is not None else self._shown(right, manner, kind)
        if not manner.doi_form and not (kind and kind.forced):
            doi = ""
        form = manner if manner.doi_form else evolve(manner, doi_form=DOI_FORMS[self._rng.randrange(4)])
        printed = form.printed(made.work, doi)
        is_mended = kind is not None and "doi-malformed" in kind.named
        found = [{"scheme": "doi", "printed": doi, "value": right if is_mended else doi}] if doi else []
        resolves = kind.resolves if kind else "work"
        return Row(
            raw=printed.raw, group=group, kind=name, work=made.work, doi=doi, fields=printed.fields, identifiers=found,
            resolves=right if resolves == "work" else None, is_open=resolves == "open",
            named=sorted(kind.named) if kind else (), severity=kind.severity if kind else None,
        )  # fmt: skip

    def _grey(self, manner: Manner) -> Row | None:
        made = grey(manner.style, manner.words, self._rng)
        if self._is_held(made.work.title):
            return None
        raw, url, group, kind = made.printed.raw, made.url or "", GREY, made.work.type or ""
        if url and self._rng.random() < 0.15:
            damaged = damaged_url(url, self._rng)
            if damaged != url:
                raw, url, group, kind = raw.replace(url, damaged), damaged, FAULT, "url-broken"
        found = [{"scheme": "url", "printed": url, "value": made.url or ""}] if url else []
        fields: Mapping[str, Any] = made.printed.fields
        if manner.write is not None:
            raw, fields = manner.write(made.work, "", url), all_fields(made.work)
        is_fault = group == FAULT
        return Row(
            raw=raw, group=group, kind=kind, work=made.work, url=url, fields=fields, identifiers=found,
            named=["url-malformed"] if is_fault else (), severity="note" if is_fault else None,
        )  # fmt: skip

    def _twin(self, row: Row, manner: Manner) -> Row | None:
        """The same work once more, as somebody else would print it."""
        other = evolve(manner, style=self._rng.choice(STYLES))
        printed = other.printed(row.work, row.doi)
        if printed.raw == row.raw and manner.write is None:
            return None
        return evolve(
            row,
            raw=printed.raw,
            fields=printed.fields,
            group=FAULT,
            kind="duplicate",
            named=["duplicate"],
            severity="warning",
        )


def _is_prefix(row: Row, record: Record) -> bool:
    """Whether the people that are printed before "et al." are the first of those registered, so that nothing is wrong with them."""
    printed = row.fields.get("author", ())
    people = all_fields(record.work).get("author", ())
    return bool(row.fields.get("et_al")) and list(printed) == list(people[: len(printed)])


def all_fields(work: Work) -> dict[str, Any]:
    """The fields of a work as a file of fields gives them."""
    values = {
        "year": str(work.year or ""),
        "title": (work.title or "").rstrip("."),
        "container": work.container_title or "",
        "volume": work.volume or "",
        "issue": work.issue or "",
        "page": (work.page or work.article_number or "").replace("-", "–"),
        "publisher": work.publisher or "",
    }
    role = "author" if work.author else "editor"
    people = [
        {
            "family": name.literal or " ".join(part for part in (name.particle, name.family) if part),
            "given": name.given or "",
        }
        for name in work.author or work.editor
    ]
    named = {role: people, "et_al": work.author_et_al} if people else {}
    return {name: value for name, value in values.items() if value} | named


def is_plain(row: Row) -> bool:
    """Whether every letter is one that any font has."""
    return not re.search("[^\u0000-\u024f\u0370-\u04ff\u2010-\u2026\u2030-\u203f\u2116]", row.raw)
