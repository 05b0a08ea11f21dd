"""Whether an answer is about what was asked."""

import pytest
from attrs import evolve
from registries_made import record

from refcheck.model import Name, Work
from refcheck.registries.transport.about import is_of_search

ASKED = "Weber T., Lindqvist A. (2011). Seasonal drainage of peat bogs under shallow forests. Boreal Hydrology, 8(2), 41-57."


@pytest.mark.parametrize(
    ("text", "title", "is_taken"),
    [
        (ASKED, "Forests", True),
        (ASKED, "Tax law in three cities", False),
        (ASKED, "Of the and in on 2011", False),  # what every work shares
        (ASKED.replace("Boreal Hydrology", "Journal of Bogs"), "Tax law in three cities", True),  # the journal's name
        ("Weber T. Bogs. 2011.", "Tax law in three cities", True),  # too few words to tell
        ("Вебер Т. Сезонный дренаж торфяных болот под лесами. Гидрология севера, 8(2), 41-57.", "Tax law", True),
        ("王明. 泥炭沼泽的季节性排水研究. 北方水文学报, 2011, 8(2): 41-57.", "Tax law in three cities", True),
        ("Öztürk A. Sığ ormanların altındaki turba bataklıklarının mevsimlik drenajı", "Turba bataklığı", True),
    ],
)
def test_hits_of_a_search(text: str, title: str, is_taken: bool) -> None:
    assert is_of_search(text, [record("10.1000/hit", title=title)]) is is_taken


def test_without_hits_a_search_is_answered() -> None:
    assert is_of_search(ASKED, [])


@pytest.mark.parametrize(
    "work",
    [
        Work(subtitle="Boreal studies"),
        Work(title_short="Boreal studies"),
        Work(container_title="Boreal Studies"),
        Work(container_title_alternative=("Boreal Stud",)),
        Work(publisher="Boreal Press"),
        Work(editor=(Name(family="Lindqvist"),)),
    ],
)
def test_a_hit_may_be_found_by_any_field(work: Work) -> None:
    assert is_of_search(ASKED, [evolve(record("10.1000/hit"), work=work)])
    assert not is_of_search(ASKED, [evolve(record("10.1000/hit"), work=Work(title="Tax law"))])
