"""The references of one list: right ones, fair forms, grey literature and planted faults, each with what is true of it."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from typing import Any

from attrs import evolve, field, frozen
from judge_faults import Made, World
from messy.domains import ENOUGH, domain, language
from messy.grey import grey
from messy.kinds import FAIR, FORMS, KINDS, PREPRINTS, SEVERAL, STATUS, Kind, damaged_url, is_fair, several
from messy.languages import Words
from messy.numbered import KINDS as NUMBERS
from messy.numbered import numbered
from messy.styles import Printed, Style, print_work
from messy.world import Shelf, item_of

from refcheck.model import Record, Work

RIGHT, FAIR_FORM, GREY, FAULT, TWIN = "right", "fair", "grey", "fault", "twin"
BY_NUMBER = "number"
SHARES = {RIGHT: 37, BY_NUMBER: 3, FAIR_FORM: 15, GREY: 10, FAULT: 35}
BROKEN, DEAD, OF_DOMAIN, OF_PREPRINTS = 0.15, 0.1, 0.7, 0.03
"""Of grey literature with an address: mistyped, and gone. Of a list of one domain: works of that domain. Of right references: preprints
of what was published since."""

SHOWN = {
    "title": "title",
    "authors": "author",
    "year": "year",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "container": "container",
}
"""The field that shows a fault of a class."""

OFTEN = 3
"""How many times oftener than a simple kind are two faults in one reference, and three."""

REAL_DOI = ("doi-of-another-work", "work-invented-with-a-real-doi")
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
    faults: Sequence[Mapping[str, Any]] = ()


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

    def __init__(self, shelf: Shelf, styles: Sequence[Style], rng: random.Random) -> None:
        self._shelf, self._styles, self._rng = shelf, styles, rng
        self._pool = self._all = shelf.real
        self._domains: dict[str | None, list[Record]] = {}
        for record in shelf.real:
            self._domains.setdefault(domain(record.work), []).append(record)
        self.pages: dict[str, str] = {}
        self._world = World(records=shelf.real)
        self._made = list(shelf.made)
        rng.shuffle(self._made)
        kinds = [*KINDS, *STATUS, *PREPRINTS, *NUMBERS, *(name for name in SEVERAL for _ in range(OFTEN))]
        self._faults = cycle(rng.sample(kinds, len(kinds)))
        self._forms = cycle(rng.sample(FAIR, len(FAIR)))

    def has(self, of: str | None) -> bool:
        """Whether there are enough works of a domain."""
        return of is not None and len(self._domains.get(of, ())) >= ENOUGH

    def rows(self, count: int, manner: Manner, is_fit: Callable[[Row], bool], of: str | None = None) -> list[Row]:
        """Return a number of references, most of them of a domain where one is named, and the twin of one."""
        own = self._domains.get(of, [])
        if of == "humanities":  # where there are enough, in the languages of the humanities
            own = [record for record in own if language(record.work.title or "")] or own
        self._pool = own if self.has(of) else self._all
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
            if row.url and row.kind != "link-dead":
                self.pages[row.identifiers[0]["value"]] = row.work.title or ""
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
        if group == BY_NUMBER:
            return self._numbered(None, manner)
        if group == FAULT:
            return self._fault(next(self._faults), manner)
        if group == FAIR_FORM:
            return self._fair(next(self._forms), manner)
        if self._rng.random() < OF_PREPRINTS:
            record = self._rng.choice(self._shelf.preprints)
            return self._of(record, Made(work=record.work), manner, RIGHT, "preprint-of-published")
        record = self._one() if self._rng.random() < 0.85 else self._rng.choice(self._shelf.books or self._all)
        return self._of(record, Made(work=record.work), manner, RIGHT, RIGHT)

    def _one(self) -> Record:
        return self._rng.choice(self._pool if self._rng.random() < OF_DOMAIN else self._all)

    def _fair(self, name: str, manner: Manner) -> Row | None:
        for _ in range(40):
            record = self._one()
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
        if name in NUMBERS:
            return self._numbered(name, manner)
        for _ in range(60):
            kind = several(SEVERAL[name], self._rng) if name in SEVERAL else (KINDS | STATUS | PREPRINTS)[name]
            if not self._shelf.noted.get(name, self._all):
                return None
            record = self._rng.choice(self._shelf.noted[name]) if name in self._shelf.noted else self._one()
            made = kind.make(record, self._world, self._rng)
            if made is None or ((made.doi or "").lower() in self._shelf.items and name not in REAL_DOI and made.doi):
                continue
            is_retitled = made.work.title != record.work.title
            if is_retitled and kind.resolves != "open" and self._is_held(made.work.title):
                continue
            row = self._of(record, made, manner, FAULT, name, kind)
            if "authors" in kind.named and made.work.author != record.work.author and _is_prefix(row, record):
                continue
            right = manner.printed(record.work, row.doi).fields
            if not all(self._shows(part, row, right) for part in kind.parts.values()):
                continue
            if (
                name in STATUS
                or row.raw != manner.printed(record.work, self._shown(record.work.doi or "", manner, kind)).raw
            ):
                return row
        return None

    def _shows(self, part: Kind, row: Row, right: Mapping[str, Any]) -> bool:
        """Whether a field that the fault is in is printed, and not as it is registered."""
        return any(row.fields.get(SHOWN[name]) != right.get(SHOWN[name]) for name in part.named if name in SHOWN)

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
            faults=[
                {"kind": at, "named": sorted(part.named), "severity": part.severity} for at, part in kind.parts.items()
            ] if kind else (),
        )  # fmt: skip

    def _numbered(self, kind: str | None, manner: Manner) -> Row:
        """A work by its number at arXiv or PubMed, the right one or another."""
        made = numbered(self._shelf.others, self._rng, kind)
        if manner.write is not None:
            raw, fields, url = manner.write(made.work, "", made.url), all_fields(made.work), made.url
        else:
            printed = manner.printed(made.work, "")
            raw, fields, url = f"{printed.raw} {made.tail}", dict(printed.fields), ""
        return Row(
            raw=raw, group=made.group, kind=made.kind, work=made.work, fields=fields, named=sorted(made.named),
            identifiers=[{"scheme": "url", "printed": url, "value": url}] if url else [],
            severity="error" if made.named else None, is_open=made.tail.startswith("arXiv"),  # DataCite has a DOI for it
        )  # fmt: skip

    def _grey(self, manner: Manner) -> Row | None:
        made = grey(manner.style, manner.words, self._rng)
        if self._is_held(made.work.title):
            return None
        raw, url, group, kind = made.printed.raw, made.url or "", GREY, made.work.type or ""
        chance = self._rng.random() if url else 1.0
        if chance < BROKEN:
            damaged = damaged_url(url, self._rng)
            if damaged != url:
                raw, url, group, kind = raw.replace(url, damaged), damaged, FAULT, "url-broken"
        elif chance < BROKEN + DEAD:
            group, kind = FAULT, "link-dead"
        found = [{"scheme": "url", "printed": url, "value": made.url or ""}] if url else []
        fields: Mapping[str, Any] = made.printed.fields
        if manner.write is not None:
            raw, fields = manner.write(made.work, "", url), all_fields(made.work)
        named, severity = {"url-broken": ("url-malformed", "note"), "link-dead": ("link-dead", "warning")}.get(
            kind, ("", None)
        )
        return Row(
            raw=raw, group=group, kind=kind, work=made.work, url=url, fields=fields, identifiers=found,
            named=[named] if named else (), severity=severity,
        )  # fmt: skip

    def _twin(self, row: Row, manner: Manner) -> Row | None:
        """The same work once more, as somebody else would print it."""
        other = evolve(manner, style=self._rng.choice(self._styles))
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
    named: dict[str, Any] = {"et_al": work.author_et_al} if work.author or work.editor else {}
    for role, names in (("author", work.author), ("editor", work.editor)):
        people = [
            {
                "family": name.literal or " ".join(part for part in (name.particle, name.family) if part),
                "given": name.given or "",
            }
            for name in names
        ]
        named |= {role: people} if people else {}
    return {name: value for name, value in values.items() if value} | named


def is_plain(row: Row) -> bool:
    """Whether every letter is one that any font has."""
    return not re.search("[^\u0000-\u024f\u0370-\u04ff\u2010-\u2026\u2030-\u203f\u2116]", row.raw)
