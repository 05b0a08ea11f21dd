"""How fast references are read, beside another version: ``python tests/benchmarks/parse_speed.py DATA [--beside FOLDER]``.

DATA is a folder with ``parse-dev.jsonl.gz``; FOLDER is a checkout of the other version. The two take turns, round by round, each
in a process of its own on one core, so that what else the machine does befalls both alike. Printed are the references a second of
processor time, confidence on: string by string, and as lists of fifty; and how many times as fast as the other this version is.
"""

import argparse
import gzip
import json
import statistics
import subprocess
import sys
from pathlib import Path

import refcheck

REFERENCES, OF_LIST = 6000, 50
HERE = Path(refcheck.__file__).parents[1]

TIMED = """
import json, sys, time
from refcheck.parsing import Entry, parse, parse_list

texts = json.load(sys.stdin)
lists = [[Entry(key=None, raw=text, spans=()) for text in texts[at : at + OF_LIST]] for at in range(0, len(texts), OF_LIST)]
for text in texts[:200]:
    parse(text)
started = time.process_time()
for text in texts:
    parse(text)
between = time.process_time()
for some in lists:
    parse_list(some)
print(len(texts) / (between - started), len(texts) / (time.process_time() - between))
"""
"""What each version is given to run; the texts come in as JSON."""


def timed(folder: Path, texts: str) -> tuple[float, ...]:
    """References a second of the version in a folder: string by string, as lists."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); OF_LIST = {OF_LIST}\n{TIMED}"
    done = subprocess.run([sys.executable, "-c", code], input=texts, capture_output=True, text=True, check=True)
    return tuple(map(float, done.stdout.split()))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--beside", type=Path, help="a checkout of the version to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with gzip.open(options.data / "parse-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line)["raw"] for line in lines]
    texts = json.dumps(rows[:: len(rows) // REFERENCES][:REFERENCES])
    folders = [HERE, *([options.beside] if options.beside else [])]
    rates = [[timed(folder, texts) for folder in folders] for _ in range(options.rounds)]
    print(f"{'references a second':22}{'string by string':>18}{'lists of ' + str(OF_LIST):>14}")
    for number, title in enumerate(("this version", "beside")[: len(folders)]):
        print(
            f"{title:22}"
            + "".join(f"{statistics.median(r[number][way] for r in rates):{18 - 4 * way}.0f}" for way in (0, 1))
        )
    if options.beside:
        ratios = [statistics.median(own[way] / other[way] for own, other in rates) for way in (0, 1)]
        print(f"{'times':22}{ratios[0]:18.2f}{ratios[1]:14.2f}")


if __name__ == "__main__":
    main()
