"""Running texts that cite a list, with what does not fit between the two."""

import random
import re
from collections.abc import Sequence
from typing import Any

from attrs import field, frozen
from judge_faults import transposed
from messy.languages import Words
from messy.rows import Row
from messy.stock import FAMILIES

PROSE = {
    "en": (
        "The towns of the delta were counted twice in that century {}.",
        "It has been argued that the moves were planned {}, but there is little evidence that they were.",
        "The registers are kept in three archives and were read by two of us {}.",
        "This holds for the later decades in particular {}.",
        "Whether the markets followed the harbours or led them cannot be told from the sources {}.",
        "A third of the parishes left no accounts at all {}.",
    ),
    "de": (
        "Die Städte des Deltas wurden in jenem Jahrhundert zweimal gezählt {}.",
        "Dass die Umzüge geplant waren, ist behauptet worden {}, aber kaum zu belegen.",
        "Die Register liegen in drei Archiven und wurden von zweien von uns gelesen {}.",
        "Dies gilt insbesondere für die späteren Jahrzehnte {}.",
        "Ob die Märkte den Häfen folgten, lässt sich nicht entscheiden {}.",
    ),
    "fr": (
        "Les villes du delta ont été recensées deux fois au cours de ce siècle {}.",
        "On a soutenu que les déplacements étaient prévus {}, mais les preuves sont rares.",
        "Les registres sont conservés dans trois dépôts {}.",
        "Cela vaut surtout pour les décennies suivantes {}.",
    ),
    "es": (
        "Las ciudades del delta se contaron dos veces en aquel siglo {}.",
        "Se ha sostenido que los traslados fueron planeados {}, pero hay pocas pruebas.",
        "Los registros se guardan en tres archivos {}.",
        "Esto vale sobre todo para las décadas siguientes {}.",
    ),
    "it": (
        "Le città del delta furono censite due volte in quel secolo {}.",
        "Si è sostenuto che gli spostamenti fossero previsti {}, ma le prove sono poche.",
        "I registri si conservano in tre archivi {}.",
    ),
    "pt": (
        "As cidades do delta foram contadas duas vezes naquele século {}.",
        "Afirmou-se que as mudanças foram planejadas {}, mas há poucas provas.",
        "Os registros estão guardados em três arquivos {}.",
    ),
    "nl": (
        "De steden van de delta werden in die eeuw tweemaal geteld {}.",
        "Beweerd is dat de verhuizingen gepland waren {}, maar bewijs is er nauwelijks.",
        "De registers liggen in drie archieven {}.",
    ),
}
"""Sentences with a place for what is cited."""

TITLES = {
    "en": ("The towns of the delta and their rivers", "Introduction", "Results"),
    "de": ("Die Städte des Deltas und ihre Flüsse", "Einleitung", "Ergebnisse"),
    "fr": ("Les villes du delta et leurs rivières", "Introduction", "Résultats"),
    "es": ("Las ciudades del delta y sus ríos", "Introducción", "Resultados"),
    "it": ("Le città del delta e i loro fiumi", "Introduzione", "Risultati"),
    "pt": ("As cidades do delta e seus rios", "Introdução", "Resultados"),
    "nl": ("De steden van de delta en hun rivieren", "Inleiding", "Resultaten"),
}
_NAME = re.compile(r"[^\W\d_]{6,}")


@frozen(kw_only=True)
class Running:
    """A text, as paragraphs under a title and two headings, and the gold of what does not fit."""

    title: str
    first: str
    second: str
    paragraphs: Sequence[str]
    problems: Sequence[dict[str, Any]] = field(factory=list)


