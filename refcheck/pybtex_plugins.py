"""refcheck's readers and writers as plug-ins of pybtex: for all formats that refcheck reads, and formats that pybtex cannot write.

``pybtex-convert manuscript.docx list.bib`` reads the list of a manuscript; ``pybtex-convert list.bib list.ris`` writes RIS.
Source: pybtex's documentation of its plug-ins (``pybtex.database.input`` and ``pybtex.database.output``).
"""

from typing import IO

from pybtex.database import BibliographyData, parse_string
from pybtex.database.input import BaseParser
from pybtex.database.output import BaseWriter
from pybtex.exceptions import PybtexError

from refcheck.errors import SourceError
from refcheck.readers import read, read_bytes
from refcheck.writers import render


class Parser(BaseParser):  # type: ignore[misc]  # the library ships no types
    """A parser of every format that refcheck reads, and of pasted lists."""

    def parse_stream(self, stream: IO[bytes]) -> BibliographyData:
        """Return the references of a file as entries.

        Raises:
            PybtexError: the file cannot be read at all.
        """
        try:
            bibliography = read_bytes(stream.read(), self.filename)
        except SourceError as error:
            raise PybtexError(str(error), filename=self.filename) from error
        read_here = parse_string(render(bibliography, "bibtex"), "bibtex")
        self.data.add_entries(read_here.entries.items())
        return self.data


class RisWriter(BaseWriter):  # type: ignore[misc]  # the same
    """A writer of RIS."""

    unicode_io = True
    _form = "ris"

    def write_stream(self, bib_data: BibliographyData, stream: IO[str]) -> None:
        """Write the entries in the format of the class."""
        stream.write(render(read(bib_data), self._form))


class CslJsonWriter(RisWriter):
    """A writer of CSL-JSON."""

    _form = "csl-json"
