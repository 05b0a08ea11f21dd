"""Two references in one entry: each is read by itself, in a list as two, alone as the first with the rest told as unread."""

import pytest

from refcheck import parse, read

FIRST = {
    "APA": "Lund, B. (2012). Rivers of the steppe. Journal of Water, 3(1), 4-15.",
    "Vancouver": "Lund B, Poe D. Rivers of the steppe. J Water 2012;3(1):4-15.",
    "IEEE": "B. Lund, “Rivers of the steppe,” J. Water, vol. 3, no. 1, pp. 4-15, 2012.",
    "DOI": "Lund, B. (2012). Rivers of the steppe. Journal of Water, 3(1), 4-15. https://doi.org/10.1000/abc.1",
}
SECOND = {
    "APA": "Roe, C. (2013). Dams and people: A history. Water Policy, 4(2), 16-29. https://doi.org/10.1000/xyz.2",
    "Vancouver": "Roe C, Doe J. Dams and people: a history. Water Policy 2013;4(2):16-29.",
    "IEEE": "C. Roe, “Dams and people: a history,” Water Policy, vol. 4, pp. 16-29, 2013.",
    "DOI": "Roe, C. (2013). Dams and people: A history. Water Policy, 4(2), 16-29. https://doi.org/10.1000/xyz.2",
}


@pytest.mark.parametrize("style", FIRST)
def test_the_first_of_two_is_read_and_the_rest_is_told(style: str) -> None:
    found = parse(f"{FIRST[style]} {SECOND[style]}")
    alone = parse(FIRST[style]).work
    assert (found.work.author, found.work.title, found.work.year) == (alone.author, alone.title, alone.year)
    assert found.work.doi == alone.doi
    assert [span.of(found.raw) for span in found.unread] == [SECOND[style]]


@pytest.mark.parametrize("between", [" ", "  ", "\u00a0"], ids=ascii)
@pytest.mark.parametrize("style", FIRST)
def test_in_a_list_they_are_two(style: str, between: str) -> None:
    before = "Haddad, E. (2009). Measuring salt in lakes. Lake Studies, 7, 101-112."
    listed = read(f"References\n1. {before}\n2. {FIRST[style]}{between}{SECOND[style]}\n3. {before}\n")
    titles = [parse(each).work.title for each in (before, FIRST[style], SECOND[style], before)]
    assert [each.work.title for each in listed.references] == titles
    assert [each.key for each in listed.references] == ["1", "2", "2.2", "3"]
    assert [each.raw for each in listed.references][1:3] == [FIRST[style], SECOND[style]]
    for each in listed.references:
        assert "\n".join(span.of(listed.document.text) for span in each.spans) == each.raw


@pytest.mark.parametrize(
    "text",
    [
        "Lund, B. (2012). Rivers of the steppe. In C. Roe (Ed.), Dams and people 1990–2013 (pp. 4–15). Quay.",
        "Lund, B. Rivers of the steppe / B. Lund, C. Roe // Water Policy. – 2013. – Vol. 4. – P. 16–29.",
        "Lund, B. (2012). Review of the book Dams and people, by C. Roe. Journal of Water, 3(1), 4–15.",
        "Lund, B. (2012). Rivers of the steppe (C. Roe, Trans.). Harbour Press. (Original work published 1913)",
        "Lund B. Rivers of the steppe. J Water. 2012;3:4-15. Erratum in: J Water. 2013;4:16.",
        "Lund, B. (2012, May 3). Rivers of the steppe. The Harbour Times. Retrieved May 4, 2013, from https://www.example.org/a",
        "Lund, B. (1912/2013). Rivers of the steppe: With letters of C. Roe, 1901–1913. Harbour Press.",
    ],
)
def test_one_is_one(text: str) -> None:
    found = parse(text)
    assert all(span.end < len(found.raw.rstrip(".")) for span in found.unread)  # the rest would reach the end
    assert [each.raw for each in read(f"References\n{text}\n").references] == [text]
