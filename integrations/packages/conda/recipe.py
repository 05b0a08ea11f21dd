"""Write the recipe for conda-forge: python recipe.py SDIST > recipe.yaml.

Its dependencies are those of ``pyproject.toml``, which have the same names there; the hash is that of the source distribution.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from metadata import project, version

_REQUIREMENT = re.compile(r"(?P<name>[a-z0-9-]+)(?P<bounds>[<>=!][^;]*)?")
"""A dependency before its marker: ``lxml>=5.2``."""

_TEMPLATE = """\
# Written by integrations/packages/conda/recipe.py of the project.
schema_version: 1

context:
  version: {version}
  python_min: "{python}"

package:
  name: {name}
  version: ${{{{ version }}}}

source:
  url: https://github.com/OWNER/refcheck/releases/download/v${{{{ version }}}}/{file}
  sha256: {sha256}

build:
  number: 0
  noarch: python
  script: ${{{{ PYTHON }}}} -m pip install . -vv --no-deps --no-build-isolation
  python:
    entry_points:
      - refcheck = refcheck.cli:main

requirements:
  host:
    - python ${{{{ python_min }}}}.*
    - hatchling{hatchling}
    - pip
  run:
    - python >=${{{{ python_min }}}}
{run}

tests:
  - python:
      imports:
        - refcheck
      pip_check: true
      python_version: ${{{{ python_min }}}}.*
  - script:
      - refcheck --version
      - refcheck repair "doi:10.1000/ 182"

about:
  homepage: https://github.com/OWNER/refcheck
  repository: https://github.com/OWNER/refcheck
  documentation: https://github.com/OWNER/refcheck/blob/main/docs/index.md
  license: MIT
  license_file: LICENSE
  summary: {summary}

extra:
  recipe-maintainers:
    - OWNER
"""


def recipe(sdist: Path) -> str:
    """Return the recipe for a source distribution."""
    told = project()
    return _TEMPLATE.format(
        version=json.dumps(version()),
        python=told["requires-python"].removeprefix(">="),
        name=told["name"],
        file=sdist.name.replace(version(), "${{ version }}"),
        sha256=hashlib.sha256(sdist.read_bytes()).hexdigest(),
        hatchling=" >=1.24",
        run="\n".join(f"    - {_of_conda(each)}" for each in told["dependencies"]),
        summary=json.dumps(told["description"]),
    )


def _of_conda(requirement: str) -> str:
    """Return a dependency as conda has it: ``lxml >=5.2``."""
    found = _REQUIREMENT.match(requirement)
    if found is None:
        raise ValueError(requirement)
    return " ".join(filter(None, (found["name"], (found["bounds"] or "").strip())))


if __name__ == "__main__":
    print(recipe(Path(sys.argv[1])), end="")
