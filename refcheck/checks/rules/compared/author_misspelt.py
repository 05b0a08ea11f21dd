"""An author's name or initials are not as registered.

Severity: warning.

## What it finds
A family name that is so like the registered one, with a given name that fits, that it seems meant as that one; and a second
initial that is another one, where the family name and the first initial are registered.

## Why it matters
A misspelt name credits nobody: indexes count the citation for a person who does not exist.

## Example
“Dana Suleimanova” for Dana Suleimenova, “C. V. Okafor” for Charles P. Okafor.

## When it is wrong
Where nothing else differs, either side may err, and it is a note. Names in other scripts are written in Latin letters in many
ways, and the registry's way need not be the person's own. Initials that may stand for one letter (G. and H., Yu. and Iu.) are
told as another form of the name.
"""

from collections.abc import Iterator

from refcheck.checks.card import card
from refcheck.checks.comparing.differences import differences, doubtful_differences, name_finding
from refcheck.checks.comparing.weighing import note
from refcheck.messages import Message, phrase, worded
from refcheck.model import Case, Change, Difference, Finding

RULE = card(__name__, __doc__)


def check(case: Case) -> Iterator[Finding]:
    """Each author whose name is spelt otherwise."""
    for match, difference in differences(case, "author", Change.MISSPELT):
        yield name_finding(case, RULE, match, difference, _statement(difference, ""))
    for match, difference, why in doubtful_differences(case, "author", Change.MISSPELT):
        yield name_finding(case, note(RULE), match, difference, _statement(difference, phrase(why)))


def _statement(difference: Difference, why: str) -> Message:
    one_family = difference.cited.partition(",")[0] == difference.registered.partition(",")[0]
    key = "author-misspelt-given" if one_family else "author-misspelt"
    return worded(key, cited=difference.cited, registered=difference.registered, why=why)
