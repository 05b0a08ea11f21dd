"""Works that registries of DOIs should have a record of, if they exist: only such works can be reported as not found."""

import re
from functools import cache

from refcheck.checks.certainty import read_with_certainty
from refcheck.checks.evidence import answers_of
from refcheck.gazetteer.journals import full_name, journals_called, newspapers
from refcheck.gazetteer.registrants import unregistered_venue
from refcheck.gazetteer.subjects import gazettes
from refcheck.identifiers.addresses import doi_at
from refcheck.identifiers.official_numbers import known_by
from refcheck.lexicon import Section, Term, headings, words
from refcheck.lexicon.language import certainly_not_english, languages_of, may_not_be_english
from refcheck.matching.appearance import FIRST_YEAR, HELD, contradiction, in_one_venue, is_placed
from refcheck.matching.transformations.review import of_work
from refcheck.messages import Message, worded
from refcheck.model import Case, Found, Match, NotFound, Reference, Scheme, Work
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_FORMULA = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u209c\u2190-\u22ff^\\{}]|\$.+\$|\w_\w")
"""Characters of a formula in a title, which each registry writes in its own way: ``√s``, ``Pb⁸²``, ``$p_T$``, ``s_NN``."""

_LABEL = deferred(r"[\[(]([^\[\]()]{3,24})[\])]")
"""A label in brackets: ``[abs.]``, ``(Meeting abstract)``."""


def why_not_registered(case: Case) -> Message | None:
    """Return why no searched registry needs to have the work, as a clause after "because"; ``None`` if one should have it.

    A hit from the same container proves that the registry has the works that appeared there in that year and later.
    """
    work = case.reference.work
    if work.type not in HELD or _is_abstract(case) or any(is_such(work) for is_such in _UNREGISTERED):
        return worded("no-registry-for-kind")
    if numbers := known_by(case.reference):
        return worded("known-by-a-number", number=str(numbers[0]))
    if _is_at_an_address(case):
        return worded("address-not-seen")
    if (
        not (work.title and work.container_title and is_placed(work))  # otherwise it may be news or a page
        or _is_any_meeting(work.container_title or "")
        or not read_with_certainty(case.reference, "title", "author", "container_title")
    ):
        return worded("place-not-sure")
    if _FORMULA.search(work.title or ""):
        return worded("formula-in-title")
    if of_work(work.title or "") is not None:
        return worded("review-of-a-work")
    return _why_not_registered(case)


def _is_at_an_address(case: Case) -> bool:
    """Return whether a reference has a URL that was not looked up, or that could not be checked.

    A journal that registers nothing has its articles on its own pages.
    """
    answers = answers_of(case)
    own = (identifier for identifier in case.reference.of_scheme(Scheme.URL) if doi_at(identifier.value) is None)
    return any(not isinstance(answers.get(identifier.id), Found | NotFound) for identifier in own)


def _is_news(work: Work) -> bool:
    """Return whether an article has no volume or issue, and its container is called a newspaper or its date includes the day."""
    if work.type != "article-journal" or work.volume or work.issue:
        return False
    key, names = fold(work.container_title or ""), set(map(fold, words(Term.NEWSPAPER) | newspapers()))
    return _is_of_day(work) or not names.isdisjoint((key, *key.split()))


def _is_of_day(work: Work) -> bool:
    """Return whether the date includes the day, in the form of magazines ("2019, May 4"), or in any form outside known journals."""
    if work.issued is None or not work.issued.day:
        return False
    return "," in (work.issued.raw or "") or not journals_called(fold(work.container_title or ""))


def _is_of_magazine(reference: Reference) -> bool:
    """Return whether a printed article's date includes the day, but not in PubMed's form for a journal's issue: "2019 May 4"."""
    work, is_article = reference.work, reference.work.type == "article-journal" and not reference.structured
    raw = work.issued.raw or "" if work.issued else ""
    return is_article and _is_of_day(work) and not raw.startswith(f"{work.year} ")


