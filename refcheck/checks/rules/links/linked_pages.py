"""Pages that a reference links to: gone, moved, or of something else."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from attrs import evolve

from refcheck.checks.certainty import surely_read
from refcheck.checks.evidence import says
from refcheck.checks.linking import (
    dead_links,
    doubt,
    has_cited_title,
    instead,
    is_copied_in_print,
    kept_copy,
    pages,
    plain,
    titles,
)
from refcheck.checks.places import place
from refcheck.messages import phrase, worded
from refcheck.model import MOVED_TO, Case, Evidence, Finding, Rule, Scheme, Scope

_DOCUMENT = "document"
"""A PDF: what it shows in large letters may be its title, and may be the name of its house."""

_FEWEST_WORDS = 3
"""A title of fewer is the name of a site, which says nothing of the page."""


def link_dead(case: Case, rule: Rule) -> Iterator[Finding]:
    """The link leads nowhere.

    Severity: warning.

    Yield each address that leads nowhere, with a copy where there is one; a copy that the reference gives itself is enough.

    ## What it finds
    A web address whose host answers that there is no such page (404, 410), or whose host is not there at all, in every reading of
    the address. Links are looked at only when asked for (`--links`).

    ## Why it matters
    A reader cannot see what was seen. With `--wayback` an archived copy is offered, the one nearest to the day of access.

    ## Example
    “Available at: http://www.example-ministry.gov/reports/2009/summary.html”, after the ministry has a new site.

    ## When it is wrong
    The host answers programs differently from people; the page is back tomorrow. A host that turns programs away (401, 403, 429,
    503, a page that asks for a person) is never reported.
    """
    for identifier, answer in dead_links(case):
        if is_copied_in_print(case, identifier):
            continue
        url, copy = identifier.value, kept_copy(case, identifier)
        is_host_gone = answer.scope is Scope.REGISTRATION
        host = str(urlsplit(url).hostname) if is_host_gone else answer.registry
        why = worded("no-host" if is_host_gone else "no-such-page", host=host)
        told = Finding(
            rule=rule,
            message=worded("link-dead", url=url, why=why),
            span=identifier.span,
            evidence=(Evidence(registry=answer.registry, url=url, field="URL", cited=url),),
        )
        if copy is not None and (kept := copy.work.url) is not None:
            day = str(copy.work.issued)
            told = evolve(
                told,
                message=worded("link-dead-with-copy", url=url, why=why, day=day, copy=kept),
                evidence=(*told.evidence, says(copy, "URL", cited=url, registered=kept)),
                fix=instead(case, identifier, kept),
            )
        yield told


def link_leads_elsewhere(case: Case, rule: Rule) -> Iterator[Finding]:
    """The link leads elsewhere than its text says.

    Severity: info.

    Yield each link whose text is a DOI, and that leads to another one.

    ## What it finds
    In documents with links (Word, LibreOffice, HTML …), a DOI that is shown, and behind it the address of another DOI.

    ## Why it matters
    Who reads the text and who follows the link find two works; the link was copied along with another reference, or left when its
    text was corrected.

    ## Example
    The text “https://doi.org/10.5555/abc.1”, which leads to https://doi.org/10.5555/xyz.2.

    ## When it is wrong
    Two DOIs of one work. A proxy, a tracking address, and one with other signs behind the DOI lead there, and are not told.
    """
    for link in case.reference.links:
        shown = link.span.of(case.reference.raw).strip()
        yield Finding(rule=rule, message=worded("link-leads-elsewhere", shown=shown, url=link.target), span=link.span)


def link_may_be_dead(case: Case, rule: Rule) -> Iterator[Finding]:
    """The page may not be the one that was cited.

    Severity: info.

    Yield each page that is in doubt, unless it has the cited title.

    ## What it finds
    A web address that answers well, with what seems to be another page: one that says that something was not found, a front page
    in place of a page deep within, an empty page, a domain for sale, or what the host answers whatever it is asked for (it is asked
    once for an address that nobody has written). Links are looked at only when asked for (`--links`).

    ## Why it matters
    Many hosts send readers of lost pages to their front page and call that a success.

    ## Example
    https://www.example.org/journal/vol3/article7, which leads to https://www.example.org/.

    ## When it is wrong
    It is a suspicion. Pages that a program builds in the reader's browser look all alike to one that only fetches them.
    """
    for identifier, page in pages(case):
        why = doubt(page)
        if why is None or (page.work.title and case.reference.work.title and has_cited_title(case, page)):
            continue
        message = worded("link-may-be-dead", url=identifier.value, why=phrase(why))
        evidence = (says(page, "title", cited=case.reference.work.title or "", registered=page.work.title or ""),)
        yield Finding(rule=rule, message=message, span=identifier.span, evidence=evidence)


def link_moved(case: Case, rule: Rule) -> Iterator[Finding]:
    """The page has moved.

    Severity: info.

    Yield each address whose page has moved, with the new one; a doubtful page is left to the rule of doubts.

    ## What it finds
    A web address whose host says that the page has moved for good (301, 308), to another one than the same in https or with
    `www.`. Links are looked at only when asked for (`--links`).

    ## Why it matters
    Hosts stop telling after some years; the new address will last longer.

    ## Example
    https://www.example.org/old/report.html, which now leads to https://www.example.org/publications/report.

    ## When it is wrong
    Hosts call moves permanent that are not: to a page in the language of who asks, or to a mirror.
    """
    for identifier, page in pages(case):
        target = next((relation.id for relation in page.relations if relation.type == MOVED_TO), None)
        if target is None or doubt(page) or plain(target) == plain(identifier.value):
            continue
        yield Finding(
            rule=rule,
            message=worded("link-moved", url=identifier.value, target=target),
            span=identifier.span,
            evidence=(says(page, "URL", cited=identifier.value, registered=target),),
            fix=instead(case, identifier, target),
        )


def page_title_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The page has another title.

    Severity: info.

    Yield each page whose titles have nothing of the cited one.

    ## What it finds
    A web reference that no registry holds, whose page has another title than the cited one. Links are looked at only when asked for
    (`--links`).

    ## Why it matters
    The address may lead to another page than the one that was read.

    ## Example
    “World Bank (2021) Doing Business in Small Harbours”, whose address leads to a page titled “Data Catalog of the Institute”.

    ## When it is wrong
    Pages that are titled by their section or site, and titles that are cited in translation.
    """
    cited = case.reference.work.title
    if case.match or case.reference.of_scheme(Scheme.DOI) or not cited or not surely_read(case.reference, "title"):
        return
    for identifier, page in pages(case):
        telling = [title for title in titles(page) if len(title.split()) >= _FEWEST_WORDS]
        if page.work.type == _DOCUMENT or not telling or doubt(page) or has_cited_title(case, page):
            continue
        yield Finding(
            rule=rule,
            message=worded("page-title-differs", url=identifier.value, title=telling[0]),
            span=place(case.reference, "title") or identifier.span,
            evidence=(says(page, "title", cited=cited, registered=telling[0]),),
        )
