"""Word documents as people have them: citation programs' fields, notes, tables, links, other people's changes and comments."""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import escape

import docx as python_docx
from documents_made import R, W, docx, field, paragraph, part, run

_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("footnotes", "endnotes", "comments", "styles")

REFERENCES = (
    "Abara, N. (2015). Soil and memory on the plateau. Journal of Highland Studies, 12(3), 45-61. "
    "https://doi.org/10.5555/jhs. 2015.045",
    "Bergqvist, L., & Okoye, T. (2018). Measuring what rivers carry. Water Letters, 7, 101-119. "
    "doi:10.5555/wl .2018.7.101",
    "Castellan, M. (2009). The grammar of maps. Meridian Press.",
    "Duarte, P., Einarsson, H., & Fong, W. (2021). Ten years of tides: A record. Coastal Notes, 3(1), 1-18. "
    ")doi: 10.5555/cn.2021.0001(",
    "Ekwueme, C. (2012). Bread, salt and the census. In J. Halloran (Ed.), Counting households (pp. 88-104). Fenwick.",
    "Farahani, S. (2019). Letters to a provincial archive. Archive Quarterly, 22(4), 310-329. "
    "https://doi.org/10.5555/aq.2019.310",
)
"""References of no work that there is; the DOIs of some are split or stand in brackets that point the wrong way."""

FARSI = (
    "احمدی، ر. (۱۳۹۸). حافظه و خاک در فلات. مطالعات ارتفاعات، ۱۲(۳)، ۴۵-۶۱. https://doi.org/10.5555/ jhs.fa.045",
    "کریمی، م. (۱۳۹۵). رودها و آنچه می‌برند. نامه‌های آب، ۷، ۱۰۱-۱۱۹.",
    "موسوی، س. و رضایی، ن. (۱۴۰۰). ده سال جزر و مد. یادداشت‌های ساحل، ۳(۱)، ۱-۱۸.",
)

CITING = paragraph(
    "As others have shown (Abara, 2015; Bergqvist & Okoye, 2018), maps have a grammar (Castellan, 2009). Tides are on record "
    "(Duarte et al., 2021), households are counted (Ekwueme, 2012) and archives get letters (Farahani, 2019)."
)
HEADING_WORD = "References"
HEADING = paragraph(HEADING_WORD, "Heading1")


def openable(made: bytes) -> bytes:
    """A document of :func:`documents_made.docx` with what word processors need to open it."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    extra = [each for each in _PARTS if f"word/{each}.xml" in held]
    overrides = "".join(f'<Override PartName="/word/{each}.xml" ContentType="{_KIND}.{each}+xml"/>' for each in extra)
    held["[Content_Types].xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{_CONTENT}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{overrides}</Types>'
    ).encode()
    held["_rels/.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ).encode()
    related = "".join(f'<Relationship Id="rIdP{each}" Type="{R}/{each}" Target="{each}.xml"/>' for each in extra)
    relations = held["word/_rels/document.xml.rels"].decode()
    held["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", f"{related}</Relationships>").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def made(paragraphs: Iterable[str], *, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    return openable(docx(paragraphs, links=links, **parts))


def formatted(text: str, properties: str) -> str:
    """A run with properties: ``<w:i/>``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def in_runs(text: str, length: int = 7) -> str:
    """A text in short runs of changing formats, as years of editing leave it, with the marks of the spelling checker between."""
    formats = ("", "<w:i/>", "<w:b/>", '<w:color w:val="FF0000"/>')
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    spell = '<w:proofErr w:type="spellStart"/>'
    return spell.join(formatted(piece, formats[number % len(formats)]) for number, piece in enumerate(pieces))


def inserted(text: str, author: str = "Ann") -> str:
    return f'<w:ins w:id="90" w:author="{author}" w:date="2025-05-05T00:00:00Z">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    gone = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="91" w:author="Ann" w:date="2025-05-05T00:00:00Z">{gone}</w:del>'


def notes(kind: str, texts: Iterable[str]) -> str:
    items = "".join(
        f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>' for number, text in enumerate(texts, start=2)
    )
    return part(f"{kind}s", items)


def noted(kind: str, number: int) -> str:
    """A paragraph with the mark of a note."""
    return paragraph(run(f"The claim number {number}.") + f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>')


def csl(number: int) -> dict[str, object]:
    """A reference as citation programs have it in their fields."""
    title = ("Soil and memory on the plateau", "Measuring what rivers carry", "The grammar of maps")[number]
    family = ("Abara", "Bergqvist", "Castellan")[number]
    return {
        "id": f"ITEM-{number}",
        "uris": [f"http://zotero.org/users/1/items/{number}"],
        "itemData": {
            "id": number,
            "type": "article-journal",
            "title": title,
            "author": [{"family": family, "given": "X."}],
            "issued": {"date-parts": [["2015"]]},
            "DOI": "10.5555/jhs. 2015.045",
        },
    }


def spread(instruction: str, texts: Iterable[str]) -> list[str]:
    """A field over several paragraphs, as bibliographies are."""
    first, *others = texts
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    if not others:
        return [paragraph(begin + run(first) + end)]
    return [paragraph(begin + run(first)), *map(paragraph, others[:-1]), paragraph(run(others[-1]) + end)]


def zotero() -> bytes:
    cited = [
        field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [csl(n)]})}", f"(Author {n}, 2015)")
        for n in range(3)
    ]
    body = [
        paragraph(run("Soil remembers ") + cited[0] + run(" and so on ") + cited[1] + run(".")),
        paragraph(cited[2]),
    ]
    return made([*body, HEADING, *spread("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", REFERENCES[:3])])