def _is_abstract(case: Case) -> bool:
    """Return whether a work is the abstract of a talk, by a label in brackets (``[abs.]``) or by the name of its container."""
    names = _names_of_abstracts()
    container = fold(case.reference.work.container_title or "").split()
    labels = (fold(label).rpartition(" ")[2] for label in _LABEL.findall(case.reference.raw))
    return any(name.removesuffix("s") in names - {name} for name in container) or not names.isdisjoint(labels)


@cache
def _names_of_abstracts() -> frozenset[str]:
    """Return the words for a medium that mean an abstract, in any language, in full or abbreviated: ``abstract``, ``abs``."""
    whole = tuple(map(fold, headings(Section.ABSTRACT)))
    return frozenset(name for name in map(fold, words(Term.MEDIUM)) if any(each.startswith(name) for each in whole))


def _is_unregistered(work: Work) -> bool:
    """Return whether what was read as the container is a patent, ``U.S. Patent No. 9,999,999``, or a newsletter."""
    return not words(Term.PATENT, Term.NEWSLETTER).isdisjoint(fold(work.container_title or "").split())


def _is_of_gazette(work: Work) -> bool:
    """Return whether a work appeared in an official gazette: a law, a decree, a notice."""
    key, names = fold(work.container_title or ""), {fold(name) for name in gazettes()}
    return key in names or any(" " in name and key.startswith(f"{name} ") for name in names)


_UNREGISTERED = (_is_news, _is_unregistered, _is_of_gazette)
"""Tests for works that no registry of DOIs has records of."""


def _is_any_meeting(container: str) -> bool:
    """Return whether a container's name has only words that are common to all meetings: ``Proc. 36th Int. Conf.`` may be any."""
    names = fold(container).split()
    common = words(Term.MEETING, Term.BODY_WORD, Term.ANNUAL)
    rest = [name for name in names if not name[0].isdigit() and not _is_common(name, common)]
    return not words(Term.MEETING).isdisjoint(names) and not rest


def _is_common(name: str, common: frozenset[str]) -> bool:
    """Return whether a word may be an abbreviated common word, or is a function word of a language."""
    return bool(languages_of(name)) or any(word.startswith(name) for word in common)


def _why_not_registered(case: Case) -> Message | None:
    work, others = case.reference.work, case.others
    container = work.container_title or ""
    held = ", ".join(filter(None, (container, work.collection_title)))
    year = work.year
    records = (other.record.work for other in others)
    years = [found.year for found in records if found.year is not None and in_one_venue(work, found)]
    if not years and _is_of_magazine(case.reference):
        return worded("no-registry-for-kind")
    title, name = work.title or "", full_name(container)
    is_bracketed = title.startswith("[") and title.endswith("]")  # PubMed's form for a translated title
    if is_bracketed or (work.language is not None and not work.language.startswith("en")):
        return worded("title-may-be-translated")
    if not years and (venue := unregistered_venue(held, year)) is not None:
        venue = container if unregistered_venue(container, year) == venue else venue  # not just "Law Review"
        if year is None:
            return worded("venue-registers-none", venue=venue)
        return worded("venue-registered-none", venue=venue, year=year)
    if certainly_not_english(title, "" if years else name):
        return worded("other-languages-in-few")
    if (year is None or year < FIRST_YEAR) and not (years and year is not None and min(years) <= year):
        if contradicting(work, others) is not None:
            return None
        return worded("before-registration", year=FIRST_YEAR)
    if not years and may_not_be_english(title, name, is_known=bool(journals_called(fold(container)))):
        return worded("language-not-sure")
    return None


def contradicting(work: Work, others: tuple[Match, ...]) -> tuple[str, int] | None:
    """Return the volume and year of a record of the venue that contradict the cited ones, or ``None``."""
    found = (contradiction(work, each.record.work) for each in others if in_one_venue(work, each.record.work))
    return next((each for each in found if each is not None), None)
