"""``refcheck serve``: run the web page for checking lists, and its HTTP API."""

from pathlib import Path
from urllib.parse import quote

import click

from refcheck.cli.configuring import Configured, RunOptions, run_options
from refcheck.cli.connecting import listening, token_for
from refcheck.cli.exits import clear_errors
from refcheck.cli.output import tell
from refcheck.servers import LOCAL, netloc


@click.command("serve", cls=Configured)
@click.option("--host", default=LOCAL[0], show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0 for any that is free."
)
@click.option("--token", metavar="WORD", help="Answer only requests with this bearer token.")
@click.option(
    "--allow-host", "names", metavar="NAME", multiple=True, help="A further host name under which the page is served."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=8,
    show_default=True,
    help="The number of lists checked at the same time.",
)
@click.option("--keep", metavar="FILE", help="Keep lists in this file for users who ask for it.")
@click.option("--no-open", is_flag=True, help="Do not open the page.")
@run_options
def command(
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    workers: int,
    keep: str | None,
    no_open: bool,
    run: RunOptions,
) -> None:
    """Serve a page to paste a list into, on this machine or as a service, and its interface to programs.

    The environment variable REFCHECK_TOKEN holds the token where --token is not given. With --links, users can also have the
    links in their lists checked. Nothing is kept, unless --keep names a file and a user asks for it.
    """
    token = token_for(host, token)
    with clear_errors():
        from refcheck.extras import library

        for name in ("starlette", "uvicorn", "python_multipart"):
            library(name, extra="web", whose="refcheck serve")
        import anyio

        from refcheck.servers.page.desk import Options
        from refcheck.servers.web.app import application, serve
        from refcheck.servers.web.jobs import Limits
        from refcheck.servers.web.keeping import Keeping
        from refcheck.servers.web.service import Service
        from refcheck.servers.web.tasks import House

        settings = run.settings()
        house = House(connections=run.connections_of(settings), offline=run.offline, settings=settings)
        house.registry(Options())
        keeping = Keeping(Path(keep)) if keep else None
        with listening(host, port, free="--port 0") as bound:
            address = f"http://{netloc(host, bound.getsockname()[1])}/"
            tell(f"the page is at {address} (^C ends)")

            async def answering() -> None:
                service = Service(house, Limits(at_once=workers), keeping)
                await serve(application(service, host=host, names=names, token=token), service, bound)

            if not no_open:
                import webbrowser

                webbrowser.open(f"{address}#token={quote(token)}" if token else address)
            anyio.run(answering)
