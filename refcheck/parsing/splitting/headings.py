"""Headings: of reference lists in many languages, and of what stands before and after them."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from refcheck.parsing.splitting.lines import Line


class Heading(StrEnum):
    """What begins under a heading."""

    LIST = "list"
    NOTES = "notes"
    OTHER = "other"


_LISTS = frozenset(
    title
    for line in (
        "references|reference|reference list|list of references|references and notes|notes and references|references cited",
        "cited references|literature cited|literature|works cited|works consulted|sources|sources cited|further reading",
        "bibliography|selected bibliography|select bibliography|annotated bibliography|notes|endnotes|footnotes",
        "primary sources|secondary sources|reference and notes|bibliographic references|bibliographical references",
        "literatur|literaturverzeichnis|literaturangaben|literaturliste|literaturhinweise|quellen|quellenverzeichnis",
        "quellen und literatur|quellen- und literaturverzeichnis|bibliographie|bibliografie|referenzen|anmerkungen|fußnoten",
        "références|références bibliographiques|références citées|ouvrages cités|sources et bibliographie|notes et références",
        "referencias|referencias bibliográficas|bibliografía|bibliografía citada|obras citadas|fuentes|literatura citada|notas",
        "referências|referências bibliográficas|bibliografia|riferimenti|riferimenti bibliografici|opere citate|note",
        "referenties|literatuur|literatuurlijst|bronnen|referencer|litteratur|litteraturliste|litteraturförteckning",
        "källförteckning|referanser|kilder|kirjallisuus|lähteet|lähdeluettelo|heimildir|viited|kasutatud kirjandus|literatūra",
        "piśmiennictwo|literatura|literatura cytowana|seznam literatury|použitá literatura|zoznam použitej literatúry|viri",
        "irodalom|irodalomjegyzék|felhasznált irodalom|referințe|referințe bibliografice|bibliografie selectivă",
        "kaynaklar|kaynakça|βιβλιογραφία|αναφορές",
        "список литературы|литература|список использованной литературы|список использованных источников|библиография",
        "библиографический список|источники|источники и литература|примечания|список літератури|література|джерела",
        "список використаних джерел|библиографија|літаратура",
        "منابع|منابع و مآخذ|فهرست منابع|مراجع|کتابنامه|کتاب‌نامه|المراجع|المصادر|المصادر والمراجع|قائمة المراجع",
        "ביבליוגרפיה|רשימת מקורות|מקורות",
        "参考文献|參考文獻|引用文献|引用文獻|参考资料|主要参考文献|文献|文獻|参考書目|참고문헌|참고 문헌|인용문헌",
        "संदर्भ|संदर्भ सूची|เอกสารอ้างอิง|บรรณานุกรม|daftar pustaka|referensi|rujukan|tài liệu tham khảo",
    )
    for title in line.split("|")
)
_NOTES = frozenset(
    ["notes", "endnotes", "footnotes", "anmerkungen", "fußnoten", "endnoten", "notas", "note", "примечания"]
)
_OTHERS = (
    "appendix|appendices|acknowledgements|acknowledgments|acknowledgement|acknowledgment|about the author|about the authors",
    "author biography|author biographies|author contributions|authors' contributions|authors’ contributions|funding",
    "conflict of interest|conflicts of interest|competing interests|declaration of|data availability|supplementary material",
    "supplementary materials|supporting information|abstract|keywords|key words|introduction|tables|figures|correspondence",
    "notes on contributors|notes on contributor|how to cite|cite this article|ethics statement|publisher's note|publisher’s note",
    "anhang|danksagung|über die autoren|zu den autoren|zusammenfassung|schlüsselwörter|interessenkonflikt",
    "annexe|annexes|remerciements|résumé|mots-clés|anexo|anexos|apéndice|agradecimientos|resumen|palabras clave",
    "apêndice|agradecimentos|resumo|palavras-chave|appendice|appendici|ringraziamenti|riassunto|parole chiave",
    "приложение|приложения|благодарности|сведения об авторах|информация об авторах|об авторах|аннотация|ключевые слова",
    "پیوست|چکیده|کلیدواژه‌ها|سپاسگزاری|ملحق|附录|附錄|付録|致谢|謝辞|谢辞|作者简介|摘要|关键词|要旨|부록|감사의 글",
)
# One of these words at the beginning of a heading: "Appendix B. Maps", "Table 3. Results", "Figure 2".
_OTHER = re.compile(
    rf"(?:{'|'.join(map(re.escape, '|'.join(_OTHERS).split('|')))}|(?:table|tabelle|tableau|tabla|tabela|figure|fig\.|abbildung|"
    r"figura|таблица|рисунок|表|图|図) ?\d+)(?!\w)",
    re.IGNORECASE,
)
# What may stand around a heading's words: "7. References", "## Literatur:", "VII References", "[References]".
_AROUND = re.compile(r"^[\s#*=_\[(<•]*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.):]?\s+)?|[\s:.*=_\])>#–—-]+$")
# A heading with the list behind it on the same line: "References [1] Smith", "Literatur: 1. Braun".
_RUN_ON = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}[:.]?\s+(?=[\[(]?\d{1,3}[\]).]\s?\S)")
_LONGEST = 100
_LONGEST_RUN_ON = 60


def heading(line: Line) -> Heading | None:
    """Whether the line is a heading, and of what."""
    if len(line.text) > _LONGEST:
        return None
    title = _AROUND.sub("", line.text).casefold()
    if title in _NOTES:
        return Heading.NOTES
    if title in _LISTS or _drawn_together(title) in _LISTS:
        return Heading.LIST
    other = _OTHER.match(line.text)
    if other and (other.end() == len(line.text.rstrip(" .:")) or line.blanks):
        return Heading.OTHER
    return None


def _drawn_together(title: str) -> str:
    """A title set with blanks between its letters, without them: "r e f e r e n c e s"."""
    letters = title.split(" ")
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else title


def with_headings_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a list's heading cut from the first numbered entry where both stand on one line."""
    for line in lines:
        run_on = _RUN_ON.match(line.text, 0, _LONGEST_RUN_ON)
        title = _AROUND.sub("", run_on.group()).casefold() if run_on else ""
        yield from line.cut([run_on.end()] if run_on and title in _LISTS else [])
