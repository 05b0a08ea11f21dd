"""Footnotes and endnotes beside a reference list, in every format: works that are only in a note are named."""

from collections.abc import Callable, Sequence
from html import escape

import pytest
from documents_made import docx, odt, paragraph, part, run

from refcheck.readers import read_bytes

LISTED = (
    "Brandt, K., & Olsen, P. (1998). On lists and their faults. Journal of Lists, 3(2), 5-9.",
    "Evans, T., Ford, G., & Gray, L. (2007). Numbers that come first. Journal of Made Examples, 16(1), 3-9.",
    "Holt, A. (Ed.). (2015). Tides. North Press.",
)
TEXT = "As Brandt and Olsen (1998) and Evans et al. (2007) say."


def of_word(notes: Sequence[str]) -> bytes:
    marks = "".join(f'<w:footnoteReference w:id="{n}"/>' for n, _ in enumerate(notes))
    noted = "".join(f'<w:footnote w:id="{n}">{paragraph(note)}</w:footnote>' for n, note in enumerate(notes))
    body = [paragraph(run(TEXT) + marks), paragraph("References", "Heading1"), *map(paragraph, LISTED)]
    return docx(body, word__footnotes=part("footnotes", noted))


def of_open_document(notes: Sequence[str]) -> bytes:
    noted = "".join(
        f"<text:note><text:note-citation>{n}</text:note-citation><text:note-body><text:p>{escape(note)}</text:p></text:note-body>"
        "</text:note>"
        for n, note in enumerate(notes, 1)
    )
    listed = "".join(f"<text:p>{escape(each)}</text:p>" for each in LISTED)
    return odt(f'<text:p>{TEXT}{noted}</text:p><text:h text:outline-level="1">References</text:h>{listed}')


def of_latex(notes: Sequence[str]) -> bytes:
    noted = "".join(rf"\footnote{{{note}}}" for note in notes).replace("&", r"\&")
    listed = "".join(rf"\bibitem{{{n}}} {each}" for n, each in enumerate(LISTED)).replace("&", r"\&")
    items = rf"\begin{{thebibliography}}{{9}}{listed}\end{{thebibliography}}"
    return rf"\documentclass{{article}}\begin{{document}}{TEXT}{noted} \cite{{0,1}}{items}\end{{document}}".encode()


def of_markdown(notes: Sequence[str]) -> bytes:
    marks = "".join(f"[^{n}]" for n, _ in enumerate(notes, 1))
    noted = "\n".join(f"[^{n}]: {note}" for n, note in enumerate(notes, 1))
    return "\n\n".join(["# A paper", f"{TEXT}{marks}", noted, "# References", *LISTED]).encode()


def of_html(notes: Sequence[str]) -> bytes:
    noted = "".join(f"<li><p>{escape(note)}</p></li>" for note in notes)
    listed = "".join(f"<p>{escape(each)}</p>" for each in LISTED)
    body = f'<p>{TEXT}</p><h2>References</h2>{listed}<div class="footnotes"><ol>{noted}</ol></div>'
    return f"<html><body>{body}</body></html>".encode()


MAKERS = {"docx": of_word, "odt": of_open_document, "latex": of_latex, "markdown": of_markdown, "html": of_html}
OTHER = "Mia Castro, The Long Title of a Book (Oslo: North Press, 2011), 12–13."


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize(
    ("notes", "unread"),
    [
        (["I use small letters here.", OTHER], ["2"]),
        ([OTHER, "Castro, Mia. “A Short Title.” Journal of Lists 7, no. 1 (2012): 3–9.", OTHER], ["1", "2", "3"]),
        (["See Karl Brandt and Pia Olsen, “Lists,” Journal of Lists 3, no. 2 (1998): 7."], []),  # a listed work
        (["Anna Holt, Tides and Their Towns (Oslo: North Press, 2015), 12–13."], []),  # by its editor
        (["T. Evens, Numbers That Come First, Journal of Made Examples 16 (2008), 3."], []),  # by its title
        (["Castro 2011, 34.", "Castro (2011), pp. 34–56; Gray (2012), pp. 3–9."], []),  # short citations
        (["https://www.example.org/tides, accessed 12 May 2019."], []),  # no author, no title
        (["This was read in Oslo on 12 May 2011.", "Ibid., 15.", ""], []),
    ],
)
def test_works_only_in_notes_are_named(form: str, notes: Sequence[str], unread: Sequence[str]) -> None:
    make: Callable[[Sequence[str]], bytes] = MAKERS[form]
    found = read_bytes(make(notes), "paper", format=form)
    assert len(found.references) == len(LISTED)
    where = ", ".join(unread) if form in ("docx", "odt", "markdown") else f"{len(unread)} of {len(notes)}"
    said = "Footnotes and endnotes with references that are not in the list were not read"
    assert [note.partition(". The first: ")[0] for note in found.notes] == ([f"{said}: {where}"] if unread else [])
