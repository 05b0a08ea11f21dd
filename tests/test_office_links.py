"""Where links of Word and LibreOffice documents lead once their text is corrected."""

from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

import pytest
from documents_made import field, odt, paragraph, run
from word_made import HEADING, made
from word_shown import parts

from refcheck.model import Span
from refcheck.office import Change, Rewritten, Stamp, changed
from refcheck.office.tracking import following
from refcheck.readers import read_bytes

STAMP = Stamp(made=datetime(2026, 1, 2, 12, tzinfo=UTC))
BEFORE = "Roe, J. (2015). How lakes fill. Tides, 3(1), 1-9. "
SPLIT, JOINED = "https://doi.org/10.5555/ lakes.3", "https://doi.org/10.5555/lakes.3"
RESOLVED = "https://doi.org/10.5555/%20lakes.3"


@pytest.mark.parametrize(
    ("target", "before", "after", "wanted"),
    [
        (RESOLVED, SPLIT, JOINED, JOINED),
        ("http://dx.doi.org/10.5555/%20lakes.3", "doi: 10.5555/ lakes.3", "doi: 10.5555/lakes.3", JOINED),
        ("https://doi.org/10.5555/LAKES.33.", "10.5555/lakes.33", "10.5555/lakes.3", JOINED),
        ("https://example.org/%20lakes/2022/", "https://example.org/ lakes/2022/", "https://example.org/lakes/2022/", "https://example.org/lakes/2022/"),
        # it leads there
        (JOINED, SPLIT, JOINED, None),
        ("http://dx.doi.org/10.5555/lakes.3", "http://dx.doi.org/10.5555/lakes.3", JOINED, None),
        # it leads elsewhere than its text said: to another work, through a proxy, to a page
        ("https://doi.org/10.5555/rivers", SPLIT, JOINED, None),
        ("https://doi-org.proxy.example/10.5555/%20lakes.3", SPLIT, JOINED, None),
        ("https://example.org/lakes", SPLIT, JOINED, None),
        # the text is no address
        (JOINED, "How lakes fil", "How lakes fill", None),
    ],
)  # fmt: skip
def test_a_link_follows_its_text(target: str, before: str, after: str, wanted: str | None) -> None:
    assert following(target, before, after) == wanted


def in_relation(target: str, shown: str) -> bytes:
    link = f'<w:hyperlink r:id="rId7">{run(shown)}</w:hyperlink>'
    other = f'<w:hyperlink r:id="rId7">{run("The same")}</w:hyperlink>'
    return made([paragraph(other), HEADING, paragraph(run(BEFORE) + link)], links={"rId7": target})


def in_field(target: str, shown: str) -> bytes:
    return made([HEADING, paragraph(run(BEFORE) + field(f'HYPERLINK "{target}" ', shown))])


def in_simple_field(target: str, shown: str) -> bytes:
    code = quoteattr(f'HYPERLINK "{target}"')
    return made([HEADING, paragraph(run(BEFORE) + f"<w:fldSimple w:instr={code}>{run(shown)}</w:fldSimple>")])


def in_anchor(target: str, shown: str) -> bytes:
    link = f"<text:a xlink:href={quoteattr(target)}>{escape(shown)}</text:a>"
    return odt(f"<text:h>References</text:h><text:p>{BEFORE}{link} (print)</text:p>")


def corrected(data: bytes, before: str, after: str) -> Rewritten:
    document = read_bytes(data, "paper").document
    at = document.text.index(before)
    return changed(data, document, [Change(span=Span(at, at + len(before)), replacement=after)], STAMP)


@pytest.mark.parametrize("make", [in_relation, in_field, in_simple_field, in_anchor])
def test_it_is_written_where_the_document_has_it(make: Callable[[str, str], bytes]) -> None:
    data = make(RESOLVED, SPLIT)
    written = corrected(data, SPLIT, JOINED)
    files = "".join(each.decode() for name, each in parts(written.data).items() if name.endswith((".xml", ".rels")))
    assert (written.followed, written.refused) == (1, ())
    assert f'"{JOINED}"' in files.replace("&quot;", '"')
    assert (RESOLVED in files) is (make is in_relation), "another link has that relationship"
    assert read_bytes(written.data, "paper").references[0].raw == BEFORE + JOINED + (
        " (print)" if make is in_anchor else ""
    )
    assert corrected(data, "lakes fill", "lakes fall").followed == 0
    assert corrected(make("https://example.org/", SPLIT), SPLIT, JOINED).followed == 0
