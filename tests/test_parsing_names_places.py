"""Where the names of a printed list stand: each span is the name as it is printed, without what stands around it."""

import pytest

from refcheck.parsing.names.lists import read_names

STANDING = [
    ("Lindqvist, A., Okafor, B. and Roe, C.", ["Lindqvist, A.", "Okafor, B.", "Roe, C."]),
    ("[12] By Lindqvist, A., Okafor, B. and Roe, C.", ["Lindqvist, A.", "Okafor, B.", "Roe, C."]),
    ("In: Lindqvist, Anna; Okafor, Ben", ["Lindqvist, Anna", "Okafor, Ben"]),
    ("• Lindqvist A, Okafor BC", ["Lindqvist A", "Okafor BC"]),
    ("\ue000Lindqvist, A.", ["Lindqvist, A."]),
    ("  Lindqvist, Anna ,  Okafor, Ben  ", ["Lindqvist, Anna", "Okafor, Ben"]),
    ("« Lindqvist, A. »", ["Lindqvist, A."]),
    ("von Lindqvist, Anna; von Roe, Carl", ["von Lindqvist, Anna", "von Roe, Carl"]),
    ("Lindqvist, A. (Ed.), Okafor, B.", ["Lindqvist, A.", "Okafor, B."]),
    ("Ingrid Ford and Anna Lindqvist", ["Ingrid Ford", "Anna Lindqvist"]),
    ("Lindqvist, A. en Roe, B.", ["Lindqvist, A.", "Roe, B."]),
    ("Anna Lindqvist u. Ben Okafor", ["Anna Lindqvist", "Ben Okafor"]),
    ("Anna Lindqvist – Ben Okafor", ["Anna Lindqvist", "Ben Okafor"]),
    ("Ellapen-S. Abrahams", ["Ellapen", "S. Abrahams"]),
    ("Li和Jan", ["Li", "Jan"]),
    ("Doe, J., Ph.D., Roe, A., Ph. D.", ["Doe, J.", "Roe, A."]),
    # in capitals
    ("LUND AB, POE CD, ROE EF", ["LUND AB", "POE CD", "ROE EF"]),
    ("By: LUND AB POE CD ROE EF", ["LUND AB", "POE CD", "ROE EF"]),
    ("LUND-BERG AB & POE CD", ["LUND-BERG AB", "POE CD"]),
    # parted by blanks alone
    ("Doe, J. Roe, A. B. Poe, C.", ["Doe, J.", "Roe, A. B.", "Poe, C."]),
    ("By Doe J. Roe A. B. Poe C.", ["Doe J.", "Roe A. B.", "Poe C."]),
    # bodies
    ("Ministry of Tides; Water Board of Leiden", ["Ministry of Tides", "Water Board of Leiden"]),
    ("By Ministry of Tides; Water Board of Leiden", ["Ministry of Tides", "Water Board of Leiden"]),
    ("Ministry of Tides and Lindqvist, A.", ["Ministry of Tides", "Lindqvist, A."]),
    ("Lindqvist A., Roe B. & Water Board", ["Lindqvist A.", "Roe B.", "Water Board"]),
    (
        "Lindqvist / Service / Okafor / Roe / Poe / Doe",
        ["Lindqvist", "Service", "Okafor", "Roe", "Poe", "Doe"],
    ),
    # scripts without blanks
    ("田中太郎・山田花子", ["田中太郎", "山田花子"]),
    ("1. 田中太郎、山田花子", ["田中太郎", "山田花子"]),
    ("田中太郎 and 山田花子", ["田中太郎", "山田花子"]),
    ("エドワード・W・サイード、田中太郎", ["エドワード・W・サイード", "田中太郎"]),
    ("M. フーコー", ["M. フーコー"]),
    ("김철수 이영희 박민수", ["김철수", "이영희", "박민수"]),
    ("김철수, 이영희", ["김철수", "이영희"]),
    # roles, brackets and marks that are no part of a name
    ("Lindqvist A, Okafor B, EDS", ["Lindqvist A", "Okafor B"]),
    ("Anna Lindqvist EDS", ["Anna Lindqvist"]),
    ("Xylem Board of Leiden; Ministry of Tides", ["Xylem Board of Leiden", "Ministry of Tides"]),
    ("Lindqvist, A. (Leiden), Okafor, B.", ["Lindqvist, A.", "Okafor, B."]),
    ("Lindqvist, A.（Leiden）, Okafor, B.", ["Lindqvist, A.", "Okafor, B."]),
    ("Water Board of Leiden: ; Ministry of Tides.", ["Water Board of Leiden", "Ministry of Tides"]),
    ("رضایی، علی و حسینی، محمد", ["رضایی، علی", "حسینی، محمد"]),
    ("Doe J. Roe A.", ["Doe J.", "Roe A."]),
    # one name, or none
    ("Doe J Roe A", ["Doe J Roe A"]),
    ("LUND AB POE", ["LUND AB POE"]),
    ("Lindqvist / Service / Okafor", ["Lindqvist / Service / Okafor"]),
    ("Roe", ["Roe"]),
    ("JING LI, WEI XU", ["JING LI, WEI XU"]),
    ("Doe J. Roe A. B. van Poe C.", ["Doe J. Roe A. B. van Poe C."]),
    ("호라시오 킬", ["호라시오 킬"]),
    ("12345", []),
    ("…", []),
    ("", []),
]

ET_AL = [
    ("Lindqvist, A., Okafor, B., et al.", ["Lindqvist, A.", "Okafor, B."]),
    ("Lindqvist, A., Okafor, B., and Colleages", ["Lindqvist, A.", "Okafor, B."]),
    ("Lindqvist, A., … & Roe, C.", ["Lindqvist, A.", "Roe, C."]),
    ("Lindqvist, A., . . . Roe, C.", ["Lindqvist, A.", "Roe, C."]),
    ("Lindqvist, A., ... Roe, C.", ["Lindqvist, A.", "Roe, C."]),
]


@pytest.mark.parametrize(
    ("text", "standing", "et_al"),
    [(*row, False) for row in STANDING] + [(*row, True) for row in ET_AL],
)
def test_a_span_is_the_name_as_it_is_printed(text: str, standing: list[str], et_al: bool) -> None:
    found = read_names(text)
    assert [each.span.of(text) for each in found.names] == standing
    assert found.et_al is et_al
