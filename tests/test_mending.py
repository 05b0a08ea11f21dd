"""Registered values as a careful person would write them in the printed reference, or nothing at all."""

import pytest

from refcheck.checks.mending.author_list import author_list, one_author
from refcheck.checks.mending.title_words import title_words
from refcheck.checks.places import pages_in_print, replacing
from refcheck.matching import compare
from refcheck.model import Fix, Name, Reference, Work
from refcheck.readers import read

OKAFOR = Name(family="Okafor", given="Ben")
BERG = Name(family="Berg", given="Cor", particle="van der")
LIND = Name(family="Lindqvist", given="Anna Maria")
ROE = Name(family="Roe", given="Kim")
ALL = (OKAFOR, BERG, LIND, ROE)
BODY = "Delta Shores Survey"


def applied(reference: Reference, fix: Fix | None) -> str | None:
    if fix is None:
        return None
    return reference.raw[: fix.span.start] + fix.replacement + reference.raw[fix.span.end :]


AUTHORS = [
    ("Okafor, B., Lindqvist, A. M., & Roe, K. {}", ALL, "Okafor, B., van der Berg, C., Lindqvist, A. M., & Roe, K. {}"),
    ("Okafor, B., Lindqvist, A. M., & Roe, K. (2012). {}", (OKAFOR, ROE), "Okafor, B., & Roe, K. (2012). {}"),
    ("Okafor B, Lindqvist AM, Roe K. {}", (OKAFOR, LIND, BERG, ROE), "Okafor B, Lindqvist AM, van der Berg C, Roe K. {}"),
    ("Lindqvist, Anna Maria, and Ben Okafor. 2012. “{}”", (OKAFOR, LIND), "Okafor, Ben, and Anna Maria Lindqvist. 2012. “{}”"),
    ("Okafor, B. och Roe, K. (2012). {}", (OKAFOR, LIND, ROE), "Okafor, B., Lindqvist, A. M. och Roe, K. (2012). {}"),
    ("Okafor, B., Roe, K., et al. (2012). {}", (OKAFOR, LIND, ROE), "Okafor, B., Lindqvist, A. M., et al. (2012). {}"),
    ("Okafor, B., Roe, K., et al. (2012). {}", (OKAFOR, LIND), None),
    ("Okafor, B. (2012). {}", (OKAFOR, LIND), None),
    ("Okafor, B., & Roe, K. (2012). {}", (OKAFOR, Name(literal=BODY)), None),
    ("Okafor, B., & Roe, K. (2012). {}", (OKAFOR, ROE), None),
    ("OKAFOR, Ben; ROE, Kim. {}", (OKAFOR, LIND, ROE), "OKAFOR, Ben; LINDQVIST, Anna Maria; ROE, Kim. {}"),
    ("OKAFOR B, ROE K. {}", (OKAFOR, LIND, ROE), "OKAFOR B, LINDQVIST AM, ROE K. {}"),
    ("Okafor BC, Hale Ida, Roe K. {}", (OKAFOR, LIND, ROE), None),  # names of several styles, most of them initials
    ("Okafor BC, Hale, Roe K. {}", (OKAFOR, LIND, ROE), None),
    ("Okafor, Ben, Hale KM, Roe K. {}", (OKAFOR, LIND, ROE), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "registered", "after"), AUTHORS)
def test_authors(text: str, registered: tuple[Name, ...], after: str | None) -> None:
    reference = read(text.format("How rivers move across plains") + ". Rivers, 12(3), 345–360.\n").references[0]
    made = applied(reference, author_list(reference, registered))
    assert made is None if after is None else made is not None and made.startswith(after[: after.index("{}")])


@pytest.mark.parametrize(
    ("printed", "after"),
    [
        ("Okafor, Ben and Roe, Kim", "Okafor, Ben and Lindqvist, Anna Maria and Roe, Kim"),
        ("OKAFOR, BENJAMIN and ROE, KIMBERLEY", "OKAFOR, BENJAMIN and LINDQVIST, ANNA MARIA and ROE, KIMBERLEY"),
    ],
)
def test_authors_of_an_entry(printed: str, after: str) -> None:
    reference = read(f"@article{{a,\n author = {{{printed}}},\n title = {{On tides}}}}\n").references[0]
    made = applied(reference, author_list(reference, (OKAFOR, LIND, ROE)))
    assert made is not None
    assert f"{{{after}}}" in made


