"""URLs, and the words that announce them."""

import re
from collections.abc import Iterator

from yarl import URL

from refcheck.checks.places import MASK, prose
from refcheck.identifiers.addresses import why_not_public
from refcheck.lexicon import Term, announces, announcing, means_access, words
from refcheck.messages import phrase, worded
from refcheck.model import Case, Finding, Identifier, Reference, Rule, Scheme, Span

_BEFORE_ADDRESS = re.compile(r"[\s(\[<)]*(?:(?:doi|url)[\s.:]*)?(?:https?://\S{0,40}/)?", re.IGNORECASE)
"""Text between the announcement and the identifier: `` (doi: ``, `` <``."""

_WORD = re.compile(r"[\s(\[<]*([^\W_][^\s,;()]*)")
"""The next word: ``SSRN`` in ``Available at SSRN``."""


def _announcements(reference: Reference) -> Iterator[tuple[Span, Identifier | None, bool]]:
    """Yield the span of each announcement of a URL, the identifier that follows it, and whether a word of an address follows."""
    text = prose(reference)
    for found in announcing().finditer(text):
        if not announces(found["word"]):
            continue
        between = _BEFORE_ADDRESS.match(text, found.end())
        start = between.end() if between else found.end()
        word = _WORD.match(text, found.end())
        following = (each for each in reference.identifiers if each.span.start <= start < each.span.end)
        identifier = next(following, None) if text[start : start + 1] == MASK else None
        yield Span(*found.span()), identifier, word is not None and not _begins_other_matter(word[1])


def _begins_other_matter(word: str) -> bool:
    """Return whether a word starts another part of the reference: ``(Accessed on …)``, ``[in Persian]``, ``Retrieved from``."""
    return means_access(word) or announces(word) or word.lower().strip("[") in words(Term.IN)


def label_without_address(case: Case, rule: Rule) -> Iterator[Finding]:
    """“Available at” is followed by nothing.

    Severity: warning.

    Yield each announcement that nothing follows.

    ## What it finds
    Words that announce an address, with nothing after them.

    ## Why it matters
    The address was lost, and the reader cannot find the page.

    ## Example
    “Available at: , (Accessed on: 5/5/2024)”

    ## When it is wrong
    The address is elsewhere in the reference.
    """
    for span, identifier, has_word in _announcements(case.reference):
        if identifier is None and not has_word:
            label = span.of(case.reference.raw).strip()
            yield Finding(rule=rule, message=worded("label-without-address", label=label), span=span)


def doi_in_place_of_url(case: Case, rule: Rule) -> Iterator[Finding]:
    """A DOI is printed where a URL is announced.

    Severity: info.

    Yield each DOI that is announced as a URL but is not one.

    ## What it finds
    A bare DOI after “Available at” or similar words, which announce an address that can be clicked.

    ## Why it matters
    A DOI is shown as a link (https://doi.org/…) or after the label “doi:”; after “Available at” it is neither.

    ## Example
    “Available at: (doi: 10.1007/s12345-020-00678-9)”

    ## When it is wrong
    A house style that requires this form.
    """
    raw = case.reference.raw
    for span, doi, _ in _announcements(case.reference):
        if doi is not None and doi.scheme is Scheme.DOI and "/" not in raw[span.end : doi.span.start]:
            message = worded("doi-in-place-of-url", label=span.of(raw).strip(), url=f"https://doi.org/{doi.value}")
            yield Finding(rule=rule, message=message, span=Span(span.start, doi.span.end))


def host_not_public(case: Case, rule: Rule) -> Iterator[Finding]:
    """The URL is not public.

    Severity: warning.

    Yield each URL that cannot be public.

    ## What it finds
    An address on the local machine, in a private network, without a domain, or on a host that is named as a staging or
    demonstration copy.

    ## Why it matters
    It works only for the person who created it, and not for long.

    ## Example
    https://journal.staging-03.example.com/delta-studies-vol-16-no-2-april-june-2022/

    ## When it is wrong
    A public host with a name like that of a copy.
    """
    for identifier in case.reference.of_scheme(Scheme.URL):
        if why := why_not_public(identifier.value):
            message = worded("host-not-public", host=str(URL(identifier.value).host), why=phrase(why))
            yield Finding(rule=rule, message=message, span=identifier.span)
