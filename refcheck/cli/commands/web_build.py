"""``refcheck web-build``: build the checker as a static web page."""

from pathlib import Path

import click

from refcheck.cli.connecting import connections_of
from refcheck.cli.exits import clear_errors
from refcheck.cli.output import put

_MEGABYTE = 1_000_000


@click.command("web-build")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--pyodide",
    "python",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    help="Python for browsers: the file that `npm pack pyodide` writes, or its folder.",
)
@click.option(
    "--wheel",
    "wheels",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A library built for browsers to include: pypdfium2 (PDF), lxml (saved pages).",
)
@click.option("--mailto", metavar="ADDRESS", help="An e-mail address to send to Crossref, for its polite pool.")
@click.option("--crossref-url", metavar="URL", help="Where Crossref's interface is.")
@click.option("--datacite-url", metavar="URL", help="Where DataCite's interface is.")
@click.option("--doi-url", metavar="URL", help="Where doi.org is.")
@click.option("--also", metavar="NAMES", help="Further services to query.")
@click.option("--without", metavar="NAMES", help="Services not to query.")
@click.option("--service-urls", metavar="NAME=URL,…", help="Where further services are.")
def command(folder: Path, python: Path, wheels: tuple[Path, ...], **options: str | None) -> None:
    """Write into FOLDER a page that checks lists in its reader's browser: files that any web server can serve.

    Nothing is fetched: the page is made of refcheck and its libraries as they are installed here, and of Pyodide.
    """
    with clear_errors():
        from refcheck.servers.browser.site import build

        size = build(folder, python=python, wheels=wheels, connections=connections_of(None, **options))
    put(f"{folder}: a page of {size / _MEGABYTE:.1f} MB, as transferred\n")