JUNIOR = Name(family="Amsel", given="Ida", suffix="Jr")
TWO_WORDS = Name(family="Ortega Lee", given="Ida")


@pytest.mark.parametrize(
    ("text", "cited", "registered", "after"),
    [
        ("Okafor, B., & Roe, K. (2012). {}", "Roe, K.", LIND, "Okafor, B., & Lindqvist, A. M. (2012). {}"),
        ("Okafor B, Roe K. {}", "Okafor, B", BERG, "van der Berg C, Roe K. {}"),
        ("Okafor B, Roe K. {}", "Roe, K", LIND, "Okafor B, Lindqvist AM. {}"),
        ("Okafor, B., & Roe, K. (2012). {}", "Roe, K.", Name(literal=BODY), None),
        ("Hale KM, Roe Kim. {}", "Hale, KM", LIND, None),
        ("Okafor, B., & Roe, K. (2012). {}", "Poe, K.", LIND, None),
        ("OKAFOR, Ben; ROE, Kim. {}", "OKAFOR, Ben", LIND, "LINDQVIST, Anna Maria; ROE, Kim. {}"),
        ("OKAFOR; ROE (2012). {}", "ROE", LIND, "OKAFOR; LINDQVIST (2012). {}"),
        ("@book{{a,\n author = {{OK, Benno}},\n title = {{{}}}}}", "OK, Benno", LIND,  # so short a name may be initials
         "@book{{a,\n author = {{Lindqvist, Anna Maria}},\n title = {{{}"),
        ("@book{{a,\n author = {{Okafor, Ben and Roe, Kim}},\n title = {{{}}}}}", "Roe, Kim", LIND,
         "@book{{a,\n author = {{Okafor, Ben and Lindqvist, Anna Maria}},\n title = {{{}"),
        ("@book{{a,\n author = {{Okafor, Ben}},\n title = {{{}}}}}", "Okafor, Ben", JUNIOR, None),
        ("@book{{a,\n author = {{Ben Okafor}},\n title = {{{}}}}}", "Okafor, Ben", TWO_WORDS, None),
    ],
)  # fmt: skip
def test_one_author(text: str, cited: str, registered: Name, after: str | None) -> None:
    title = "How rivers move across plains"
    reference = read(text.format(title) + ("" if text[0] == "@" else ". Rivers, 12(3), 345–360.\n")).references[0]
    made = applied(reference, one_author(reference, cited, registered))
    assert made is None if after is None else made is not None and made.startswith(after.format("How"))


@pytest.mark.parametrize(
    ("printed", "registered", "after"),
    [
        ("66–70", "67-71", "67–71"),
        ("345-60", "345-361", "345-61"),
        ("345–360", "345-361", "345–361"),
        ("1281–6", "1281-1287", "1281–7"),
        ("98–9", "98-101", "98–101"),
        ("66", "67-71", "67-71"),
        ("66–70", "e12", "e12"),
        ("66 – 70", "67-71", "67 – 71"),
    ],
)
def test_pages(printed: str, registered: str, after: str) -> None:
    assert pages_in_print(printed, registered) == after


@pytest.mark.parametrize(
    ("printed", "registered", "after"),
    [
        ("123–6", "132", None),
        ("123–126", "132-135", "132–135"),
        ("123", "132", "132"),
        ("123–126", "e132", "e132"),
        ("S12–S19", "S13", None),
    ],
)
def test_the_last_page_is_not_lost(printed: str, registered: str, after: str | None) -> None:
    for text in (
        f"Okafor, B. (2012). How rivers move across plains. Rivers, 12(3), {printed}.\n",
        f"@article{{a,\n title = {{How rivers move across plains}},\n pages = {{{printed}}}}}\n",
    ):
        reference = read(text).references[0]
        made = applied(reference, replacing(reference, "page", str(reference.work.page), registered))
        assert (
            made is None if after is None else made is not None and after in made.replace("-", "–").replace("––", "–")
        )


