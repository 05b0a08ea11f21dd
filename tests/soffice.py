"""LibreOffice without a window: documents converted, and their tracked changes accepted or rejected by it."""

import shutil
import subprocess
from pathlib import Path

PROGRAM = shutil.which("soffice")
"""Where it is; ``None`` where it is not installed."""

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


def _run(profile: Path, *arguments: str) -> None:
    command = [str(PROGRAM), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
