"""Made works by made people in made journals, registered under a prefix that nobody has.

They carry what must not be said of a real work (that it was retracted) and what few real records have (a title in two scripts).
"""

import random
from collections.abc import Sequence
from typing import Any

Item = dict[str, Any]

PREFIX = "10.99999"
"""Nobody has this prefix. The one that is kept for tests, 10.5555, is taken by some programs for what is not registered anywhere."""

MADE = 800
"""Made works, in all."""

PAIRED = 20
"""Of so many made works one has a preprint."""

NOTICES = ("retraction", "withdrawal", "removal", "expression_of_concern")

_FAMILIES = (
    "Oxley Brandt Lindqvist Okafor Haverkamp Tiedemann Vasquez Moreau Castellani Nakagawa Petrossian Kowalewska Dimitrov Szabolcs Aaltonen "
    "Thorvaldsen Mbeki-Rowe Achterberg Quintanilla Fairweather Bhattacharjee Rasmussen Delacroix Ostrowski Yamashiro Halloran Eriksen "
    "Zubkov Marchetti Albuquerque Steinfeld Wolcott Ferreira Abernathy Ilincic Karagiannis Lachance Montefiore Novotny Pemberton Radulescu "
    "Saarinen Tchaikov Underhill Verhoeven Westergaard Yilmazer Zielinski Broughton Carmichael Engstrom Gallimore Hathersage Jankovic "
    "Kettering Loxley Mirzaei Norrgard Openshaw Ravenhill Stavros Tremblay Ullman Vidovic Winterbourne"
)
_GIVENS = (
    "Maria Tomas Anneke Chidi Ingrid Pavel Lucia Henri Giulia Kenji Ani Zofia Boyan Marta Eero Sigrid Thabo Willem Pilar Edwin Sunita Freja "
    "Camille Jerzy Haruka Fiona Lars Oleg Paolo Beatriz Jakob Harriet Rui Clive Dunja Eleni Marcel Bianca Radek Norah Ioana Jukka Vera Stella "
    "Pieter Karen Deniz Wanda Owen Isla Astrid Godfrey Mabel Nikola Ruth Simon Leila Bjorn Alma Kostas Agathe Nils Petra Quentin Rosalind"
)
FAMILIES, GIVENS = _FAMILIES.split(), _GIVENS.split()
_SUBJECTS = (
    "sediment transport", "parish registers", "river towns", "peat drainage", "tidal barriers", "school reform", "harbour dues", "soil acidity",
    "bilingual teaching", "rural credit", "lake plankton", "glacier retreat", "tram networks", "municipal archives", "wetland birds",
    "cooperative dairies", "wind erosion", "market charters", "ferry crossings", "flood insurance", "oral history", "seed storage",
    "night schools", "coastal dunes",
)  # fmt: skip
_LEADS = (
    "A survey of {} in {}", "The changing role of {} in {}", "Measuring {} across {}", "Modelling {} with evidence from {}",
    "Two centuries of {} in {}", "What drives {}? Observations from {}", "Patterns of {} in {}", "The economics of {} in {}",
    "On the origins of {} in {}", "Managing {} in {}",
)  # fmt: skip
_PLACES = (
    "the lower delta", "four upland valleys", "northern market towns", "the outer islands", "a border province", "two inland seas",
    "small harbours", "the eastern fens", "mountain parishes", "new suburbs", "the salt coast", "seven river basins",
)  # fmt: skip
JOURNALS = (
    ("Northmoor Journal of Hydrology", "Northmoor J. Hydrol."),
    ("Annals of Delta Studies", "Ann. Delta Stud."),
    ("International Review of Rural Education", "Int. Rev. Rural Educ."),
    ("Seeburg Archives of Applied Botany", "Seeburg Arch. Appl. Bot."),
    ("Quarterly of Municipal Economics", "Q. Munic. Econ."),
    ("Transactions of the Harbour Society", "Trans. Harb. Soc."),
    ("European Bulletin of Lake Science", "Eur. Bull. Lake Sci."),
    ("Studies in Provincial History", "Stud. Prov. Hist."),
)
BOOKS = (
    "Handbook of Provincial Waters",
    "Towns, Tides and Taxes",
    "Proceedings of the Fifth Seeburg Symposium on Peat",
    "Essays on the Outer Islands",
)
BODIES = (
    "Northmoor Office of Statistics", "Seeburg Water Board", "Institute for Delta Policy", "Union of Harbour Towns", "Ministry of Fens and Forests",
    "Observatory of Provincial Schools", "Council of the Outer Islands",
)  # fmt: skip
HOUSES = ("Northmoor University Press", "Seeburg Academic", "Delta House")


def person(rng: random.Random) -> Item:
    given = rng.choice(GIVENS)
    if rng.random() < 0.4:
        given = f"{given} {rng.choice('ABCDEFGHJKLMNPRSTVW')}."
    return {"given": given, "family": rng.choice(FAMILIES)}


def people(rng: random.Random, most: int = 5) -> list[Item]:
    """People of different family names."""
    found = {each["family"]: each for each in (person(rng) for _ in range(rng.randint(1, most)))}
    return list(found.values())


def title(rng: random.Random) -> str:
    return rng.choice(_LEADS).format(rng.choice(_SUBJECTS), rng.choice(_PLACES))


def titles(rng: random.Random, count: int) -> Sequence[str]:
    """So many titles, each another."""
    return rng.sample(every_title(), count)


def every_title() -> list[str]:
    return [lead.format(subject, place) for lead in _LEADS for subject in _SUBJECTS for place in _PLACES]


def made_items(rng: random.Random) -> list[Item]:
    """Articles and chapters; the first fifth with a notice each."""
    items = []
    for number, name in enumerate(titles(rng, MADE)):
        year, first = rng.randint(1996, 2023), rng.randint(1, 800)
        item: Item = {
            "DOI": f"{PREFIX}/messy.{year}.{1000 + number}",
            "title": [name],
            "author": people(rng),
            "issued": {"date-parts": [[year]]},
            "page": f"{first}-{first + rng.randint(6, 30)}",
        }
        if number % 4 == 3:
            item |= {"type": "book-chapter", "container-title": [rng.choice(BOOKS)], "publisher": rng.choice(HOUSES)}
        else:
            full, short = rng.choice(JOURNALS)
            item |= {"type": "journal-article", "container-title": [full], "short-container-title": [short]}
            item |= {"volume": str(year - 1970), "issue": str(rng.randint(1, 6)), "publisher": rng.choice(HOUSES)}
        if number < MADE // 5:
            notice = {"DOI": f"{item['DOI']}.notice", "type": NOTICES[number % len(NOTICES)], "source": "publisher"}
            item["updated-by"] = [notice]
        items.append(item)
        if number % PAIRED == 6:
            items.append(_preprint(item))
    return items


def _preprint(published: Item) -> Item:
    """The preprint of an article, each of the two with the DOI of the other."""
    doi = published["DOI"].replace("messy.", "messy.pre.")
    kept = {name: published[name] for name in ("title", "author", "issued")}
    published["relation"] = {"has-preprint": [{"id-type": "doi", "id": doi}]}
    relation = {"is-preprint-of": [{"id-type": "doi", "id": published["DOI"]}]}
    return kept | {
        "DOI": doi,
        "type": "posted-content",
        "subtype": "preprint",
        "publisher": "Seeburg Preprints",
        "relation": relation,
    }
