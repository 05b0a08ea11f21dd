"""Notices about a work: retractions, corrections and their kin, as a record has them."""

import re
from collections.abc import Collection, Iterator

from refcheck.checks.comparing.exchange import DENYING
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
_BEHIND = rf"(?:{_DONE}|retraction in)\s*(?:[.:;,][^\[\]()]{{0,200}})?"
_MARKED = deferred(rf"^\W*{_DONE}\s*[\]):–—-]|[\[(]\s*{_BEHIND}[\])]\W*$", re.IGNORECASE)
"""Marks that publishers and catalogues set before or behind the title of a work that was taken back: ``RETRACTED ARTICLE: …``,
``[Withdrawn] …``, ``… (Retracted article. See vol. 7, 2020)``, ``… (Retraction in: vol. 7)``.
"""

_REMARK = deferred(r"(?<![\w(])Retract(?:ion|ed) in: ?(?=[^\W\d_])")
"""The remark that PubMed's summaries add behind a work: "Retraction in: Ann Rivers. 2018;9:3."."""

_TOLD = any_of(wordings(Term.TAKEN_BACK))
"""A reference that says so itself, in any language: ``(Retracted)``, ``retraction in …``, ``[article rétracté]``."""

_NON_JOINER = "\u200c"
"""The mark that parts a word in Persian, where many write a blank: پس‌گرفته."""

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
"""What a notice of each type tells: the end of a message's key, behind ``was-``.

Source: the update types of Crossmark; ``new-version`` and ``new-edition`` are none, they are works themselves.
"""

REINSTATEMENT = "reinstatement"
"""The type of a notice that undoes another. Source: the update types of Retraction Watch, by Crossref's names."""

TAKEN_BACK = frozenset({"expression-of-concern", "partial-retraction", "removal", "retraction", "withdrawal"})
"""Notices by which a work is taken back or doubted; the rest amend it."""

_TAKEN = frozenset(map(WORDS.__getitem__, TAKEN_BACK))
"""The words that name such notices."""

_UPDATED = "updated-by"
"""What Crossref calls the notices about a work."""

_SOURCES = {"publisher": "the publisher", "retraction-watch": "Retraction Watch"}
"""Whose word a registry hands on in its own records, by how Crossref spells them."""


def is_notice(record: Record) -> bool:
    """Return whether a record is a notice about another work.

    Some publishers deposit a notice in both directions on both records; then the title tells which one is the notice. What a
    journal signs itself under a retracted work's title is one.
    """
    work, has_notices = record.work, any(update.type in WORDS for update in record.updates)
    signed = [fold(f"{name.given or ''} {name.headword}") for name in work.author]
    is_signed = signed == [fold(work.container_title or "")] and marked_as(work) is not None
    is_one = bool(told_of(record)) or is_signed
    return is_one and (not has_notices or kind_of(work.title or "") is Kind.NOTICE)


def told_of(record: Record) -> tuple[Update, ...]:
    """The works that a record is a notice about. A new version of a work is none, nor is what a publisher deposits for itself."""
    return tuple(
        update
        for update in record.update_to
        if update.type in WORDS and (update.doi is None or Id.doi(update.doi) != record.id)
    )


def status_findings(
    case: Case, rule: Rule, *, done: Collection[str] = _TAKEN, is_told: bool = False
) -> Iterator[Finding]:
    """Yield the finding of a work to which one of ``done`` was done (``retracted``), by a notice or by its registered title.

    A reference that says it itself is another rule's, of those that it ``is_told`` in.
    """
    record = case.match.record if case.match else None
    if record and acknowledged(case, record) == is_told:
        for message, evidence in became(record, done):
            said = worded("reference-says-so", said=message) if is_told else message
            yield Finding(rule=rule, message=said, span=place(case.reference, "title"), evidence=(evidence,))


def became(record: Record, done: Collection[str] = _TAKEN) -> Iterator[tuple[Message, Evidence]]:
    """Yield what became of a work, if it is one of ``done``, and who says so: a notice, or else the registered title."""
    if is_notice(record):
        return
    update = next((each for each in record.updates if WORDS.get(each.type) in done), None)
    if update is not None and not is_taken_back(record, update):
        is_own = update.source is None or update.source in _SOURCES  # not somebody's word that was added to the record
        added = Evidence(registry=update.source, field=_UPDATED, registered=update.type)
        yield sentence(record, update), says(record, _UPDATED, registered=update.type) if is_own else added
    elif update is None and (word := marked_as(record.work)) in done:
        said = worded("title-says-so", done=worded(f"was-{word}"))
        yield said, says(record, "title", registered=record.work.title or "")


def imported_findings(case: Case, rule: Rule) -> Iterator[Finding]:
    """Yield the finding of a work that was taken back as the imported record says, where no registry's record tells more."""
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
        told = worded("notice", done=worded(f"was-{word}"), on="", says="", where="")
        message = worded("reference-says-so" if is_pasted else "imported-says", said=told)
        said = stated.raw if stated else reference.work.title or ""
        span = stated.span if stated else title
        card = note(rule) if is_pasted else rule
        yield Finding(rule=card, message=message, span=span, evidence=(printed("status", said),))


def sentence(record: Record, update: Update) -> Message:
    """Return what a notice about a record comes to, for a person: what became of the work, when, who says so, and where."""
    done = "reinstated" if update.type == REINSTATEMENT else WORDS[update.type]
    return worded(
        "notice",
        done=worded(f"was-{done}"),
        on=_on(update),
        says=_says(update),
        where=_where(update, record),
    )


def marked_as(work: Work) -> str | None:
    """Return what the label at a title says that the publisher did with the work: ``retracted``, ``withdrawn``, ``removed``."""
    marked = _MARKED.search(work.title or "")
    return (marked[1] or marked[2] or "retracted").lower() if marked else None


def acknowledged(case: Case, record: Record) -> bool:
    """Return whether the reference speaks of it, beyond the words of the registered title.

    In a file of records the label before or behind the title came with the record: nobody set it there to say so.
    """
    title = _MARKED.sub("", record.work.title or "")
    labels = _MARKED.finditer(case.reference.work.title or "") if case.format in DATA else ()
    told = _count_told(prose(case.reference, "title", "note")) - sum(_count_told(label[0]) for label in labels)
    return told > _count_told(title)


def _count_told(text: str) -> int:
    """Return how often a text says that a work was taken back; “not retracted” says the opposite."""
    return sum(
        DENYING.isdisjoint(fold(text[: found.start()]).split()[-1:])
        for found in _TOLD.finditer(text.replace(_NON_JOINER, " "))
    )


def is_taken_back(record: Record, update: Update) -> bool:
    """Return whether the work was reinstated after the notice."""
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
    """Return the notice's address, where it has one of its own."""
    own = update.doi is not None and Id.doi(update.doi) != record.id
    return worded("where-notice", url=f"https://doi.org/{update.doi}") if own else ""
