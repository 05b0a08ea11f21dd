"""Layouts of typeset papers: each is a function from references, a language and a source of chance to what Typst sets."""

import random
import re
from collections.abc import Callable, Sequence

Page = Callable[[Sequence[str], str, random.Random], str]

_HEADINGS = {
    "de": ("Literatur", "Literaturverzeichnis", "Bibliographie", "Literaturangaben", "Quellen und Literatur"),
    "en": ("References", "Bibliography", "Works Cited", "Literature", "REFERENCES"),
}
_TITLES = {
    "de": "Die Städte des Deltas und ihre Flüsse: Eine historische Betrachtung zwischen 1750 und 1950",
    "en": "The towns of the delta and their rivers: A historical account between 1750 and 1950",
}
_SECTIONS = {
    "de": ("Einleitung", "Fragestellung und Methode", "Ergebnisse der Zählung", "Diskussion", "Fazit und Ausblick"),
    "en": ("Introduction", "Question and method", "What was counted", "Discussion", "Conclusion and outlook"),
}
_SENTENCES = {
    "de": (
        "Die Städte des Deltas wurden in jenem Jahrhundert zweimal gezählt, einmal durch die Krone und einmal durch die Kirche.",
        "Im Oktober 1975 beschloss der Rat, die Register zu öffnen, was bis zum Ende der 1980er Jahre niemand genutzt hat.",
        "Von den 412 Karten, die zwischen 1750 und 1950 entstanden sind, konnten 37 Prozent nicht zugeordnet werden.",
        "Der Begriff der Siedlung wird dabei, wie Brandt und Ruiz (2014: 33) zeigen, keineswegs einheitlich verwendet.",
        "Dies gilt insbesondere für die Jahre nach 1848 (vgl. Oxley 2011, S. 12 ff.; Brandt 2009; Okafor et al. 2003).",
        "Ob der Umzug der Märkte eine Folge oder eine Ursache war, lässt sich anhand der Quellen nicht entscheiden.",
        "„Wer den Fluss nicht kennt, der baut sein Haus zweimal“ (Seeburg 1931: 14), heißt es in einer Chronik jener Zeit.",
        "Die Kirchenbücher der Jahre 1784 bis 1799 nennen 298 Familien, von denen 31 fortgezogen sind.",
    ),
    "en": (
        "The towns of the delta were counted twice in that century, once by the crown and once by the church.",
        "In October 1975 the council opened the registers, of which nobody made use until the end of the 1980s.",
        "Of the 412 maps that were drawn between 1750 and 1950, 37 per cent could not be placed.",
        "As Brandt and Ruiz (2014: 33) have shown, the word settlement is not used in one sense alone.",
        "This holds for the years after 1848 in particular (see Oxley 2011, pp. 12-19; Brandt 2009; Okafor et al. 2003).",
        "Whether the moves of the markets were what followed or what led cannot be told from the sources.",
        "“Who does not know the river builds his house twice” (Seeburg 1931: 14), says a chronicle of that time.",
        "The parish registers of the years 1784 to 1799 name 298 families, of whom 31 moved away.",
    ),
}
_NOTES = {
    "de": (
        "Vgl. hierzu ausführlich Oxley (2011), S. 45 f., sowie die Beiträge in Brandt/Ruiz (2014).",
        "Ebd., S. 12.",
        "Die Zahlen beruhen auf eigenen Berechnungen nach den Registern der Jahre 1784 bis 1799.",
        "So etwa bei Seeburg 1931, S. 14; anders dagegen Okafor 2003, S. 77–81.",
        "Für Hinweise danke ich Anna Lindqvist und den Mitarbeiterinnen des Archivs.",
        "Siehe dazu auch Kapitel 3 dieser Arbeit und http://www.delta-archiv.example/karten/1750.",
    ),
    "en": (
        "See Oxley (2011), pp. 45 f., and the chapters in Brandt and Ruiz (2014).",
        "Ibid., p. 12.",
        "The figures are our own, from the registers of the years 1784 to 1799.",
        "So Seeburg 1931, p. 14; for another view see Okafor 2003, pp. 77–81.",
        "I thank Anna Lindqvist and the staff of the archive for their help.",
        "See chapter 3 and http://www.delta-archive.example/maps/1750.",
    ),
}
_ABSTRACT = {"de": "Zusammenfassung", "en": "Abstract"}
_KEYWORDS = {
    "de": "Schlagwörter: Delta, Städte, Karten, Kirchenbücher",
    "en": "Keywords: delta, towns, maps, registers",
}
_BEHIND = {
    "de": (
        "Anhang",
        "Die Karten liegen in drei Archiven, die an Werktagen öffentlich zugänglich sind. Sie wurden im Sommer 2016 mit "
        "freundlicher Hilfe der Archivarinnen fotografiert.",
        "Zur Person",
        "Maria Oxley, Dr. phil., geb. 1968, ist wissenschaftliche Mitarbeiterin am Institut für Geographie der Universität "
        "Nordmoor. Veröffentlichungen u. a.: Städte im Wandel, Seeburg 2009; Flüsse und Grenzen (Hrsg., mit T. Brandt), Nordmoor 2012.",
    ),
    "en": (
        "Appendix",
        "The maps are kept in three archives, which are open to the public on weekdays. They were photographed in the summer "
        "of 2016 with the kind help of the archivists.",
        "About the author",
        "Maria Oxley, PhD, born 1968, is a lecturer in geography at the University of Northmoor. Among her publications are Towns "
        "that move (Seeburg, 2009) and Rivers and borders (ed., with T. Brandt, Northmoor, 2012).",
    ),
}
_RUNNING = {"de": "Städte des Deltas", "en": "Towns of the delta"}
_TABLE = {
    "de": (
        "Tabelle 1: Umzüge der Städte nach Jahrzehnten",
        "Jahrzehnt",
        "Umzüge",
        "Städte",
        "Quelle: Kirchenbücher; eigene Berechnungen",
    ),
    "en": ("Table 1: Moves of towns by decade", "Decade", "Moves", "Towns", "Source: parish registers; own figures"),
}
_COVER = {
    "de": (
        "www.archiv.example",
        "Die Städte des Deltas und ihre Flüsse: Eine historische Betrachtung zwischen 1750 und 1950",
        "Oxley, Maria",
        "Veröffentlichungsversion / Published Version",
        "Zeitschriftenartikel / journal article",
        "Empfohlene Zitierung / Suggested Citation:",
        "Oxley, M. (2012). Die Städte des Deltas und ihre Flüsse: Eine historische Betrachtung zwischen 1750 und 1950. Delta-Studien, "
        "12(3), 45-67. https://nbn-resolving.example/urn:nbn:de:0000-archiv-371",
        "Nutzungsbedingungen: Dieser Text wird unter einer Deposit-Lizenz (Keine Weiterverbreitung - keine Bearbeitung) zur Verfügung gestellt.",
    ),
    "en": (
        "www.archive.example",
        "The towns of the delta and their rivers: A historical account between 1750 and 1950",
        "Oxley, Maria",
        "Published Version",
        "journal article",
        "Suggested Citation:",
        "Oxley, M. (2012). The towns of the delta and their rivers: A historical account between 1750 and 1950. Delta Studies, 12(3), "
        "45-67. https://nbn-resolving.example/urn:nbn:de:0000-archive-371",
        "Terms of use: This document is made available under Deposit Licence (No Redistribution - no modifications).",
    ),
}


