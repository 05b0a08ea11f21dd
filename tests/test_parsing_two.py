"""Several references in one entry: each is read by itself, in a list as many, alone as the first with the rest told as unread."""

import pytest

from refcheck import parse, read
from refcheck.model import DOUBTED, Span
from refcheck.parsing import Entry, apart, parse_list, split
from refcheck.parsing.splitting import CERTAIN
from refcheck.parsing.splitting.sections import refers_back

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


@pytest.mark.parametrize(("printed", "key"), [("3.", "3"), ("7.", "2.2")])
def test_a_number_printed_between_them_is_the_key_if_it_is_missing(printed: str, key: str) -> None:
    before = "Haddad, E. (2009). Measuring salt in lakes. Lake Studies, 7, 101-112."
    first, second = FIRST["Vancouver"], SECOND["Vancouver"]
    found = read(f"References\n(1) {before}\n(2) {first} {printed} {second}\n(4) {before}\n(5) {before}\n").references
    assert [each.key for each in found] == ["1", "2", key, "4", "5"]
    assert found[1].raw == (first if key == "3" else f"{first} {printed}")


@pytest.mark.parametrize(
    "text",
    [
        "Lund, B. (2012). Rivers of the steppe. In C. Roe (Ed.), Dams and people 1990–2013 (pp. 4–15). Quay.",
        "Lund, B. Rivers of the steppe / B. Lund, C. Roe // Water Policy. – 2013. – Vol. 4. – P. 16–29.",
        "Lund, B. (2012). Review of the book Dams and people, by C. Roe. Journal of Water, 3(1), 4–15.",
        "Lund, B. (2012). Rivers of the steppe (C. Roe, Trans.). Harbour Press. (Original work published 1913)",
        "Lund B. Rivers of the steppe. J Water. 2012;3:4-15. Erratum in: J Water. 2013;4:16.",
        "Lund, B. (2012, May 3). Rivers of the steppe. The Harbour Times. Retrieved May 4, 2013, from https://www.example.org/a",
        "Lund, B.; Roe, C. J. Am. Chem. Soc. 1971, 93, 1761–1765. Erratum: J. Am. Chem. Soc. 1972, 94, 194.",
        "Lund, B. (1912/2013). Rivers of the steppe: With letters of C. Roe, 1901–1913. Harbour Press.",
    ],
)
def test_one_is_one(text: str) -> None:
    found = parse(text)
    assert all(span.end < len(found.raw.rstrip(".")) for span in found.unread)  # the rest would reach the end
    assert [each.raw for each in read(f"References\n{text}\n").references] == [text]


