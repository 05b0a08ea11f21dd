"""The installed extension in LibreOffice: the seed's list checked and fixed in an open document, and what is then shown.

    /usr/bin/python3 tests/in_libreoffice.py SOFFICE PROFILE REFCHECK LIST FOLDER

Writes the list as list.odt and list.docx into FOLDER, checks and fixes both by the extension's own entries, and compares what
stands in the margin with what the command says of the same files.
"""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import uno  # noqa: F401  it makes com.sun.star importable
from com.sun.star.beans import PropertyValue

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tests"))

from soffice_shown import listed, started

SERVICE = "io.github.refcheck.Check"
FILTERS = {"odt": "writer8", "docx": "MS Word 2007 XML"}


def main():
    soffice, profile, refcheck, source, folder = sys.argv[1:]
    with started(soffice, profile) as (context, _):
        writer = Writer(context, refcheck)
        lines = [line.strip() for line in Path(source).read_text(encoding="utf-8").splitlines() if line.strip()]
        for ending in FILTERS:
            path = Path(folder, f"list.{ending}")
            writer.write(lines, path)
            check(writer, refcheck, path, lines)
        with serving(refcheck) as address:
            served(writer, refcheck, Path(folder, "list.odt"), address)


def check(writer, refcheck, path, lines):
    """The words in the margin are the command's, at the references that they are about; fixes can be refused and accepted."""
    command = [refcheck, "check", str(path), "--offline", "--format", "json"]
    report = json.loads(subprocess.run(command, check=False, capture_output=True, timeout=300).stdout)
    document = writer.opened(path)
    assert document.TextFields.createEnumeration().hasMoreElements() is False
    writer.do(document, "check")
    first = comments(document)
    writer.do(document, "check")
    shown = comments(document)
    assert shown == first, f"checked twice, it has other comments: {[*{*shown} ^ {*first}]}, {len(shown)}, {len(first)}"
    heads = {text.split("\n")[0].partition(":")[0]: (text, at) for text, at in shown}
    told = 0
    for reference in report["references"]:
        for finding in reference["findings"]:
            text, at = heads[f"Reference {reference['key']}"]
            assert finding["message"] in text, (finding["message"], text)
            assert f"[{finding['code']}]" in text
            assert at, f"the comment on reference {reference['key']} stands at nothing"
            assert squeezed(at) in squeezed(reference["raw"]), (at, reference["raw"])
            told += 1
    assert told > 20, told
    for finding in report["findings"]:
        assert any(finding["message"] in text for text, _ in shown), finding["message"]
    steps = writer.steps(document, len(shown))
    assert sorted(steps) == sorted(at for _, at in shown), "not every comment was gone to"
    writer.do(document, "remove")
    assert comments(document) == []
    assert text_of(document) == ["References", *lines]
    changed(writer, refcheck, path, document, lines)
    document.close(True)
    print(f"{path.name}: {len(shown)} comments, {told} findings in the words of the command")


def changed(writer, refcheck, path, document, lines):
    fixed = path.with_name(f"fixed.{path.suffix[1:]}")
    subprocess.run(
        [refcheck, "fix", str(path), "-o", str(fixed), "--offline"], check=True, capture_output=True, timeout=300
    )
    other = writer.opened(fixed)
    writer.settle(other, "Accept")
    meant = text_of(other)
    other.close(True)
    writer.do(document, "fix")
    assert document.Redlines.createEnumeration().hasMoreElements()
    assert document.RecordChanges is False
    writer.settle(document, "Accept")
    assert text_of(document) == meant != ["References", *lines]
    document.UndoManager.undo()
    writer.settle(document, "Reject")
    assert text_of(document) == ["References", *lines]


def served(writer, refcheck, path, address):
    """By a server the same is said, of warnings and what is graver."""
    document = writer.opened(path)
    writer.set(Server="", Options="--offline --show warnings")
    writer.do(document, "check")
    meant = comments(document)
    writer.set(Server=address, Command="none")
    writer.do(document, "check")
    assert comments(document) == meant != []
    writer.do(document, "fix")
    assert document.Redlines.createEnumeration().hasMoreElements()
    document.close(True)
    print(f"{path.name}: the same {len(meant)} comments by a server")


@contextmanager
def serving(refcheck):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen([refcheck, "serve", "--offline", "--no-open", "--port", address.rpartition(":")[2]])
    try:
        for _ in range(600):
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/api/v1/about").close()
                break
            assert server.poll() is None, "refcheck serve ended"
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(60)


class Writer:
    """LibreOffice Writer, with the extension."""

    def __init__(self, context, refcheck):
        self.context = context
        self.desktop = self.made("com.sun.star.frame.Desktop")
        self.set(Command=refcheck, Options="--offline")

    def set(self, **values):
        provider = self.made("com.sun.star.configuration.ConfigurationProvider")
        path = PropertyValue(Name="nodepath", Value="/io.github.refcheck.Settings")
        node = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (path,))
        for name, value in values.items():
            node.setPropertyValue(name, value)
        node.commitChanges()

    def made(self, service):
        new = self.context.ServiceManager.createInstanceWithContext(service, self.context)
        assert new is not None, f"there is no {service}"
        return new

    def write(self, lines, path):
        document = self.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
        document.Text.setString("\r".join(["References", *lines]))
        next(listed(document.Text)).ParaStyleName = "Heading 1"
        document.storeToURL(path.as_uri(), (PropertyValue(Name="FilterName", Value=FILTERS[path.suffix[1:]]),))
        document.close(True)

    def opened(self, path):
        document = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
        assert document is not None, f"{path} cannot be opened"
        return document

    def do(self, document, name):
        document.CurrentController.Frame.activate()
        self.made(SERVICE).trigger(name)

    def settle(self, document, what):
        frame = document.CurrentController.Frame
        self.made("com.sun.star.frame.DispatchHelper").executeDispatch(
            frame, f".uno:{what}AllTrackedChanges", "", 0, ()
        )

    def steps(self, document, count):
        document.CurrentController.ViewCursor.gotoStart(False)
        found = []
        for _ in range(count):
            self.do(document, "next")
            found.append(document.CurrentSelection.getByIndex(0).getString())
        return found


def comments(document):
    fields = [each for each in listed(document.TextFields) if hasattr(each, "Author") and each.Author == "refcheck"]
    return sorted((each.Content.replace("\r", ""), each.Anchor.getString()) for each in fields)


def text_of(document):
    return [each.getString() for each in listed(document.Text)]


def squeezed(text):
    return "".join(text.split())


if __name__ == "__main__":
    main()
