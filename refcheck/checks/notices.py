"""Notices about a work in its record: retractions, corrections, expressions of concern and others."""

import re
from collections.abc import Collection, Iterator

from refcheck.checks.comparing.exchange import denies
from refcheck.checks.evidence import note, printed, says
from refcheck.checks.places import place, prose
from refcheck.lexicon import Term, wordings
from refcheck.lexicon.patterns import any_of
from refcheck.matching.kind import Kind, kind_of
from refcheck.messages import Message, worded
from refcheck.model import DATA, Case, Evidence, Finding, Id, Record, Rule, Update, Work
from refcheck.text.deferred import deferred
from refcheck.text.folding import fold

_DONE = r"(retracted|withdrawn|removed)(?: (?:article|chapter|paper|publication))?"
_AFTER = rf"(?:{_DONE}|retraction in)\s*(?:[.:;,][^\[\]()]{{0,200}})?"
_MARKED = deferred(rf"^\W*{_DONE}\s*[\]):–—-]|[\[(]\s*{_AFTER}[\])]\W*$", re.IGNORECASE)
"""Labels that publishers and catalogues add before or after the title of a retracted work: ``RETRACTED ARTICLE: …``,
``[Withdrawn] …``, ``… (Retracted article. See vol. 7, 2020)``, ``… (Retraction in: vol. 7)``.
"""

_REMARK = deferred(r"(?<![\w(])Retract(?:ion|ed) in: ?(?=[^\W\d_])")
"""The remark that PubMed's summaries add after a work: "Retraction in: Ann Rivers. 2018;9:3."."""

_SAYS_RETRACTED = any_of(wordings(Term.TAKEN_BACK))
"""Wording by which a reference itself says that its work was retracted, in any language: ``(Retracted)``, ``retraction in …``,
``[article rétracté]``."""

_NON_JOINER = "\u200c"
"""The zero-width non-joiner within a Persian word, for which many write a space: پس‌گرفته."""

WORDS = {
    "addendum": "given-an-addendum",
    "clarification": "clarified",
    "correction": "corrected",
    "corrigendum": "corrected",
    "erratum": "corrected",
    "expression-of-concern": "put-under-concern",
    "partial-retraction": "retracted-in-part",
    "removal": "removed",
    "retraction": "retracted",
    "withdrawal": "withdrawn",
}
"""The effect of each type of notice: the end of a message's key, after ``was-``.

Source: the update types of Crossmark; ``new-version`` and ``new-edition`` are not notices but works themselves.
"""

REINSTATEMENT = "reinstatement"
"""The type of a notice that undoes another. Source: the update types of Retraction Watch, by Crossref's names."""

TAKEN_BACK = frozenset({"expression-of-concern", "partial-retraction", "removal", "retraction", "withdrawal"})
"""Types of notices by which a work is retracted or doubted; the other types amend it."""

_TAKEN = frozenset(map(WORDS.__getitem__, TAKEN_BACK))
"""The ends of the message keys for these notices."""

_UPDATED = "updated-by"
"""Crossref's name for the field with the notices about a work."""

_SOURCES = {"publisher": "the publisher", "retraction-watch": "Retraction Watch"}
"""The sources of notices that a registry includes in its own records, by Crossref's names for them."""


def is_notice(record: Record) -> bool:
    """Return whether a record is a notice about another work.

    Some publishers deposit a notice in both directions on both records; then the title shows which one is the notice. A record with
    a retracted work's title and the journal itself as the author is a notice.
    """
    work, has_notices = record.work, any(update.type in WORDS for update in record.updates)
    signed = [fold(f"{name.given or ''} {name.headword}") for name in work.author]
    is_signed = signed == [fold(work.container_title or "")] and marked_as(work) is not None
    is_one = bool(works_concerned(record)) or is_signed
    return is_one and (not has_notices or kind_of(work.title or "") is Kind.NOTICE)


def works_concerned(record: Record) -> tuple[Update, ...]:
    """Return the works that a record is a notice about, without new versions of works and updates of a record to itself."""
    return tuple(
        update
        for update in record.update_to
        if update.type in WORDS and (update.doi is None or Id.doi(update.doi) != record.id)
    )


def status_findings(
    case: Case, rule: Rule, *, done: Collection[str] = _TAKEN, is_told: bool = False
) -> Iterator[Finding]:
    """Yield the finding of a work with one of the statuses ``done`` (``retracted``), by a notice or by its registered title.

    With ``is_told``, only references that state the status themselves are reported, otherwise only those that do not.
    """
    record = case.match.record if case.match else None
    if record and acknowledged(case, record) == is_told:
        for message, evidence in became(record, done):
            said = worded("reference-says-so", said=message) if is_told else message
            yield Finding(rule=rule, message=said, span=place(case.reference, "title"), evidence=(evidence,))