JOINED = {
    "letters": ("(a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761.", " ", "(b) Poe, D.; Hale, E. Dune Lett. 1972, 94, 194."),
    "letters and names of groups": (
        "(a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761.", " ", "(b) Harbour Board. J. Dune Lett. 1972, 94, 194-199."
    ),
    "letters behind semicolons": (
        "(a) B. Lund and C. Roe, J. Marsh Chem., 2014, 50, 137", "; ", "(b) D. Poe and E. Hale, Dune Lett., 2015, 17, 128."
    ),
    "letters behind a word": (
        "For reviews, see: (a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761.", " ", "(b) Poe, D.; Hale, E. Ibid. 1972, 94, 194."
    ),
    "a phrase before the letter": (
        "(a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761.", " ",
        "For selected reeds of Lake Hale, see: (b) Poe, D.; Hale, E. J. Dune Lett. 1972, 94, 194.",
    ),
    "a phrase with a colon before the letter": (
        "a) B. Lund, C. Roe, J. Marsh Chem. 1971, 93, 1761", "; ", "recent examples: b) D. Poe, E. Hale, Dune Lett. 1972, 94, 194.",
    ),
    "a phrase without a letter": (
        "B. Lund, C. Roe, J. Marsh Chem. 1971, 93, 1761", "; ", "for reviews, see: D. Poe, E. Hale, Dune Lett. 1972, 94, 194.",
    ),
    "phrases before both letters": (
        "For reviews, see: (a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761.", " ",
        "See also: (b) Poe, D.; Hale, E. J. Dune Lett. 1972, 94, 194.",
    ),
    "a full stop, and no titles": (
        "Lund, B.; Roe, C. J. Am. Chem. Soc. 1971, 93, 1761–1765.", " ", "Poe, D. A.; Hale, E. Phys. Rev. E 2002, 65, 036701.",
    ),
    "where the work before": ("B. Lund et al., Marsh Rev. C 87, 244 (2001)", "; ", "D. Poe and E. Hale, ibid. 87, 230 (2001)."),
    "an eprint's number alone": ("B. Lund, hep-th/9901234", "; ", "D. Poe and E. Hale, Marsh Rev. C 87, 230 (2001)."),
    "eprints' numbers alone": ("B. Lund, hep-th/9901234", "; ", "D. Poe, hep-th/0101234."),
    "no year of its own": ("B. Lund et al., Marsh Rev. C 87, 244 (2001)", "; ", "D. Poe and E. Hale, ibid., p. 230."),
    "given names and quotes": (
        "Bea Lund, ‘Reeds’, in C. Roe (ed.), Marshes of the North, vol. I (Oslo, 1991), pp. 171–94", "; ",
        "Dora Poe Hale, ‘Salt’, in ibid., pp. 209–41.",
    ),
    "titles in double quotes": (
        'Lund, Bea. "Reeds of Roe\'s marsh." Marsh Review 12 (1991): 171–94', "; ",
        'Poe, Dora. "Salt." Marsh Review 13 (1992): 9–41.'
    ),
    "names behind a stroke": (
        "Lund, Deichrecht, 24. Aufl., Oslo 2006, § 3 Rn. 12", "; ", "Poe/Hale, Wasserrecht, 27. Aufl. 2019, Rn. 345."
    ),
    "a short form": ("Lund, supra note 1, at 40", "; ", "accord D.E. Poe, Marsh Law Then and Now 88 (2001)."),
    "a short form behind": ("D.E. Poe, Marsh Law Then and Now 88 (2001)", "; ", "Lund (n 3) 45."),
    "a case": ("Lund v. Poe, 347 U.S. 483, 495 (1954)", ". But see ", "Roe v. Hale, 163 U.S. 537 (1896)."),
    "lines": (
        "B. Lund and C. Roe, Five reeds in salt, Marsh Rev. D 65 (2002) 64 [dune-th/0109]", ";\n    ",
        "D. Poe and E. Hale, Six reeds in salt, Marsh Rev. D 66 (2002) 87 [dune-th/0111].",
    ),
}  # fmt: skip


@pytest.mark.parametrize("others", [1, 24], ids=["short list", "long list"])
@pytest.mark.parametrize("joined", JOINED)
def test_works_of_one_number_are_parted_in_lists_of_any_length(joined: str, others: int) -> None:
    first, between, second = JOINED[joined]
    before = [f"[{n}] F. Vik and G. Berg, Annals of Reeds {n}, {100 + n} ({1980 + n}).\n" for n in range(1, others + 1)]
    read_list = read(f"{''.join(before)}[{others + 1}] {first}{between}{second}\n")
    listed = read_list.references
    assert all("\n".join(span.of(read_list.document.text) for span in each.spans) == each.raw for each in listed)
    assert [(each.key, each.raw) for each in listed[others:]] == [(f"{others + 1}", first), (f"{others + 1}.2", second)]
    assert [each.key for each in listed[:others]] == [f"{n}" for n in range(1, others + 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Roe, J.; Poe, A. Growth in: (a) Reeds; (b) Mosses. J. Marsh Bot. 2010, 12, 3-9.",
        "B. Lund and D. Poe, Dunes, Marsh Rev. C 87, 230 (2001), hep-th/0101234; hep-th/0101235.",
        "Hart, Bea. “The old reeds of 1984, pp. 3–9; Roe, Poe's and Hale's tides.” In Dunes, 82–110. Oslo: North Press, 1996.",
        "Bea Hart, 'Hart's dunes, 1984, pp. 3–9; Roe, Poe and Hale's tides', Marsh Review 12 (1991), pp. 171–94.",
        "Bea Hart, „Deiche 1984, S. 3–9; Roe, Poe und die Tiden“, in: Marsch 12 (1991), S. 171–94.",
        "Bea Lund, ‘Reeds’; Dora Poe, ‘Salt’: two songs, in Marsh Review 12 (1991), pp. 171–94.",
        "Lund, supra note 1, at 40; Poe, supra note 3, at 52.",
        "Hart, B.; Berg, C. (2011). Tides; a study of (a) harbours and (b) rivers. Annals of Tides, 4, 12-19.",
        "Vik, A. On sand of 1984. (a) Coarse grains. (b) Fine grains. J. Dunes 1984, 3, 44-50.",
        "Lund, K. In Handbook of Dunes, 2nd ed.; Hale, T.; Moss, P., Eds.; North Press: Oslo, 1999; Vol. 2, pp 17-45.",
        "SILVA, J. A.; SOUZA, M. P.; COSTA, R. Dunas e ventos. Revista de Dunas, v. 3, n. 2, p. 12-19, 2010.",
        "Lund, B.; Roe, C.; & Poe, D. (2012). Rivers of the steppe. Journal of Water, 3(1), 4-15.",
        "______; POE, Ana. Marés e molhes: o trabalho no porto. Olinda: Cais, 1992.",
        "Hansen OT, Lund K, Berg P, et al; Marsh Study Group; Dune Group. Salt in reeds. Lancet 2010; 375: 123-9.",
    ],
)
def test_one_work_is_not_parted_among_joined_ones(text: str) -> None:
    several = [f"{n}. {first}{between}{second}" for n, (first, between, second) in enumerate(JOINED.values(), start=1)]
    listed = read("\n".join([*several, f"{len(several) + 1}. {text}"])).references
    assert listed[-1].raw == text


