"""The libraries that an index needs, which come with the extra ``index``."""

from typing import Any

from refcheck.extras import library


def tantivy() -> Any:
    """Return the search engine (MIT; a Rust library, one wheel of 5 MB for each platform).

    Raises:
        SettingsError: it is not installed.
    """
    return _needed("tantivy")


def msgspec() -> Any:
    """Return the reading of JSON into given fields (BSD): what is not kept of a record is passed over.

    Raises:
        SettingsError: it is not installed.
    """
    return _needed("msgspec")


def zstandard() -> Any:
    """Return the compression of records (BSD).

    Raises:
        SettingsError: it is not installed.
    """
    return _needed("zstandard")


def _needed(name: str) -> Any:
    return library(name, extra="index", whose="a local index")