@pytest.mark.parametrize(("volume", "after"), [("12", "Roe A. Rivers. J Rivers 2012;13."), ("21", None)])
def test_a_value_beside_the_print_replaces_nothing_of_it(volume: str, after: str | None) -> None:
    stated = f"<article-title>Rivers</article-title><source>J Rivers</source><volume>{volume}</volume>"
    both = f"<mixed-citation>Roe A. Rivers. J Rivers 2012;12.</mixed-citation><element-citation>{stated}</element-citation>"
    reference = read(f"<article><ref-list><ref>{both}</ref></ref-list></article>", format="jats").references[0]
    assert applied(reference, replacing(reference, "volume", volume, "13")) == after


@pytest.mark.parametrize(
    ("printed", "registered", "after"),
    [
        ("How rivers moove across wide plains", "How rivers move across wide plains", "How rivers move across wide plains"),
        ("How Rivers Moove Across Wide Plains", "How rivers move across wide plains", "How Rivers Move Across Wide Plains"),
        ("How rivers moove across wide plains", "How Rivers Move Across Wide Plains", "How rivers move across wide plains"),
        ("How rivers across wide plains", "How rivers move across wide plains", "How rivers move across wide plains"),
        ("On tides: Rivers of the plain", "On tides: Old rivers of the plain", "On tides: Old Rivers of the plain"),
        ("How rivers across wide plains", "How Rivers Move Across Wide Plains", None),
        ("How rivers really move across wide plains", "How rivers move across wide plains", None),
        ("How rivers moove across wide plains", "How rivers move across wide plains: A tour", "How rivers move across wide plains"),
        ("How rivers move to sea", "How rivers move to sea and rest: A long tour", "How rivers move to sea and rest: A long tour"),
        ("How rivers move to sea", "How rivers move to sea, and rest", "How rivers move to sea, and rest"),
        ("How rivers move to sea", "How rivers move to sea and rest (a long tour)", None),
        ("How rivers to the cold sea", "How rivers move (fast) to the cold sea", "How rivers move (fast) to the cold sea"),
        ("How rivers to the cold sea", "How rivers (fast, slow) to the cold sea", "How rivers (fast, slow) to the cold sea"),
        ("How rivers to the cold sea", "How rivers – if fast – to the cold sea", "How rivers – if fast – to the cold sea"),
        ("How rivers (fast) to the sea", "How rivers (fast ones) to the sea", "How rivers (fast ones) to the sea"),
        ("How rivers to sea", "How rivers move (fast) to the sea", "How rivers move (fast) to the sea"),
        ("How rivers move to the cold sea", "How rivers (fast) to the cold sea", None),
        ("How rivers: to the cold sea", "How rivers (fast) to the cold sea", None),
        ("How rivers move across wide plains", "How rivers move across wide plains: A tour", None),
        ("Old reeds of wide plains", "Young reeds ofwide plains", "Young reeds of wide plains"),
        ("Old reeds of wide plains", "YOUNG reeds of wide plains", None),
        ("OLD reeds of wide plains", "YOUNG reeds of wide plains", "YOUNG reeds of wide plains"),
        ("Old reeds of wide plains", "PVC reeds of wide plains", "PVC reeds of wide plains"),
        ("How rivers moove", "How rivers move: A tour of the plains and lakes of the far north, with maps", "How rivers move"),
    ],
)  # fmt: skip
def test_title(printed: str, registered: str, after: str | None) -> None:
    reference = read(f"Okafor, B. (2012). {printed}. Rivers, 12(3), 345–360.\n").references[0]
    agreement = next(each for each in compare(reference.work, Work(title=registered)) if each.field == "title")
    made = applied(reference, title_words(reference, agreement))
    assert made == (after and f"Okafor, B. (2012). {after}. Rivers, 12(3), 345–360.")