@pytest.mark.parametrize(
    "lead",
    [
        "(b) For the growth of reeds, see: ",
        "b) see, e.g., ",
        "b) Selected examples: ",
        "b) For other views, cf. ",
        "For a first account of this work, see: ",
        "(4) For a review, see ",
        "For reviews of Dune reactions, see: (a) ",
    ],
)
def test_a_phrase_before_a_work_is_none_of_it(lead: str) -> None:
    found = parse(f"{lead}D. Poe, E. Hale, Dune Lett. 1972, 94, 194.")
    assert (found.work.title, (found.work.container_title or "").rstrip(".")) == (None, "Dune Lett")
    assert [each.family for each in found.work.author] == ["Poe", "Hale"]
    assert found.unread[0].of(found.raw) == lead.removeprefix("(4) ").removesuffix("(a) ").strip()


def test_initials_are_no_word_that_points_to_a_work() -> None:
    found = parse(
        "Roe JF, Poe SE, Lund VER, Hale K. Tides and salt: solutions for harbours. Marsh Q. 2009;87(1):123-54."
    )
    assert [each.family for each in found.work.author] == ["Roe", "Poe", "Lund", "Hale"]
    assert not found.unread


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Lund B: Dunes: the missing link. J Marsh 2010, 12:3-9.", "Dunes: the missing link"),
        (
            "Lund, B. (2010). For a review, see below: Reeds of the marsh. Dune Lett., 12, 3–9.",
            "For a review, see below: Reeds of the marsh",
        ),
        ("The reeds that we see. Lund, B. Dune Lett. 2010, 12, 3-9.", "The reeds that we see"),
    ],
)
def test_a_title_is_no_phrase_before_a_work(text: str, title: str) -> None:
    assert parse(text).work.title == title


def test_short_forms_are_parted_among_joined_ones() -> None:
    several = [f"{n}. {first}{between}{second}" for n, (first, between, second) in enumerate(JOINED.values(), start=1)]
    text = "Ebd., S. 421; a.A. BGH, Urt. v. 13.5.2014, Rs. 131/12"
    listed = read("\n".join([*several, f"{len(several) + 1}. {text}"])).references
    assert [each.raw for each in listed[-2:]] == text.split("; ")


@pytest.mark.parametrize(
    ("text", "is_short"),
    [
        ("Lund, Reeds of the North, cit., p. 122.", True),
        ("Lund, Reeds (wie Anm. 1), S. 99.", True),
        ("Ivi, p. 120.", True),
        ("Ivi Lund, Reeds of the North, p. 120.", False),
        ("Lund, Reeds, cit. in Roe, Dunes, p. 12.", False),
    ],
)
def test_a_short_form_says_no_more_than_where(text: str, is_short: bool) -> None:
    assert refers_back(text) is is_short


IN = "1. F. Vik, Marsh Rev. C 65, 74 (2002).\n2. "


