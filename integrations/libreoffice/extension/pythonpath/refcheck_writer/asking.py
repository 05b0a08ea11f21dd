"""The refcheck that is asked: an installed command, or a running ``refcheck serve``."""

import json
import shlex
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress

from refcheck_writer.failures import FailedError

WRITTEN = (0, 3)
"""Exit codes with which a document was written; with 3, a registry could not be reached."""

_HIDDEN = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_PAUSE = 0.05


def asked(settings, what, source, target, waiting):
    """Have a copy annotated or fixed (``what``: annotate, fix), and return what refcheck says of it.

    ``waiting`` is called again and again until refcheck has answered.
    """
    if settings.server:
        return _served(settings, what, source, target, waiting)
    return _run(settings, what, source, target, waiting)


def _run(settings, what, source, target, waiting):
    command = [settings.command, what, str(source), "-o", str(target), *shlex.split(settings.options)]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, creationflags=_HIDDEN
        )
    except OSError as error:
        raise FailedError(
            f"{settings.command} cannot be run ({error.strerror}). Install it (pip install refcheck-audit), "
            "or give its path under References → Settings."
        ) from error
    with process:
        said = _read(process, waiting)
    if process.returncode not in WRITTEN:
        raise FailedError(said or f"{settings.command} ended with {process.returncode}")
    return said


def _read(process, waiting):
    """Return what a process writes to its standard error until it ends."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(process.stderr.read)
        while not said.done():
            waiting()
            time.sleep(_PAUSE)
    return said.result().decode("utf-8", "replace").strip()


def _served(settings, what, source, target, waiting):
    data = source.read_bytes()
    name = urllib.parse.quote(source.name)
    if what == "annotate":
        target.write_bytes(_request(settings, f"annotate?name={name}", data))
        return ""
    job = json.loads(_request(settings, f"check?name={name}", data))["job"]
    while json.loads(_request(settings, f"jobs/{job}")).get("state") in ("waiting", "checking"):
        waiting()
        time.sleep(_PAUSE)
    target.write_bytes(_request(settings, f"jobs/{job}/download/fixed"))
    _request(settings, f"jobs/{job}", method="DELETE")
    return ""


def _request(settings, path, data=None, method=None):
    headers = {"X-Refcheck": "1", "Content-Type": "application/octet-stream"}
    if settings.token:
        headers["Authorization"] = f"Bearer {settings.token}"
    address = f"{settings.server.rstrip('/')}/api/v1/{path}"
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data, headers, method=method)) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        said = error.read().decode("utf-8", "replace")
        with suppress(ValueError):
            said = json.loads(said).get("detail") or said
        raise FailedError(said) from error
    except (OSError, ValueError) as error:
        raise FailedError(
            f"{settings.server} does not answer ({error}). Start refcheck serve, or change the address under "
            "References → Settings."
        ) from error
