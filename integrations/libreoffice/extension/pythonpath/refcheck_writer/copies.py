"""A copy of the open document, given to refcheck, and what comes back opened beside it."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

from refcheck_writer import comments
from refcheck_writer.asking import asked
from refcheck_writer.failures import ChangedError
from refcheck_writer.settings import settings

_FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def answered(context, document, what, bring):
    """Have a copy annotated or fixed, and bring what comes back into the document; return what refcheck says of it.

    Of a Word document the copy is one, too, since what citation programs keep in it stands in no other;
    where LibreOffice shows such a copy otherwise than the document, it is an OpenDocument text.

    Raises:
        FailedError: refcheck cannot be asked, or the document was changed meanwhile.
    """
    toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    endings = (".docx", ".odt") if document.URL.lower().endswith(".docx") else (".odt",)
    for ending in endings:
        with tempfile.TemporaryDirectory(prefix="refcheck") as folder:
            source, target = Path(folder, f"{_stem(document)}{ending}"), Path(folder, f"answer{ending}")
            _store(desktop, document, source)
            said = asked(settings(context), what, source, target, toolkit.processEventsToIdle)
            with _hidden(desktop, target) as answer:
                try:
                    bring(answer)
                except ChangedError:
                    if ending == endings[-1]:
                        raise
                    continue
            return said.replace(str(target), document.Title).replace(str(source), document.Title)
    return ""


@contextmanager
def one_undo(document, title):
    """Make one step to be undone of what is done."""
    document.UndoManager.enterUndoContext(title)
    try:
        yield
    finally:
        document.UndoManager.leaveUndoContext()


def _store(desktop, document, path):
    """Write a copy without refcheck's comments: the file itself, where it holds what the document shows."""
    if document.URL.lower().endswith(path.suffix) and document.URL.startswith("file:") and not document.isModified():
        shutil.copyfile(uno.fileUrlToSystemPath(document.URL), path)
    else:
        document.storeToURL(path.as_uri(), (PropertyValue(Name="FilterName", Value=_FILTERS[path.suffix]),))
    if comments.of_refcheck(document):
        with _hidden(desktop, path) as copy:
            comments.remove(copy)
            copy.store()


@contextmanager
def _hidden(desktop, path):
    """Yield a document that nobody sees."""
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))
    try:
        yield document
    finally:
        document.close(True)


def _stem(document):
    """Return the name of a document without what ends it, as far as it can be a file's everywhere."""
    kept = "".join(each if each.isalnum() or each in "-_ " else "_" for each in Path(document.Title).stem)
    return kept.strip() or "document"
