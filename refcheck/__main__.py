"""``python -m refcheck``: the command."""

from refcheck.cli import main

main(prog_name="refcheck")
