"""Made pages of records, each part on a line of its own, and of cards that look like them and hold no work.

What stands in which order, and how each part is formed, is a grammar that is drawn by lot for each page.
"""

import random
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from refcheck.parsing.splitting.roles.tagging import Role
from training.facts import Facts
from training.lines.grammar import Grammar
from training.lines.rows import Row
from training.lines.sites import Site, table
from training.lines.words import Tongue
from training.lines.works import Manner, Parts, dated, fitting, invented

PER_DRAW = {"records": 72, "records among cards": 36, "cards": 72}
"""The kinds of page, and how many of each one draw has."""

_COUNTS = (1, 2, 3, 4, 5, 6, 8, 10, 10, 12, 20, 25)
"""How many records or cards a page may have."""

_NO_BRACES = str.maketrans("", "", "{}")


@frozen
class Thing:
    """What a page lists: the lines of its parts, and whether it is a work."""

    parts: Parts
    is_work: bool


def page(kind: str, facts: Sequence[Facts], tongue: Tongue) -> list[Row]:
    """Return the rows of a page of one of the kinds."""
    chance, site = tongue.chance, Site.drawn(tongue)
    count = chance.choice(_COUNTS)
    if kind == "cards":
        own = _flat(set_out(list(_cards(site, facts, count + 1)), Grammar.drawn(site)))
        return [*site.before(Role.HEADING), *own, *site.behind()]
    works, grammar = list(_works(site, _drawn(facts, count, tongue))), Grammar.drawn(site)
    if kind == "records":
        return [*site.before(Role.LIST_HEADING), *_by_year(set_out(works, grammar), chance), *site.behind()]
    if chance.random() < 0.35:  # found together, as by a search of a whole site
        both = [*works, *_cards(site, facts, chance.randint(1, count + 2))]
        chance.shuffle(both)
        return [*site.before(Role.HEADING), *_flat(set_out(both, grammar)), *site.behind()]
    own = [*site.heading(Role.LIST_HEADING), *_flat(set_out(works, grammar))]
    below = _section(site, facts, grammar) if chance.random() < 0.6 else []
    return [*site.before(Role.HEADING), *_section(site, facts, grammar), *own, *below, *site.behind()]


def set_out(things: Sequence[Thing], grammar: Grammar) -> list[list[Row]]:
    """Return works and cards as a grammar sets them, each as its rows: a work begins and goes on, a card is a table."""
    found: list[list[Row]] = []
    for number, thing in enumerate(things, 1):
        rows = grammar.record(thing.parts, number)
        found.append(begun(rows) if thing.is_work else [_of_card(row) for row in rows])
    return found


def begun(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a record, the first of its citation marked as such."""
    first = next(at for at, row in enumerate(rows) if row.role is Role.CONTINUES)
    return [*rows[:first], rows[first]._replace(role=Role.BEGINS), *rows[first + 1 :]]


def _of_card(row: Row) -> Row:
    return row._replace(role=Role.TABLE) if row.role is Role.CONTINUES else row


def _drawn(facts: Sequence[Facts], count: int, tongue: Tongue) -> Sequence[Facts]:
    """Return so many works: mostly articles, on some pages of all kinds, on some invented in its language."""
    lot = tongue.chance.random()
    pool = [each for each in facts if each.author and each.has("container", "date", "doi")] if lot < 0.6 else facts
    return (
        [invented(tongue) for _ in range(count)]
        if lot > 0.8 or len(pool) < count
        else tongue.chance.sample(pool, count)
    )


def _works(site: Site, works: Sequence[Facts]) -> Iterator[Thing]:
    manner = Manner.drawn(site.tongue, site.words["by"])
    for facts in works:
        yield Thing(manner.parts(facts), True)


def _cards(site: Site, facts: Sequence[Facts], count: int) -> Iterator[Thing]:
    """Yield so many cards of one kind, all in the same form; on some pages they have titles as works have."""
    tongue, chance, kinds = site.tongue, site.tongue.chance, table()["cards"]
    forms = {part: chance.choice(patterns) for part, patterns in kinds[chance.choice(sorted(kinds))].items()}
    titles = [each.texts["title"] for each in chance.sample(facts, min(count, len(facts)))] or [tongue.title()]
    date = chance.choice(fitting(table()["works"]["date"], tongue))
    has_titles = chance.random() < 0.5
    for number in range(count):
        year = str(chance.randint(2008, 2026))
        given = {"{T}": titles[number % len(titles)]} if has_titles else {}
        given |= {"{DD}": dated(date, year, chance), "{YY}": year}
        texts = {part: _filled(form, given, tongue) for part, form in forms.items()}
        yield Thing({part: [Row(text, Role.CONTINUES)] for part, text in texts.items()}, False)


def _filled(form: str, given: Mapping[str, str], tongue: Tongue) -> str:
    """Return a pattern filled, first with what is given."""
    for place, text in given.items():
        form = form.replace(place, text.translate(_NO_BRACES))
    return tongue.filled(form, tongue.chance.randint(1, 9))


def _section(site: Site, facts: Sequence[Facts], grammar: Grammar) -> list[Row]:
    """Return cards under a heading, set as the records of the page or otherwise."""
    chance = site.tongue.chance
    own = grammar if chance.random() < 0.5 else Grammar.drawn(site)
    return [*site.heading(Role.HEADING), *_flat(set_out(list(_cards(site, facts, chance.randint(2, 8))), own))]


def _by_year(listed: Sequence[Sequence[Row]], chance: random.Random) -> list[Row]:
    """Return the rows of records, on some pages under the headings of years."""
    if chance.random() > 0.1:
        return _flat(listed)
    rows: list[Row] = []
    year = 2026
    for record in listed:
        if not rows or chance.random() < 0.4:
            rows.append(Row(str(year), Role.HEADING))
            year -= chance.randint(1, 2)
        rows += record
    return rows


def _flat(listed: Sequence[Sequence[Row]]) -> list[Row]:
    return [row for rows in listed for row in rows]
