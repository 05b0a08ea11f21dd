"""Comparison of a cited work with a registered one, field by field."""

from attrs import evolve

from refcheck.matching.cited_encoding import with_registered_encoding
from refcheck.matching.fields.container import compare_containers
from refcheck.matching.fields.dates import compare_issued
from refcheck.matching.fields.names import compare_authors, compare_editors
from refcheck.matching.fields.numbers import compare_issues, compare_numbers, compare_sets
from refcheck.matching.fields.pages import compare_pages
from refcheck.matching.fields.publisher import compare_places, compare_publishers
from refcheck.matching.fields.title import compare_titles, full_title
from refcheck.matching.kind import compare_types, holds
from refcheck.matching.prepared import PreparedWork, prepared
from refcheck.matching.record_faults import with_lost_letters, without_placeholders
from refcheck.model import Agreement, Work


def compare(cited: Work | PreparedWork, registered: Work) -> tuple[Agreement, ...]:
    """Return the agreements of two works on every field that either of them has, in the order of a reference.

    A field that one side lacks, or has only a placeholder for, or that is in another script or language, is ``cannot-compare``.
    No text raises an exception. A record of the book of a cited chapter is compared as the chapter's container; it is no evidence
    about the chapter's title and authors.
    """
    ours = prepared(cited)
    if (again := with_registered_encoding(ours.work, registered)) is not ours.work:
        ours = PreparedWork(again)
    theirs = PreparedWork(with_lost_letters(without_placeholders(registered, ours.work), ours.work))
    cited, registered = ours.work, theirs.work
    if holds(theirs, ours):
        registered = evolve(
            registered,
            title=None,
            subtitle=None,
            title_short=None,
            original_title=(),
            author=(),
            editor=registered.editor or registered.author,
            container_title=full_title(registered),
        )
        cited = evolve(cited, author=())
        ours, theirs = PreparedWork(cited), PreparedWork(registered)
    fields = (
        compare_authors(ours, theirs),
        compare_issued(cited, registered),
        compare_titles(ours, theirs),
        compare_editors(cited, registered),
        compare_containers(ours, theirs),
        compare_numbers("volume", cited.volume, registered.volume),
        compare_issues(cited, registered),
        compare_pages(ours, theirs),
        compare_publishers(cited, registered),
        compare_places(cited, registered),
        compare_numbers("edition", cited.edition, registered.edition),
        compare_sets("ISBN", cited.isbn, registered.isbn),
        compare_sets("ISSN", cited.issn, registered.issn),
        compare_types(cited, registered),
    )
    return tuple(each for each in fields if each is not None)
