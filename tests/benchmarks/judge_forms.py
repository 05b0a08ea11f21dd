"""Fair forms: right citations in forms that a record does not have."""

import random
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from attrs import evolve
from judge_faults import Made, Making, World
from judge_letters import foreign, two_standards

from refcheck.model import Date, Name, Record

_SPELLINGS = (
    ("behavior", "behaviour"), ("color", "colour"), ("analyzing", "analysing"), ("center", "centre"), ("organization", "organisation"),
    ("modeling", "modelling"), ("hemoglobin", "haemoglobin"), ("estrogen", "oestrogen"), ("defense", "defence"), ("fiber", "fibre"),
    ("tumor", "tumour"), ("program", "programme"), ("aging", "ageing"), ("catalog", "catalogue"), ("gray", "grey"), ("sulfur", "sulphur"),
    ("skeptical", "sceptical"), ("plow", "plough"), ("fetal", "foetal"), ("judgment", "judgement"),
)  # fmt: skip
_CUTS = {"international": "Int.", "journal": "J.", "review": "Rev.", "research": "Res.", "science": "Sci.", "sciences": "Sci.",
         "american": "Am.", "european": "Eur.", "studies": "Stud.", "medicine": "Med.", "applied": "Appl.", "physics": "Phys.",
         "engineering": "Eng.", "technology": "Technol.", "chemistry": "Chem.", "biology": "Biol.", "economics": "Econ.",
         "environmental": "Environ.", "social": "Soc.", "psychology": "Psychol.", "clinical": "Clin.", "national": "Natl.",
         "management": "Manag.", "annals": "Ann.", "archives": "Arch.", "british": "Br.", "bulletin": "Bull.", "society": "Soc.",
         "transactions": "Trans.", "letters": "Lett.", "medical": "Med.", "biological": "Biol.", "education": "Educ.",
         "political": "Polit.", "quarterly": "Q.", "history": "Hist.", "health": "Health", "materials": "Mater."}  # fmt: skip
"""Source: the List of Title Word Abbreviations of the ISSN centre."""

_SMALL = ("of", "the", "and", "for", "in", "on", "&", "de", "la", "et")
_NICKNAMES = (("Robert", "Bob"), ("William", "Bill"), ("Michael", "Mike"), ("Thomas", "Tom"), ("James", "Jim"), ("Elizabeth", "Liz"),
              ("Katherine", "Kate"), ("Richard", "Dick"), ("Alexander", "Alex"), ("Christopher", "Chris"), ("Daniel", "Dan"),
              ("Benjamin", "Ben"), ("Jennifer", "Jen"), ("Matthew", "Matt"), ("Nicholas", "Nick"), ("Samuel", "Sam"),
              ("Timothy", "Tim"), ("Gregory", "Greg"), ("Jonathan", "Jon"), ("Andrew", "Andy"))  # fmt: skip
_TRANSLATED = (
    (
        "Die Entwicklung der Verwaltung in den neuen Bundesländern",
        "The development of administration in the new federal states",
    ),
    ("Les politiques de l'eau dans les villes du Sahel", "Water policies in the cities of the Sahel"),
    ("La educación rural en los Andes y sus maestros", "Rural education in the Andes and its teachers"),
    ("Il mercato del lavoro nella Toscana del Novecento", "The labour market in Tuscany in the twentieth century"),
    ("O ensino de história nas escolas do Nordeste", "The teaching of history in schools of the Northeast"),
    ("De geschiedenis van het waterbeheer in Zeeland", "The history of water management in Zeeland"),
    ("Skolans roll för integration och lärande i Sverige", "The role of school for integration and learning in Sweden"),
    ("Türkiye'de yerel yönetimler ve katılım", "Local governments and participation in Turkey"),
    ("Rozwój gospodarki regionalnej w Polsce", "The development of the regional economy in Poland"),
    ("Az iskola szerepe a magyar társadalomban", "The role of the school in Hungarian society"),
)


