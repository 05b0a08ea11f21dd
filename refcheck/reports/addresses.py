"""The name of a document as the address by which other programs know it."""

from pathlib import PurePath
from urllib.parse import quote


def uri(file: str) -> str:
    """The file's name as a percent-encoded URI reference, relative unless the name is absolute.

    ``my list.txt`` → ``my%20list.txt``; ``/tmp/list.txt`` → ``file:///tmp/list.txt``.
    """
    path = PurePath(file)
    encoded = quote(path.as_posix(), safe="/", errors="surrogatepass")
    return f"file://{encoded}" if path.is_absolute() else encoded
