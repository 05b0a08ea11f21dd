"""The answers of the adapter: from reports in its own words, and from the real command before a registry on this machine."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import doi_check

DOI = {"scheme": "doi", "raw": "10.1000/ a", "value": "10.1000/a"}
FOUND = {"id": {"scheme": "doi", "value": "10.1000/a"}, "answer": {"answer": "found"}}
AWAY = {"id": {"scheme": "doi", "value": "10.1000/a"}, "answer": {"answer": "unavailable"}}
LONG = "A title that is longer than what the bot shows of it, by far"


def _finding(code: str, severity: str = "info", safety: str | None = None, **more: Any) -> dict[str, Any]:
    fix = {"safety": safety} if safety else None
    return {"code": code, "severity": severity, "message": f"[{code}]", "fix": fix, "evidence": [], **more}


MISSING = _finding("doi-missing", safety="unsafe", evidence=[{"registered": "10.1000/b"}])

CASES: list[tuple[str, dict[str, Any], dict[str, list[str]]]] = [
    ("registered", {"identifiers": [DOI], "answers": [FOUND]}, {"ok": ["10.1000/a is OK"]}),
    ("not asked", {"identifiers": [DOI], "answers": [AWAY], "unsettled": "offline"}, {"skip": ["10.1000/a: offline"]}),
    (
        "mended",
        {"identifiers": [DOI], "answers": [FOUND], "findings": [_finding("doi-with-inner-space", "warning")]},
        {"invalid": ["10.1000/ a is INVALID: [doi-with-inner-space]"]},
    ),
    (
        "with a label",
        {"identifiers": [DOI], "answers": [FOUND], "findings": [_finding("doi-field-with-label", safety="safe")]},
        {"invalid": ["10.1000/ a is INVALID: [doi-field-with-label]"]},
    ),
    (
        "two faults, one line",
        {
            "identifiers": [DOI, DOI],
            "findings": [_finding("doi-not-registered", "error"), _finding("doi-doubled", "warning")],
        },
        {"invalid": ["10.1000/ a is INVALID: [doi-not-registered] [doi-doubled]"]},
    ),
    (
        "a retraction, a successor and a title are no faults of a DOI",
        {
            "identifiers": [DOI],
            "answers": [FOUND],
            "findings": [
                _finding("retracted", "error"),
                _finding("doi-moved", safety="unsafe"),
                _finding("title-differs", "error"),
            ],
        },
        {"ok": ["10.1000/a is OK"]},
    ),
    (
        "no DOI, one registered",
        {"findings": [MISSING]},
        {"missing": ["10.1000/b may be a valid DOI for title: A title"]},
    ),
    (
        "no DOI, none found",
        {"unsettled": "asked"},
        {"skip": ["No DOI given, and none found for title: A title (asked)"]},
    ),
    ("a label without a DOI", {"findings": [_finding("doi-unusable", "warning")]}, {"invalid": ["[doi-unusable]"]}),
    (
        "a long title",
        {"work": {"title": LONG}, "unsettled": "asked"},
        {"skip": [f"No DOI given, and none found for title: {LONG[:50]}... (asked)"]},
    ),
]


_OTHERS = "open-library,ncbi,ecitmatch,k10plus,dblp,acl-anthology,openreview,europe-pmc,arxiv,datatracker"
"""Services that are not to be asked."""


class _Registry(BaseHTTPRequestHandler):
    """Knows one DOI, and that no other is registered."""

    def do_GET(self) -> None:
        known = "10.1000/rivers.1" in self.path.lower().replace("%2f", "/")
        work = {"DOI": "10.1000/rivers.1", "type": "journal-article", "title": ["How rivers move"], "score": 1}
        work |= {"author": [{"family": "Okafor"}], "issued": {"date-parts": [[2012]]}}
        items = [work] if known else []
        body: Any = {"status": "ok", "message": {"items": items, "total-results": len(items)}}
        if self.path.startswith("/dois"):
            body = {"data": []}
        elif self.path.startswith("/ra/"):
            body = [
                {
                    "DOI": self.path.removeprefix("/ra/"),
                    **({"RA": "Crossref"} if known else {"status": "DOI does not exist"}),
                }
            ]
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Answers(unittest.TestCase):
    def test_a_reference_is_in_its_group(self) -> None:
        plain = {
            "identifiers": [],
            "findings": [],
            "answers": [],
            "work": {"title": "A title"},
            "raw": "",
            "unsettled": None,
        }
        for name, reference, expected in CASES:
            with self.subTest(name):
                groups = doi_check.grouped({"references": [{**plain, "verdict": "unverified", **reference}]})
                assert {group: lines for group, lines in groups.items() if lines} == expected

    def test_the_layout_is_that_of_the_bot(self) -> None:
        shown = doi_check.summary({"ok": ["10.1000/a is OK"], "skip": [], "missing": [], "invalid": ["``` @editor"]})
        lines = shown.splitlines()
        assert lines[0] == "```"
        assert [line for line in lines if "DOIs" in line][1:] == [
            "✅ OK DOIs",
            "🟡 SKIP DOIs",
            "❌ MISSING DOIs",
            "❌ INVALID DOIs",
        ]
        assert [line for line in lines if line.startswith("- ")] == [
            "- 10.1000/a is OK",
            "- None",
            "- None",
            "- ''' @editor",
        ]
        assert [place for place, line in enumerate(lines) if line == "```"] == [0, len(lines) - 1]

    def test_the_command_is_asked(self) -> None:
        entry = "@article{{{key}, author = {{Okafor, B.}}, title = {{{title}}}, year = {{2012}}, doi = {{{doi}}}}}\n"
        bib = entry.format(key="good", title="How rivers move", doi="10.1000/rivers.1")
        bib += entry.format(key="gone", title="Where lakes went", doi="10.1000/nowhere.2")
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Registry)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            here = f"http://127.0.0.1:{server.server_port}"
            urls = ["--crossref-url", here, "--datacite-url", here, "--doi-url", here]
            groups = self.answer(bib, "--online", "--without", _OTHERS, *urls)
        finally:
            server.shutdown()
            server.server_close()
        assert groups["ok"] == ["10.1000/rivers.1 is OK"]
        assert [each.split(" is INVALID: ")[0] for each in groups["invalid"]] == ["10.1000/nowhere.2"]

    def test_without_a_bibliography_it_says_what_to_name(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            done = self.run_in(folder)
        assert (done.returncode, "name the bibliography" in done.stderr) == (2, True)

    def test_what_cannot_be_read_is_told(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            done = self.run_in(folder, "absent.bib")
        assert done.returncode == 0
        assert "failed with the following error" in done.stdout
        assert "absent.bib" in done.stdout

    def answer(self, bib: str, *options: str) -> dict[str, list[str]]:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "paper").mkdir()
            Path(folder, "paper", "paper.bib").write_text(bib, encoding="utf-8")
            done = self.run_in(folder, "--isolated", "--no-cache", *options)
            assert done.returncode == 0, done.stderr
            groups: dict[str, list[str]] = json.loads(Path(folder, "doi-summary.json").read_text(encoding="utf-8"))
            assert Path(folder, "bibtex-summary.txt").read_text(encoding="utf-8").strip() == done.stdout.strip()
        return groups

    @staticmethod
    def run_in(folder: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        script = Path(__file__).with_name("doi_check.py")
        env = {**os.environ, "RUNNER_TEMP": folder}
        return subprocess.run(
            [sys.executable, str(script), *arguments],
            cwd=folder,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


if __name__ == "__main__":
    unittest.main()