def _cited(record: Record, **changes: Any) -> Made:
    return Made(work=evolve(record.work, **changes))


def _held(record: Record, held: Mapping[str, Any], cited: Mapping[str, Any]) -> Made:
    work = evolve(record.work, **held)
    return Made(work=evolve(work, **cited), record=evolve(record, work=work))


def initials(record: Record, world: World, rng: random.Random) -> Made:
    point, gap = rng.choice(((".", ". "), (".", "."), ("", "")))
    people = [
        evolve(n, given=gap.join(w[0].upper() for w in re.split(r"[\s.-]+", n.given or "") if w[:1].isalpha()) + point)
        for n in record.work.author
    ]
    return _cited(record, author=tuple(people))


def first_initial_alone(record: Record, world: World, rng: random.Random) -> Made:
    return _cited(record, author=tuple(evolve(n, given=f"{(n.given or 'A').strip()[0]}.") for n in record.work.author))


def et_al(record: Record, world: World, rng: random.Random) -> Made | None:
    people = record.work.author
    return _cited(record, author=people[: rng.randint(1, 2)], author_et_al=True) if len(people) > 2 else None


def abbreviated_journal(record: Record, world: World, rng: random.Random) -> Made | None:
    words = (record.work.container_title or "").replace(":", "").split()
    cut = [_CUTS.get(word.lower(), word) for word in words if word.lower() not in _SMALL]
    return _cited(record, container_title=" ".join(cut)) if len(cut) > 1 and cut != words else None


def registered_abbreviation(record: Record, world: World, rng: random.Random) -> Made | None:
    shorter = [
        name for name in record.work.container_title_alternative if len(name) < len(record.work.container_title or "")
    ]
    return _cited(record, container_title=shorter[0]) if shorter else None


def short_registered_only(record: Record, world: World, rng: random.Random) -> Made | None:
    """The record has nothing but the abbreviation, and the full name is cited."""
    made = abbreviated_journal(record, world, rng)
    if made is None:
        return None
    return _held(
        record,
        {"container_title": made.work.container_title, "container_title_alternative": ()},
        {"container_title": record.work.container_title},
    )


def acronym(record: Record, world: World, rng: random.Random) -> Made | None:
    words = [word for word in (record.work.container_title or "").split() if word.lower() not in _SMALL]
    made = "".join(word[0] for word in words).upper()
    return (
        _cited(record, container_title=made)
        if len(words) > 2 and made.isalpha() and record.work.type == "article-journal"
        else None
    )


def supplement(record: Record, world: World, rng: random.Random) -> Made:
    number = rng.choice("1234")
    forms = (
        f"S{number}",
        f"Suppl {number}",
        f"Suppl. {number}",
        f"Supplement {number}",
        f"suppl_{number}",
        f"Supplement_{number}",
        f"sup{number}",
    )
    held, cited = rng.sample(forms, 2)
    return _held(record, {"issue": held}, {"issue": cited})


def supplement_in_volume(record: Record, world: World, rng: random.Random) -> Made:
    number, volume = rng.choice("123"), rng.randint(5, 90)
    cited = rng.choice(
        (
            {"volume": f"{volume} Suppl {number}", "issue": None},
            {"volume": f"{volume}S{number}", "issue": None},
            {"volume": f"{volume} Suppl", "issue": None},
            {"volume": f"{volume}", "issue": "Suppl"},
        )
    )
    return _held(
        record,
        {"volume": str(volume), "issue": rng.choice((f"S{number}", f"Suppl {number}", f"Suppl_{number}"))},
        cited,
    )


def supplement_of_issue(record: Record, world: World, rng: random.Random) -> Made:
    number, issue = rng.choice("123"), rng.randint(1, 12)
    held = rng.choice((f"{issue}", f"{issue}_suppl", f"{issue}, Supplement {number}", f"{issue} Suppl. {number}"))
    return _held(record, {"issue": held}, {"issue": f"{issue} Suppl {number}"})


