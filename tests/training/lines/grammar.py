"""How one made site sets its records: a grammar that is drawn by lot, in place of a list of sites."""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from refcheck.parsing.splitting.roles.tagging import Role
from training.lines.rows import BLANK, Row, of_role, wrapped
from training.lines.sites import PARTS, Site, same, table
from training.lines.works import Parts

_STATED = (*PARTS, "label")
"""What the works themselves state; the rest is the site's."""

_BY_LETTER = dict(zip("tacnpdux", PARTS, strict=True))


@frozen(kw_only=True)
class Grammar:
    """How one page sets its records: the order of parts and of what stands between them, what joins them, blank lines.

    A joint of a line's end sets a part on a line of its own. ``words`` are those of buttons, badges and counters;
    ``shares`` say how often a record has what not every one has; ``cells`` join the buttons or counters of a record. On
    some pages the texts of links are doubled, counters split from their words, abstracts cut, or the words "Abstract"
    and "Keywords" a line of their own. ``gaps`` are the blank lines behind a line and behind a record.
    """

    site: Site
    order: tuple[str, ...]
    joints: Mapping[str, str]
    labels: Mapping[str, str]
    words: Mapping[str, Sequence[str]]
    shares: Mapping[str, float]
    cells: Mapping[str, str]
    rank: str
    bullet: str
    indent: str
    width: int
    gaps: tuple[int, int]
    is_doubled: bool
    is_split: bool
    is_cut: bool
    is_titled: bool

    @classmethod
    def drawn(cls, site: Site) -> "Grammar":
        """Return a grammar that is drawn by lot."""
        chance, draw = site.tongue.chance, site.tongue.chance.choice
        orders, marks = table()["orders"], table()["marks"]
        letters = draw(orders["core"]).format(draw(orders["venue"]))
        core = [_BY_LETTER[letter] for letter in dict.fromkeys(letters)]
        joints, order = _joints(core, chance), _with_extras(core, chance)
        within = int(chance.random() < 0.22)
        return cls(
            site=site,
            order=tuple(order),
            joints=joints,
            labels=_labels(core, joints, site),
            words={
                "badge": site.some("badge", 4),
                "counter": site.some("counter", 3),
                "button": site.some("button", 7),
                "check": same([draw(marks["check"])], site.tongue),
                "thumb": [draw(marks["thumb"])],
                "rank": [draw(marks["rank"])],
            },
            shares={part: draw((1.0, 1.0, 0.9, 0.5)) for part in ("badge", "counter", "button", "snippet", "keywords")},
            cells={
                part: draw(("\n", "\n", "\n", " · ", " | ", "  ", "\t", " ")) for part in ("counter", "button", "badge")
            },
            rank=draw(("{}. ", "[{}] ", "{} ", "{}) ")) if "rank" not in order and chance.random() < 0.15 else "",
            bullet=draw("•-*◦▪") + " " if chance.random() < 0.06 else "",
            indent=draw(("  ", "    ", "      ", "\t")) if chance.random() < 0.1 else "",
            width=draw((48, 64, 80, 100)) if chance.random() < 0.15 else 0,
            gaps=(within, draw((0, 0, 0, 1, 1, 1, 2)) + within * draw((0, 1, 1))),
            is_doubled=chance.random() < 0.04,
            is_split=chance.random() < 0.2,
            is_cut=chance.random() < 0.6,
            is_titled=chance.random() < 0.15,
        )

    def record(self, parts: Parts, number: int) -> list[Row]:
        """Return the rows of one record or card, its first line not yet marked, and the blank ones behind it."""
        rows: list[Row] = []
        is_apart = True
        for part in self.order:
            own = self._labelled(part, list(parts.get(part, ()))) if part in _STATED else self._extra(part, number)
            is_apart = is_apart or self.joints.get(part, "\n") == "\n"
            if own and not is_apart and rows:
                before = rows.pop()
                role = Role.CONTINUES if before.role is Role.CONTINUES else own[0].role
                own[0] = Row(before.text + self.joints[part] + own[0].text, role)
            if own:
                rows += own
                is_apart = False
        rows = self._marked(rows, number)
        within, between = self.gaps
        return [each for row in rows for each in (row, *[BLANK] * within)] + [BLANK] * (between - within)

    def _labelled(self, part: str, rows: list[Row]) -> list[Row]:
        if rows and part == "title" and self.is_doubled:
            rows *= 2
        label = self.labels.get(part)
        if label is None or not rows:
            return rows
        if label.endswith("\n"):
            return [Row(label.strip(), rows[0].role), *rows]
        return [Row(f"{label} {rows[0].text}", rows[0].role), *rows[1:]]

    def _marked(self, rows: Sequence[Row], number: int) -> list[Row]:
        """Return the rows with a mark before the citation, the later lines indented, long ones wrapped."""
        found: list[Row] = []
        mark = self.bullet + self.rank.format(number)
        for row in rows:
            is_first = row.role is Role.CONTINUES and all(each.role is not Role.CONTINUES for each in found)
            text = mark * is_first + row.text
            lines = wrapped(text, self.width) if self.width and row.role is not Role.BUTTON else [text]
            indent = self.indent if found and not is_first else ""
            found += [Row(line if is_first and not at else indent + line, row.role) for at, line in enumerate(lines)]
        return found

    def _extra(self, part: str, number: int) -> list[Row]:
        """Return what is no part of the citation, but for its number."""
        tongue, chance = self.site.tongue, self.site.tongue.chance
        if part == "rank":
            return [Row(self.words[part][0].format(number), Role.CONTINUES)]
        if chance.random() > self.shares.get(part, 1.0):
            return []
        if part in ("snippet", "keywords"):
            return self._said(part)
        words = self.words[part]
        if part == "badge" or (part == "button" and chance.random() < 0.3):
            words = words[: chance.randint(1, len(words))] if part == "button" else [chance.choice(words)]
        texts = [tongue.filled(word, number if part == "check" else chance.randint(1, 30)) for word in words]
        if self.is_doubled:
            texts = [text for text in texts for _ in range(2)]
        if part == "counter" and self.is_split:
            texts = [piece for text in texts for piece in text.split(" ", 1)]
        return of_role(Role.BUTTON, self.cells.get(part, "\n").join(texts).split("\n"))

    def _said(self, part: str) -> list[Row]:
        """Return an abstract, whole, cut or in pieces, or keywords, with a label or without one."""
        tongue, chance = self.site.tongue, self.site.tongue.chance
        label = self.site.words["label"][-2 if part == "keywords" else -1]
        if part == "keywords":
            words = [tongue.filled("{w}" if chance.random() < 0.6 else "{w} {w}") for _ in range(chance.randint(2, 8))]
            text = self.cells["button"].replace("\n", "; ").join(words)
        else:
            text = " ".join(tongue.sentence() for _ in range(chance.randint(1, 6)))
            if self.is_cut:
                text = text[: chance.randint(60, 320)].rstrip() + chance.choice(("…", "...", " …", " [...]"))
        above = [Row(label, Role.BUTTON)] if self.is_titled else []
        lines = [f"{label}: {text}" if not above and (self.labels or part == "keywords") else text]
        return [*above, *of_role(Role.ANNOTATION, lines)]


