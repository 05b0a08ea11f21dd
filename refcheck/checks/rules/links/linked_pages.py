"""Pages that a reference links to: gone, moved, or about something else."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from attrs import evolve

from refcheck.checks.certainty import read_with_certainty
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
"""A PDF: its text in large letters may be its title, or the name of its publisher."""

_FEWEST_WORDS = 3
"""A title with fewer words is the name of a site, which says nothing about the page."""


def link_dead(case: Case, rule: Rule) -> Iterator[Finding]:
    """The link is dead.

    Severity: warning.

    Yield each URL that leads nowhere, with an archived copy if there is one; nothing if the reference prints a copy itself.

    ## What it finds
    A URL whose host answers that there is no such page (404, 410), or whose host does not exist, in every reading of the URL.
    Links are checked only on request (`--links`).

    ## Why it matters
    A reader cannot see what the author saw. With `--wayback`, the archived copy nearest to the date of access is offered.

    ## Example
    “Available at: http://www.example-ministry.gov/reports/2009/summary.html”, after the ministry moved to a new site.

    ## When it is wrong
    The host answers programs differently from people, or the page is back the next day. A host that rejects programs (401, 403,
    429, 503, a page that checks for a human) is never reported.
    """
    for identifier, answer in dead_links(case):
        if is_copied_in_print(case, identifier):
            continue
        url, copy = identifier.value, kept_copy(case, identifier)
        is_host_gone = answer.scope is Scope.REGISTRATION
        host = str(urlsplit(url).hostname) if is_host_gone else answer.registry
        why = worded("no-host" if is_host_gone else "no-such-page", host=host)
        finding = Finding(
            rule=rule,
            message=worded("link-dead", url=url, why=why),
            span=identifier.span,
            evidence=(Evidence(registry=answer.registry, url=url, field="URL", cited=url),),
        )
        if copy is not None and (kept := copy.work.url) is not None:
            day = str(copy.work.issued)
            finding = evolve(
                finding,
                message=worded("link-dead-with-copy", url=url, why=why, day=day, copy=kept),
                evidence=(*finding.evidence, says(copy, "URL", cited=url, registered=kept)),
                fix=instead(case, identifier, kept),
            )
        yield finding


def link_leads_elsewhere(case: Case, rule: Rule) -> Iterator[Finding]:
    """The link's target differs from its text.

    Severity: info.

    Yield each link whose text is a DOI or a URL and that leads to another one.

    ## What it finds
    In documents with links (Word, LibreOffice, HTML …), a DOI as the text of a link that leads to the URL of another DOI, or a
    URL as the text of a link to another page of the same site.

    ## Why it matters
    Readers of the text and readers who follow the link find two different works; the link was copied from another reference, or
    left unchanged when its text was corrected.

    ## Example
    The text “https://doi.org/10.5555/abc.1”, which leads to https://doi.org/10.5555/xyz.2.

    ## When it is wrong
    Two DOIs of one work. Proxies, tracking URLs and URLs with more characters after the DOI lead to the right work, and
    are not reported.
    """
    for link in case.reference.links:
        shown = link.span.of(case.reference.raw).strip()
        yield Finding(rule=rule, message=worded("link-leads-elsewhere", shown=shown, url=link.target), span=link.span)


def link_may_be_dead(case: Case, rule: Rule) -> Iterator[Finding]:
    """The page may not be the one that was cited.

    Severity: info.

    Yield each doubtful page, unless it has the cited title.

    ## What it finds
    A URL that answers with success, but with what seems to be another page: one that says that something was not found, a
    front page in place of a page deep within the site, an empty page, a domain for sale, or the page that the host sends for every
    URL (a URL that cannot exist is requested once). Links are checked only on request (`--links`).

    ## Why it matters
    Many hosts redirect readers of lost pages to their front page and report success.

    ## Example
    https://www.example.org/journal/vol3/article7, which leads to https://www.example.org/.

    ## When it is wrong
    It is a suspicion. Pages that are built by a script in the browser all look alike to a program that only fetches them.
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

    Yield each URL whose page has moved, with the new one; doubtful pages are left to ``link_may_be_dead``.

    ## What it finds
    A URL whose host says that the page has moved permanently (301, 308), to a URL that differs in more than https or
    `www.`. Links are checked only on request (`--links`).

    ## Why it matters
    Hosts stop redirecting after some years; the new URL will last longer.

    ## Example
    https://www.example.org/old/report.html, which now leads to https://www.example.org/publications/report.

    ## When it is wrong
    Hosts call redirects permanent that are not: to a page in the reader's language, or to a mirror.
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
    """The cited page has another title.

    Severity: info.

    Yield each page none of whose titles is the cited one.

    ## What it finds
    A reference to a web page, without a record in any registry, whose page has another title than the one cited. Links are checked
    only on request (`--links`).

    ## Why it matters
    The URL may lead to another page than the one that was read.

    ## Example
    “World Bank (2021) Doing Business in Small Harbours”, whose URL leads to a page titled “Data Catalog of the Institute”.

    ## When it is wrong
    Pages that are titled by their section or site, and titles that are cited in translation.
    """
    cited = case.reference.work.title
    if (
        case.match
        or case.reference.of_scheme(Scheme.DOI)
        or not cited
        or not read_with_certainty(case.reference, "title")
    ):
        return
    for identifier, page in pages(case):
        distinctive = [title for title in titles(page) if len(title.split()) >= _FEWEST_WORDS]
        if page.work.type == _DOCUMENT or not distinctive or doubt(page) or has_cited_title(case, page):
            continue
        yield Finding(
            rule=rule,
            message=worded("page-title-differs", url=identifier.value, title=distinctive[0]),
            span=place(case.reference, "title") or identifier.span,
            evidence=(says(page, "title", cited=cited, registered=distinctive[0]),),
        )
