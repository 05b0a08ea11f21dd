"""Made pages: documents of many kinds, with a list or without one, and the roles of their lines."""

import random
from collections.abc import Sequence

from attrs import evolve, frozen

from refcheck.layout.lines import Entries, Line, in_reading_order, lines_of
from refcheck.lexicon import Section, headings
from refcheck.parsing.splitting.headings import with_levels
from refcheck.parsing.splitting.roles.opinion import Opinion
from refcheck.parsing.splitting.roles.tagging import LISTED, Role
from training.lines import records
from training.lines.entries import Pools, Supply, drawn
from training.lines.layouts import LAYOUTS, Setting
from training.lines.rows import BLANK, Row, beside, filled, furnished, kinds, labelled, paragraphs
from training.lines.rows import drawn as drawn_rows
from training.lines.words import Tongue, styled, tongues

_LATIN = ("en", "en", "en", "en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "tr")
_LISTS = (
    Section.REFERENCES,
    Section.REFERENCES,
    Section.REFERENCES,
    Section.REFERENCES,
    Section.FURTHER_READING,
    Section.PRIMARY_SOURCES,
)


_UNWRAPPED = 5000
"""A width at which nothing is wrapped, as a document of blocks comes."""


@frozen(kw_only=True)
class Page:
    """A made text: its lines, the role of each, the kind of layout or of document that it is, and its entries as printed."""

    kind: str
    lines: tuple[Line, ...]
    roles: tuple[Role, ...]
    text: str

    def entries(self) -> Entries:
        """Return the references, each as its lines."""
        return Opinion(self.lines, self.roles, (), ()).entries()


def kinds_of_page() -> list[str]:
    """Return the names of all kinds: layouts of lists, documents without one, and pages of sites."""
    return [*LAYOUTS, *(kind["name"] for kind in kinds()["negative"]["kind"]), "identifiers alone", *records.PER_DRAW]


def made(kind: str, pools: Supply, chance: random.Random) -> Page:
    """Return a page of a kind."""
    tongue = Tongue(chance.choice(_LATIN if chance.random() < 0.8 else sorted(tongues())), chance)
    rows = (
        _with_list(kind, pools, tongue)
        if kind in LAYOUTS
        else _bare(tongue)
        if kind == "identifiers alone"
        else _of_site(kind, pools, tongue)
        if kind in records.PER_DRAW
        else _without(kind, tongue)
    )
    if chance.random() < 0.03:  # a font or an encoding that says other letters
        rows = [row._replace(text=row.text.translate(_OTHER_LETTERS)) for row in rows]
    return page_of(kind, rows, chance)


def _with_list(kind: str, pools: Pools, tongue: Tongue) -> list[Row]:
    chance = tongue.chance
    width = chance.choice((46, 60, 72, 80, 80, 88, 100, 120, _UNWRAPPED))
    columned = chance.random() < 0.12
    if columned:
        width = chance.choice((38, 44, 48, 52))
    setting = Setting(tongue, width, chance.choice((0.0, 0.0, 0.0, 0.7)))
    refs = damaged(drawn(pools, chance.choice((1, 2, 3, 5, 8, 12, 20, 30, 45)), chance), chance)
    listed = LAYOUTS[kind](refs, setting)
    form = chance.random()
    rows: list[Row] = []
    if form < 0.35:  # nothing but the list, perhaps with a greeting
        rows = [
            *(_remarks(tongue, width) if chance.random() < 0.25 else []),
            *(_heading(tongue) if chance.random() < 0.4 else []),
            *listed,
        ]
        rows += _remarks(tongue, width) if chance.random() < 0.2 else []
    elif form < 0.5:  # a page of a site
        rows = [
            *drawn_rows("navigation", tongue, chance.randint(3, 14)),
            BLANK,
            *paragraphs(tongue, chance.randint(0, 3), 110),
            *_heading(tongue),
            *listed,
        ]
        rows += [BLANK, *drawn_rows("navigation", tongue, chance.randint(2, 10))]
    else:
        rows = [
            *_paper(tongue, setting),
            *(_heading(tongue) if chance.random() < 0.8 else [BLANK]),
            *listed,
            *_behind(tongue, width),
        ]
    if width == _UNWRAPPED and chance.random() < 0.7:
        return [row for row in rows if row.role]
    if columned:
        return furnished(beside(rows, width, chance), tongue) if chance.random() < 0.6 else beside(rows, width, chance)
    return furnished(rows, tongue) if chance.random() < 0.4 else rows


def _paper(tongue: Tongue, setting: Setting) -> list[Row]:
    chance = tongue.chance
    rows = [*drawn_rows("front", tongue, 12, setting.width), BLANK]
    for _ in range(chance.randint(0, 4)):
        if chance.random() < 0.7:
            rows += [
                BLANK,
                Row(
                    tongue.filled("{H}") if chance.random() < 0.5 else styled(tongue.title()[:70], chance), Role.HEADING
                ),
                *[BLANK] * chance.randint(0, 1),
            ]
        rows += paragraphs(tongue, chance.randint(1, 3), setting.width, hyphens=setting.hyphens)
        if chance.random() < 0.4:
            rows += [
                *drawn_rows("within", tongue, chance.randint(2, 9), setting.width),
                *[BLANK] * chance.randint(0, 1),
            ]
        lot = chance.random()
        if lot < 0.35:
            rows += [
                BLANK,
                *drawn_rows("caption", tongue, 1, setting.width)[:3],
                BLANK,
                *drawn_rows("table", tongue, chance.randint(3, 12)),
                BLANK,
            ]
        elif lot < 0.5:
            rows += [BLANK, *drawn_rows("note", tongue, chance.randint(1, 6), setting.width), BLANK]
        elif lot < 0.6:
            kind = chance.choice([each for each in kinds()["negative"]["kind"] if not each.get("wrap")])
            rows += [BLANK, *filled(kind, _role(kind), tongue, chance.randint(3, 12), setting.width), BLANK]
    return rows


def _behind(tongue: Tongue, width: int) -> list[Row]:
    chance = tongue.chance
    rows: list[Row] = []
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        rows += [BLANK, *drawn_rows("back", tongue, chance.randint(2, 6), width)]
    if chance.random() < 0.15:
        rows += [BLANK, *paragraphs(tongue, 2, width)]
    return rows


def _heading(tongue: Tongue) -> list[Row]:
    chance = tongue.chance
    name = chance.choice(sorted(headings(chance.choice(_LISTS))))
    return [BLANK, Row(styled(name, chance), Role.LIST_HEADING), *[BLANK] * chance.randint(0, 2)]


def _remarks(tongue: Tongue, width: int) -> list[Row]:
    return [*drawn_rows("remark", tongue, tongue.chance.randint(1, 4), width), BLANK]


def _role(kind: dict[str, object]) -> Role:
    return Role(str(kind.get("role", "table")))


def _without(name: str, tongue: Tongue) -> list[Row]:
    chance = tongue.chance
    kind = next(each for each in kinds()["negative"]["kind"] if each["name"] == name)
    width = chance.choice((60, 80, 100)) if kind.get("wrap") else 0
    role = Role(kind.get("role", "body" if kind.get("wrap") else "table"))
    rows: list[Row] = []
    if chance.random() < 0.5:
        rows += [Row(tongue.title(), Role.HEADING), *[BLANK] * chance.randint(0, 1)]
    rows += filled(kind, role, tongue, chance.randint(6, 60), width)
    if chance.random() < 0.3:
        other = chance.choice(kinds()["negative"]["kind"])
        rows += [
            BLANK,
            *filled(
                other,
                Role(other.get("role", "body" if other.get("wrap") else "table")),
                tongue,
                chance.randint(3, 20),
                80,
            ),
        ]
    return furnished(rows, tongue) if chance.random() < 0.2 else rows


def _of_site(kind: str, pools: Supply, tongue: Tongue) -> list[Row]:
    rows = records.page(kind, pools.facts, tongue)
    texts = damaged([row.text for row in rows], tongue.chance)
    return [row._replace(text=text) for row, text in zip(rows, texts, strict=True)]


def _bare(tongue: Tongue) -> list[Row]:
    forms = (
        "10.{nn}/{w}.{nn}",
        "https://doi.org/10.{nn}/{w}{nn}",
        "{U}",
        "PMID: {nn}{nn}",
        "doi:10.{nn}/{w}-{n}",
        "arXiv:{nn}.0{nn}",
    )
    form = tongue.chance.choice(forms)
    mark = tongue.chance.choice(("", "", "- ", "{i}. "))
    return [Row(tongue.filled(mark + form, number), Role.BARE) for number in range(1, tongue.chance.randint(3, 30))]


_OTHER_LETTERS = {code: code - 0x0410 + 0xC0 for code in range(0x0410, 0x0450)} | {
    code: 0xC0 + (code - 0x61) % 60 for code in range(0x61, 0x7B)
}
"""Cyrillic letters as Western encodings show them, and small Latin ones likewise."""

_LOOKALIKES = {"o": "0", "l": "1", "i": "í", "e": "c", "rn": "m", "s": "5", "S": "5", "B": "8"}


def damaged(refs: Sequence[str], chance: random.Random) -> list[str]:
    """Return references as scanning, e-mail and careless copying leave them."""
    lot = chance.random()
    if lot < 0.06:  # read from a picture
        return [
            "".join(_LOOKALIKES.get(each, each) if chance.random() < 0.02 else each for each in ref) for ref in refs
        ]
    if lot < 0.1:
        return [ref.replace(". ", ".").replace(", ", ",") for ref in refs]
    if lot < 0.13:
        return [ref.upper() if chance.random() < 0.5 else ref for ref in refs]
    if lot < 0.16:
        return [ref.rstrip(".") for ref in refs]
    if lot < 0.18:
        return [ref.encode("utf-8").decode("cp1252", "replace") for ref in refs]
    return list(refs)


def page_of(kind: str, rows: Sequence[Row], chance: random.Random | None = None) -> Page:
    """Return rows as a page; with a lot, as some program sets it that knows more than its letters."""
    text, roles = labelled(rows)
    starts = dict(roles)
    order = sorted(starts)
    lines = in_reading_order(with_levels(lines_of(text)))
    found = [starts[line.start] if line.start in starts else _at(line.start, order, starts) for line in lines]
    if chance is not None and chance.random() < 0.25:
        lines = _as_typeset(lines, found, chance)
    return Page(kind=kind, lines=tuple(lines), roles=tuple(found), text=text)


def _at(start: int, order: Sequence[int], starts: dict[int, Role]) -> Role:
    """Return the role of the line that holds a place: of a row that a false gutter cut, the later part goes on."""
    before = max((each for each in order if each <= start), default=order[0])
    role = starts[before]
    return Role.CONTINUES if role is Role.BEGINS else role


def _as_typeset(lines: Sequence[Line], roles: Sequence[Role], chance: random.Random) -> list[Line]:
    """Return lines with what a PDF says of them: sizes of letters, headings, footnotes."""
    size = chance.choice((9.0, 10.0, 11.0, 12.0))
    factors = {
        Role.FOOTNOTE: chance.choice((0.8, 0.85, 0.9)),
        Role.FURNITURE: chance.choice((0.75, 0.85, 1.0)),
        Role.HEADING: chance.choice((1.0, 1.15, 1.4)),
        Role.CAPTION: chance.choice((0.85, 0.9, 1.0)),
        Role.TABLE: chance.choice((0.8, 0.9, 1.0)),
    }
    factors |= dict.fromkeys(LISTED, chance.choice((1.0, 1.0, 0.85, 0.9)))
    factors[Role.LIST_HEADING] = factors[Role.HEADING]
    marked = chance.random() < 0.7
    return [
        evolve(
            line,
            size=round(size * factors.get(role, 1.0), 1),
            level=chance.choice((1, 2)) if marked and role in (Role.HEADING, Role.LIST_HEADING) else 0,
            note=role is Role.FOOTNOTE and chance.random() < 0.7,
        )
        for line, role in zip(lines, roles, strict=True)
    ]
