"""DOCX and ODT files made for tests: as small as programs read them."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def run(text: str) -> str:
    """A run of text, whose newlines are breaks."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{lines}</w:r>"


def field(instruction: str, shown: str, data: str = "") -> str:
    """A complex field, its instruction cut in two as Word does."""
    middle = len(instruction) // 2
    stored = f"<w:fldData>{data}</w:fldData>" if data else ""
    code = "".join(
        f'<w:r><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        for part in (instruction[:middle], instruction[middle:])
    )
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{stored}</w:fldChar></w:r>{code}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(content: str, style: str = "") -> str:
    """A paragraph of runs and fields; of text where it is no markup."""
    styled = f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>" if style else ""
    return f"<w:p>{styled}{content if content.startswith('<w:') else run(content)}</w:p>"


def docx(paragraphs: Iterable[str], *, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A DOCX file. ``parts`` are further parts by name, in which ``__`` stands for a slash; ``.xml`` is added."""
    relations = "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
        for key, target in (links or {}).items()
    )
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": part("document", f"<w:body>{''.join(paragraphs)}</w:body>"),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
            **{f"{name.replace('__', '/')}.xml": content for name, content in parts.items()},
        }
    )


def part(root: str, content: str) -> str:
    """A part of a DOCX file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{root}>'


def odt(body: str, **others: str) -> bytes:
    """An ODT file; of the other files in it the names are told without their folder, ``META-INF``, and their ending."""
    names = ("office", "text", "xlink")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    body = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made.writestr("content.xml", content)
        for name, text in others.items():
            made.writestr(f"META-INF/{name}.xml", text)
    return buffer.getvalue()