@pytest.mark.parametrize(
    ("text", "container", "place"),
    [
        (f"{IN}D. Poe and E. Hale, ibid. 66, 64 (2003).", "Marsh Rev. C", ("66", 2003)),
        (f"{IN}D. Poe and E. Hale, ibid. D 66, 64 (2003).", "Marsh Rev. D", ("66", 2003)),
        (
            f"{IN}D. Poe and E. Hale, ibid. 66, 64 (2003).\n3. E. Roe, ibid. 67, 12 (2004).",
            "Marsh Rev. C",
            ("67", 2004),
        ),
        (
            f"{IN}Poe, D. and Hale, E. (2003). Dunes and ibid. in reeds. J. Ibidem Stud. 66, 64-69.",
            "J. Ibidem Stud.",
            ("66", 2003),
        ),
        ("1. D. Poe and E. Hale, ibid. 66, 64 (2003).", None, ("66", 2003)),
        (
            "1. F. Vik, Marshes of the North (Quay, 2001).\n2. D. Poe and E. Hale, ibid. 66, 64 (2003).",
            None,
            ("66", 2003),
        ),
        (
            "1. Ada Lund, Reeds, in: Marsh Review 45 (2001), S. 3–9.\n2. Bea Roe, Dunes, in: ebd., S. 77–94.",
            "Marsh Review",
            ("45", 2001),
        ),
        (
            "1. Ada Lund, Reeds, in: Marsh Review 45 (2001), S. 3–9.\n2. Bea Roe, Dunes, in: ebd. 46 (2002), S. 7–9.",
            "Marsh Review",
            ("46", 2002),
        ),
    ],
)
def test_what_stands_for_the_journal_before_is_that_journal(
    text: str, container: str | None, place: tuple[str, int]
) -> None:
    last = read(text).references[-1]
    assert last.work.container_title == container
    assert (last.work.volume, last.work.year) == place
    assert container or [span.of(last.raw) for span in last.unread] == ["ibid"]


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("(a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761. (b) A reed of the harbour.", False),
        ("(a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761. (b) Poe, D. Dune Lett. 1972, 9, 12. (c) A reed.", False),
        ("(a) Lund, B.; Roe, C. J. Marsh Chem. 1971, 93, 1761.", True),
        ("Lund, B.; Roe, C. Reeds. (b) Salt. J. Marsh Chem. 1971, 93, 1761.", True),
    ],
)
def test_a_number_of_several_works_that_cannot_be_parted_is_unsure(text: str, is_sure: bool) -> None:
    last = apart(split(f"[1] F. Vik and G. Berg, Annals of Reeds 1, 101 (1981).\n[2] {text}\n"))[-1]
    assert (last.certainty >= CERTAIN) is is_sure


@pytest.mark.parametrize(
    ("second", "key", "families"),
    [
        ("ibid. 1971, 93, 1761–1765.", "1.2", ["Lund", "Roe"]),
        ("Marsh Chem. Int. Ed. 1971, 10, 61–65.", "1.2", ["Lund", "Roe"]),
        ("Poe, D. Marsh Chem. 1971, 93, 1761–1765.", "1.2", ["Poe"]),
        ("Reeds of the Harbour. Marsh Chem. 1971, 93, 1761–1765.", "1.2", []),
        ("Marsh Chem. 1971, 93, 1761–1765.", "2", []),
        ("347 Marsh Rep. 483 (1954).", "1.2", []),
    ],
)
def test_a_place_alone_within_an_entry_is_of_the_same_authors(second: str, key: str, families: list[str]) -> None:
    first = "Lund, B.; Roe, C. J. Marsh Chem. 1970, 92, 61–65"
    entries = [Entry(key=each, raw=raw, spans=(Span(0, len(raw)),)) for each, raw in (("1", first), (key, second))]
    last = parse_list(entries)[-1]
    assert [each.family for each in last.work.author] == families
    assert all((field.confidence or 0) <= DOUBTED for field in last.fields if field.name == "author" and not field.raw)


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        (
            "Lund, B. Rivers of the steppe. Quay, 2012. Roe, C., Ito, D. (2013). Dams and people. Water Policy, 4(2), 16-29.",
            True,
        ),
        (
            "Lund, B. (2012). Rivers of the steppe. In C. Roe & D. Ito (Eds.), Dams and people 1990–2013 (pp. 4–15). Quay.",
            False,
        ),
        (
            "Lund, B., & Roe, C. (2012/1998). Rivers of the steppe (A. Ito, Trans.; 2nd ed., Vol. 3). Quay Press, 2013.",
            False,
        ),
        (
            "Lund, B. (2012). Review of Dams and People, by C. Roe, Quay Press, 2010. Journal of Water, 3(1), 4-15.",
            False,
        ),
    ],
)
def test_fields_are_in_doubt_if_their_order_is_that_of_several_references(text: str, is_doubted: bool) -> None:
    (found,) = parse_list([Entry(key=None, raw=text, spans=())])
    confidences = [each.confidence for each in found.fields if each.confidence is not None]
    assert (max(confidences) <= DOUBTED) is is_doubted