def spelling(record: Record, world: World, rng: random.Random) -> Made:
    one, two = rng.sample(rng.choice(_SPELLINGS), 2)
    title = (record.work.title or "").rstrip(".")
    return _held(record, {"title": f"{title} and {one}", "subtitle": None}, {"title": f"{title} and {two}"})


def cut_hyphen(record: Record, world: World, rng: random.Random) -> Made | None:
    title = record.work.title or ""
    places = [found.start() + 4 for found in re.finditer(r"\b[a-z]{8,}\b", title)]
    at = rng.choice(places) if places else 0
    return _cited(record, title=f"{title[:at]}{rng.choice(('- ', '-', ' '))}{title[at:]}") if at else None


def apa_ellipsis(record: Record, world: World, rng: random.Random) -> Made:
    people = [*record.work.author, *(world.person(rng) for _ in range(30))][:25]
    cited = (*people[:19], rng.choice((Name(literal="…"), Name(literal="..."), Name(family="…"))), people[-1])
    return _held(record, {"author": tuple(people)}, {"author": cited})


def other_script(record: Record, world: World, rng: random.Random) -> Made:
    """The record has the title in its own script, and the reference in Latin letters."""
    native, latin = foreign(rng)
    return _held(record, {"title": native, "subtitle": None}, {"title": latin})


def original_script(record: Record, world: World, rng: random.Random) -> Made:
    """The record has the title in Latin letters, and the reference in its own script."""
    native, latin = foreign(rng)
    return _held(record, {"title": latin, "subtitle": None}, {"title": native})


def other_transliteration(record: Record, world: World, rng: random.Random) -> Made:
    one, two = two_standards(rng)
    return _held(record, {"title": one, "subtitle": None}, {"title": two})


def _in_two_languages(record: Record, rng: random.Random) -> tuple[str, str]:
    """A title in two languages, with a name of the record's own, so that no other record has it."""
    original, english = rng.choice(_TRANSLATED)
    name = record.work.author[0].family
    return f"{original}: {name}", f"{english}: {name}"


def translated_title(record: Record, world: World, rng: random.Random) -> Made:
    original, english = _in_two_languages(record, rng)
    return _held(record, {"title": original, "subtitle": None}, {"title": english})


def untranslated_title(record: Record, world: World, rng: random.Random) -> Made:
    original, english = _in_two_languages(record, rng)
    return _held(record, {"title": english, "subtitle": None}, {"title": original})


def parallel_title(record: Record, world: World, rng: random.Random) -> Made:
    original, english = _in_two_languages(record, rng)
    form = rng.choice(("{} [{}]", "{} = {}", "{} / {}", "{} ({})"))
    return _held(
        record, {"title": rng.choice((original, english)), "subtitle": None}, {"title": form.format(original, english)}
    )


def nickname(record: Record, world: World, rng: random.Random) -> Made:
    full, short = rng.choice(_NICKNAMES)
    first, *rest = record.work.author
    return _held(
        record, {"author": (evolve(first, given=full), *rest)}, {"author": (evolve(first, given=short), *rest)}
    )


def initials_in_two(record: Record, world: World, rng: random.Random) -> Made:
    """Names of another script and their initials, by two standards."""
    held, cited = rng.choice(
        (
            ("Yuri Aleksandrovich", "Iu. A."),
            ("Iurii Khristoforovich", "Yu. Kh."),
            ("Yakov Georgievich", "Ya. G."),
            ("Zhanna Sh.", "Zh. Sh."),
            ("Khristo G.", "H. G."),
            ("Charles Philippe", "Ch. Ph."),
            ("A. H.", "A. G."),
            ("Guangbin", "G. B."),
            ("Jeong-Ho", "J. H."),
            ("György", "Gy."),
            ("Elena Yu.", "E. Iu."),
            ("Wladimir K.", "V. K."),
        )
    )
    first, *rest = record.work.author
    return _held(
        record, {"author": (evolve(first, given=held), *rest)}, {"author": (evolve(first, given=cited), *rest)}
    )