def became(record: Record, done: Collection[str] = _TAKEN) -> Iterator[tuple[Message, Evidence]]:
    """Yield the status of a work, if it is one of ``done``, and the evidence: a notice, or otherwise the registered title."""
    if is_notice(record):
        return
    update = next((each for each in record.updates if WORDS.get(each.type) in done), None)
    if update is not None and not is_taken_back(record, update):
        is_own = update.source is None or update.source in _SOURCES  # not added to the record from elsewhere
        added = Evidence(registry=update.source, field=_UPDATED, registered=update.type)
        yield sentence(record, update), says(record, _UPDATED, registered=update.type) if is_own else added
    elif update is None and (word := marked_as(record.work)) in done:
        said = worded("title-says-so", done=worded(f"was-{word}"))
        yield said, says(record, "title", registered=record.work.title or "")


def imported_findings(case: Case, rule: Rule) -> Iterator[Finding]:
    """Yield the finding of a work that is retracted according to the imported record, if no registry's record says more."""
    record, reference = case.match.record if case.match else None, case.reference
    if record and (
        marked_as(record.work)
        or is_notice(record)
        or not (TAKEN_BACK | {REINSTATEMENT}).isdisjoint(each.type for each in record.updates)
    ):
        return
    stated = next((each for each in reference.fields if each.name == "status" and each.value in TAKEN_BACK), None)
    is_pasted = not stated and case.format not in DATA
    label = None if is_pasted and not _MARKED.match(reference.work.title or "") else marked_as(reference.work)
    title = place(reference, "title")
    if is_pasted and title and "etract" in reference.raw and _REMARK.search(prose(reference), title.end):
        label = label or "retracted"
    word = WORDS[stated.value] if stated else label
    if word:
        status = worded("notice", done=worded(f"was-{word}"), on="", says="", where="")
        message = worded("reference-says-so" if is_pasted else "imported-says", said=status)
        said = stated.raw if stated else reference.work.title or ""
        span = stated.span if stated else title
        card = note(rule) if is_pasted else rule
        yield Finding(rule=card, message=message, span=span, evidence=(printed("status", said),))


def sentence(record: Record, update: Update) -> Message:
    """Return a sentence about a notice for the user: what happened to the work, when, according to whom, and where it says so."""
    done = "reinstated" if update.type == REINSTATEMENT else WORDS[update.type]
    return worded(
        "notice",
        done=worded(f"was-{done}"),
        on=_on(update),
        says=_says(update),
        where=_where(update, record),
    )


def marked_as(work: Work) -> str | None:
    """Return the status that the label of a title states: ``retracted``, ``withdrawn`` or ``removed``; ``None`` without a label."""
    marked = _MARKED.search(work.title or "")
    return (marked[1] or marked[2] or "retracted").lower() if marked else None


def acknowledged(case: Case, record: Record) -> bool:
    """Return whether the reference says that the work was retracted, beyond the words of the registered title.

    In a file of records, a label before or after the title was imported with the record: the author did not add it.
    """
    title = _MARKED.sub("", record.work.title or "")
    labels = _MARKED.finditer(case.reference.work.title or "") if case.format in DATA else ()
    count = _mentions(prose(case.reference, "title", "note")) - sum(_mentions(label[0]) for label in labels)
    return count > _mentions(title)


def _mentions(text: str) -> int:
    """Return how often a text says that a work was retracted; “not retracted” does not count."""
    return sum(
        not denies(fold(text[: found.start()]).split()[-1:])
        for found in _SAYS_RETRACTED.finditer(text.replace(_NON_JOINER, " "))
    )


def is_taken_back(record: Record, update: Update) -> bool:
    """Return whether a notice was revoked: the work was reinstated on the same date or later."""
    return any(later.type == REINSTATEMENT and _day(later) >= _day(update) for later in record.updates)


def _day(update: Update) -> tuple[int, int, int]:
    date = update.updated
    return (date.year or 0, date.month or 0, date.day or 0) if date else (0, 0, 0)


def _on(update: Update) -> str:
    return worded("on-day", day=str(update.updated)) if update.updated and str(update.updated) else ""


def _says(update: Update) -> str:
    if update.source == "publisher":
        return worded("says-the-publisher")
    return worded("says", source=_SOURCES.get(update.source, update.source)) if update.source else ""


def _where(update: Update, record: Record) -> str:
    """Return the clause with the URL of the notice, if it has a DOI of its own."""
    own = update.doi is not None and Id.doi(update.doi) != record.id
    return worded("where-notice", url=f"https://doi.org/{update.doi}") if own else ""
