"""Settings: which rules are shown, how severe they are, what is waived, and which reading of an identifier is used.

Settings never change the results: a verdict says what the registries know, whatever is shown. They decide which findings a
report shows, and so the exit code of the command.
"""

from refcheck.settings.allowing import allowed, comment, takes_comments
from refcheck.settings.applying import apply
from refcheck.settings.baseline import Baseline, of_message
from refcheck.settings.choosing import as_toml, choose, following, renamed, toml_value, with_appended
from refcheck.settings.configuration import Configuration, Whose, load
from refcheck.settings.definitions import SETTINGS, Level, find, own_configuration
from refcheck.settings.files import NEVER, SEVERITIES, File, read
from refcheck.settings.selecting import Selection, fits, make_selection, require_known
from refcheck.settings.values import Choice, Decided, EditDecision, PerFileIgnores, Settings, SeverityOf, Waiver

__all__ = [
    "NEVER",
    "SETTINGS",
    "SEVERITIES",
    "Baseline",
    "Choice",
    "Configuration",
    "Decided",
    "EditDecision",
    "File",
    "Level",
    "PerFileIgnores",
    "Selection",
    "Settings",
    "SeverityOf",
    "Waiver",
    "Whose",
    "allowed",
    "apply",
    "as_toml",
    "choose",
    "comment",
    "find",
    "fits",
    "following",
    "load",
    "make_selection",
    "of_message",
    "own_configuration",
    "read",
    "renamed",
    "require_known",
    "takes_comments",
    "toml_value",
    "with_appended",
]
