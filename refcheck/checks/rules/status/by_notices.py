"""The status of the work by its notices, or by its registered title: each rule names its statuses in the words of ``WORDS``."""

from collections.abc import Iterator
from functools import partial

from refcheck.checks.evidence import describe, says
from refcheck.checks.notices import (
    acknowledged,
    imported_findings,
    is_notice,
    marked_as,
    status_findings,
    works_concerned,
)
from refcheck.checks.places import place
from refcheck.matching.kind import Kind, kind_of
from refcheck.messages import worded
from refcheck.model import Case, Finding, Id, Rule

_NEWER = ("new-version", "new-edition")
"""The types of notices about a newer version. Source: the update types of Crossmark."""

WORK_RETRACTED = partial(status_findings, done=("retracted",))
"""The work was retracted.

Severity: error.

## What it finds
A work that its publisher retracted, according to the registry, Retraction Watch or the registered title.

## Why it matters
The publisher no longer vouches for a retracted work. Most authors who cite retracted papers do not know of the retraction.

## Example
An article with the registered title “RETRACTED ARTICLE: …”.

## When it is wrong
A reference in a discussion of the retraction itself. If the reference says so, in any language (“(Retracted)”, “[article
rétracté]”), the work is cited as retracted, which is a note. In a file of records (RIS, BibTeX, CSL-JSON …), a label in the title
(“RETRACTED:” before it, or “(Retracted article. See vol. …)” after it) does not count, as it was imported with the record; a note
(`note = {Retracted}`) does.
"""

WORK_RETRACTED_IN_PART = partial(status_findings, done=("retracted-in-part",))
"""A part of the work was retracted.

Severity: warning.

## What it finds
A work of which the publisher retracted a part.

## Why it matters
The cited part may be the retracted one.

## Example
A figure in a chapter that was retracted, while the text was not.

## When it is wrong
The reference is to a part that was not retracted.
"""

WORK_WITHDRAWN = partial(status_findings, done=("withdrawn",))
"""The work was withdrawn.

Severity: error.

## What it finds
A work that its authors or its publisher withdrew, often before it was in print.

## Why it matters
There is no version left that a reader could be sent to.

## Example
An article in press with the registered title “WITHDRAWN: …”.

## When it is wrong
Publishers withdraw an article in press that was deposited twice; the other deposit remains valid.
"""

WORK_REMOVED = partial(status_findings, done=("removed",))
"""The work was removed.

Severity: error.

## What it finds
A work that its publisher removed, for legal reasons or as a danger to health.

## Why it matters
A reader will find an empty page.

## Example
An article whose page says “This article has been removed”.

## When it is wrong
Only one of several copies was removed.
"""

EXPRESSION_OF_CONCERN = partial(status_findings, done=("put-under-concern",))
"""There is an expression of concern about the work.

Severity: warning.

## What it finds
A work about which its editors published an expression of concern.

## Why it matters
The editors doubt the work, and may still retract it.

## Example
An article with a registered notice of the type “expression of concern”.

## When it is wrong
The concern was settled later, and the registry was not informed.
"""

WORK_CORRECTED = partial(status_findings, done=("corrected", "given-an-addendum", "clarified"))
"""The work was corrected.

Severity: info.

## What it finds
A work for which a correction was published.

## Why it matters
The quoted passage may be the one that was corrected. It is only a note.

## Example
An article with a registered corrigendum.

## When it is wrong
The correction concerns an author's affiliation, and nothing that is quoted.
"""

CITED_AS_RETRACTED = partial(status_findings, is_told=True)
"""A retracted work is cited as retracted.

Severity: info.

## What it finds
A work that was retracted, withdrawn, removed or put under an expression of concern, in a reference that says so itself.

## Why it matters
Such a work should be cited in this way. A user who looks for retractions sees that this one is known: it is shown and counted
among them, even if other notes are hidden.

## Example
“Marchand, É. (2016). Talking of rivers [Retracted]. Annals of Rivers, 7, 14–23.”

## When it is wrong
The word is in the reference for another reason, as in a title that was copied from the publisher's page with its label.
"""

IMPORTED_AS_RETRACTED = imported_findings
"""The imported record says that the work was retracted.

Severity: warning.

## What it finds
A reference in a file of records that itself says that its work was retracted, withdrawn, removed or put under an expression of
concern: by PubMed's tags and headings, by the type of publication, or by a label in the title. No registry's record says so, or
there is none. In a pasted list, a label before the title (“RETRACTED: …”) is a note; so is PubMed's remark (“Retraction in: …”).

## Why it matters
Some retractions are known only to a catalogue, and during an outage or offline, the file is the only source.

## Example
“PT  - Retracted Publication” in a PubMed record.

## When it is wrong
The record is old, and the work was reinstated without the registries being informed.
"""


def notice_cited(case: Case, rule: Rule) -> Iterator[Finding]:
    """A notice is cited instead of the work.

    Severity: warning.

    Yield the notice, if the reference does not say that it means a notice.

    ## What it finds
    A DOI that leads to a correction, a retraction notice or another notice, with a title that is not the notice's. A record titled
    “Retracted: …” with the journal itself as the author is a notice.

    ## Why it matters
    The reader wants the work and gets half a page about it.

    ## Example
    The DOI of an erratum printed after the title of the article that it corrects.

    ## When it is wrong
    The notice itself is meant, and its title is cited without the word that shows this.
    """
    match, cited = case.match, case.reference.work.title
    if match is None or cited is None or not is_notice(match.record):
        return
    is_labelled = marked_as(case.reference.work) is not None and marked_as(match.record.work) is not None
    if kind_of(cited) is Kind.NOTICE or is_labelled or acknowledged(case, match.record):
        return
    dois = ", ".join(f"https://doi.org/{update.doi}" for update in works_concerned(match.record) if update.doi)
    message = worded("notice-cited", about=dois or worded("another-work"), work=describe(match.record.work))
    evidence = (says(match.record, "title", cited=cited, registered=match.record.work.title or ""),)
    yield Finding(rule=rule, message=message, span=place(case.reference, "doi"), evidence=evidence)


def newer_version(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is a newer version of the work.

    Severity: info.

    ## What it finds
    A work of which its publisher registered a new version or a new edition.

    ## Why it matters
    The newer version may differ in content, and a reader will find it first.

    ## Example
    The first version of an article in a journal that publishes each revision under its own DOI.

    ## When it is wrong
    The older version is meant: it is what was read, or what the text is about.
    """
    record = case.match.record if case.match else None
    for update in record.updates if record else ():
        if record and update.type in _NEWER and update.doi is not None and Id.doi(update.doi) != record.id:
            message = worded(update.type, url=f"https://doi.org/{update.doi}")
            yield Finding(rule=rule, message=message, evidence=(says(record, "updated-by", registered=update.type),))
            return
