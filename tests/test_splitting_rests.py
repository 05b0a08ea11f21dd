"""Lines that go on with the line above, though they look like the beginning of a reference, and such that do begin one."""

import pytest

from refcheck import read

BRANDT = "Brandt, T. (2019). On lists and their faults. Delta Studies, 12(3), 45–67."
VOSS = "Voss, K. (2017). Registers of the church. Journal of Made Examples, 8(1), 101–109."
GERMAN = [
    "Brandt, Tilda: Verzeichnisse. Formen und Fehler der Listen, Seeburg: Nordverlag, 5. Aufl. 2010.",
    "Okafor, Nils: Der geplante Umzug. Städte am Delta und ihre Akten, Northmoor 2006, S. 21–61.",
    "Voss, Karl: Vom Zählen der Städte. In: Delta 12 (2012), H. 2, S. 285–291.",
    "Ruiz, Ana (2010): Zählen/Schreiben: Ein Beispiel aus dem Kirchenbuch. In: Poe, E. et al. (Hrsg.): Bücher 2010. Seeburg: "
    "Nordverlag, S. 457 f.",
    "Winther L 2015 Karten der Flüsse – Grenzen und Namen am Delta. Delta Geogr. 70:109–119",
    "Sund, C. F.: Zum Bild der Karten. 14. Aufl. Seeburg: Nordverlag, 2002. ISBN 978-3-16-148410-0",
]


@pytest.mark.parametrize(
    "line",
    [
        "Okafor 1998, Planned moves of towns. Northmoor: University Press.",
        "Okafor, N., 1998. Planned moves of towns. Marsh Research, 17, 45.",
        "Okafor N, Lund B. J. Marsh Res. 1998, 120, 1234–1240.",
        "Delta Commission 1998, Report on planned moves, Northmoor: Delta Press.",
        "The Northmoor Gazette, 1793, 1–9.",
    ],
)
def test_a_name_and_a_year_begin_a_reference(line: str) -> None:
    references = read("References\n\n" + "\n".join([BRANDT, line, VOSS])).references
    assert [reference.raw for reference in references] == [BRANDT, line, VOSS]


@pytest.mark.parametrize("dash", ["-", "–", " –"])
def test_the_second_number_of_a_range_begins_no_reference(dash: str) -> None:
    begun = f"Lund, B./Poe, E. (2013): „Geteilte Flüsse“, in: Delta – Flusskunde, Jg. 61, Nr. 8, S. 557{dash}"
    text = "\n".join(
        ["Literaturverzeichnis", "", *GERMAN[:3], begun, "566, DOI: 10.5555/delta.2013.1005.", *GERMAN[3:]]
    )
    raws = [reference.raw for reference in read(text).references]
    assert raws == [*GERMAN[:3], f"{begun}\n566, DOI: 10.5555/delta.2013.1005.", *GERMAN[3:]]


def test_a_number_of_the_list_behind_a_dash_begins_a_reference() -> None:
    text = f"References\n\n1. {BRANDT[:-3]}\n2. {VOSS}\n3. Poe, E. (2001). Lakes. Seeburg: Nordverlag."
    assert len(read(text).references) == 3


MARU, NARU = (
    "류마루, 박다솔 (2010). 물길의 성격과 나루의 해결을 위한 구상. 강과 길, 25(4), 87-118.",
    "황나루 (2012). 물길에 영향을 미치는 요인에 관한 연구. 강정책, 30, 339-369.",
)


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("[Ryu, M. R., & Park, D. S. (2010). The nature of channels. River and Road, 25(4), 87-118.]", 2),
        ("[Ryu M R, Park D S. The nature of channels[J]. River and Road, 2010, 25(4): 87-118 (in Korean)]", 2),
        # of another year
        ("[Ryu, M. R., & Park, D. S. (2011). The nature of channels. River and Road, 25(4), 87-118.]", 3),
        ("Lund, A. B., & Poe, D. S. (2010). The nature of channels. River and Road, 25(4), 87-118.", 3),
    ],
)
def test_a_translation_in_brackets_belongs_to_its_original(below: str, count: int) -> None:
    references = read("\n".join(["참고문헌", "", MARU, below, NARU])).references
    assert [len(references), references[-1].raw] == [count, NARU]
    assert [str(name) for name in references[0].work.author] == ["류마루", "박다솔"]
