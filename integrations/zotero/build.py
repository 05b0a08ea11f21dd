#!/usr/bin/env python3
"""Build `dist/refcheck-zotero.xpi` and the manifest by which Zotero finds updates, `dist/zotero-updates.json`.

Run `npm ci` first. The same sources give the same bytes.
"""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
NAME = "refcheck-zotero.xpi"
RELEASES = "https://github.com/OWNER/refcheck/releases/download"

_LARGEST = 500_000
"""Bytes that the plug-in may have."""

_VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)
"""Where refcheck's version stands: ``__version__ = "1.2.3"``."""

_FUNCTIONS = ("startup", "shutdown", "onMainWindowLoad", "onMainWindowUnload")
"""Functions that Zotero looks for in ``bootstrap.js``."""


def main() -> int:
    """Write both files, and say how large the plug-in is."""
    DIST.mkdir(exist_ok=True)
    manifest = json.loads((HERE / "addon/manifest.json").read_text(encoding="utf-8"))
    manifest["version"] = _version()
    files = {path.relative_to(HERE / "addon").as_posix(): path.read_bytes() for path in (HERE / "addon").rglob("*.*")}
    files["manifest.json"] = _json(manifest)
    files["bootstrap.js"] = _bundle()
    files["LICENSE"] = (HERE.parents[1] / "LICENSE").read_bytes()
    xpi = DIST / NAME
    with zipfile.ZipFile(xpi, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    data = xpi.read_bytes()
    (DIST / "zotero-updates.json").write_bytes(_json(_updates(manifest, data)))
    print(f"{xpi.relative_to(HERE)}: version {manifest['version']}, {len(data)} bytes")
    return 0 if len(data) <= _LARGEST else 1


def _version() -> str:
    found = _VERSION.search((HERE.parents[1] / "refcheck/_version.py").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit("refcheck/_version.py has no version")
    return found["version"]


def _bundle() -> bytes:
    """Return the modules as one script whose functions are those that Zotero calls."""
    footer = "\n".join(
        f"function {name}(...given) {{ return refcheck.{name}(...given); }}" for name in _FUNCTIONS
    )  # fmt: skip
    command = [
        "node_modules/.bin/esbuild", "src/plugin.mjs", "--bundle", "--format=iife", "--global-name=refcheck",
        "--target=firefox115", "--charset=utf8", f"--footer:js={footer}\nfunction install() {{}}\nfunction uninstall() {{}}",
    ]  # fmt: skip
    return subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE).stdout


def _updates(manifest: dict, data: bytes) -> dict:
    zotero = manifest["applications"]["zotero"]
    update = {
        "version": manifest["version"],
        "update_link": f"{RELEASES}/v{manifest['version']}/{NAME}",
        "update_hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "applications": {"zotero": {key: zotero[key] for key in ("strict_min_version", "strict_max_version")}},
    }
    return {"addons": {zotero["id"]: {"updates": [update]}}}


def _json(value: dict) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main())