def second_family(record: Record, world: World, rng: random.Random) -> Made | None:
    """A second family name on the one or the other side of the comma."""
    first, *rest = record.work.author
    if len(first.given or "") < 3 or "." in (first.given or ""):
        return None
    other = rng.choice(("Garcia", "Okafor", "Lindqvist"))
    forms = (
        evolve(first, family=f"{other} {first.family}"),
        evolve(first, given=f"{first.given} {other}"),
        evolve(first, given=f"{first.given} {other[0]}."),
    )
    held, cited = rng.sample(forms, 2)
    return _held(record, {"author": (held, *rest)}, {"author": (cited, *rest)})


def old_house(record: Record, world: World, rng: random.Random) -> Made | None:
    """A house by the name that it had, or the society that a house publishes for."""
    held, cited = rng.choice(
        (
            ("Elsevier BV", "North-Holland"),
            ("Springer Science and Business Media LLC", "Kluwer Academic Publishers"),
            ("Springer Science and Business Media LLC", "Plenum Press"),
            ("Informa UK Limited", "Marcel Dekker"),
            ("Wiley", "Blackwell Publishing Ltd"),
            ("Wiley", f"{rng.choice(('Ecological', 'Statistical', 'Physiological'))} Society"),
            ("Oxford University Press (OUP)", "British Society of Lakes"),
            ("JSTOR", "University of Chicago Press"),
            ("IEEE", "Association for Computing Machinery"),
            ("Institute of Electrical and Electronics Engineers (IEEE)", "IEEE Press"),
            ("MDPI AG", "Multidisciplinary Digital Publishing Institute"),
        )
    )
    return _held(record, {"publisher": held}, {"publisher": cited})


def editors_for_nobody(record: Record, world: World, rng: random.Random) -> Made | None:
    if record.work.type == "article-journal":
        return None
    people = record.work.author
    return _held(record, {"author": (), "editor": people}, {"author": (Name(literal="Anon."),), "editor": people})


def editors_as_authors(record: Record, world: World, rng: random.Random) -> Made | None:
    if record.work.type == "article-journal":
        return None
    people = record.work.author
    return _held(record, {"author": (), "editor": people}, {"author": people, "editor": ()})


def online_year(record: Record, world: World, rng: random.Random) -> Made | None:
    year = record.work.issued.year if record.work.issued else None
    if year is None:
        return None
    return _held(record, {"issued_alternative": (Date(year=year - 1),)}, {"issued": Date(year=year - 1)})


def series_for_book(record: Record, world: World, rng: random.Random) -> Made | None:
    if record.work.type == "article-journal":
        return None
    series = "Lecture Notes in Applied Botany"
    return _held(
        record, {"collection_title": None, "container_title_alternative": (series,)}, {"container_title": series}
    )


def electronic_place(record: Record, world: World, rng: random.Random) -> Made:
    number, length = rng.randint(10_000, 99_999), rng.randint(5, 20)
    held = rng.choice(({"page": None, "article_number": str(number)}, {"page": f"e{number}", "article_number": None}))
    cited = rng.choice(
        (
            {"page": f"1-{length}"},
            {"page": f"{number}"},
            {"page": f"Article {number}"},
            {"page": f"e{number}"},
            {"page": f"{number}-{number + length}"},
        )
    )
    return _held(record, held, {"article_number": None, **cited})


def capitals(record: Record, world: World, rng: random.Random) -> Made:
    title = record.work.title or ""
    return _cited(record, title=rng.choice((title.upper(), title.lower(), title.title())))


def short_range(record: Record, world: World, rng: random.Random) -> Made | None:
    first, _, last = (record.work.page or "").partition("-")
    same = first.isdecimal() and len(first) == len(last) > 2 and first[:-2] == last[:-2]
    return _cited(record, page=f"{first}-{last[-2:]}") if same else None


