"""``refcheck serve``: serve the page to paste into, and its interface to programs."""

import os
import socket
from pathlib import Path
from urllib.parse import quote

import click

from refcheck.cli.configuring import Configured, configured, settings_options
from refcheck.cli.connecting import connection_options, connections_of
from refcheck.cli.exits import Failure, clear_errors
from refcheck.cli.saying import tell

_LOCAL = ("127.0.0.1", "localhost", "::1")


@click.command("serve", cls=Configured)
@click.option("--host", default=_LOCAL[0], show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0 for any that is free."
)
@click.option("--token", metavar="WORD", help="Answer only requests with this bearer token.")
@click.option("--allow-host", "names", metavar="NAME", multiple=True, help="A further name by which it is called.")
@click.option(
    "--workers", type=click.IntRange(1, 256), default=8, show_default=True, help="Lists that are checked at once."
)
@click.option("--keep", metavar="FILE", help="Let lists be kept, in this file, where somebody wishes it.")
@click.option("--no-open", is_flag=True, help="Do not open the page.")
@settings_options
@connection_options
def command(
    host: str,
    port: int,
    token: str | None,
    names: tuple[str, ...],
    workers: int,
    keep: str | None,
    no_open: bool,
    select: str | None,
    ignore: str | None,
    config: str | None,
    isolated: bool,
    offline: bool,
    **options: str | None,
) -> None:
    """Serve a page to paste a list into, on this machine or as a service, and its interface to programs.

    The environment variable REFCHECK_TOKEN holds the token where --token is not given. --links lets those who give a list have the
    hosts of its addresses asked. Nothing is kept, unless --keep names a file and somebody wishes it.
    """
    token = token or os.environ.get("REFCHECK_TOKEN") or None
    if host not in _LOCAL and token is None:
        raise Failure(f"--host {host} lets others in: give a --token")
    with clear_errors():
        from refcheck.extras import library

        for name in ("starlette", "uvicorn", "python_multipart"):
            library(name, extra="web", whose="refcheck serve")
        import anyio

        from refcheck.servers.page import Options
        from refcheck.servers.web.app import application, serve
        from refcheck.servers.web.keeping import Keeping
        from refcheck.servers.web.limits import Limits
        from refcheck.servers.web.service import Service
        from refcheck.servers.web.tasks import House

        settings = configured((), config=config, isolated=isolated, select=select, ignore=ignore)
        house = House(connections=connections_of(settings.connections, **options), offline=offline, settings=settings)
        house.registry(Options())
        keeping = Keeping(Path(keep)) if keep else None
        with _listening(host, port) as listening:
            address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
            tell(f"the page is at {address} (^C ends)")

            async def run() -> None:
                service = Service(house, Limits(at_once=workers), keeping)
                await serve(application(service, host=host, names=names, token=token), service, listening)

            if not no_open:
                import webbrowser

                webbrowser.open(f"{address}#token={quote(token)}" if token else address)
            anyio.run(run)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise Failure(f"cannot listen at {host}:{port}: {why} (--port 0 takes one that is free)") from error