def mendeley() -> bytes:
    cited = [
        field(f"ADDIN CSL_CITATION {json.dumps({'citationItems': [csl(n)]})}", f"(Author {n}, 2015)") for n in range(3)
    ]
    body = [paragraph(run("Soil remembers ") + "".join(cited) + run("."))]
    return made([*body, HEADING, *spread("ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY", REFERENCES[:3])])


def mendeley_cite() -> bytes:
    def control(number: int) -> str:
        data = base64.b64encode(json.dumps({"citationItems": [csl(number)]}).encode()).decode()
        properties = f'<w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{data}"/></w:sdtPr>'
        return f"<w:sdt>{properties}<w:sdtContent>{run(f'(Author {number}, 2015)')}</w:sdtContent></w:sdt>"

    bibliography = (
        '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_BIBLIOGRAPHY"/></w:sdtPr><w:sdtContent>'
        + "".join(map(paragraph, REFERENCES[:3]))
        + "</w:sdtContent></w:sdt>"
    )
    return made([paragraph(run("Soil remembers ") + "".join(map(control, range(3)))), HEADING, bibliography])


def endnote() -> bytes:
    def cited(number: int) -> str:
        data: dict[str, object] = csl(number)["itemData"]  # type: ignore[assignment]
        record = (
            f"<EndNote><Cite><record><rec-number>{number + 1}</rec-number><ref-type name='Journal Article'>17</ref-type>"
            f"<titles><title>{data['title']}</title></titles><dates><year>2015</year></dates>"
            "<electronic-resource-num>10.5555/jhs. 2015.045</electronic-resource-num></record></Cite></EndNote>"
        )
        packed = base64.b64encode(record.encode()).decode()
        return field("ADDIN EN.CITE.DATA", f"(Author {number}, 2015)", data=packed)

    body = paragraph(run("Soil remembers ") + "".join(map(cited, range(3))))
    return made([body, HEADING, *spread("ADDIN EN.REFLIST", REFERENCES[:3])])


def words_own(cited: Iterable[int] = range(3)) -> bytes:
    source = "".join(
        f"<b:Source><b:Tag>Src{n}</b:Tag><b:SourceType>JournalArticle</b:SourceType>"
        f"<b:Title>{csl(n)['itemData']['title']}</b:Title><b:Year>2015</b:Year></b:Source>"  # type: ignore[index]
        for n in range(3)
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    citing = "".join(field(rf"CITATION Src{n} \l 1033", f"(Author {n}, 2015)") for n in cited)
    listed = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Bibliographies"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        + "".join(spread("BIBLIOGRAPHY", REFERENCES[:3]))
        + "</w:sdtContent></w:sdt>"
    )
    sources = f'<b:Sources xmlns:b="{space}">{source}</b:Sources>'
    return made([paragraph(run("Soil remembers ") + citing), HEADING, listed], customXml__item1=sources)


def unlisted() -> bytes:
    """Zotero's citations without a list: there the comments stand."""
    cited = [
        field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [csl(n)]})}", f"(Author {n}, 2015)")
        for n in range(3)
    ]
    return made([paragraph(run("Soil remembers ") + each + run(".")) for each in cited])


def citavi() -> bytes:
    body = paragraph(run("Soil remembers ") + field("ADDIN CitaviPlaceholder{abc}", "(Abara, 2015)"))
    return made([body, HEADING, *spread("ADDIN CitaviBibliography", REFERENCES)])


def in_control() -> bytes:
    """A typed list in a content control."""
    listed = f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(map(paragraph, REFERENCES))}</w:sdtContent></w:sdt>"
    return made([CITING, HEADING, listed])


def citavi_control() -> bytes:
    """Citavi's list in a content control, with its heading."""
    listed = "".join([*spread("ADDIN CitaviBibliography", [HEADING_WORD, *REFERENCES])])
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="CitaviBibliography"/></w:sdtPr><w:sdtContent>{listed}</w:sdtContent></w:sdt>'
    )
    return made([CITING, control, paragraph("The end.")])


def bookmarks() -> bytes:
    """Zotero's citations in bookmarks, and a typed list."""
    mark = '<w:bookmarkStart w:id="5" w:name="ZOTERO_BREF_abc"/>' + run("(Abara, 2015)") + '<w:bookmarkEnd w:id="5"/>'
    return made([paragraph(run("Soil remembers ") + mark), HEADING, *map(paragraph, REFERENCES)])