def first_page_alone(record: Record, world: World, rng: random.Random) -> Made | None:
    first, dash, _ = (record.work.page or "").partition("-")
    return _cited(record, page=first) if dash else None


def no_subtitle(record: Record, world: World, rng: random.Random) -> Made | None:
    head = (record.work.title or "").split(": ")[0]
    return _cited(record, title=head, subtitle=None) if len(head) > 20 and head != record.work.title else None


def no_accents(record: Record, world: World, rng: random.Random) -> Made | None:
    def bare(text: str | None) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", text or "") if not unicodedata.combining(c))

    people = tuple(evolve(n, family=bare(n.family), given=bare(n.given)) for n in record.work.author)
    return _cited(record, author=people, title=bare(record.work.title)) if people != record.work.author else None


def umlauts(record: Record, world: World, rng: random.Random) -> Made:
    family, plain = rng.choice(
        (
            ("Müller", "Mueller"),
            ("Schröder", "Schroeder"),
            ("Sørensen", "Soerensen"),
            ("Größl", "Groessl"),
            ("Åkesson", "Aakesson"),
            ("Özdemir", "Ozdemir"),
        )
    )
    first, *rest = record.work.author
    return _held(
        record, {"author": (evolve(first, family=family), *rest)}, {"author": (evolve(first, family=plain), *rest)}
    )


def particle(record: Record, world: World, rng: random.Random) -> Made:
    part = rng.choice(("van der", "de", "von", "El", "dos"))
    first, *rest = record.work.author
    forms = (
        evolve(first, family=f"{part} {first.family}"),
        evolve(first, particle=part),
        evolve(first, given=f"{first.given} {part}"),
    )
    held, cited = rng.sample(forms, 2)
    return _held(record, {"author": (held, *rest)}, {"author": (cited, *rest)})


def double_family(record: Record, world: World, rng: random.Random) -> Made:
    first, *rest = record.work.author
    held = evolve(
        first, family=f"{first.family}{rng.choice(('-', ' '))}{rng.choice(('Garcia', 'Okafor', 'Lindqvist'))}"
    )
    return _held(record, {"author": (held, *rest)}, {"author": (first, *rest)})


def suffix(record: Record, world: World, rng: random.Random) -> Made:
    first, *rest = record.work.author
    return _cited(record, author=(evolve(first, given=f"{first.given} {rng.choice(('Jr.', 'III'))}"), *rest))


def turned_name(record: Record, world: World, rng: random.Random) -> Made | None:
    """The family name of one author in the place of the given one, as happens to names that are written family first."""
    first, *rest = record.work.author
    if len(first.given or "") < 3 or "." in (first.given or ""):
        return None
    return _cited(record, author=(evolve(first, family=first.given, given=first.family), *rest))


def imprint(record: Record, world: World, rng: random.Random) -> Made | None:
    held, cited = rng.choice(
        (
            ("Springer International Publishing", "Springer, Cham"),
            ("Wiley", "Wiley-Blackwell"),
            ("Routledge", "Taylor & Francis"),
            ("Elsevier BV", "Academic Press"),
            ("Oxford University Press", "OUP"),
            ("Springer Nature Switzerland", "Palgrave Macmillan"),
        )
    )
    return _held(record, {"publisher": held}, {"publisher": cited}) if record.work.type == "chapter" else None


def title_markup(record: Record, world: World, rng: random.Random) -> Made:
    title = (record.work.title or "").rstrip(".")
    held, cited = rng.choice(
        (
            ("H<sub>2</sub>O uptake", "H2O uptake"),
            ("TGF-&amp;beta; signals", "TGF-β signals"),
            ("<i>Quercus robur</i> stands", "Quercus robur stands"),
            ("β-catenin loss", "beta-catenin loss"),
            ("CO$_2$ fluxes", "CO2 fluxes"),
        )
    )
    return _held(record, {"title": f"{title}: {held}", "subtitle": None}, {"title": f"{title}: {cited}"})