def text(content: str) -> str:
    """Typst source that prints the content as it is."""
    return '#"' + content.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prose(language: str, rng: random.Random, paragraphs: int, *, notes: float = 0.0) -> str:
    made = []
    for _ in range(paragraphs):
        sentences = []
        for sentence in rng.choices(_SENTENCES[language], k=rng.randint(5, 11)):
            note = f"#footnote[{text(rng.choice(_NOTES[language]))}]" if rng.random() < notes else ""
            sentences.append(text(sentence) + note)
        made.append(" ".join(sentences))
    return "\n\n".join(made)


def _body(language: str, rng: random.Random, *, notes: float = 0.0, numbered: bool = False, long: int = 3) -> str:
    parts = [
        f'#text(weight: "bold")[{_ABSTRACT[language]}]\n\n{_prose(language, rng, 1)}\n\n{text(_KEYWORDS[language])}'
    ]
    for number, title in enumerate(_SECTIONS[language], 1):
        parts.append(f"= {number}. {title}" if numbered else f"= {title}")
        parts.append(_prose(language, rng, rng.randint(1, long), notes=notes))
        if number == 3:
            parts.append(_table(language))
    return "\n\n".join(parts)


def _table(language: str) -> str:
    caption, *heads, source = _TABLE[language]
    cells = [
        *heads,
        *(str(each) for year in range(1750, 1800, 10) for each in (f"{year}-{year + 9}", year % 37, year % 301)),
    ]
    return f"{text(caption)}\n\n#table(columns: 3, {', '.join(f'[{text(cell)}]' for cell in cells)})\n\n{text(source)}"


