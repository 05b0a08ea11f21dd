"""A cited work beside a registered one, field by field."""

from attrs import evolve

from refcheck.matching.fields.container import compare_containers
from refcheck.matching.fields.dates import compare_issued
from refcheck.matching.fields.names import compare_authors, compare_editors
from refcheck.matching.fields.numbers import compare_numbers
from refcheck.matching.fields.pages import compare_pages
from refcheck.matching.fields.places import compare_places
from refcheck.matching.fields.publisher import compare_publishers
from refcheck.matching.fields.standard_numbers import compare_sets
from refcheck.matching.fields.title import compare_titles, full_title
from refcheck.matching.kind import compare_types, holds
from refcheck.matching.lost_letters import with_lost_letters
from refcheck.matching.placeholders import without_placeholders
from refcheck.model import Agreement, Work


def compare(cited: Work, registered: Work) -> tuple[Agreement, ...]:
    """The agreements of two works on every field that either of them has, in the order of a reference.

    A field that one side lacks, has in another script or language, or only a placeholder for, is ``cannot-compare``. Nothing is
    raised, whatever the texts. A record of the book that holds a cited chapter is compared as the chapter's container; it says
    nothing of its title and authors.
    """
    registered = with_lost_letters(without_placeholders(registered, cited), cited)
    if holds(registered, cited):
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
    fields = (
        compare_authors(cited, registered),
        compare_issued(cited, registered),
        compare_titles(cited, registered),
        compare_editors(cited, registered),
        compare_containers(cited, registered),
        compare_numbers("volume", cited.volume, registered.volume),
        compare_numbers("issue", cited.issue, registered.issue),
        compare_pages(cited, registered),
        compare_publishers(cited, registered),
        compare_places(cited, registered),
        compare_numbers("edition", cited.edition, registered.edition),
        compare_sets("ISBN", cited.isbn, registered.isbn),
        compare_sets("ISSN", cited.issn, registered.issn),
        compare_types(cited, registered),
    )
    return tuple(agreement for agreement in fields if agreement is not None)
