"""``refcheck lsp``: serve an editor."""

import click

from refcheck.cli.configuring import Configured, configured, settings_options
from refcheck.cli.connecting import connection_options, registry_of
from refcheck.cli.exits import clear_errors


@click.command("lsp", cls=Configured)
@settings_options
@connection_options
def command(
    select: str | None, ignore: str | None, config: str | None, isolated: bool, offline: bool, **options: str | None
) -> None:
    """Serve an editor over the Language Server Protocol, on standard input.

    What an audit says without asking anybody is told while you type; registries are asked after two seconds without a keystroke,
    and never with --offline.
    """
    with clear_errors():
        from refcheck.extras import library

        library("pygls", extra="lsp", whose="refcheck lsp")
        from refcheck.servers.lsp.server import server

        settings = configured((), config=config, isolated=isolated, select=select, ignore=ignore)
        registry = registry_of(offline=offline, configured=settings.connections, **options)
        server(registry, settings).start_io()
