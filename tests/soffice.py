"""LibreOffice without a window: documents converted, tracked changes accepted or rejected, and what it shows."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("soffice")
"""Where it is; ``None`` where it is not installed."""

_PYTHON = "/usr/bin/python3"
_ASKING = Path(__file__).with_name("soffice_shown.py")


def _has_uno() -> bool:
    if PROGRAM is None or not Path(_PYTHON).exists():
        return False
    return subprocess.run([_PYTHON, "-c", "import uno"], check=False, capture_output=True).returncode == 0


HAS_UNO = _has_uno()
"""Whether it can be asked by UNO: Debian's packages are ``libreoffice-writer`` and ``python3-uno``."""

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Settle(source As String, target As String, filter As String, what As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If what &lt;&gt; "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; what &amp; "AllTrackedChanges", "", 0, Array())
  End If
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  stored(0).Name = "FilterName" : stored(0).Value = filter
  document.storeToURL(ConvertToURL(target), stored())
  document.close(True)
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Changes"/></library:library>"""
_FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "txt": "Text (encoded)", "doc": "MS Word 97"}


def saved(source: Path, target: Path, profile: Path, what: str = "") -> None:
    """Open a document and save it in the format of the target's ending; ``what`` is ``Accept`` or ``Reject``, or nothing."""
    basic = profile / "user" / "basic"
    if not basic.exists():
        _run(profile, "--terminate_after_init")
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "Standard" / "script.xlb").write_text(_LIBRARY)
        (basic / "Standard" / "Changes.xba").write_text(_MODULE)
    form = _FILTERS[target.suffix[1:]]
    macro = f'macro:///Standard.Changes.Settle("{source}","{target}","{form}","{what}")'
    _run(profile, macro)
    assert target.exists(), f"{source} could not be saved as {target}"


def what_it_shows(wanted: Sequence[tuple[Path, str]], profile: Path) -> list[dict[str, Any]]:
    """Return what it shows of documents, each with what becomes of its tracked changes: ``Accept``, ``Reject``, or nothing."""
    profile.mkdir(exist_ok=True)
    asked = json.dumps([(str(path), what) for path, what in wanted])
    command = [_PYTHON, str(_ASKING), str(PROGRAM), str(profile)]
    answer = subprocess.run(command, input=asked, capture_output=True, text=True, check=False, timeout=600)
    assert answer.returncode == 0, answer.stderr
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def _run(profile: Path, *arguments: str) -> None:
    command = [str(PROGRAM), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
