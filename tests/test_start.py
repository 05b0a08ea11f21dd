"""What a run loads before it does anything: counted, not timed. What a document or an option has no need of is not imported."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tables import DOCS

from refcheck.readers import formats

pytestmark = pytest.mark.end_to_end

LISTED = """References

Okafor, B. (2012). How rivers move across wide plains. Rivers, 12(3), 345–360. https://doi.org/10.1000/rivers.2012.345
Lindqvist, A., & Müller, J. (2013). Lakes in summer. Oslo: North Press. https://example.org/lakes/summer
"""

NEVER = (
    "requests", "urllib3", "http.client", "sqlite3", "cattrs", "asyncio", "jinja2", "lxml", "xml.etree", "yaml", "pypdfium2",
    "docx", "latexcodec", "ftfy", "charset_normalizer", "openpyxl", "pybtex",
)  # fmt: skip
"""What neither a list nor a report in a terminal has to do with."""

MOST_MODULES, MOST_PATTERNS = 870, 590
"""Python's own modules and patterns are among them, and numpy's: 773 and 590 with Python 3.11."""

LOADED = """
import json, re, sys
patterns, compiled = 0, re.compile
def counted(*given, **named):
    global patterns
    patterns += 1
    return compiled(*given, **named)
re.compile = counted
from refcheck.cli import main
try:
    main(["check", "--offline", "--no-cache", *sys.argv[1:]], standalone_mode=False)
except SystemExit:
    pass
print(json.dumps({"modules": list(sys.modules), "patterns": patterns}), file=sys.stderr)
"""

CHECKED = """
import sys
from refcheck import check
from refcheck.registries import Offline
check(sys.argv[1], registry=Offline())
print(*sys.modules)
"""


READ = """
import sys
from pathlib import Path
from refcheck.readers import read
assert read(Path(sys.argv[1])).references
print(*sys.modules)
"""


def loaded(path: Path, *options: str) -> tuple[set[str], int]:
    """The modules that a process has after it has checked a file, and how many patterns it has compiled."""
    command = [sys.executable, "-s", "-E", "-c", LOADED, str(path), *options]  # nothing that the tests have it load
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "unverified" in ended.stdout
    said = json.loads(ended.stderr.splitlines()[-1])
    return set(said["modules"]), said["patterns"]


def below(modules: set[str], room: str) -> set[str]:
    """The names of the modules and folders of a room."""
    return {name.removeprefix(f"{room}.").partition(".")[0] for name in modules if name.startswith(f"{room}.")}


def test_a_pasted_list_loads_no_other_format_no_network_and_no_database(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(LISTED, encoding="utf-8")
    modules, patterns = loaded(path)
    assert modules & set(NEVER) == set()
    assert below(modules, "refcheck.readers.documents") == set()
    assert below(modules, "refcheck.readers.data") == {"csl_yaml", "csv", "labelled"}, "those without signs"
    assert below(modules, "refcheck.registries.services") == {"crossref"}
    assert "refcheck.registries.transport.get" not in modules
    assert below(modules, "refcheck.reports.formats") == {"concise", "terminal"}
    assert len(modules) <= MOST_MODULES
    assert patterns <= MOST_PATTERNS


def test_a_file_loads_its_own_reader_alone() -> None:
    modules, _ = loaded(DOCS / "guides" / "example" / "thesis.bib", "--isolated")
    assert modules & set(NEVER) <= {"latexcodec"}
    assert "refcheck.readers.data.bibtex" in modules
    assert below(modules, "refcheck.readers.documents") == set()


def test_what_native_libraries_read_is_read_elsewhere() -> None:
    modules, _ = loaded(DOCS / "guides" / "example" / "manuscript.docx", "--isolated")
    assert modules & set(NEVER) == set()
    assert below(modules, "refcheck.readers.documents") == set()


def test_a_program_loads_the_reader_of_a_file_alone() -> None:
    path = str(DOCS / "guides" / "example" / "manuscript.docx")
    ended = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    modules = set(ended.stdout.split())
    assert modules & set(NEVER) <= {"lxml", "xml.etree"}
    assert below(modules, "refcheck.readers.documents") == {"docx"}
    assert "multiprocessing" not in modules


def test_a_program_that_checks_a_text_loads_no_more() -> None:
    ended = subprocess.run([sys.executable, "-c", CHECKED, LISTED], capture_output=True, text=True, check=True)
    modules = set(ended.stdout.split())
    assert modules & {"click", "wcwidth", *NEVER} == set()
    assert below(modules, "refcheck.readers.documents") == set()
    assert below(modules, "refcheck.reports") == set()
    assert len(modules) <= MOST_MODULES


def test_what_serves_many_has_every_reader_ready() -> None:
    program = "import sys, refcheck.servers.web.warm; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules = set(ended.stdout.split())
    rooms = (below(modules, f"refcheck.readers.{room}") for room in ("data", "documents", "pasted"))
    assert {name.replace("_", "-") for names in rooms for name in names} == set(formats())


def test_a_report_loads_its_own_format_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(LISTED, encoding="utf-8")
    modules, _ = loaded(path, "--format", "markdown")
    assert below(modules, "refcheck.reports.formats") == {"markdown"}
    assert modules & {"wcwidth", *NEVER} == set()
