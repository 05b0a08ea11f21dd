"""``refcheck check --watch``: audited again when the file changes, ended by ^C."""

import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from refcheck.cli import main; main()"
"""The command as at a terminal: ^C reaches it, also where the tests run in the background, whose children ignore it."""

COMMAND = [sys.executable, "-c", HEARS, "check", "--isolated", "--offline", "--no-cache", "--watch"]


def test_a_changed_file_is_audited_again(tmp_path: Path) -> None:
    source, other = tmp_path / "list.bib", tmp_path / "other.bib"
    source.write_text("@book{a, title = {On tides}, author = {Doe, Jane}, year = 2001}\n", encoding="utf-8")
    other.write_text(
        "@book{a, title = {On tides}, author = {Doe, Jane}, year = 2001, doi = {10.1000/ 182}}\n", encoding="utf-8"
    )
    process = subprocess.Popen(
        [*COMMAND, "--format", "concise", "--show", "notes", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: Queue[str] = Queue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)

    listening = threading.Thread(target=listen, daemon=True)
    listening.start()

    def until_waiting() -> str:
        said = ""
        while "waiting for a change" not in said:
            said += lines.get(timeout=1_200)
        return said

    try:
        assert "doi-with-inner-space" not in until_waiting()
        other.replace(source)  # at one blow: a file half written may be audited, too
        assert "doi-with-inner-space" in until_waiting()
        source.unlink()
        assert "list.bib" in until_waiting()
        process.send_signal(signal.SIGINT)
        assert process.wait(1_200) == 130
    finally:
        process.kill()
        process.wait()
        listening.join()
        assert process.stdout is not None
        process.stdout.close()


def test_standard_input_cannot_be_watched() -> None:
    done = subprocess.run([*COMMAND, "-"], input="", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--watch is for files" in done.stderr
