"""A document that an editor has open, and the audit of it that is under way."""

import asyncio
from threading import Event

from attrs import define, field

from refcheck.servers.lsp.sheets import Sheet


@define
class Open:
    """An open document: what is known of it, what is under way, and which text that is about."""

    sheet: Sheet
    text: str = ""
    version: int | None = None
    task: "asyncio.Task[Sheet | None] | None" = None
    stale: Event = field(factory=Event)

    def anew(self) -> Event:
        """End what is under way, and return what will tell that the next audit is stale."""
        self.stale.set()
        if self.task is not None:
            self.task.cancel()
        self.stale = Event()
        return self.stale
