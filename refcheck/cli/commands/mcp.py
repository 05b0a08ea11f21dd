"""``refcheck mcp``: run the MCP server for assistants."""

from pathlib import Path

import click

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.connecting import listening, token_for
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.output import tell
from refcheck.servers import LOCAL, netloc


@click.command("mcp", cls=Configured)
@click.option(
    "--root", "roots", metavar="DIR", multiple=True, help="Files below this folder may be read; without it, none."
)
@click.option(
    "--http",
    "port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="Serve over HTTP at this port; 0 for any that is free.",
)
@click.option("--host", default=LOCAL[0], show_default=True, help="With --http: the address to listen at.")
@click.option("--token", metavar="WORD", help="With --http: answer only requests with this bearer token.")
@run_options
def command(roots: tuple[str, ...], port: int | None, host: str, token: str | None, run: RunOptions) -> None:
    """Run the MCP server for assistants over the Model Context Protocol: on standard input, or over HTTP.

    The environment variable REFCHECK_TOKEN holds the token where --token is not given.
    """
    token = token_for(host, token) if port is not None else None
    with clear_errors():
        from refcheck.extras import library

        library("mcp", extra="mcp", whose="refcheck mcp")
        import anyio

        from refcheck.servers.mcp.auditing import Desk, Roots
        from refcheck.servers.mcp.server import server
        from refcheck.servers.mcp.transports import serve, serve_http

        known = run.configuration()
        settings = run.shown(known.settings)
        registry = run.registry(settings)
        missing = next((each for each in roots if not Path(each).is_dir()), None)
        if missing is not None:
            raise Failure(f"--root {missing}: no such folder")
        notes = (known.warning,) if known.warning else ()
        local = run.registry(settings, offline=True)
        folders = Roots(tuple(map(Path, roots)))
        desk = Desk(registry=registry, roots=folders, settings=settings, notes=notes, local=local)
        if port is None:
            anyio.run(serve, server(desk))
        else:
            with listening(host, port, free="--http 0") as bound:
                tell(f"serving at http://{netloc(host, bound.getsockname()[1])}/mcp")
                anyio.run(serve_http, server(desk), bound, host, token)
