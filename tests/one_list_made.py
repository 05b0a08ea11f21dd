"""One list through every door that corrects it."""

import anyio
from documents_made import docx, paragraph
from word_made import openable

from refcheck import office
from refcheck.audit import audit
from refcheck.fixing import Mended
from refcheck.fixing.documents import mend_document
from refcheck.fixing.files import mend
from refcheck.model import Bibliography, Report, Safety
from refcheck.readers import read_bytes
from refcheck.registries import Offline
from refcheck.servers.lsp.mends import of_all
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.mcp.auditing import Desk as McpDesk
from refcheck.servers.page.checked import Checked
from refcheck.servers.page.checking import check
from refcheck.servers.page.desk import Desk, Options, Source
from refcheck.servers.page.downloads import download
from refcheck.settings import Settings

SAFE = frozenset({Safety.SAFE})


def asking_nobody(bibliography: Bibliography) -> Report:
    return audit([bibliography], registry=Offline())


def fixed(data: bytes, name: str) -> Mended:
    """Return what the command makes."""
    return mend(data, name, settings=Settings(), audit=asking_nobody, wanted=SAFE)


def on_the_page(data: bytes, name: str) -> Checked:
    desk = Desk(registry=lambda options: Offline())
    return check(Source(data=data, name=name), Options(offline=True), desk, lambda event: None)


def of_the_page(data: bytes, name: str, form: str = "fixed") -> bytes:
    return download(on_the_page(data, name), form, Settings()).data


def in_the_editor(data: bytes, name: str) -> bytes:
    """Return what ``source.fixAll`` makes."""
    sheet = Sheet(name=name)
    sheet.change(data.decode())
    sheet.audit_offline()
    sheet.audit_list()
    text = sheet.text
    for change in reversed(of_all(sheet)):
        text = text[: change.span.start] + change.text + text[change.span.end :]
    return text.encode()


def by_a_tool(data: bytes, name: str) -> bytes:
    """Return what ``fix_references`` makes."""
    return anyio.run(McpDesk(registry=Offline()).mended, data, name, SAFE).data


def doors(data: bytes, name: str) -> dict[str, bytes]:
    """The corrected file as each door gives it."""
    return {
        "fix": fixed(data, name).data,
        "page": of_the_page(data, name),
        "editor": in_the_editor(data, name),
        "tool": by_a_tool(data, name),
    }


def tracked(data: bytes) -> Mended:
    """A Word document with the tracked changes of ``fix``."""
    return mend_document(
        data,
        "list.docx",
        settings=Settings(),
        audit=asking_nobody,
        wanted=SAFE,
        stamp=lambda report: office.Stamp(made=report.run.finished),
    )


def in_word(references: list[str]) -> tuple[list[str], list[str]]:
    """Printed references in a document: with the tracked changes of ``fix`` accepted, and as the page's text."""
    data = openable(docx([paragraph("References", "Heading1"), *map(paragraph, references)]))
    accepted = read_bytes(tracked(data).data, "list.docx")
    told = of_the_page(data, "list.docx", "text").decode().splitlines()
    return [" ".join(each.raw.split()) for each in accepted.references], told
