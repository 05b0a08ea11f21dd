"""Citation programs that write what a field shows, and will write it again."""

OTHER = "an add-in"

_PROGRAMS = {
    "ADDIN ZOTERO": "Zotero",
    "ADDIN CSL_": "Mendeley",
    "ADDIN MENDELEY": "Mendeley",
    "MENDELEY": "Mendeley",
    "ADDIN EN.": "EndNote",
    "ADDIN CITAVI": "Citavi",
    "CITAVI": "Citavi",
    "ADDIN RW.": "RefWorks",
    "ADDIN PAPERS": "Papers",
    "ADDIN PAPERPILE": "Paperpile",
    "ADDIN": OTHER,
    "CITATION": "Word",
    "BIBLIOGRAPHY": "Word",
}
"""How the instructions of fields and the tags of content controls begin, the longer before the shorter."""


def program(instruction: str) -> str:
    """Return the program's name; empty where the field is no citation or bibliography."""
    given = " ".join(instruction.upper().split())
    return next((name for beginning, name in _PROGRAMS.items() if given.startswith(beginning)), "")
