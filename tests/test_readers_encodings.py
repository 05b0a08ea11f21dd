"""Encodings: told where that is sure, mended where the text was garbled before, and every byte written again as it was."""

import pytest

from refcheck.model import Span
from refcheck.readers import decode, read, read_bytes
from refcheck.readers.pasted import mojibake

RUSSIAN = (
    "Иванов, И. И. (2001). Списки и их недостатки. Журнал списков, 3(2), 5-9.\n"
    "Петрова, М. (2011). Длинное заглавие статьи о списках. Вестник, 5, 1-20.\n"
)
GREEK = "Παπαδόπουλος, Γ. (2001). Οι κατάλογοι και τα λάθη τους. Περιοδικό καταλόγων, 3(2), 5-9.\n" * 2
GERMAN = (
    "Müller, K. (1998). Über Listen und ihre Tücken. Straße und Wege, 3(2), 5–9.\n"
    "Gödel, K. (2011). Ein langer Titel. Annalen, 5, 1–20.\n"
)


@pytest.mark.parametrize(("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (GREEK, "cp1253")])
def test_the_encoding_of_another_script_is_told(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    bibliography = read_bytes(data, "list.txt")
    assert bibliography.document.text == text
    assert bibliography.notes == (f"The text was read as {encoding}.",)
    assert decode(data, "list.txt").rewritten([(Span(0, 1), "И" if text is RUSSIAN else "Π")]) == data


SHORT = {
    "cp1251": "Литература\n1. Орлова А. А. О реках. — М.: Север, 1998.\n2. Белов П. П. Города // Берег. 2001. № 3. С. 5–9.\n",
    "gb18030": "参考文献\n[1] 陈江. 三角洲的城镇[J]. 河流学报, 2009, 6: 56-66\n[2] 何岸. 渡口[M]. 北京: 北方出版社, 2011\n",
    "cp932": "参考文献\n川端一郎 (2001). 町の研究. 地理の友, 3, 5-9.\n岸田二郎 (2005). 川と町. 地理の友, 5, 1-20.\n",
    "cp949": "참고문헌\n강도시 (2001). 마을의 연구. 강과 땅, 3, 5-9.\n한나루 (2005). 강과 마을. 강과 땅, 5, 1-20.\n",
    "big5": "參考文獻\n陳江（2001）。城鎮研究。河流學報，3，5-9。\n何岸（2005）。渡口。臺北：北方。\n",
}


SHORT |= {"euc_jp": SHORT["cp932"], "euc_kr": SHORT["cp949"].replace("한나루", "ㄱ. 한나루"), "gbk": SHORT["gb18030"]}


@pytest.mark.parametrize("encoding", SHORT)
def test_a_list_of_two_is_enough_to_tell_it(encoding: str) -> None:
    bibliography = read_bytes(SHORT[encoding].encode(encoding), "list.txt")
    assert bibliography.document.text == SHORT[encoding]
    assert [each.work.issued and each.work.issued.year for each in bibliography.references] in (
        [1998, 2001],
        [2009, 2011],
        [2001, 2005],
    )


def test_latin_encodings_are_not_guessed() -> None:
    data = GERMAN.encode("cp1252")
    assert decode(data, "list.txt").encoding == "utf-8"
    assert read_bytes(data, "list.txt").document.text == GERMAN
    assert decode(RUSSIAN[:20].encode("cp1251"), "list.txt").encoding == "utf-8"
    mixed = (GERMAN + RUSSIAN).encode() + b"\x92"
    assert decode(mixed, "list.txt").encoding == "utf-8"


FRENCH = "Lefèvre, Zoé (1998). Été et hiver à la rivière. Revue d’hydrologie générale, 3(2), 5–9.\n"
STUDENTS = "Krüger, K. (1998). Geräte für Schüler. Straße und Wege, 3(2), 5–9.\n"
POLISH = "Wiśniewska, Ż. i Gałązka, Ł. (2001). Rzeki i ich źródła w górach. Przegląd rzeczny, 3, 5-9.\n"
CZECH = (
    "Štědrý, B. (2001). Řeky a jejich prameny. Říční listy, 3, 5-9.\nŽáčková, E. (2005). Šumavské řeky a jejich žáci.\n"
)
DANISH = "Jørgensen, T. & Åkerstrøm, A. (2001). Gennemgående strømme. Årsskrift, 3, 5-9.\n"
CATALAN = "Núñez, R. i Col·lell, À. (2001). El Niño, 1990–2000. L’any, 3, 5-9. © 2001. 5 °C ± 1 °C, §3, «rius» ¿qué?\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((text, "mac_roman") for text in (FRENCH, STUDENTS, DANISH)),
        *((POLISH, each) for each in ("cp1250", "iso8859_2", "mac_latin2", "cp852")),
        (CZECH, "iso8859_2"),
    ],
)
def test_an_encoding_that_alone_makes_words_of_a_text_is_likely(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    decoded = decode(data, "list.txt")
    assert decoded.text == text
    assert read_bytes(data, "list.txt").notes[0] == f"The text was read as {encoding}."
    assert (decoded.can_write("Z"), decoded.can_write(text[0]), text[0].isascii()) in (
        (True, True, True),
        (True, False, False),
    )
    assert decoded.rewritten([(Span(0, 0), "Z")]) == b"Z" + data


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        GERMAN,
        STUDENTS,
        DANISH,
        CATALAN,
        "Lund,\xa0A. and van\xa0der\xa0lee",
        "Müller in McÉwan (2001).\n",
        FRENCH + DANISH + CATALAN,
    ],
)
def test_windows_letters_are_not_taken_for_others(text: str) -> None:
    decoded = decode(text.encode("cp1252"), "list.txt")
    assert (decoded.text, decoded.encoding, decoded.is_guess) == (text, "utf-8", True)


def test_letters_that_make_words_in_several_encodings_are_left() -> None:
    assert decode("Kovářová, Jiřina (2001). Řeky.\n".encode("cp1250"), "list.txt").encoding == "utf-8"


def test_what_was_garbled_is_mended_and_said_to_be() -> None:
    garbled = GERMAN.encode().decode("cp1252")
    bibliography = read(garbled)
    assert bibliography.document.format == "mojibake"
    assert bibliography.document.text == GERMAN
    assert [str(reference.work.author[0]) for reference in bibliography.references] == ["Müller, K.", "Gödel, K."]
    assert bibliography.notes == ("lines that had been decoded with the wrong encoding, repaired: 2",)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_cyrillic_that_was_read_as_latin_is_mended_and_said_to_be(encoding: str) -> None:
    text = "\n".join(RUSSIAN.strip().split("\n") * 3)
    bibliography = read(text.encode("cp1251").decode(encoding))
    assert bibliography.document.format == "mojibake"
    assert bibliography.document.text == text
    assert bibliography.notes[0].startswith("lines that had been decoded with the wrong encoding, repaired: ")


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "Škoda, Žižka: Přílišžluťoučký kůň úpěl ďábelské ódy. Þórður Æsir, ÆÖÜ und ÄÖÜ, ÀÉÈ. " * 5,
        RUSSIAN,
        GREEK,
        "",
        "Ã",
        "São Tomé (2001)",
        "@book{a, title={MÃ¼ller und MÃ¶ller}}",
        "“Smith”, ½ ×",
        "\x92",
        "MÃ¼ller",
    ],
)
def test_what_is_right_or_states_its_values_is_left_alone(text: str) -> None:
    assert not mojibake.recognises("list.txt", text)
