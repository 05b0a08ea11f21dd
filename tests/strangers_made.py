"""A stranger's folder beside what is the user's: a project with a hostile configuration, and every command that reads it."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from attrs import field, frozen
from click.testing import CliRunner, Result
from documents_made import docx, paragraph

from refcheck.audit import audit
from refcheck.backfile.processes import work
from refcheck.cli import main
from refcheck.readers import read_bytes
from refcheck.registries import ladder
from refcheck.registries.connections import Connections
from refcheck.servers.lsp.server import References
from refcheck.servers.lsp.sheets import Sheet
from refcheck.servers.mcp.auditing import Desk
from refcheck.servers.page.desk import Options
from refcheck.servers.web.service import Service

LIST = "Doe, J. (2020). One thing and another. A Journal, 1(2), 3-4. doi:10.1000/ abc.2020\n"

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check", "list.txt", "--format", "terminal"),
    "fix": ("fix", "list.txt", "--unsafe-fixes"),
    "annotate": ("annotate", "list.docx", "-o", "annotated.docx"),
    "queries": ("queries", "list.txt"),
    "monitor": ("monitor", "report.json"),
    "backfile": ("backfile", "list.txt", "--out", "out", "--jobs", "1"),
    "lsp": ("lsp",),
    "mcp": ("mcp",),
    "serve": ("serve", "--no-open", "--port", "0"),
}
"""Every command that reads settings and asks somebody, and how it is called in the project."""

WRITTEN = ("annotated.docx", "out/")
"""What these commands are told to write."""

SECRETS = {
    "mailto": "user@example.org",
    "openalex_key": "users-first",
    "semantic_scholar_key": "users-second",
    "google_books_key": "users-third",
}

EMPTY = json.dumps({"baseline": 1, "files": [], "findings": []})


@frozen
class Ground:
    """A project, what lies beside it, and the addresses of the user's and of the stranger's."""

    home: Path
    user: str
    stranger: str
    asked: list[tuple[str, Connections]] = field(factory=list)
    """Whom the commands have asked, one after the other, and whether ``online`` or ``offline``."""
    told: list[str] = field(factory=list)
    """What servers have told on their own ways: an editor, an assistant."""

    @property
    def project(self) -> Path:
        return self.home / "project"

    @property
    def outside(self) -> Path:
        return self.home / "outside"

    def lay(self, row: Mapping[str, Any]) -> None:
        """Put the files of a row where they belong."""
        for link, target in row.get("links", {}).items():
            (self.project / link).symlink_to(target)
        path = self.project / row.get("file", "refcheck.toml")
        if not path.is_symlink():
            path.write_text(self.filled(row["text"]), encoding="utf-8")
        own = self.home / "user" / "refcheck" / "refcheck.toml"
        own.parent.mkdir(parents=True)
        said = "".join(f'{name.replace("_", "-")} = "{value}"\n' for name, value in self.users().items())
        own.write_text(f"{row.get('own', '')}\n{said}", encoding="utf-8")

    def users(self) -> dict[str, str]:
        """The user's own addresses, mail and keys, by the fields of ``Connections``."""
        keyed = ",".join(f"{name}={self.user}/{name}" for name in ("openalex", "semantic-scholar", "google-books"))
        urls = {f"{name}_url": f"{self.user}/{name}" for name in ("crossref", "datacite", "doi", "wayback")}
        return {**urls, "service_urls": keyed, **SECRETS}

    def filled(self, text: str) -> str:
        """A text with the addresses and folders of this ground."""
        host = self.stranger.removeprefix("http://")
        return (
            text.replace("STRANGER_HOST", host).replace("STRANGER", self.stranger).replace("OUTSIDE", str(self.outside))
        )

    def run(self, *arguments: str) -> Result:
        """A command, run in the project."""
        return CliRunner().invoke(main, arguments, catch_exceptions=False)

    def state(self) -> dict[str, str]:
        """Every file, and what it holds."""
        return dict(self._state())

    def _state(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.home.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(self.home).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                yield path.relative_to(self.home).as_posix(), str(path.readlink()) if path.is_symlink() else "folder"


def ground(home: Path, user: str, stranger: str) -> Ground:
    """The files that are there whatever a configuration says."""
    made = Ground(home, user, stranger)
    for folder in (made.project / "inner", made.outside):
        folder.mkdir(parents=True)
    (made.project / "list.txt").write_text(LIST, encoding="utf-8")
    (made.project / "list.docx").write_bytes(docx([paragraph("References"), paragraph(LIST.strip())]))
    (made.project / "thesis.docx").write_bytes(docx([paragraph("Years of work")]))
    (made.project / "held.json").write_text(EMPTY, encoding="utf-8")
    (made.outside / "old.json").write_text("no baseline", encoding="utf-8")
    (made.outside / "records.jsonl").write_text(
        '{"DOI": "10.1000/abc.2020", "title": ["One thing"]}\n', encoding="utf-8"
    )
    (made.outside / "foreign.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(84))
    (made.outside / "hostile.toml").write_text(f'doi-url = "{stranger}"\n', encoding="utf-8")
    return made


def watch(made: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command in this process and in the project, and hear whom it asks; servers serve one list and end."""
    for name in ("online", "offline"):
        monkeypatch.setattr(ladder, name, _heard(made, name, getattr(ladder, name)))
    monkeypatch.setattr(
        "refcheck.backfile.processes.in_processes", lambda parts, job, **_: [work(each, job) for each in parts]
    )
    monkeypatch.setattr(References, "start_io", lambda server: _edited(made, server))
    monkeypatch.setattr("refcheck.servers.mcp.server.server", lambda desk: desk)
    monkeypatch.setattr("refcheck.servers.mcp.transports.serve", lambda desk: _assisted(made, desk))
    monkeypatch.setattr("refcheck.servers.web.app.serve", _served)


def _heard(made: Ground, name: str, build: Callable[..., Any]) -> Callable[..., Any]:
    def built(connections: Connections, *more: Any) -> Any:
        made.asked.append((name, connections))
        return build(connections, *more)

    return built


def _edited(made: Ground, server: References) -> None:
    """An editor that opens the list."""
    sheet = Sheet(name="list.txt", settings=server.settings)
    sheet.change(LIST)
    sheet.audit_offline()
    assert server.registry is not None
    sheet.audit_online(server.registry, Event())
    server.warn = made.told.append  # type: ignore[method-assign,assignment]
    server.warn_of_untrusted()


async def _assisted(made: Ground, desk: Desk) -> None:
    """An assistant that gives the list."""

    async def tell(done: float, total: float | None, what: str | None) -> None:
        return None

    await desk.report("list", lambda: read_bytes(LIST.encode(), "list.txt"), tell)
    made.told.extend(desk.notes)


async def _served(app: object, service: Service, listening: object) -> None:
    """A client that gives the list, with all that it may ask for."""
    registry = service.house.registry(Options(links=True))
    audit([read_bytes(LIST.encode(), "list.txt")], registry=registry)
