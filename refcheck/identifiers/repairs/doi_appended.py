"""Text glued to a DOI, which is cut off where it begins: another identifier, a site, a link, a word of the text."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, islice

from refcheck.identifiers import doi_grammars
from refcheck.identifiers.mending import Change, Grade, Stage, Step, cut_off
from refcheck.identifiers.scanning.characters import doubled_at, other_identifier_at
from refcheck.model import Safety


@partial(Step, Stage.CUTTING)
def doi_doubled(text: str) -> Iterator[Change]:
    """A DOI is printed twice in a row.

    Severity: warning.

    ## What it finds
    A DOI that is followed by the same DOI, immediately or after punctuation or the resolver's URL.

    ## Why it matters
    The DOI as printed does not resolve.

    ## Example
    ``10.1016/j.delta.2007.03.031.http://dx.doi.org/10.1016/j.delta.2007.03.031`` is
    ``10.1016/j.delta.2007.03.031``.

    ## When it is wrong
    Hardly ever. The form as printed is kept as a candidate.
    """
    end = doubled_at(text)
    if end is not None:
        yield cut_off(text, end, "the same DOI is printed twice")


@partial(Step, Stage.CUTTING)
def doi_with_identifier_appended(text: str) -> Iterator[Change]:
    """Another identifier or URL is attached to a DOI.

    Severity: warning.

    ## What it finds
    A PMID, another DOI or a URL that follows a DOI without a gap.

    ## Why it matters
    The DOI as printed does not resolve.

    ## Example
    ``10.1371/journal.pone.0035968.pmid:22567121`` is ``10.1371/journal.pone.0035968`` and a PMID.

    ## When it is wrong
    Hardly ever. Where the other identifier can be read on its own, the two are read separately, and nothing needs repair.
    """
    end = other_identifier_at(text)
    if end is not None and doubled_at(text) is None:
        yield cut_off(text, end, "another identifier starts here", grade=Grade.SURE)


_SITE = re.compile(
    r"(?=[.,;]?[a-z][a-z-]{1,30}(?:\.[a-z][a-z-]{1,30}){0,3}\.(?:com|org|net|edu|gov|info|ac\.uk|co\.uk)(?:/\S*)?$)",
    re.IGNORECASE,
)
"""The position before a host name at the end, possibly with a path: ``jcm.sagepub.com``, ``journals.sagepub.com/home/jca``."""

_DOMAINS = (".com", ".org", ".net", ".edu", ".gov", ".info", ".uk")

_ENDS = "0123456789xX"
"""The last character of a DOI without a known pattern."""


@partial(Step, Stage.CUTTING)
def doi_with_site_appended(text: str) -> Iterator[Change]:
    """The name of a web site is attached to a DOI.

    Severity: warning.

    ## What it finds
    The host of a web site (``jcm.sagepub.com``, ``journals.sagepub.com/home/jca``) that follows a DOI without a
    gap.

    ## Why it matters
    It comes from the line below on a title page; the DOI as printed does not resolve.

    ## Example
    ``10.1177/0021998316628973jcm.sagepub.com`` is ``10.1177/0021998316628973``.

    ## When it is wrong
    A suffix may end like a host name; the form as printed is kept as a candidate.
    """
    if not any(domain in text for domain in _DOMAINS):
        return
    places = [found.start() for found in _SITE.finditer(text, text.find("/") + 2)]
    fitting = (at for at in places if doi_grammars.fits(text[:at]))
    behind_digit = (at for at in places if text[at - 1] in _ENDS)
    for at in islice(chain(fitting, behind_digit), 1):
        yield cut_off(text, at, "a web site's name is not part of the DOI", safety=Safety.UNSAFE)


_BRACKETED = re.compile(
    r"[.,;]?[\[(](?:doi|pii|pubmed|medline|crossref|cross ?ref|google ?scholar|scopus|isi|links?|web of science|free)[\])]?"
    r"|\[\d{1,3}\]$",
    re.IGNORECASE,
)
"""A link's name in brackets, or the number of a note at the end: ``[doi]``, ``(PubMed``, ``[1]``."""

