"""How fast a bibliography is read, beside pybtex, and in how much memory.

``python tests/benchmarks/bibtex.py FILE.bib``. Each reading is in a process of its own; the best of three is shown, in seconds of
the processor. pybtex gives the
values as they stand in the source; what is measured here has LaTeX decoded, names and dates read, and identifiers found and mended.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 3
READERS = ("pybtex", "refcheck")


def measure(reader: str, file: str) -> tuple[float, float, int]:
    """Seconds, megabytes at the peak, and entries."""
    text = Path(file).read_text(encoding="utf-8")
    if reader == "pybtex":
        from pybtex.database.input.bibtex import Parser

        started = time.process_time()
        entries = len(Parser().parse_string(text).entries)
    else:
        from refcheck.readers.data import bibtex

        started = time.process_time()
        entries = len(bibtex.read(text, file).references)
    seconds = time.process_time() - started
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, entries


def best(reader: str, file: str) -> tuple[float, float, int]:
    """The best of some rounds."""
    command = [sys.executable, __file__, file, reader]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(ROUNDS)]
    return min((float(seconds), float(memory), int(entries)) for seconds, memory, entries in runs)


def main() -> None:
    file = sys.argv[1]
    if len(sys.argv) > 2:
        print(*measure(sys.argv[2], file))
        return
    size = Path(file).stat().st_size / 1e6
    print(f"{'reader':<10}{'entries':>9}{'seconds':>9}{'entries/s':>11}{'MB/s':>7}{'peak MB':>9}")
    for reader in READERS:
        seconds, memory, entries = best(reader, file)
        print(f"{reader:<10}{entries:>9}{seconds:>9.2f}{entries / seconds:>11.0f}{size / seconds:>7.1f}{memory:>9.0f}")


if __name__ == "__main__":
    main()