def body(record: Record, world: World, rng: random.Random) -> Made:
    held, cited = rng.choice(
        (
            ("World Health Organization", "WHO"),
            ("The Lake Study Group", "Lake Study Group"),
            ("Intergovernmental Panel on Climate Change", "IPCC"),
            ("Organisation for Economic Co-operation and Development", "OECD"),
        )
    )
    return _held(record, {"author": (Name(literal=held),)}, {"author": (Name(literal=cited),)})


def roman_volume(record: Record, world: World, rng: random.Random) -> Made:
    return _held(record, {"volume": "14"}, {"volume": "XIV"})


def double_issue(record: Record, world: World, rng: random.Random) -> Made:
    held, cited = rng.choice(
        (("3-4", "3/4"), ("3", "3-4"), ("1/2", "1-2"), ("Issue 4", "4"), ("No. 2", "2"), ("04", "4"))
    )
    return _held(record, {"issue": held}, {"issue": cited})


def journal_with_place(record: Record, world: World, rng: random.Random) -> Made | None:
    name = record.work.container_title
    forms = (f"{name} (London)", f"The {name}", f"{name}: An International Journal", f"{name} (Online)", f"{name}.")
    return _cited(record, container_title=rng.choice(forms)) if record.work.type == "article-journal" else None


def and_sign(record: Record, world: World, rng: random.Random) -> Made | None:
    title, name = record.work.title or "", record.work.container_title or ""
    changed = title.replace(" and ", " & "), name.replace(" and ", " & ")
    return _cited(record, title=changed[0], container_title=changed[1]) if changed != (title, name) else None


def record_of_first_author(record: Record, world: World, rng: random.Random) -> Made | None:
    people = record.work.author
    return _held(record, {"author": people[:1]}, {"author": people}) if len(people) > 1 else None


def no_doi_no_issue(record: Record, world: World, rng: random.Random) -> Made:
    return Made(work=evolve(record.work, issue=None), doi="")


def preprint_named(record: Record, world: World, rng: random.Random) -> Made | None:
    """A preprint's record beside its own citation, the server in the place of a journal."""
    held = {
        "type": "article",
        "container_title": None,
        "container_title_alternative": ("bioRxiv",),
        "volume": None,
        "issue": None,
        "page": None,
        "publisher": "Cold Spring Harbor Laboratory",
        "issn": (),
    }
    return _held(record, held, {"container_title": rng.choice(("bioRxiv", "bioRxiv preprint", "BioRxiv"))})


def proceedings_acronym(record: Record, world: World, rng: random.Random) -> Made | None:
    if record.work.type == "article-journal":
        return None
    held = "Proceedings of the 31st International Conference on Lake Robotics (ICLR 2019)"
    cited = rng.choice(
        (
            "ICLR",
            "ICLR 2019",
            "Proc. ICLR",
            "International Conference on Lake Robotics",
            "31st Int. Conf. on Lake Robotics",
            "Proceedings of ICLR 2019",
        )
    )
    return _held(
        record,
        {"container_title": held, "container_title_alternative": (), "type": "paper-conference"},
        {"container_title": cited},
    )


FORMS: dict[str, Making] = {
    each.__name__: each
    for each in (
        initials, first_initial_alone, et_al, abbreviated_journal, registered_abbreviation, short_registered_only, acronym, supplement,
        supplement_in_volume, supplement_of_issue, spelling, cut_hyphen, apa_ellipsis, other_script, original_script,
        other_transliteration, translated_title, untranslated_title, parallel_title, nickname, initials_in_two, second_family, old_house, editors_for_nobody, editors_as_authors,
        online_year, series_for_book, electronic_place, capitals, short_range, first_page_alone, no_subtitle, no_accents, umlauts,
        particle, double_family, suffix, turned_name, imprint, title_markup, body, roman_volume, double_issue, journal_with_place,
        and_sign, record_of_first_author, no_doi_no_issue, preprint_named, proceedings_acronym,
    )
}  # fmt: skip
"""Each fair form by its name."""
