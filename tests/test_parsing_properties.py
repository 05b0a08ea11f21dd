"""What holds for the parser on any text at all."""

from drawn import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from operations import operations

from refcheck.identifiers import replay
from refcheck.parsing import Entry, parse, parse_list
from refcheck.parsing.names import read_names
from refcheck.parsing.numbers import read_pages
from refcheck.parsing.splitting.openings import Opening, introduction, opening
from refcheck.parsing.tagging.tokens import tail, tokenize

#: Text that looks like references, so that every rule has something to bite on.
PIECES = st.sampled_from(
    [
        "Smith, J.",
        " (",
        ")",
        "“",
        "”",
        "1999",
        "Vol. ",
        "pp. ",
        "12",
        "–",
        "In: ",
        "(Eds.)",
        " et al.",
        "———",
        "10.1000/x",
        "\n",
        "، ",
        "等",
        "令和4年",
    ]
)
ANYTHING = st.one_of(
    st.text(max_size=400), st.text(st.characters(), max_size=40), st.lists(PIECES, max_size=60).map("".join)
)

#: Texts up to the longest that are read: a piece of any text over and over.
LONG = st.builds(
    lambda piece, times: (piece * times)[:20_000],
    st.one_of(st.text(min_size=1, max_size=80), st.lists(PIECES, min_size=1, max_size=12).map("".join)),
    st.integers(1, 1_000),
)


@settings(max_examples=examples(150), deadline=None)
@given(ANYTHING)
def test_any_text_is_read(text: str) -> None:
    reference = parse(text)
    assert reference.raw == text
    for field in reference.fields:
        assert field.span.of(text) == field.raw
        assert field.raw
        if field.name == "page" and field.repairs:
            assert replay(field.raw, field.repairs) == field.value
    for span in reference.unread:
        assert span.of(text).strip()


@settings(max_examples=examples(600), deadline=None)
@given(ANYTHING)
@example("令和4年版 作例白書")
@example("昭和47年 作例集")
@example("1999年版 作例白書")
def test_any_line_has_an_opening(text: str) -> None:
    assert opening(text) in Opening
    assert 0 <= introduction(text).start <= introduction(text).end <= len(text)


@settings(max_examples=examples(40), deadline=None)
@given(LONG)
def test_long_texts_are_read(text: str) -> None:
    reference = parse(text)
    assert all(field.span.of(text) == field.raw for field in reference.fields)
    assert all(0 <= span.start < span.end <= len(text) for span in reference.unread)


@settings(max_examples=examples(150), deadline=None)
@given(ANYTHING)
def test_tokens_and_gaps_make_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(token.gap + token.text for token in tokens) + tail(text, tokens) == text


@settings(max_examples=examples(150), deadline=None)
@given(ANYTHING)
def test_names_and_pages_stand_within_their_text(text: str) -> None:
    for person in read_names(text).names:
        assert 0 <= person.span.start < person.span.end <= len(text)
    pages = read_pages(text)
    if pages is not None and pages.repairs:
        assert replay(pages.span.of(text), pages.repairs) == pages.value


def test_work_grows_with_length_alone() -> None:
    def work(text: str) -> int:
        return operations(lambda: parse(text))

    parse("warm up")
    for piece in ("Smith, J. (1999). “Ants”. ", "a", "(", "“", " ,", "1 2 ", "et al. and "):
        short, long = piece * (500 // len(piece)), piece * (2_000 // len(piece))
        assert work(long) < 4.5 * work(short), piece


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(ANYTHING, max_size=16))
def test_any_list_is_read(texts: list[str]) -> None:
    read = parse_list([Entry(key=None, raw=text, spans=()) for text in texts])
    assert [reference.raw for reference in read] == texts
    for reference in read:
        assert all(0.0 <= (field.confidence or 0.0) <= 1.0 for field in reference.fields)
