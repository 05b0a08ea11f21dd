"""Documents as LibreOffice shows them, asked by UNO: their text, their comments, and the links in these.

    /usr/bin/python3 tests/soffice_shown.py SOFFICE PROFILE < [["paper.docx", "Accept"], …]

Run by a Python that has UNO, which needs nothing else. After the name of each document stands what becomes of its tracked changes:
``Accept``, ``Reject``, or nothing. Answers in JSON.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ANNOTATION = "com.sun.star.text.textfield.Annotation"


def main() -> None:
    soffice, profile = sys.argv[1:]
    with started(soffice, profile) as (context, desktop):
        print(json.dumps([shown(context, desktop, path, what) for path, what in json.load(sys.stdin)]))


@contextmanager
def started(soffice: str, profile: str) -> Iterator[tuple[Any, Any]]:
    """LibreOffice without a window: its component context and its desktop. It is ended with the block."""
    address = f"pipe,name=refcheck{Path(profile).stat().st_ino};urp;"
    command = [
        soffice,
        f"-env:UserInstallation={Path(profile).as_uri()}",
        "--headless",
        "--norestore",
        f"--accept={address}",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        context = connected(f"uno:{address}StarOffice.ComponentContext", process)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        yield context, desktop
        desktop.terminate()
        process.wait(60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what is started is a script that starts the program


def connected(address: str, process: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while process.poll() is None:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice ended before it could be asked")


def shown(context: Any, desktop: Any, path: str, what: str) -> dict[str, Any]:
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(Path(path).absolute().as_uri(), "_blank", 0, (hidden,))
    if what:
        dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        frame = document.getCurrentController().getFrame()
        dispatcher.executeDispatch(frame, f".uno:{what}AllTrackedChanges", "", 0, ())
    notes = [each.getString() for kind in (document.Footnotes, document.Endnotes) for each in indexed(kind)]
    found = {
        "text": "\n".join([document.Text.getString(), *notes]),
        "changes": sum(1 for _ in listed(document.Redlines)),
        "comments": [comment(each) for each in listed(document.TextFields) if each.supportsService(ANNOTATION)],
    }
    document.close(True)
    return found


def comment(field: Any) -> dict[str, Any]:
    portions = [portion for paragraph in listed(field.TextRange) for portion in listed(paragraph)]
    links = [portion.TextField.URL for portion in portions if portion.TextPortionType == "TextField"]
    return {"author": field.Author, "text": field.Content, "at": field.Anchor.getString(), "links": links}


def listed(container: Any) -> Iterator[Any]:
    items = container.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def indexed(container: Any) -> list[Any]:
    return [container.getByIndex(place) for place in range(container.getCount())]


if __name__ == "__main__":
    main()
