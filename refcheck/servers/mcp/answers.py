"""The answers of the tools, as JSON with a schema: compact, in words that cannot be taken for an accusation."""

from pydantic import BaseModel, Field


class Closest(BaseModel):
    """The closest registered work."""

    work: str | None = Field(
        default=None, description="Authors (year) Title, as registered, if different from the citation"
    )
    container: str | None = Field(default=None, description="Journal, proceedings or book that contains it")
    doi: str | None = Field(default=None, description="Its DOI, if different from the reference's")
    url: str | None = Field(default=None, description="Where it was read, if it has no DOI")
    likely: float | None = Field(
        default=None, description="How likely it is the cited work, from 0 to 1, where a search found it"
    )
    differs: list[str] = Field(
        default_factory=list, description="Fields that differ without a finding about them: cited → registered"
    )


class Checked(BaseModel):
    """One reference that needs attention. What is not mentioned is in order."""

    key: str = Field(description="Its number or key in the list")
    verdict: str = Field(description="verified, differs, broken, not-found or unverified; see 'meaning' of the result")
    work: str = Field(description="Authors (year) Title, as read")
    doi: str | None = Field(default=None, description="The DOI as repaired, or as registered for the work")
    findings: list[str] = Field(
        default_factory=list, description="error or warning, its code: what is wrong; the most severe first"
    )
    more_findings: list[str] = Field(default_factory=list, description="Further errors and warnings, by their codes")
    closest: Closest | None = Field(default=None, description="The matched record, if it differs; else the nearest one")
    open: str | None = Field(default=None, description="Which of the result's 'open' reasons applies")


class Quiet(BaseModel):
    """References with the same verdict that have notes at most."""

    verdict: str
    open: str | None = Field(default=None, description="Which of the result's 'open' reasons applies")
    works: list[str] = Field(description="key: Authors (year) Title, as read; DOI")


class CheckResult(BaseModel):
    """An audit, or one page of it."""

    summary: str
    meaning: dict[str, str] = Field(default_factory=dict, description="What the verdicts that occur mean")
    open: dict[str, str] = Field(
        default_factory=dict,
        description="Which registries had no record and what would settle it; with a record, what an outage left open",
    )
    references: list[Checked] = Field(description="Those that need attention, the most severe first")
    others: list[Quiet] = Field(default_factory=list, description="Those with notes at most")
    of_the_list: list[str] = Field(
        default_factory=list, description="Findings about the list as a whole, with the references concerned"
    )
    notes_by_rule: list[str] = Field(
        default_factory=list, description="code: keys of the references with such a note; explain shows it"
    )
    could_not_ask: list[str] = Field(default_factory=list, description="Registries that could not be reached")
    notes: list[str] = Field(default_factory=list)
    total: int
    next_offset: int | None = Field(default=None, description="Call again with the same text or path and this offset")


class TakenBack(BaseModel):
    """A reference whose work was retracted, withdrawn, removed or doubted."""

    key: str
    status: str = Field(
        description="retracted, withdrawn, removed, retracted in part, of concern, or cited as retracted"
    )
    work: str
    doi: str | None = None
    said: str = Field(description="What was published about it, and when")
    source: str | None = Field(default=None, description="Which registry says so, when it was queried, and where")


class RetractionResult(BaseModel):
    """Which works of a list were retracted, withdrawn, removed or doubted."""

    summary: str
    references: list[TakenBack]
    without_record: list[str] = Field(
        default_factory=list,
        description="Keys of references without a record: nothing is known about them. If a key occurs twice, "
        "with the work",
    )
    more_without_record: int = Field(default=0, description="How many more there are of those")
    could_not_ask: list[str] = Field(default_factory=list, description="Registries that could not be reached")
    notes: list[str] = Field(default_factory=list)
    total: int = Field(description="How many works were retracted, withdrawn, removed or doubted")
    next_offset: int | None = Field(default=None, description="Call again with the same text or path and this offset")


class FixResult(BaseModel):
    """A text with its fixes, or one page of it. No file is written."""

    said: str = Field(description="How many fixes were made, and what is left")
    codes: dict[str, int] = Field(default_factory=dict, description="For which findings fixes were made, and how many")
    changes: list[str] = Field(default_factory=list, description="before → after, for each place")
    refused: list[str] = Field(default_factory=list, description="Fixes that cannot be made, and why")
    lines: int = Field(description="Lines of the corrected text")
    next_offset: int | None = Field(default=None, description="Call again with this offset, a line, for the rest")
    text: str = Field(description="The corrected text, or this page of it")


class Explanation(BaseModel):
    """How one reference was read, repaired, looked up, compared and judged."""

    key: str
    said: str


class RuleResult(BaseModel):
    """The page of a rule or repair: what it finds, why it matters, an example, and when it is wrong."""

    page: str


class Identified(BaseModel):
    """One identifier of a text."""

    scheme: str
    printed: str
    value: str
    repairs: list[str] = Field(default_factory=list, description="What was repaired, and why")
    candidates: list[str] = Field(default_factory=list, description="Other readings of the same printed text")


class RepairResult(BaseModel):
    """The identifiers of a text, in order."""

    identifiers: list[Identified]
    total: int
    next_offset: int | None = None


class ParseResult(BaseModel):
    """References as CSL-JSON items."""

    references: list[dict[str, object]]
    total: int
    next_offset: int | None = None


class FoundWork(BaseModel):
    """A registered work compared with a description."""

    work: str
    container: str | None = None
    doi: str | None = None
    url: str | None = None
    likely: float = Field(description="How likely it is the described work, from 0 to 1")
    differs: list[str] = Field(default_factory=list, description="Fields that differ: described → registered")


class FindResult(BaseModel):
    """The closest registered works, the likeliest first."""

    works: list[FoundWork]
    said: str = Field(
        description="Which registries were queried, what that means, and how many unlikely works are not shown"
    )


class EntryResult(BaseModel):
    """A bibliography entry made from a registry's record."""

    bibtex: str | None = None
    said: str