def _behind(language: str) -> str:
    appendix, maps, about, who = _BEHIND[language]
    return f"= {appendix}\n\n{text(maps)}\n\n= {about}\n\n{text(who)}"


def _set(
    language: str,
    body: str,
    *,
    columns: int = 1,
    size: float = 10,
    heads: str = "bold",
    header: bool = True,
    cover: bool = False,
    indent: str = "0pt",
) -> str:
    running = _RUNNING[language]
    head = (
        "header: context { let n = counter(page).get().first(); if n > 1 { if calc.even(n) { "
        f"[#n #h(1fr) Maria Oxley] }} else {{ [{running} #h(1fr) #n] }} }} }},"
        if header
        else "footer: context [#h(1fr) – #counter(page).display() – #h(1fr)],"
    )
    style = {
        "bold": "#show heading: set text(size: 11pt)",
        "large": '#show heading: it => block(text(size: 14pt, weight: "regular", it.body))',
        "plain": f'#show heading: it => block(text(size: {size}pt, weight: "regular", it.body))',
        "capitals": f'#show heading: it => block(align(center, text(size: {size}pt, weight: "regular", upper(it.body))))',
        "spaced": f'#show heading: it => block(text(size: {size}pt, weight: "regular", tracking: 0.4em, it.body))',
        "italic": f'#show heading: it => block(text(size: {size}pt, weight: "regular", style: "italic", it.body))',
    }[heads]
    first = "\n\n".join(map(text, _COVER[language])) + "\n\n#pagebreak()\n\n" if cover else ""
    title = f"#text(16pt)[{text(_TITLES[language])}]\n\nMaria Oxley"
    return f"""
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm), {head})
#set text(size: {size}pt, hyphenate: true, lang: "{language}", font: "Libertinus Serif")
#set par(justify: true, first-line-indent: {indent}, spacing: 0.65em)
#set footnote.entry(separator: line(length: 30%, stroke: 0.5pt))
{style}
{first}
#set page(columns: {columns})
#place(top + center, scope: "parent", float: true)[{title}]
{body}
"""


def _heading(language: str, rng: random.Random) -> str:
    return rng.choice(_HEADINGS[language])


def _paragraphs(
    references: Sequence[str], *, hanging: str = "1.2em", spacing: str = "0.65em", first: str = "0pt", size: str = ""
) -> str:
    sized = f"#set text(size: {size})\n" if size else ""
    indent = f"first-line-indent: (amount: {first}, all: true)"
    paragraphs = "\n\n".join(map(text, references))
    return f"#[\n{sized}#set par(hanging-indent: {hanging}, spacing: {spacing}, {indent})\n\n{paragraphs}\n\n]"


def hanging(references: Sequence[str], language: str, rng: random.Random) -> str:
    """One column, footnotes, a list with hanging indents."""
    body = f"{_body(language, rng, notes=0.3)}\n\n= {_heading(language, rng)}\n\n{_paragraphs(references)}"
    return _set(language, body, indent="1em")


def flush(references: Sequence[str], language: str, rng: random.Random) -> str:
    """One column, a list with nothing between its entries."""
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{_paragraphs(references, hanging='0pt')}"
    return _set(language, body)


def spaced(references: Sequence[str], language: str, rng: random.Random) -> str:
    """One column, a list with white space between its entries, and other sections behind it."""
    listed = _paragraphs(references, hanging="0pt", spacing="1.4em")
    body = f"{_body(language, rng, notes=0.2)}\n\n= {_heading(language, rng)}\n\n{listed}\n\n{_behind(language)}"
    return _set(language, body)