def by_name(rows: Sequence[Row], language: str, words: Words, rng: random.Random) -> Running:
    """A text that cites by names and years. ``rows`` are in the order of the list, each with a label of its own."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    uncited, others = order[:2], order[2:]
    marks, problems = [], [{"kind": "listed-not-cited", "reference": at} for at in uncited]
    long = [at for at in others if _NAME.fullmatch(_family(rows[at])) and _family(rows[at]).isalpha()]
    plain = [at for at in others if (rows[at].kind not in ("year-near", "year-far"))]
    misnamed = long[0] if long else None
    misdated = next((at for at in plain if at != misnamed), None)
    for at in others:
        names, year = label(rows[at], words)
        if at == misnamed:
            family = _family(rows[at])
            names = names.replace(family, transposed(family, rng), 1)
            problems.append({"kind": "cited-name", "reference": at, "text": f"{names}, {year}"})
        elif at == misdated:
            year = str(int(year) + 3)
            problems.append({"kind": "cited-year", "reference": at, "text": f"{names}, {year}"})
        marks.append(f"{names}, {year}")
    known = {_family(row) for row in rows}
    for family in rng.sample([each for each in FAMILIES if each not in known], 2):
        text = f"{family}, {rng.randint(1990, 2022)}"
        marks.insert(rng.randrange(len(marks)), text)
        problems.append({"kind": "cited-not-listed", "text": text})
    return _running(language, [f"({mark})" for mark in _grouped(marks, "; ", rng)], rng, problems)


def by_number(count: int, language: str, rng: random.Random) -> Running:
    """A text that cites by numbers in brackets."""
    order = list(range(count))
    uncited = sorted(rng.sample(order[1:], 2))
    marks = [str(at + 1) for at in order if at not in uncited]
    problems: list[dict[str, Any]] = [{"kind": "listed-not-cited", "reference": at} for at in uncited]
    beyond = f"{count + rng.randint(1, 9)}"
    marks.append(beyond)
    problems.append({"kind": "cited-not-listed", "text": f"[{beyond}]"})
    return _running(language, [f"[{mark}]" for mark in _grouped(marks, ", ", rng)], rng, problems)


def by_key(keys: Sequence[str], language: str, form: str, between: str, rng: random.Random) -> Running:
    r"""A text that cites by the keys of a file, as ``form`` has it (``\cite{{{}}}``, ``[{}]``)."""
    marks = rng.sample(keys, len(keys))
    problems: list[dict[str, Any]] = []
    prefix = "@" if keys[0].startswith("@") else ""
    for family in rng.sample(FAMILIES, 2):
        missing = f"{family.lower().replace('-', '')}{rng.randint(1990, 2022)}x"
        marks.insert(rng.randrange(len(marks)), prefix + missing)
        problems.append({"kind": "cited-not-listed", "text": missing})
    return _running(language, [form.format(mark) for mark in _grouped(marks, between, rng)], rng, problems)


def label(row: Row, words: Words) -> tuple[str, str]:
    """The names and the year by which a reference is cited."""
    people = [each["family"] for each in row.fields.get("author", ())]
    if len(people) == 2 and not row.fields.get("et_al"):
        names = f"{people[0]} {words.both} {people[1]}"
    else:
        names = f"{people[0]} {words.others}" if len(people) > 2 or row.fields.get("et_al") else people[0]
    return names, str(row.fields["year"])


def is_citable(row: Row) -> bool:
    """Whether a reference has what it is cited by."""
    return (
        bool(row.fields.get("author"))
        and bool(row.fields.get("year"))
        and row.group != "twin"
        and row.kind != "duplicate"
    )


def told_apart(rows: Sequence[Row]) -> list[Row]:
    """The references whose first author no other has."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        if is_citable(row) and (family := _family(row).casefold()) not in seen:
            seen.add(family)
            kept.append(row)
    return kept


def _family(row: Row) -> str:
    return str(row.fields["author"][0]["family"])


def _grouped(marks: Sequence[str], between: str, rng: random.Random) -> list[str]:
    groups, rest = [], list(marks)
    while rest:
        count = rng.choice((1, 1, 1, 2, 3))
        groups.append(between.join(rest[:count]))
        rest = rest[count:]
    return groups


def _running(language: str, marks: Sequence[str], rng: random.Random, problems: list[dict[str, Any]]) -> Running:
    sentences = [rng.choice(PROSE[language]).format(mark) for mark in marks]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    title, first, second = TITLES[language]
    return Running(title=title, first=first, second=second, paragraphs=paragraphs, problems=problems)
