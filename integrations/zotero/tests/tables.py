"""Print the tables of Zotero's mappings that pyzotero has as JSON, out of its wheel: python tables.py WHEEL."""

import ast
import json
import sys
import zipfile

_WANTED = ("CSL_TYPES", "CSL_TEXT_FIELDS", "CSL_DATE_FIELDS", "CSL_NAME_FIELDS", "BASE_FIELD_REMAP")

with zipfile.ZipFile(sys.argv[1]) as wheel:
    tree = ast.parse(wheel.read("pyzotero/_import.py"))
tables = {
    node.targets[0].id: ast.literal_eval(node.value)
    for node in tree.body
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in _WANTED
}
print(json.dumps(tables))