def two_columns(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Two columns, small letters in the list, which hangs."""
    listed = _paragraphs(references, size="8pt")
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{listed}"
    return _set(language, body, columns=2, size=9, heads="large")


def two_columns_flush(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Two columns, footnotes, nothing between the entries, and other sections behind them."""
    listed = _paragraphs(references, hanging="0pt")
    body = f"{_body(language, rng, notes=0.2)}\n\n= {_heading(language, rng)}\n\n{listed}\n\n{_behind(language)}"
    return _set(language, body, columns=2, size=9)


def first_line(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Indented first lines, in the list as in the text."""
    listed = _paragraphs(references, hanging="0pt", first="1.2em")
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{listed}"
    return _set(language, body, heads="plain", indent="1.2em")


def numbered(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Numbers in brackets in the margin."""
    rows = "\n".join(
        f'#grid(columns: (2.4em, 1fr), [#"[{number}]"], [{text(each)}])' for number, each in enumerate(references, 1)
    )
    body = f"{_body(language, rng, numbered=True)}\n\n= 6. {_heading(language, rng)}\n\n{rows}"
    return _set(language, body, columns=rng.choice((1, 2)))


def dotted(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Numbers with a point, run in."""
    numbers = [f"{number}. {each}" for number, each in enumerate(references, 1)]
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{_paragraphs(numbers, hanging='0pt')}\n\n{_behind(language)}"
    return _set(language, body, heads="capitals")


def bulleted(references: Sequence[str], language: str, rng: random.Random) -> str:
    """A bulleted list."""
    rows = "\n".join(f"- {text(each)}" for each in references)
    return _set(language, f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{rows}", header=False)


def several_lists(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Sources and literature under headings of their own."""
    whole, first, second = {
        "de": ("Quellen- und Literaturverzeichnis", "Quellen", "Sekundärliteratur"),
        "en": ("Bibliography", "Primary sources", "Secondary sources"),
    }[language]
    cut = max(len(references) // 3, 3)
    lists = f"== {first}\n\n{_paragraphs(references[:cut])}\n\n== {second}\n\n{_paragraphs(references[cut:])}"
    return _set(language, f"{_body(language, rng, notes=0.4)}\n\n= {whole}\n\n{lists}", indent="1em")


def with_cover(references: Sequence[str], language: str, rng: random.Random) -> str:
    """An archive's cover page before all, and an abstract in the other language behind all."""
    other = {"de": "en", "en": "de"}[language]
    abstract = f"= {_ABSTRACT[other]}\n\n{_prose(other, rng, 1)}"
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{_paragraphs(references)}\n\n{abstract}"
    return _set(language, body, cover=True, indent="1em")


def letter_spaced(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Headings with space between their letters."""
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{_paragraphs(references)}"
    return _set(language, body, heads="spaced", header=False)


def without_heading(references: Sequence[str], language: str, rng: random.Random) -> str:
    """A list behind a line, without a heading."""
    return _set(
        language,
        f"{_body(language, rng)}\n\n#line(length: 100%)\n\n{_paragraphs(references)}",
        columns=rng.choice((1, 2)),
    )


def notes_as_list(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Endnotes before a list."""
    title = {"de": "Anmerkungen", "en": "Notes"}[language]
    notes = "\n\n".join(text(f"{number} {rng.choice(_NOTES[language])}") for number in range(1, 19))
    body = f"{_body(language, rng)}\n\n= {title}\n\n{notes}\n\n= {_heading(language, rng)}\n\n{_paragraphs(references)}"
    return _set(language, body, heads="italic")


def run_in_heading(references: Sequence[str], language: str, rng: random.Random) -> str:
    """Letters of one size, a heading with a colon, two columns."""
    body = f"{_body(language, rng)}\n\n= {_heading(language, rng)}:\n\n{_paragraphs(references, hanging='0.8em')}"
    return _set(language, body, columns=2, heads="plain", header=False, size=9)


def table_columns(references: Sequence[str], language: str, rng: random.Random) -> str:
    """A table with a narrow column of names and years before what they stand for."""
    rows = []
    for each in references:
        found = re.match(r"(?P<who>.{3,60}?\(?\b(?:1[89]|20)\d\d[a-z]?\)?[.,:]?) (?P<what>.+)", each)
        who, what = (found["who"], found["what"]) if found else ("", each)
        rows.append(f"[{text(who)}], [{text(what)}]" if who else f"table.cell(colspan: 2)[{text(what)}]")
    table = f"#table(columns: (5cm, 1fr), stroke: none, inset: 2pt, {', '.join(rows)})"
    return _set(language, f"{_body(language, rng)}\n\n= {_heading(language, rng)}\n\n{table}")


LAYOUTS: dict[str, Page] = {
    "hanging, footnotes": hanging,
    "flush": flush,
    "spaced": spaced,
    "two columns": two_columns,
    "two columns, flush": two_columns_flush,
    "first line indented": first_line,
    "numbered": numbered,
    "numbered, run in": dotted,
    "bulleted": bulleted,
    "several lists": several_lists,
    "cover page": with_cover,
    "letter-spaced heading": letter_spaced,
    "no heading": without_heading,
    "notes before the list": notes_as_list,
    "plain heading": run_in_heading,
    "table": table_columns,
}
