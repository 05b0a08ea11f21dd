"""What the caller named → files: documents, and files of rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from refcheck.backfile.values import Form, Source
from refcheck.errors import SourceError
from refcheck.readers import find_documents

OnMessage = Callable[[str], None]
Known = Callable[[Path], bool]

_ROWS = {
    ".jsonl": Form.LINES,
    ".ndjson": Form.LINES,
    ".jsonl.gz": Form.LINES,
    ".ndjson.gz": Form.LINES,
    ".parquet": Form.PARQUET,
}
"""How files of rows are called."""


def sources(
    named: Sequence[str],
    *,
    here: str,
    besides: Sequence[Path] = (),
    before: Mapping[str, Source] = MappingProxyType({}),
    on_message: OnMessage,
) -> tuple[Source, ...]:
    """The files of folders, patterns and files, each once, in the order named; those of a folder in the order of their names.

    Args:
        named: folders, patterns such as ``papers/**/*.docx``, or files.
        here: the folder that relative names begin at.
        besides: folders that are none of them, such as the one that the run writes into.
        before: the files that an earlier run found; those of them that have not changed are not looked into again.
        told: hears what was left out and why.

    Raises:
        SourceError: one that was named is not there, or holds nothing.
    """

    def known(path: Path) -> bool:
        name = _name(path, here)
        return name in before and before[name] == _source(path, here)

    found: dict[str, Source] = {}
    apart = [folder.resolve() for folder in besides]
    for name in named:
        already = len(found)
        for path in _files(name, here, on_message, known):
            if not any(folder in (real := path.resolve()).parents or folder == real for folder in apart):
                source = _source(path, here)
                found.setdefault(source.name, source)
        if len(found) == already and not _is_among(name, here, found, known):
            raise SourceError(f"{name}: holds no document and no file of rows")
    return tuple(found.values())


def form_of(path: Path) -> Form:
    """What a file holds, told from its name."""
    name = path.name.lower()
    return next((form for ending, form in _ROWS.items() if name.endswith(ending)), Form.DOCUMENT)


def _files(name: str, here: str, on_message: OnMessage, known: Known) -> Iterator[Path]:
    start = Path(here) / name
    yield from find_documents(start, note=on_message, known=known)
    if start.is_dir():
        yield from sorted(
            path for path in start.rglob("*") if form_of(path) is not Form.DOCUMENT and _is_plain(path, start)
        )


def _is_plain(path: Path, start: Path) -> bool:
    """A file, no link and not hidden."""
    hidden = any(part.startswith(".") for part in path.relative_to(start).parts)
    return not hidden and path.is_file() and not path.is_symlink()


def _is_among(name: str, here: str, found: dict[str, Source], known: Known) -> bool:
    """Whether all that it holds was named before."""
    return any(_name(path, here) in found for path in _files(name, here, lambda message: None, known))


def _source(path: Path, here: str) -> Source:
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(f"{_name(path, here)}: {error.strerror or error}") from error
    return Source(name=_name(path, here), form=form_of(path), size=status.st_size, changed=status.st_mtime_ns)


def _name(path: Path, here: str) -> str:
    """The name as a person gave it: below ``here`` it begins there."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()
