"""No document breaks a reader: whatever pieces of a format it is made of, it is read, or refused with a clear error."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from documents_made import docx, odt
from drawn import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers_made import assert_sound, pieces

from refcheck.errors import SourceError
from refcheck.readers import read_bytes

_REFERENCES = pieces(
    "Doe,_J._(2001). A_title. Journal,_3(2),_5-9. 10.1000/x https://doi.org/10.1000/x Doe_(2001) (Doe,_2001) [1] [2,3-5]",
    "é _ \n \r References \x0c \u2028 \ud800 《 ۱۳۹۵ [12] 1. ———. ; et_al. and \0",
)
_PIECES = {
    "jats": pieces(
        "<article> <ref-list> </ref-list> <ref_id='B1'> </ref> <mixed-citation> </mixed-citation> <element-citation> <year>",
        "</year> <xref_ref-type='bibr'_rid='B1'> </xref> <name> <surname> <article-title> <source> <fpage> <lpage>",
        "<pub-id_pub-id-type='doi'> &amp; &x; <![CDATA[ ]]> <!-- <p> <?xml_version='1.0'?> <!DOCTYPE_a_[",
    ),
    "tei": pieces(
        "<TEI> <listBibl> </listBibl> <biblStruct_xml:id='b0'> </biblStruct> <bibl> <analytic> <monogr> <title_level='a'>",
        "</title> <author> <surname> <date_when='2001'> <idno_type='DOI'> <note_type='raw_reference'> </ref> &amp; &x; <![CDATA[",
        "<ref_type='bibr'_target='#b0'> <biblScope_unit='page'_from='1'> <!-- <p>",
    ),
    "html": pieces(
        "<ol_class='references'> </ol> <li> </li> <p> </p> <h2>References</h2> <br> <pre> <a_href='https://doi.org/10.1000/x'>",
        "</a> <meta_name='citation_reference'_content='citation_title=A;_citation_doi=10.1/x'> <meta_charset=utf-16>",
        "<script_type='application/ld+json'> </script> CrossRef &nbsp; &#0; &x; <![CDATA[ <!-- < > <table> <td> <tr>",
        '{"citation":["Doe"]}',
    ),
    "latex": pieces(
        r"\begin{document} \end{document} \begin{thebibliography}{9} \end{thebibliography} \bibitem{a} \bibitem[b] \cite{a,b}",
        r"\href{https://doi.org/10.1000/x}{ } { \url{ \section{ % \% \emph{ $ ~ -- \'e \citep[ \verb{doi} \input{x} \newblock",
        r"\entry{a}{b}{ \field{title}{ \name{author}{1}{}{ \bibliography{x} \begin{verbatim} \\",
    ),
    "markdown": pieces(
        "---\n bibliography:_x.bib references: -_id:_a title: [@a;_@b] @a [a](https://doi.org/10.1000/x) ## * ` ``` [^1]:",
        "<https://example.org> \\ ![ ]( [ ] > - ^1^ </b> <!--",
    ),
    "typst": pieces(
        '#bibliography("x.bib") @a @a[p._1] #cite(<a>) #link("https://doi.org/10.1000/x")[ ] = == * // /* */ #emph[ \\ #set_ +',
    ),
    "hayagriva": pieces("a: type:_article title: author: [ ] { } , -_ & * ! | > ' \" # parent: date:_2001 doi: \n__"),
    "wikitext": pieces(
        "{{cite_book |title= |last1= |first1=a }} {{ }} [[ | ]] '' ((a)) <ref> </ref> <cite|journal| > <!-- -->"
    ),
    "plain": pieces("References Bibliography: Vol. ( ) [ ] – ; & al."),
}
_PARTS = {
    "docx": pieces(
        "<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:br/> <w:fldChar_w:fldCharType='begin'> <w:fldChar_w:fldCharType='end'/>",
        "<w:fldChar_w:fldCharType='separate'/> <w:instrText> </w:instrText> ADDIN_CSL_CITATION_{} CITATION_a <w:sdt> <w:del>",
        "<w:fldSimple_w:instr='x'> <w:hyperlink_r:id='r'> </w:hyperlink> <w:pict> <w:pPr><w:pStyle_w:val='Bibliography'/></w:pPr>",
    ),
    "odt": pieces(
        "<text:p> </text:p> <text:h_text:outline-level='1'> </text:h> <text:s/> <text:a_xlink:href='https://doi.org/10.1000/x'>",
        "</text:a> <text:reference-mark-start_text:name='ZOTERO_ITEM_CSL_CITATION_{}'/> <text:note> <text:note-body>",
        "<text:reference-mark-end_text:name='ZOTERO_ITEM_CSL_CITATION_{}'/> <text:bibliography-mark_text:identifier='a'>",
    ),
}
"""Pieces of what is in the formats that are archives."""
_ARCHIVES: dict[str, Callable[[str], bytes]] = {"docx": lambda body: docx([body]), "odt": odt}


def _text(some: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(some, _REFERENCES), max_size=30).map("".join)


def _documents(form: str) -> st.SearchStrategy[bytes]:
    if form in _ARCHIVES:
        packed = _text(_PARTS[form]).map(lambda text: _ARCHIVES[form](text.encode("utf-8", "replace").decode()))
        return st.one_of(packed, _damaged(_ARCHIVES[form]("")))
    written = _text(_PIECES[form]).map(lambda text: text.encode("utf-8", "surrogatepass"))
    return st.one_of(written, st.binary(max_size=200))


def _damaged(data: bytes) -> st.SearchStrategy[bytes]:
    places = st.tuples(st.integers(0, len(data)), st.binary(max_size=8))
    return places.map(lambda place: data[: place[0]] + place[1] + data[place[0] + len(place[1]) :])


def _fuzzed(form: str, many: int) -> Callable[[], None]:
    """A test of one reader on so many documents."""

    @settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_documents(form))
    def test(data: bytes) -> None:
        with suppress(SourceError):
            assert_sound(read_bytes(data, "document", format=form))

    return test


@pytest.mark.parametrize("form", [*_PIECES, *_ARCHIVES])
def test_some_documents(form: str) -> None:
    _fuzzed(form, examples(25))()


def test_the_returns_of_a_line_are_counted_once() -> None:
    """Found by very many documents."""
    assert_sound(read_bytes(b"bibliography: x.bib\r*\n", "document", format="markdown"))


@pytest.mark.slow
@pytest.mark.parametrize("form", [*_PIECES, *_ARCHIVES])
def test_very_many_documents(form: str) -> None:
    _fuzzed(form, 20_000)()
