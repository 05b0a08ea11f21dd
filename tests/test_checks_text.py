"""Text against list: papers in three styles of citation with planted slips, of which all are found and nothing else."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from attrs import field, frozen
from operations import operations

from refcheck.checks import check_text
from refcheck.model import Bibliography, Case, Citation, Date, Name, Reference, Span, Work
from refcheck.readers import read

_PEOPLE = (
    "Adams Brown Carver Dalton Eriksen Fischer Gruber Hansen Ivanova Jensen Keller Lindqvist Moreau Novak Oliveira Petrov "
    "Quist Rossi Sandoval Tanaka Urban Vargas Weber Xanthos Yamada Zimmer"
)
_TOPICS = "rivers roads markets forests cities borders schools harbours railways gardens mountains libraries"
PEOPLE, TOPICS = _PEOPLE.split(), _TOPICS.split()
SENTENCES = (
    "The matter has been studied at length {}.",
    "Others have found the opposite {}, and the debate goes on.",
    "A first account was given early {}; it has been refined since.",
    "What holds for the north does not hold for the south {}.",
    "Nobody has measured it twice {}.",
)


@frozen(kw_only=True)
class Source:
    """A made work: who, when, and its number in the list."""

    people: tuple[str, ...]
    year: int
    topic: str
    number: int

    def printed(self, names: Callable[[str], str] = lambda family: f"{family}, {family[0]}.") -> str:
        people = " & ".join(map(names, self.people))
        return (
            f"{people} ({self.year}). A history of {self.topic}. Journal of {self.topic.title()}, {self.number}, 3–19."
        )


@frozen(kw_only=True)
class Paper:
    """A text with its list; ``planted`` are the slips as ``(code, what the finding must name)``."""

    text: str
    planted: set[tuple[str, str]] = field(factory=set)


def sources(rng: random.Random, count: int = 12) -> list[Source]:
    people = rng.sample(PEOPLE, 2 * count)
    return [
        Source(
            people=tuple(people[2 * place : 2 * place + rng.choice((1, 2))]),
            year=rng.randint(1991, 2023),
            topic=TOPICS[place],
            number=place + 1,
        )
        for place in range(count)
    ]


def prose(marks: Sequence[str], rng: random.Random) -> str:
    sentences = [rng.choice(SENTENCES).format(mark) for mark in marks]
    first, second = " ".join(sentences[::2]), " ".join(sentences[1::2])
    return f"A study of made things\n\n1 Introduction\n\n{first}\n\n2 Results\n\n{second}\n\n"


def by_author_and_year(rng: random.Random) -> Paper:
    works = sorted(sources(rng), key=lambda work: work.people)
    uncited, late, misnamed, *cited = rng.sample(works, len(works))
    stranger = next(name for name in PEOPLE if all(name not in work.people for work in works))
    marks = [f"({' & '.join(work.people)}, {work.year})" for work in cited]
    marks.append(f"({' & '.join(late.people)}, {late.year + 3})")
    marks.append(f"({' & '.join((slipped(misnamed.people[0]), *misnamed.people[1:]))}, {misnamed.year})")
    marks.append(f"({stranger}, 2004)")
    rng.shuffle(marks)
    listed = "\n".join(work.printed() for work in works)
    keys = {work.people: str(place) for place, work in enumerate(works, start=1)}
    planted = {
        ("listed-but-not-cited", keys[uncited.people]),
        ("cited-year-differs", keys[late.people]),
        ("cited-name-differs", keys[misnamed.people]),
        ("cited-but-not-listed", stranger),
    }
    return Paper(text=f"{prose(marks, rng)}References\n\n{listed}\n", planted=planted)


def slipped(name: str) -> str:
    """Two letters of a name turned round."""
    return f"{name[:2]}{name[3]}{name[2]}{name[4:]}"


def by_number(rng: random.Random) -> Paper:
    works = sources(rng)
    uncited = rng.randint(2, 5)
    marks = [f"[{work.number}]" for work in works if work.number not in (uncited, 7, 8, 9)]
    marks += ["[7–9]", f"[{len(works) + 3}]", "[1, 10–12]"]
    listed = "\n".join(f"[{work.number}] {work.printed()}" for work in works)
    planted = {("listed-but-not-cited", str(uncited)), ("cited-but-not-listed", f"[{len(works) + 3}]")}
    return Paper(text=f"{prose(marks, rng)}References\n\n{listed}\n", planted=planted)


def by_key(rng: random.Random) -> Paper:
    works = sources(rng)
    marks = [f"\\cite{{k{work.number}}}" for work in works[1:]] + ["\\citep[see][p.~3]{k2,k3}", "\\citet{k99}"]
    items = "\n".join(f"\\bibitem{{k{work.number}}} {work.printed()}" for work in works)
    text = (
        f"\\documentclass{{article}}\n\\begin{{document}}\n{prose(marks, rng)}"
        f"\\begin{{thebibliography}}{{99}}\n{items}\n\\end{{thebibliography}}\n\\end{{document}}\n"
    )
    return Paper(text=text, planted={("listed-but-not-cited", "k1"), ("cited-but-not-listed", "[k99]")})


STYLES = (by_author_and_year, by_number, by_key)


def found_in(bibliography: Bibliography) -> set[tuple[str, str]]:
    cases = [Case(reference=reference) for reference in bibliography.references]
    findings = check_text(bibliography.citations, cases)
    return {
        (finding.rule.code, finding.references[0] if finding.references else finding.message.split()[0].strip("“"))
        for finding in findings
    }


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_all_slips_are_found_and_nothing_else(style: Callable[[random.Random], Paper], seed: int) -> None:
    paper = style(random.Random(seed))
    assert found_in(read(paper.text)) == paper.planted


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("123123", {("listed-but-not-cited", "2"), ("cited-but-not-listed", "[9]")}),
        ("123456", set()),  # most of the list is not cited: what the numbers are is not sure
    ],
)
def test_a_list_and_its_transliteration_are_cited_by_the_same_numbers(numbers: str, told: set[tuple[str, str]]) -> None:
    printed = [
        f"{number}. {work.printed()}" for number, work in zip(numbers, sources(random.Random(2), 6), strict=True)
    ]
    lists = "\n".join(["Literatur", "", *printed[:3], "", "References", "", *printed[3:]])
    text = prose(["[1]", "[3]", "[9]"], random.Random(2)) + lists
    assert found_in(read(text)) == told


@pytest.mark.parametrize(
    ("label", "marks", "told"),
    [
        ("[{}]", "[1]; [2]–[4]; [7, 9]; [19]", {"[7]", "[9]", "[19]"}),
        ("{}.", "[1]; [2]–[4]; [7, 9]; [19]", set()),  # what the brackets are is not sure
        ("[{}]", "[1]; [30, 40]; [50, 60]; [70, 80]", set()),  # nor here: most point to nothing
    ],
)
def test_a_list_that_is_numbered_in_brackets_is_cited_by_them(label: str, marks: str, told: set[str]) -> None:
    printed = [f"{label.format(work.number)} {work.printed()}" for work in sources(random.Random(2), 6)]
    found = found_in(read(prose(marks.split("; "), random.Random(2)) + "\n".join(["References", "", *printed])))
    assert {citation for code, citation in found if code == "cited-but-not-listed"} == told


JOINED = "(a) Lund B, Roe C. Reeds of marsh. Marsh Chem. 1971;93:1761-1765. (b) Poe D, Hale E. Salt. Dune Lett. 1972;94:194-199."


@pytest.mark.parametrize(("marks", "told"), [("[1-3]; [9]", {"[9]"}), ("[1, 2]; [9]", set())])
def test_works_joined_under_one_number_count_once(marks: str, told: set[str]) -> None:
    printed = [f"{work.number}. {work.printed()}" for work in sources(random.Random(2), 4)]
    found = found_in(
        read(prose(marks.split("; "), random.Random(2)) + "\n".join(["References", "", *printed, f"5. {JOINED}"]))
    )
    assert {citation for code, citation in found if code == "cited-but-not-listed"} == told


def test_a_list_without_its_text_says_nothing() -> None:
    works = sources(random.Random(1))
    assert found_in(read("References\n\n" + "\n".join(work.printed() for work in works))) == set()


def test_many_citations_are_work_in_proportion() -> None:
    def work(number: int) -> int:
        cases = [
            Case(
                reference=Reference(
                    key=str(place),
                    raw=f"Author{place}, A. (2020). A title.",
                    work=Work(author=(Name(family=f"Author{place}"),), issued=Date(year=2020), title="A title"),
                )
            )
            for place in range(number)
        ]
        citations = [
            Citation(span=Span(0, 1), names=(Name(family=f"Author{place}"),), year=2020)
            for place in range(0, number, 2)
        ]
        return operations(lambda: check_text(citations * 4, cases))

    work(10)
    assert work(400) < 4.4 * work(100)


def test_a_paper_in_a_file(tmp_path: Path) -> None:
    paper = by_number(random.Random(9))
    path = tmp_path / "paper.txt"
    path.write_text(paper.text, encoding="utf-8")
    assert found_in(read(path)) == paper.planted


def test_what_is_listed_without_a_citation_is_not_missed() -> None:
    bibliography = read(by_key(random.Random(3)).text)
    cases = [Case(reference=reference) for reference in bibliography.references]
    codes = [each.code for each in check_text(bibliography.citations, cases, frozenset({"k1"}))]
    assert codes == ["cited-but-not-listed"]
