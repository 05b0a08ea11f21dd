"""Whether the references of a report follow a style: each is printed in it as it was read, and held beside what is printed."""

from collections.abc import Sequence
from statistics import fmean

from attrs import evolve

from refcheck.checks import SAME, alike, check_style
from refcheck.identifiers.schemes.doi import RESOLVER
from refcheck.model import CheckedReference, Finding, Note, Reference, Report
from refcheck.styles.collection import Style, find_style
from refcheck.styles.formatting import entries_of
from refcheck.styles.workarounds import text_of

AUTO = "auto"
"""The name that stands for the style which the list itself mostly follows."""

_COMMON = (
    "apa",
    "american-medical-association",
    "american-sociological-association",
    "cell",
    "chicago-author-date",
    "elsevier-harvard",
    "elsevier-with-titles",
    "ieee",
    "modern-language-association",
    "nature",
)
"""Styles that others are like: what follows another style than the one asked for is like one of them. Chosen: on the made lists of
one half of the collection, those that told most apart, and the best known."""

_MORE = (
    "american-chemical-society",
    "bmj",
    "chicago-notes-bibliography",
    "frontiers",
    "harvard-cite-them-right",
    "iso690-author-date-en",
    "multidisciplinary-digital-publishing-institute",
    "plos",
    "springer-basic-author-date",
    "the-lancet",
)
"""More styles that a list may follow as a whole."""

_TYPES = ("article-journal", "chapter", "paper-conference", "book")
"""Types that a reference may have, where it was read as another."""

_SAMPLE = 12
"""The number of references that a list's style is told by."""

_LEAST = 0.85
"""A list that no style prints so alike follows none of those that are known here. Source: set by hand."""


def followed(report: Report, wanted: str) -> Report:
    """Return the report with a finding for each reference that does not follow the style.

    Args:
        report: of whose references those in fields are left out, which are printed by nobody yet.
        wanted: the style's name, a journal, a ``.csl`` file, or ``auto``.

    Raises:
        SettingsError: there is no such style, or what prints it is not installed.
    """
    own = [each for each in report.references if not each.case.reference.structured and each.case.reference.fields]
    style = _nearest([each.case.reference for each in own]) if wanted == AUTO else find_style(wanted)
    file = report.references[0].file if report.references else ""
    if style is None:
        return _noted(report, Note(file=file, message="no common style is followed by most of the references"))
    if wanted == AUTO:
        report = _noted(report, Note(file=file, message=f"the references mostly follow the style {style.title}"))
    found = {id(each): told for each, told in zip(own, _told(own, style), strict=True)}
    return evolve(report, references=tuple(_with(each, found.get(id(each), ())) for each in report.references))


def _noted(report: Report, note: Note) -> Report:
    return evolve(report, run=evolve(report.run, notes=(*report.run.notes, note)))


def _with(audited: CheckedReference, told: Sequence[Finding]) -> CheckedReference:
    own = tuple(evolve(finding, references=(audited.key,)) for finding in told)
    return evolve(audited, findings=(*audited.findings, *own))


def _told(own: Sequence[CheckedReference], style: Style) -> list[Sequence[Finding]]:
    """Return what is said of each reference. Those that are printed as the style has them need no second look."""
    references = [each.case.reference for each in own]
    forms = [[form] for form in printed_in(references, style)]
    odd = [at for at, each in enumerate(references) if alike(each.raw, forms[at][0]) < SAME]
    if not odd:
        return [()] * len(own)
    addressed = [_with_address(references[at]) for at in odd]
    for readings in (addressed, *([_of_type(references[at], kind) for at in odd] for kind in _TYPES)):
        for at, form in zip(odd, printed_in(readings, style), strict=True):
            forms[at].append(form)
    styles = [each for each in map(find_style, _COMMON) if each.name != style.name]
    others = {each.title: printed_in([references[at] for at in odd], each) for each in styles}
    told: list[Sequence[Finding]] = [()] * len(own)
    for place, at in enumerate(odd):
        beside = {title: printed[place] for title, printed in others.items()}
        told[at] = tuple(check_style(own[at].case, style.title, forms[at], beside))
    return told


def _with_address(reference: Reference) -> Reference:
    """Return the reference with its DOI as its address: there are styles that print either only where there is an address."""
    work = reference.work
    return evolve(reference, work=evolve(work, url=work.url or f"{RESOLVER}{work.doi}")) if work.doi else reference


def _of_type(reference: Reference, kind: str) -> Reference:
    return evolve(reference, work=evolve(reference.work, type=kind))


def printed_in(references: Sequence[Reference], style: Style) -> list[str]:
    """Return the references as a style prints them, without numbers; nothing for one that it leaves out."""
    _, entries = entries_of(references, style)
    return [" ".join(text_of(entries[at]["c"][1]).split()) if at in entries else "" for at in range(len(references))]


def _nearest(references: Sequence[Reference]) -> Style | None:
    """Return the common style that most of the references are alike; none where they are like none."""
    sample = references[:_SAMPLE]
    if not sample:
        return None
    styles = [find_style(name) for name in (*_COMMON, *_MORE)]
    near = [fmean(map(alike, (each.raw for each in sample), printed_in(sample, style))) for style in styles]
    best = max(range(len(styles)), key=near.__getitem__)
    return styles[best] if near[best] >= _LEAST else None
