"""Parts that a reference of its kind should have but lacks: one of them, or nearly all."""

from collections.abc import Iterator

from refcheck.checks.certainty import is_understood, read_with_certainty
from refcheck.checks.places import prose
from refcheck.gazetteer.calendars import eras
from refcheck.lexicon import is_undated
from refcheck.lexicon.patterns import alternatives
from refcheck.messages import worded
from refcheck.model import Case, Finding, Rule, Span
from refcheck.text.deferred import deferred

_CITED_IN_FULL = frozenset({"article-journal", "chapter", "paper-conference", "book", "thesis"})
"""CSL types whose references give an author, a year and a title. News, reports and web pages often lack one of them."""

_YEAR = deferred(rf"(?<!\d)\d{{4}}(?!\d)|{alternatives(eras())}\s?(?:\d|元)")
"""A number that can be a year in some calendar: ``2024``, ``۱۴۰۲``, ``平成15``."""

_OPENED = deferred(r"@[ \t]*[A-Za-z][\w:+.-]*\s*\{")
"""The beginning of a BibTeX entry: ``@article{``, ``@Book {``."""

_FIELD = deferred(r"([^\s,={}()\"#%']{1,40})\s{0,40}=\s{0,40}\Z")
"""The name of a BibTeX field before its value: ``journal = ``."""

_LONGEST = 80
"""The most characters of a field's name before its value, with the spaces around the equals sign."""


def missing_author(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is no author.

    Severity: info.

    Yield the reference, if its title was read with certainty and no person is named.

    ## What it finds
    A journal article, chapter, proceedings paper, book or thesis without an author or editor.

    ## Why it matters
    The text cites it by its author, and lists are sorted by it.

    ## Example
    “Ferries of the Northern Delta (2023), Delta University Press”

    ## When it is wrong
    Unsigned editorials and reports.
    """
    work = case.reference.work
    named = work.author or work.editor or work.translator
    if work.title and work.type in _CITED_IN_FULL and not named and read_with_certainty(case.reference, "title"):
        yield Finding(rule=rule, message=worded("missing-author"))


def missing_title(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is no title.

    Severity: info.

    Yield the reference, if no title was read, and volume and page do not replace it.

    ## What it finds
    A reference in which no title was found, of a kind that is cited by its title.

    ## Why it matters
    Without it, a reader has to trust the numbers, and cannot notice a wrong one.

    ## Example
    “Marchand, É. (2016), Journal of River Studies, pp. 14–23”

    ## When it is wrong
    Styles, mostly in physics and chemistry, that leave out titles; they give volume and page, and then nothing is reported.
    """
    work = case.reference.work
    if work.title is None and work.type in _CITED_IN_FULL and not (work.volume and work.page):
        yield Finding(rule=rule, message=worded("missing-title"))


def missing_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is no year.

    Severity: info.

    Yield the reference, if no year was read and nothing in it can be a year.

    ## What it finds
    A reference without a year, and without a word such as “n.d.” or “in press” that says why.

    ## Why it matters
    The text cites it by author and year.

    ## Example
    “Haque, Imran, Bridges and Ferries of the Delta, Delta Institute”

    ## When it is wrong
    Standards, laws and manuscripts that are cited by number.
    Of 46 findings in real lists, 20 were right: in the others the year is printed and was not read. It is a note.
    """
    work = case.reference.work
    if not (work.author or work.editor):  # a fragment, perhaps not a reference at all
        return
    if work.issued is not None or work.title is None or work.type not in _CITED_IN_FULL:
        return
    text = prose(case.reference, "note")
    if not _YEAR.search(text) and not is_undated(text):
        yield Finding(rule=rule, message=worded("missing-year"))


def reference_not_understood(case: Case, rule: Rule) -> Iterator[Finding]:
    """The reference was not understood.

    Severity: info.

    ## What it finds
    An entry in which no title, identifier, official number, or journal or volume with a page was found, or of which more than half
    was not understood. Letters, interviews and archival documents need no title.

    ## Why it matters
    Nothing can be said about it, and nothing was looked up.

    ## Example
    An entry that is a remark, or several references run together.

    ## When it is wrong
    The fault is as often this program's as the reference's.
    """
    if not is_understood(case.reference):
        yield Finding(rule=rule, message=worded("reference-not-understood"))


def unbalanced_braces(case: Case, rule: Rule) -> Iterator[Finding]:
    """The braces of an entry are not balanced.

    Severity: warning.

    Yield an entry of which nothing could be read, at its beginning.

    ## What it finds
    A BibTeX entry that is not closed before the next one begins at the start of a line, or before the file ends; and an entry that
    an extra closing brace ends before its last fields.

    ## Why it matters
    BibTeX and Biber report an error there, or leave fields out; refcheck does not read or check the entry.

    ## Example
    ``@book{marsh, title = {Tides of the {North}, year = 2011}``

    ## When it is wrong
    Hardly ever: an entry whose braces are balanced is not reported.
    """
    reference = case.reference
    opened, closed = reference.raw.count("{"), reference.raw.count("}")
    start = _OPENED.match(reference.raw)
    if start and opened != closed and reference.is_unread:
        message = worded("brace-not-closed" if opened > closed else "brace-too-many")
        yield Finding(rule=rule, message=message, span=Span(*start.span()))


def abbreviation_not_defined(case: Case, rule: Rule) -> Iterator[Finding]:
    """An abbreviation is not defined.

    Severity: info.

    Yield each field of an entry whose value is or contains an unknown abbreviation.

    ## What it finds
    A field of a BibTeX entry whose value is not defined by any ``@string``, either in the file or in the bibliographies that the
    document names before it.

    ## Why it matters
    BibTeX leaves the field empty, and refcheck has nothing to compare.

    ## Example
    ``journal = TIDES`` in a file without ``@string{TIDES = …}``.

    ## When it is wrong
    The abbreviation is defined in a file that was not read: in a style, or in a bibliography that is elsewhere.
    """
    reference = case.reference
    if not _OPENED.match(reference.raw):
        return
    for span in reference.unread:
        printed = span.of(reference.raw)
        named = _FIELD.search(reference.raw, max(span.start - _LONGEST, 0), span.start)
        if named and not printed.isdigit():
            yield Finding(
                rule=rule, message=worded("abbreviation-not-defined", printed=printed, name=named[1]), span=span
            )
