"""No document breaks a reader: whatever pieces of a format it is made of, it is read, or refused with a clear error."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers_made import assert_sound, pieces

from refcheck.errors import SourceError
from refcheck.readers import read_bytes

_REFERENCES = pieces(
    "Doe,_J._(2001). A_title. Journal,_3(2),_5-9. 10.1000/x https://doi.org/10.1000/x Doe_(2001) (Doe,_2001) [1] [2,3-5]",
    "é \0 _ \n \r References \x0c \u2028 \ud800 《 ۱۳۹۵ [12] 1. ———. ; et_al. and",
)
_PIECES = {
    "jats": pieces(
        "<article> <ref-list> </ref-list> <ref_id='B1'> </ref> <mixed-citation> </mixed-citation> <element-citation> <year>",
        "</year> <xref_ref-type='bibr'_rid='B1'> </xref> <name> <surname> <article-title> <source> <fpage>",
        "<pub-id_pub-id-type='doi'> &amp; &x; <![CDATA[ ]]> <!-- <p> <?xml_version='1.0'?> <!DOCTYPE_a_[",
    ),
    "html": pieces(
        "<ol_class='references'> </ol> <li> </li> <p> </p> <h2>References</h2> <br> <pre> <a_href='https://doi.org/10.1000/x'>",
        "</a> <meta_name='citation_reference'_content='citation_title=A;_citation_doi=10.1/x'> <script_type='application/ld+json'>",
        '</script> {"citation":["Doe"]} CrossRef &nbsp; &#0; &x; <![CDATA[ <!-- < > <table> <td> <tr> <meta_charset=utf-16>',
    ),
}


def _documents(form: str) -> st.SearchStrategy[bytes]:
    written = st.lists(st.one_of(_PIECES[form], _REFERENCES), max_size=30).map(
        lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
    )
    return st.one_of(written, st.binary(max_size=200))


def _read(form: str, data: bytes) -> None:
    with suppress(SourceError):
        assert_sound(read_bytes(data, "document", format=form))


@pytest.mark.parametrize("form", _PIECES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_some_documents(form: str, data: st.DataObject) -> None:
    _read(form, data.draw(_documents(form)))


@pytest.mark.slow
@pytest.mark.parametrize("form", _PIECES)
@settings(max_examples=20_000, deadline=None)
@given(data=st.data())
def test_many_documents(form: str, data: st.DataObject) -> None:
    _read(form, data.draw(_documents(form)))
