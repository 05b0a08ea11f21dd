"""Lists as documents: Word, HTML and PDF, each byte the same whenever they are made."""

import html
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import typst
from messy.running import Running

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DATE = (2026, 1, 1, 0, 0, 0)

DOCX = ("paragraphs", "numbered", "table", "hanging")
HTML = ("ordered", "paragraphs", "divisions", "unordered")
PDF = ("hanging", "spaced", "two columns", "two columns numbered", "numbered", "bulleted", "flush", "indented")


def word(name: str, references: Sequence[str], heading: str, running: Running | None) -> bytes:
    """A Word document whose list is set in one of four ways."""
    set_one: Mapping[str, Callable[[str], str]] = {
        "paragraphs": lambda text: _paragraph(text),
        "numbered": lambda text: _paragraph(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        "hanging": lambda text: _paragraph(text, '<w:ind w:left="720" w:hanging="720"/>'),
        "table": lambda text: f"<w:tr><w:tc>{_paragraph(text)}</w:tc></w:tr>",
    }
    listed = "".join(map(set_one[name], references))
    if name == "table":
        listed = f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{listed}</w:tbl>'
    before = (
        "" if running is None else "".join(_heading(t) if is_head else _paragraph(t) for t, is_head in _parts(running))
    )
    body = f"{before}{_heading(heading)}{listed}<w:p/>"
    return _package(f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>')


def web(name: str, references: Sequence[str], heading: str, running: Running | None, language: str) -> str:
    """A page whose list is set in one of four ways, with the DOIs as links."""
    around, one = {
        "ordered": ("<ol>\n{}</ol>", "<li>{}</li>\n"),
        "unordered": ('<ul class="references">\n{}</ul>', "<li>{}</li>\n"),
        "paragraphs": ("{}", '<p class="ref">{}</p>\n'),
        "divisions": ('<div id="refs">\n{}</div>', '<div class="csl-entry">{}</div>\n'),
    }[name]
    listed = around.format("".join(one.format(_linked(each)) for each in references))
    parts = (
        []
        if running is None
        else [
            f"<{'h2' if is_head else 'p'}>{html.escape(t)}</{'h2' if is_head else 'p'}>"
            for t, is_head in _parts(running)
        ]
    )
    body = "\n".join([*parts, f"<h2>{html.escape(heading)}</h2>", listed])
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{html.escape(heading)}</title></head>\n<body>\n{body}\n</body>\n</html>\n'


def typeset(name: str, references: Sequence[str], heading: str, running: Running | None, language: str) -> bytes:
    """A PDF by Typst, in one of eight layouts."""
    columns = 2 if name.startswith("two") else 1
    hanging = "1.2em" if name in ("hanging", "two columns") else "0pt"
    spacing = "1.4em" if name == "spaced" else "0.65em"
    first = "1.2em" if name == "indented" else "0pt"
    if name.endswith("numbered"):
        listed = "\n".join(
            f'#grid(columns: (2.4em, 1fr), [#"[{n}]"], [{_quoted(each)}])' for n, each in enumerate(references, 1)
        )
    elif name == "bulleted":
        listed = "\n".join(f"- {_quoted(each)}" for each in references)
    else:
        listed = "\n\n".join(map(_quoted, references))
    parts = [] if running is None else [f"= {_quoted(t)}" if is_head else _quoted(t) for t, is_head in _parts(running)]
    before = "\n\n".join(parts)
    source = f"""
#set document(date: none)
#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm), columns: {columns}, numbering: "1")
#set text(size: {9 if columns == 2 else 10}pt, hyphenate: true, lang: "{language}", font: "Libertinus Serif")
#set par(justify: true, spacing: 0.65em)
{before}

= {_quoted(heading)}

#[
#set par(hanging-indent: {hanging}, spacing: {spacing}, first-line-indent: (amount: {first}, all: true))

{listed}

]
"""
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True))


def _parts(running: Running) -> list[tuple[str, bool]]:
    """The texts in order, each with whether it is a heading."""
    half = len(running.paragraphs) // 2
    one, two = running.paragraphs[:half], running.paragraphs[half:]
    heads = [(running.title, True), (running.first, True)]
    return [*heads, *((each, False) for each in one), (running.second, True), *((each, False) for each in two)]


def _paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _heading(text: str) -> str:
    return _paragraph(text, '<w:pStyle w:val="Heading1"/>')


def _package(document: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>' for part, kind in _PARTS
    )
    ends = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>'
        for end, kind in (("rels", f"{_RELS}"), ("xml", "application/xml"))
    )
    relation = '<Relationship Id="rId{}" Type="' + _R + '/{}" Target="{}"/>'
    numbering = (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styles = f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    inner = relation.format(1, "styles", "styles.xml") + relation.format(2, "numbering", "numbering.xml")
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types">{ends}{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_P}/relationships">{relation.format(1, "officeDocument", "word/document.xml")}</Relationships>',
        "word/document.xml": document,
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}/relationships">{inner}</Relationships>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), head + content)
    return made.getvalue()


_PARTS = (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
_RELS = "application/vnd.openxmlformats-package.relationships+xml"


def _linked(reference: str) -> str:
    """The reference with an address of doi.org at its end as a link."""
    text = html.escape(reference)
    return re.sub(r"(https?://(?:dx\.)?doi\.org/10\.\S+)$", r'<a href="\1">\1</a>', text)


def _quoted(content: str) -> str:
    return '#"' + content.replace("\\", "\\\\").replace('"', '\\"') + '"'
