"""Render a recipe by rattler-build and hold it against the project: python rendered.py RECIPE PYPROJECT [OUTPUT].

With a folder for output it is built and tested there, by packages of conda-forge.
"""

import sys
import tomllib
from pathlib import Path

from rattler_build import RecipeParseError, Stage0Recipe, VariantConfig

recipe, pyproject, *output = map(Path, sys.argv[1:])
project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
text = recipe.read_text(encoding="utf-8")

(variant,) = Stage0Recipe.from_yaml(text).render(VariantConfig())
rendered = variant.recipe.to_dict()
run = {each.split()[0] for each in rendered["requirements"]["run"]}
wanted = {name.split(";")[0].split(">")[0].strip() for name in project["dependencies"]} | {"python"}
assert run == wanted, run ^ wanted
assert rendered["package"]["name"] == project["name"]
assert rendered["build"]["noarch"] == "python"
print(f"ok - rendered: {rendered['package']['name']} {rendered['package']['version']}, {len(run)} dependencies")

try:
    Stage0Recipe.from_yaml(text.replace("requirements:", "requires:"))
except RecipeParseError:
    print("ok - a recipe with a key that is none is refused")
else:
    sys.exit("a recipe with a key that is none was not refused")

for folder in output:
    result = variant.run_build(output_dir=folder, channels=["conda-forge"])
    print(f"ok - built and tested: {result.packages}")
