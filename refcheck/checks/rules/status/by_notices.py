"""The fate of the work by its notices, or by its registered title: a row names what was done to it, as ``WORDS`` does."""

from collections.abc import Iterator
from functools import partial

from refcheck.checks.evidence import describe, says
from refcheck.checks.notices import acknowledged, imported_findings, is_notice, marked_as, status_findings, told_of
from refcheck.checks.places import place
from refcheck.matching.kind import Kind, kind_of
from refcheck.messages import worded
from refcheck.model import Case, Finding, Id, Rule

_NEWER = ("new-version", "new-edition")
"""Source: the update types of Crossmark."""

WORK_RETRACTED = partial(status_findings, done=("retracted",))
"""The work was retracted.

Severity: error.

## What it finds
A work that its publisher retracted, as the registry, Retraction Watch or the registered title says.

## Why it matters
A retracted work is no longer vouched for by those who published it. Most citations of retracted papers do not know.

## Example
An article with the registered title “RETRACTED ARTICLE: …”.

## When it is wrong
A reference that discusses the retraction itself. If it says so, in whatever language (“(Retracted)”, “[article rétracté]”), it is
cited as retracted, which is a note. In a file of records (RIS, BibTeX, CSL-JSON …) a label at the title, “RETRACTED:” before it or
“(Retracted article. See vol. …)” behind it, says nothing: it came with the record. A note (`note = {Retracted}`) does.
"""

WORK_RETRACTED_IN_PART = partial(status_findings, done=("retracted-in-part",))
"""A part of the work was retracted.

Severity: warning.

## What it finds
A work of which the publisher retracted a part.

## Why it matters
The part that is cited may be the part that was taken back.

## Example
A chapter's figure that was retracted while the text stands.

## When it is wrong
The reference is to the part that stands.
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
Publishers withdraw an article in press that was deposited twice; the other deposit stands.
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
A removal of one copy of several.
"""

EXPRESSION_OF_CONCERN = partial(status_findings, done=("put-under-concern",))
"""There is an expression of concern about the work.

Severity: warning.

## What it finds
A work about which its editors published an expression of concern.

## Why it matters
The editors doubt it, and may yet retract it.

## Example
An article with a registered notice of the type “expression of concern”.

## When it is wrong
The concern was settled later, without a word to the registry.
"""

WORK_CORRECTED = partial(status_findings, done=("corrected", "given-an-addendum", "clarified"))
"""The work was corrected.

Severity: info.

## What it finds
A work for which a correction was published.

## Why it matters
What is quoted may be what was corrected. It is only worth knowing.

## Example
An article with a registered corrigendum.

## When it is wrong
The correction is of an author's affiliation, and nothing that anybody quotes.
"""

CITED_AS_RETRACTED = partial(status_findings, is_told=True)
"""A work that was taken back is cited as such.

Severity: info.

## What it finds
A work that was retracted, withdrawn, removed or put under an expression of concern, in a reference that says so itself.

## Why it matters
That is how such a work should be cited. Whoever looks for retractions sees that this one is known: it is shown and counted among
them, whatever notes are shown.

## Example
“Marchand, É. (2016). Talking of rivers [Retracted]. Annals of Rivers, 7, 14–23.”

## When it is wrong
The word stands in the reference for another reason, as in a title that was copied from the publisher's page with its label.
"""

IMPORTED_AS_RETRACTED = imported_findings
"""The imported record says that the work was taken back.

Severity: warning.

## What it finds
A reference in a file of records that says itself that its work was retracted, withdrawn, removed or put under an expression of
concern: by PubMed's tags and headings, by the kind of publication, or by a label at the title. No registry's record says so, or
none is held. In a pasted list a label before the title (“RETRACTED: …”) is a note, and so is PubMed's remark (“Retraction in: …”).

## Why it matters
Some retractions are known to a catalogue alone, and in an outage or offline the file is the only one to ask.

## Example
“PT  - Retracted Publication” in a record of PubMed.

## When it is wrong
The record is old, and the work was reinstated without a word to the registries.
"""


def notice_cited(case: Case, rule: Rule) -> Iterator[Finding]:
    """A notice is cited in place of the work.

    Severity: warning.

    Yield the notice, where the reference does not say that it means one.

    ## What it finds
    A DOI that leads to a correction, a retraction notice or its like, under a title that is not the notice's. What the journal
    itself signs as author under “Retracted: …” is a notice.

    ## Why it matters
    The reader wants the work and gets half a page about it.

    ## Example
    The DOI of an erratum printed behind the title of the article that it corrects.

    ## When it is wrong
    The notice itself is meant, and its title is cited without the word that tells so.
    """
    match, cited = case.match, case.reference.work.title
    if match is None or cited is None or not is_notice(match.record):
        return
    is_labelled = marked_as(case.reference.work) is not None and marked_as(match.record.work) is not None
    if kind_of(cited) is Kind.NOTICE or is_labelled or acknowledged(case, match.record):
        return
    dois = ", ".join(f"https://doi.org/{update.doi}" for update in told_of(match.record) if update.doi)
    message = worded("notice-cited", about=dois or worded("another-work"), work=describe(match.record.work))
    evidence = (says(match.record, "title", cited=cited, registered=match.record.work.title or ""),)
    yield Finding(rule=rule, message=message, span=place(case.reference, "doi"), evidence=evidence)


def newer_version(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is a newer version of the work.

    Severity: info.

    ## What it finds
    A work of which its publisher registered a new version or a new edition.

    ## Why it matters
    The newer one may say something else, and it is what a reader will find first.

    ## Example
    The first version of an article of a journal that publishes each revision under a DOI of its own.

    ## When it is wrong
    The older version is meant: it is what was read, or what the text is about.
    """
    record = case.match.record if case.match else None
    for update in record.updates if record else ():
        if record and update.type in _NEWER and update.doi is not None and Id.doi(update.doi) != record.id:
            message = worded(update.type, url=f"https://doi.org/{update.doi}")
            yield Finding(rule=rule, message=message, evidence=(says(record, "updated-by", registered=update.type),))
            return
