"""Write the formula for Homebrew: python formula.py SDIST > refcheck.rb.

Its resources are the source distributions of the locked dependencies on macOS and Linux.
"""

import hashlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import Marker

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from metadata import locked, version

EXTRAS = ("lsp", "web")

_FORMULAE = {"certifi": "certifi"}
"""Dependencies that are formulae of their own, as Homebrew wishes: it keeps one list of certificates."""

_LEFT_OUT = frozenset({"pypdfium2"})
"""A dependency without a source to build: its distribution fetches a binary. PDFs are not read then, and refcheck says so."""

_PYTHON = "3.13"

_TEMPLATE = """\
class Refcheck < Formula
  include Language::Python::Virtualenv

  desc "Check reference lists: mend DOIs, ask registries, report with evidence"
  homepage "https://github.com/OWNER/refcheck"
  url "https://github.com/OWNER/refcheck/releases/download/v{version}/{file}"
  sha256 "{sha256}"
  license "MIT"
  head "https://github.com/OWNER/refcheck.git", branch: "main"

  depends_on "cmake" => :build
  depends_on "ninja" => :build
{formulae}
  depends_on "libyaml"
  depends_on "python@{python}"

  uses_from_macos "libxml2"
  uses_from_macos "libxslt"

{resources}
  def install
    virtualenv_install_with_resources
    generate_completions_from_executable(bin/"refcheck", shell_parameter_format: :click)
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/refcheck --version")
    assert_match '"value": "10.1000/182"', shell_output("#{{bin}}/refcheck repair 'doi:10.1000/ 182'")
  end
end
"""

_RESOURCE = """\
  resource "{name}" do
    url "{url}"
    sha256 "{sha256}"
  end
"""


def formula(sdist: Path) -> str:
    """Return the formula for a source distribution of the project."""
    needed = list(_needed())
    return _TEMPLATE.format(
        version=version(),
        file=sdist.name,
        sha256=hashlib.sha256(sdist.read_bytes()).hexdigest(),
        python=_PYTHON,
        formulae="\n".join(f'  depends_on "{name}"' for name in sorted(_FORMULAE.values())),
        resources="\n".join(_resource(each) for each in needed if each["name"] not in _FORMULAE),
    )


def _needed() -> Iterator[dict]:
    """Yield the locked dependencies that macOS or Linux want."""
    for each in tomllib.loads(locked(EXTRAS, "pylock.toml"))["packages"]:
        if each["name"] not in _LEFT_OUT and _is_for_homebrew(each.get("marker")):
            yield each


def _is_for_homebrew(marker: str | None) -> bool:
    systems = (("darwin", "Darwin"), ("linux", "Linux"))
    return marker is None or any(
        Marker(marker).evaluate(
            {
                "sys_platform": name,
                "platform_system": system,
                "python_version": _PYTHON,
                "python_full_version": f"{_PYTHON}.0",
            }
        )
        for name, system in systems
    )


def _resource(package: dict) -> str:
    source = package["sdist"]
    return _RESOURCE.format(name=package["name"], url=source["url"], sha256=source["hashes"]["sha256"])


if __name__ == "__main__":
    print(formula(Path(sys.argv[1])), end="")
