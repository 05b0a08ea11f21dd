"""Whether an editor's user trusts the workspace, what a configuration in it decides only then, and when registries are asked.

The protocol has no word for it. An editor that knows (Visual Studio Code: ``workspace.isTrusted``) says ``workspaceTrusted`` when
the server starts (``initializationOptions``) or later (``workspace/didChangeConfiguration``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from refcheck.registries import Registry
from refcheck.settings import Settings

TRUSTED, OURS = "workspaceTrusted", "refcheck"
"""The key that says so, by itself or in the table of this server."""

ASKS = "askRegistries"
"""The key that says when registries are asked, in the same places."""


class Asks(StrEnum):
    """When registries are asked: after a pause in typing, when a document is saved, or by the command alone."""

    TYPING = "typing"
    SAVE = "save"
    COMMAND = "command"


CONFIGURATIONS = ("**/refcheck.toml", "**/pyproject.toml")
"""The files in which a configuration stands, as an editor watches them."""


@frozen(kw_only=True)
class Untrusted:
    """A configuration that was found and not heeded in full.

    ``warning`` says what it may not decide, ``trusting`` gives whom to ask and the settings if all of it is heeded.
    """

    path: Path
    warning: str
    trusting: Callable[[], tuple[Registry | None, Settings]]

    def lies_in(self, folders: Iterable[str]) -> bool:
        """Whether it lies in one of these folders, which an editor has opened."""
        real = self.path.resolve()
        return any(real.is_relative_to(Path(folder).resolve()) for folder in folders)


@frozen(kw_only=True)
class Loaded:
    """A configuration as it was read: whom to ask, the settings, and what of it was not heeded."""

    registry: Registry | None
    settings: Settings
    untrusted: Untrusted | None = None


def is_trusted(options: object) -> bool | None:
    """Whether an editor says that the workspace is trusted; ``None`` where it says nothing."""
    return next((said for said in _said(options, TRUSTED) if isinstance(said, bool)), None)


def asks_when(options: object) -> Asks | None:
    """When an editor wants registries to be asked; ``None`` where it says nothing that is understood."""
    return next((Asks(said) for said in _said(options, ASKS) if isinstance(said, str) and said in list(Asks)), None)


def _said(options: object, key: str) -> Iterator[object]:
    """Yield the values of a key, by itself or in the table of this server."""
    for table in (options, options.get(OURS) if isinstance(options, Mapping) else None):
        if isinstance(table, Mapping) and key in table:
            yield table[key]
