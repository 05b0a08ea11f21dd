"""``refcheck lsp``: run the language server for editors."""

import click
from attrs import evolve

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.exits import clear_errors
from refcheck.registries import Registry
from refcheck.settings import Settings, Whose


@click.command("lsp", cls=Configured)
@run_options
def command(run: RunOptions) -> None:
    """Run the language server for editors over the Language Server Protocol, on standard input.

    Findings that need no registry are shown while you type; registries are queried after two seconds without a keystroke,
    and never with --offline.
    """
    with clear_errors():
        from refcheck.extras import library

        library("pygls", extra="lsp", whose="refcheck lsp")
        from refcheck.servers.lsp.features import server
        from refcheck.servers.lsp.workspace import Loaded, Untrusted

        def heeding(found: Whose) -> tuple[Registry, Settings]:
            settings = run.shown(run.configuration(found=found).settings)
            switches = {name: on for name, on in settings.options.items() if on is True and name in run.connections}
            return evolve(run, connections={**run.connections, **switches}).registry(settings), settings

        def load() -> Loaded:
            known = run.configuration()
            untrusted = None
            if known.path is not None and known.warning is not None:
                untrusted = Untrusted(path=known.path, warning=known.warning, trusting=lambda: heeding(Whose.TRUSTED))
            registry, settings = heeding(Whose.PROJECT)
            return Loaded(registry=registry, settings=settings, untrusted=untrusted)

        server(load).start_io()
