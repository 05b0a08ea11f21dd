"""What long and large texts cost the parser: ``python tests/benchmarks/paste.py DATA``.

DATA is a file of JSON lines (gzipped or not) with ``raw``, a printed reference. Printed are the time for a text of 2,000 and of
20,000 code points read as one reference, for texts that try patience; and time and memory for a paste of 20,000 references.
"""

import gzip
import json
import random
import resource
import sys
import time
from pathlib import Path

import refcheck
from refcheck.parsing import parse

PIECES = (
    "Smith, J. (1999). “Ants”. ",
    "In: Müller, K. (Hg.), Werke, Bd. 2. Wien: Verlag. ",
    "https://example.org/a- b ",
    "doi:10.1000/a. ",
    "a",
    "(",
    "“",
    " ,",
    "1 2 ",
    "1999 ",
    "et al. and ",
    "東京大学出版会 ",
    "\n",
)
REFERENCES = 20_000


def main(data: str) -> None:
    """Measure and print; the paste first, so that the peak of memory is its own."""
    print(paste(references(Path(data))))
    print("\ntext of          2,000    20,000   times")
    for piece in PIECES:
        short, long = seconds(piece, 2_000), seconds(piece, 20_000)
        print(f"{piece[:14]!r:16}{1000 * short:6.1f} ms {1000 * long:6.1f} ms  {long / short:5.1f}")


def references(path: Path) -> list[str]:
    """Printed references of a length that makes up so many megabytes, each on one line."""
    content = path.read_bytes()
    lines = (gzip.decompress(content) if path.suffix == ".gz" else content).decode().splitlines()
    texts = (" ".join(json.loads(line)["raw"].split()) for line in lines)
    return [text for text in texts if 180 < len(text) < 600]


def paste(texts: list[str]) -> str:
    """Time and peak memory of reading a list of as many references and megabytes."""
    chosen = random.Random(1).choices(texts, k=REFERENCES)
    text = "\n".join(f"[{number}] {reference}" for number, reference in enumerate(chosen, start=1))
    size = len(text.encode())
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = refcheck.read(text).references
    spent, after = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (
        f"a paste of {REFERENCES} references, {size / 1e6:.1f} MB: {len(found)} read in {spent:.1f} s, "
        f"peak memory {after / 1024:.0f} MB ({(after - before) / 1024:.0f} MB for the reading)"
    )


def seconds(piece: str, length: int) -> float:
    """The least of three times that a text of a length takes."""
    text = (piece * (length // len(piece) + 1))[:length]
    times = []
    for _ in range(3):
        started = time.process_time()
        parse(text)
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    main(*sys.argv[1:])
