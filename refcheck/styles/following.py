"""Check of whether references follow a style: each is printed in the style as it was read, and compared with the printed text."""

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
"""The name that stands for the style that most references of the list follow."""

_COMMON = (
    "apa",
    "american-medical-association",
    "american-sociological-association",
    "cell",
    "chicago-author-date",
    "elsevier-harvard",
    "elsevier-with-titles",
    "harvard-cite-them-right",
    "ieee",
    "modern-language-association",
    "nature",
)
"""Representative styles: a reference that does not follow the wanted style is similar to one of them. Chosen on synthetic lists of
one half of the collection: the styles that distinguished most of them, and the best known."""

_MORE = (
    "american-chemical-society",
    "bmj",
    "chicago-notes-bibliography",
    "frontiers",
    "iso690-author-date-en",
    "multidisciplinary-digital-publishing-institute",
    "plos",
    "springer-basic-author-date",
    "the-lancet",
)
"""Further styles that a whole list may follow."""

_TYPES = ("article-journal", "chapter", "paper-conference", "book")
"""Types that are tried for a reference that may have been read with a wrong type."""

_SAMPLE = 12
"""The number of references by which a list's style is recognised."""

_LEAST = 0.85
"""The least mean similarity of a list to a style that it follows. Source: a judgement; not fitted."""


def followed(report: Report, wanted: str) -> Report:
    """Return the report with a finding for each reference that does not follow the style.

    Args:
        report: the report, of which references read from fields are left out, since they are not printed yet.
        wanted: the style's name, a journal, a ``.csl`` file, or ``auto``.

    Raises:
        SettingsError: there is no such style, or pandoc is not installed.
    """
    own = [each for each in report.references if not each.case.reference.structured and each.case.reference.fields]
    style = _nearest([each.case.reference for each in own]) if wanted == AUTO else find_style(wanted)
    file = report.references[0].file if report.references else ""
    if style is None:
        return _noted(report, Note(file=file, message="most of the references follow none of the common styles"))
    if wanted == AUTO:
        report = _noted(report, Note(file=file, message=f"the references mostly follow the style {style.title}"))
    found = {id(each): findings for each, findings in zip(own, _findings(own, style), strict=True)}
    return evolve(report, references=tuple(_with(each, found.get(id(each), ())) for each in report.references))


def _noted(report: Report, note: Note) -> Report:
    return evolve(report, run=evolve(report.run, notes=(*report.run.notes, note)))


def _with(audited: CheckedReference, findings: Sequence[Finding]) -> CheckedReference:
    own = tuple(evolve(finding, references=(audited.key,)) for finding in findings)
    return evolve(audited, findings=(*audited.findings, *own))


def _findings(own: Sequence[CheckedReference], style: Style) -> list[Sequence[Finding]]:
    """Return the findings of each reference. Those that are printed as in the style need no further comparison."""
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
    findings: list[Sequence[Finding]] = [()] * len(own)
    for place, at in enumerate(odd):
        beside = {title: printed[place] for title, printed in others.items()}
        findings[at] = tuple(check_style(own[at].case, style.title, forms[at], beside))
    return findings


def _with_address(reference: Reference) -> Reference:
    """Return the reference with its DOI as its URL: some styles print either only if there is a URL."""
    work = reference.work
    return evolve(reference, work=evolve(work, url=work.url or f"{RESOLVER}{work.doi}")) if work.doi else reference


def _of_type(reference: Reference, kind: str) -> Reference:
    return evolve(reference, work=evolve(reference.work, type=kind))


def printed_in(references: Sequence[Reference], style: Style) -> list[str]:
    """Return the references as a style prints them, without numbers; an empty text for one that it leaves out."""
    _, entries = entries_of(references, style)
    return [" ".join(text_of(entries[at]["c"][1]).split()) if at in entries else "" for at in range(len(references))]


def _nearest(references: Sequence[Reference]) -> Style | None:
    """Return the common style that the references are most similar to; ``None`` if they are similar to none."""
    sample = references[:_SAMPLE]
    if not sample:
        return None
    styles = [find_style(name) for name in (*_COMMON, *_MORE)]
    near = [fmean(map(alike, (each.raw for each in sample), printed_in(sample, style))) for style in styles]
    best = max(range(len(styles)), key=near.__getitem__)
    return styles[best] if near[best] >= _LEAST else None