def _joints(core: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Return what stands before each part: a line's end, or what joins it to the one before on the same line."""
    form, loose = chance.random(), chance.choice(table()["orders"]["loose"])
    joints = dict.fromkeys(core, "\n")
    for before, part in pairwise(core):
        if {before, part} & {"title", "people", "identifier"}:
            often = 0.03 if "title" in (before, part) else 0.14
        else:
            often = 0.95 if form < 0.6 else 0.0 if form < 0.8 else 0.5
        if chance.random() < often:
            tight = table()["orders"].get(part) if before in ("container", "numbers") else None
            joints[part] = chance.choice(tight) if tight and chance.random() < 0.7 else loose
    return joints | ({"counter": "\t"} if chance.random() < 0.08 else {})


def _labels(core: Sequence[str], joints: Mapping[str, str], site: Site) -> dict[str, str]:
    chance = site.tongue.chance
    if chance.random() > 0.25:
        return {}
    form = chance.choice(("{}:", "{}:", "{}:", "{} :", "{}", "{}\n", "{}:\n", "{}\t", "- {}:", "{}："))
    often = {part: 0.4 if part == "title" else 0.85 for part in core}
    named = dict(zip(PARTS, site.words["label"], strict=False))
    return {part: form.format(named[part]) for part in core if joints[part] == "\n" and chance.random() < often[part]}


def _with_extras(core: Sequence[str], chance: random.Random) -> list[str]:
    """Return the parts with what stands before, between and behind them."""

    def lots(**often: float) -> list[str]:
        return [part for part, share in often.items() if chance.random() < share]

    front = lots(check=0.1, rank=0.15, thumb=0.08, badge=0.28, button=0.06, counter=0.05)
    chance.shuffle(front)
    behind = lots(snippet=0.35, keywords=0.12, counter=0.42, button=0.6, badge=0.05)
    if chance.random() < 0.3:
        chance.shuffle(behind)
    order = [*front, *lots(label=0.06), *core, *behind]
    for part in lots(badge=0.05, button=0.06, counter=0.08, snippet=0.03):
        order.insert(len(front) + chance.randint(1, len(core)), part)
    return list(dict.fromkeys(order))
