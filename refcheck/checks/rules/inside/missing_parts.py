"""Parts that a reference of its kind should have, and has not: one of them, or nearly all."""

from collections.abc import Iterator

from refcheck.checks.certainty import is_understood, surely_read
from refcheck.checks.places import prose
from refcheck.gazetteer.calendars import eras
from refcheck.lexicon import is_undated
from refcheck.lexicon.patterns import alternatives
from refcheck.messages import worded
from refcheck.model import Case, Finding, Rule, Span
from refcheck.text.deferred import deferred

_CITED_IN_FULL = frozenset({"article-journal", "chapter", "paper-conference", "book", "thesis"})
"""CSL types whose references give an author, a year and a title. News, reports and pages often lack one of them."""

_YEAR = deferred(rf"(?<!\d)\d{{4}}(?!\d)|{alternatives(eras())}\s?(?:\d|元)")
"""A number that can be a year in some calendar: ``2024``, ``۱۴۰۲``, ``平成15``."""

_OPENED = deferred(r"@[ \t]*[A-Za-z][\w:+.-]*\s*\{")
"""The beginning of an entry of BibTeX: ``@article{``, ``@Book {``."""

_FIELD = deferred(r"([^\s,={}()\"#%']{1,40})\s{0,40}=\s{0,40}\Z")
"""A field of BibTeX before its value: ``journal = ``."""

_LONGEST = 80
"""Characters before a value in which its field's name stands, with the blanks around its sign."""


def missing_author(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is no author.

    Severity: info.

    Yield the reference, where its title was surely read and nobody is named.

    ## What it finds
    A journal article, chapter, proceedings paper, book or thesis without an author or editor.

    ## Why it matters
    The text cites it by its author, and lists are sorted by it.

    ## Example
    “Ferries of the Northern Delta (2023), Delta University Press”

    ## When it is wrong
    Editorials and reports that nobody signed.
    """
    work = case.reference.work
    named = work.author or work.editor or work.translator
    if work.title and work.type in _CITED_IN_FULL and not named and surely_read(case.reference, "title"):
        yield Finding(rule=rule, message=worded("missing-author"))


def missing_title(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is no title.

    Severity: info.

    Yield the reference, where no title was read and volume and page do not stand for it.

    ## What it finds
    A reference in which no title was found, of a kind that is cited by its title.

    ## Why it matters
    Without it a reader has to trust the numbers, and a wrong one cannot be noticed.

    ## Example
    “Marchand, É. (2016), Journal of River Studies, pp. 14–23”

    ## When it is wrong
    Styles, mostly in physics and chemistry, that leave titles out; they give volume and page, and then nothing is found.
    """
    work = case.reference.work
    if work.title is None and work.type in _CITED_IN_FULL and not (work.volume and work.page):
        yield Finding(rule=rule, message=worded("missing-title"))


def missing_year(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is no year.

    Severity: info.

    Yield the reference, where no year was read and nothing in it can be one.

    ## What it finds
    A reference without a year, and without a word such as “n.d.” or “in press” that says why.

    ## Why it matters
    Author and year are what the text cites it by.

    ## Example
    “Haque, Imran, Bridges and Ferries of the Delta, Delta Institute”

    ## When it is wrong
    Standards, laws and manuscripts that are cited by number.
    Of 46 in real lists 20 were right: in the others the year stands in print and was not read. It is a note.
    """
    work = case.reference.work
    if not (work.author or work.editor):  # a fragment, perhaps no reference at all
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
    An entry in which neither a title nor an identifier, an official number or a place in a journal was found, or of which more than
    half was not understood. Letters, interviews and what lies in archives have no title.

    ## Why it matters
    Nothing can be said of it, and nothing was asked.

    ## Example
    An entry that is a remark, or several references glued together.

    ## When it is wrong
    The fault is this program's as often as the reference's.
    """
    if not is_understood(case.reference):
        yield Finding(rule=rule, message=worded("reference-not-understood"))


def unbalanced_braces(case: Case, rule: Rule) -> Iterator[Finding]:
    """The braces of an entry are not balanced.

    Severity: warning.

    Yield the entry of which nothing could be read, at its beginning.

    ## What it finds
    A BibTeX entry that is not closed before the next one begins at a line's start, or before the file ends; and one that a closing
    brace too many ends before its last fields.

    ## Why it matters
    BibTeX and Biber report an error there, or leave fields out; here nothing of the entry is read or checked.

    ## Example
    ``@book{marsh, title = {Tides of the {North}, year = 2011}``

    ## When it is wrong
    Hardly ever: of an entry whose braces are balanced, nothing is said.
    """
    reference = case.reference
    opened, closed = reference.raw.count("{"), reference.raw.count("}")
    begun = _OPENED.match(reference.raw)
    if begun and opened != closed and reference.unread == (Span(0, len(reference.raw)),):
        message = worded("brace-not-closed" if opened > closed else "brace-too-many")
        yield Finding(rule=rule, message=message, span=Span(*begun.span()))


def abbreviation_not_defined(case: Case, rule: Rule) -> Iterator[Finding]:
    """An abbreviation is not defined.

    Severity: info.

    Yield each field of an entry whose value is, or has in it, an abbreviation that is not known.

    ## What it finds
    A field of a BibTeX entry whose value no ``@string`` defines, neither of the file nor of the bibliographies that its document
    names before it.

    ## Why it matters
    BibTeX leaves the field empty, and here nothing is compared with it.

    ## Example
    ``journal = TIDES`` in a file without ``@string{TIDES = …}``.

    ## When it is wrong
    The abbreviation is defined in a file that was not read: by a style, or by a bibliography that lies elsewhere.
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
