"""The link leads nowhere.

Severity: warning.

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

from collections.abc import Iterator
from urllib.parse import urlsplit

from refcheck.checks.card import card
from refcheck.checks.evidence import says
from refcheck.checks.linking import dead_links, instead, is_copied_in_print, kept_copy
from refcheck.messages import worded
from refcheck.model import Case, Evidence, Finding, Scope

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each address that leads nowhere, with a copy where there is one; a copy that the reference gives itself is enough."""
    for identifier, answer in dead_links(case):
        if is_copied_in_print(case, identifier):
            continue
        host = urlsplit(identifier.value).hostname
        nobody = answer.scope is Scope.REGISTRATION
        why = worded("no-host", host=str(host)) if nobody else worded("no-such-page", host=answer.registry)
        evidence = (Evidence(registry=answer.registry, url=identifier.value, field="URL", cited=identifier.value),)
        copy = kept_copy(case, identifier)
        if copy is None or copy.work.url is None:
            yield Finding(
                rule=RULE,
                message=worded("link-dead", url=identifier.value, why=why),
                span=identifier.span,
                evidence=evidence,
            )
        else:
            yield Finding(
                rule=RULE,
                message=worded(
                    "link-dead-with-copy",
                    url=identifier.value,
                    why=why,
                    day=str(copy.work.issued),
                    copy=copy.work.url,
                ),
                span=identifier.span,
                evidence=(*evidence, says(copy, "URL", cited=identifier.value, registered=copy.work.url)),
                fix=instead(case, identifier, copy.work.url),
            )