def typed() -> bytes:
    return made([CITING, HEADING, *map(paragraph, REFERENCES)])


def edited() -> bytes:
    return made([CITING, HEADING, *(paragraph(in_runs(each)) for each in REFERENCES)])


def numbered_by_hand() -> bytes:
    texts = (f"{number}.\t{each}" for number, each in enumerate(REFERENCES, start=1))
    tabbed = (run(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">') for text in texts)
    return made([paragraph("Soil remembers [1, 2], and maps too [3-6]."), HEADING, *map(paragraph, tabbed)])


def broken_lines() -> bytes:
    """Lines that are broken within the references."""
    return made([CITING, HEADING, *(paragraph(each.replace(" (20", "\n(20", 1)) for each in REFERENCES)])


def in_table() -> bytes:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(f'[{number}]')}</w:tc><w:tc>{paragraph(each)}</w:tc></w:tr>"
        for number, each in enumerate(REFERENCES, start=1)
    )
    table = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="800"/><w:gridCol w:w="8000"/></w:tblGrid>{rows}</w:tbl>'
    return made([CITING, HEADING, table, paragraph("The end.")])


def in_footnotes() -> bytes:
    body = [noted("footnote", number) for number in range(2, 2 + len(REFERENCES))]
    return made([paragraph("A paper in the humanities"), *body], word__footnotes=notes("footnote", REFERENCES))


def in_endnotes() -> bytes:
    body = [noted("endnote", number) for number in range(2, 2 + len(REFERENCES))]
    return made([paragraph("A paper in the humanities"), *body], word__endnotes=notes("endnote", REFERENCES))


def linked() -> bytes:
    first, second, *others = REFERENCES
    text, _, address = first.rpartition("https")
    link = run(text) + f'<w:hyperlink r:id="rId7">{run("https" + address)}</w:hyperlink>'
    text, _, address = second.rpartition("doi:")
    coded = run(text) + field('HYPERLINK "https://doi.org/10.5555/wl.2018.7.101"', "doi:" + address)
    links = {"rId7": "https://doi.org/10.5555/jhs.2015.045"}
    return made([CITING, HEADING, *map(paragraph, (link, coded, *others))], links=links)


def changed_by_others() -> bytes:
    first, second, third, *others = REFERENCES
    changed = (
        run(first[:60]) + deleted("gone ") + inserted(first[60:]),
        inserted(second[:20]) + run(second[20:-6]) + inserted(second[-6:]) + deleted(" (last)"),
        run(third[:9]) + deleted("1999") + run(third[9:]),
    )
    return made([CITING, HEADING, *map(paragraph, changed), *map(paragraph, others)])


def commented() -> bytes:
    first, *others = REFERENCES
    own = (
        '<w:commentRangeStart w:id="3"/>' + run(first) + '<w:commentRangeEnd w:id="3"/>'
        '<w:r><w:commentReference w:id="3"/></w:r>'
    )
    comment = f'<w:comment w:id="3" w:author="Ann" w:initials="A" w:date="2025-05-05T00:00:00Z">{paragraph("Sure?")}</w:comment>'
    return made([CITING, HEADING, paragraph(own), *map(paragraph, others)], word__comments=part("comments", comment))


def in_box() -> bytes:
    """A list in a text box."""
    box = "".join(map(paragraph, REFERENCES))
    shape = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:400pt;height:300pt"><v:textbox>'
        f"<w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return made([CITING, HEADING, paragraph(f"<w:r>{shape}</w:r>")])


def with_formula() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{space}"><m:r><m:t>x=1</m:t></m:r></m:oMath>'
    first, *others = REFERENCES
    return made([CITING, HEADING, paragraph(run(first[:30]) + formula + run(first[30:])), *map(paragraph, others)])


def right_to_left() -> bytes:
    texts = (f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{escape(each)}</w:t></w:r>' for each in FARSI)
    return made([paragraph("منابع", "Heading1"), *map(paragraph, texts)])


def strict() -> bytes:
    """The strict form, whose names are others."""
    with zipfile.ZipFile(io.BytesIO(typed())) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for name, content in held.items():
        held[name] = content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def by_python_docx() -> bytes:
    document = python_docx.Document()
    document.add_heading("Soil and maps", 0)
    document.add_paragraph("As others have shown (Abara, 2015; Bergqvist & Okoye, 2018), maps have a grammar.")
    document.add_heading("References", 1)
    for each in REFERENCES:
        document.add_paragraph(each, style="List Number")
    document.save(buffer := io.BytesIO())
    return buffer.getvalue()


DOCUMENTS: Mapping[str, Callable[[], bytes]] = {
    each.__name__: each
    for each in (
        typed, edited, numbered_by_hand, broken_lines, in_table, in_footnotes, in_endnotes, linked, changed_by_others, commented,
        in_box, with_formula, right_to_left, by_python_docx, zotero, mendeley, mendeley_cite, endnote, words_own, unlisted, citavi,
        bookmarks, in_control, citavi_control,
    )
}  # fmt: skip
"""The documents that word processors open as they are."""
