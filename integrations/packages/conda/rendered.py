"""Render a recipe by rattler-build and hold it against the project: python rendered.py RECIPE PYPROJECT [OUTPUT CHANNEL].

With a folder for output and a channel it is built and tested there.
"""

import sys
import tomllib
from pathlib import Path

from rattler_build import RecipeParseError, Stage0Recipe, VariantConfig

recipe, pyproject = map(Path, sys.argv[1:3])
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

if sys.argv[3:]:
    folder, channel = sys.argv[3:]
    result = variant.run_build(output_dir=folder, channels=[channel])
    print(f"ok - built and tested: {result.packages}")