_GLUED = re.compile(r"(?<=[0-9A-Za-z)])[.,;]?(?:PubMed|CrossRef|Crossref|MEDLINE|GoogleScholar)")
"""A link's name after a digit or a letter: ``PubMed``, ``CrossRef``."""


@partial(Step, Stage.CUTTING)
def doi_with_link_mark(text: str) -> Iterator[Change]:
    """A DOI is followed by a link label.

    Severity: info.

    ## What it finds
    ``[doi]``, ``[PubMed]``, ``CrossRef``, ``Google Scholar`` and similar names, or the number of a note in square brackets
    (``[1]``), glued to a DOI.

    ## Why it matters
    They are a database's labels, or links beside the reference; the DOI as printed does not resolve.

    ## Example
    ``10.1038/nature11095[doi]`` is ``10.1038/nature11095``.

    ## When it is wrong
    Hardly ever. The form as printed is kept as a candidate.
    """
    start = text.find("/") + 2
    found = _BRACKETED.search(text, start) or _GLUED.search(text, start)
    if found:
        yield cut_off(text, found.start(), "a link label is not part of the DOI")


_SESSION = re.compile(r";jsessionid\b.*$", re.IGNORECASE | re.DOTALL)
"""A session ID of a web server: ``;jsessionid=0A1B``."""

_WORD = re.compile(
    r"(?<=[0-9x])[.,;]?(?:Abstract|Accepted|Author|Article|Copyright|Correspondence|Editor|Introduction|Keywords|Printed|Received|"
    r"References|Reprints?|Submitted|This|The|View|Volume)\w*.*$",
    re.DOTALL,
)
"""A word of the page after a digit: ``Received12``, ``.Copyright``."""

_FOREIGN = re.compile(r"(?<=[0-9])(?=[^\W\d_]*[^\x00-\x7f])[^\W\d_]+$")
"""Letters up to the end after a digit, some of them not ASCII: ``öztürk``."""

_ENDING_WORD = re.compile(r"(?<=[0-9xX])[A-Za-z]{2,}$")
"""Letters up to the end after a digit: ``for``, ``Abstract``."""

_NOTICE = re.compile(r"[a-z]{2,4}")
"""Two to four lower-case letters, which may be the registrant's own, for a notice or a review of the work: ``corr``, ``rep``."""

_LETTER = re.compile(r"(?<=\d\))[a-zA-Z]$")
"""One letter after a closing bracket at the end: ``)a``."""


@partial(Step, Stage.CUTTING)
def doi_with_text_appended(text: str) -> Iterator[Change]:
    """Text is attached to a DOI.

    Severity: warning.

    ## What it finds
    A session ID (``;jsessionid``), a word of the text that follows, letters that are not plain Latin after the
    last digit, or one letter after a closing bracket.

    ## Why it matters
    The DOI as printed does not resolve.

    ## Example
    ``10.21031/epod.1029044öztürk`` is ``10.21031/epod.1029044``.

    ## When it is wrong
    Suffixes may have any letters; the form as printed is kept as a candidate. Two to four lower-case letters are kept, and the DOI
    without them is a candidate, as registrants mark a correction in this way.
    """
    start = text.find("/") + 2
    word = _ENDING_WORD.search(text, start)
    if word and doi_grammars.fits(text[: word.start()]):
        grade = Grade.POSSIBLE if _NOTICE.fullmatch(word[0]) else Grade.LIKELY
        why = "the registrant's pattern ends before the word"
        yield cut_off(text, word.start(), why, grade=grade, safety=Safety.UNSAFE)
        return
    for pattern in (_SESSION, _WORD, _FOREIGN, _LETTER):
        found = pattern.search(text, start)
        if found:
            yield cut_off(text, found.start(), "the text after it is not part of the DOI", safety=Safety.UNSAFE)
            return
