"""What the tools answer, as JSON with a schema: compact, in words that cannot be taken for an accusation."""

from pydantic import BaseModel, Field


class Closest(BaseModel):
    """The closest registered work."""

    work: str = Field(description="Authors (year) Title, as registered")
    container: str | None = Field(default=None, description="Journal, proceedings or book that holds it")
    doi: str | None = None
    url: str | None = Field(default=None, description="Where it was read")
    differs: list[str] = Field(
        default_factory=list, description="Fields that differ from what is cited: cited → registered"
    )


class Checked(BaseModel):
    """One reference after the audit. What is not said is as it should be."""

    key: str = Field(description="Its number or key in the list")
    verdict: str = Field(description="verified, differs, broken, not-found or unverified; see 'meaning' of the result")
    work: str = Field(description="Authors (year) Title, as read")
    doi: str | None = Field(default=None, description="The DOI as mended, or as registered for the work")
    findings: list[str] = Field(
        default_factory=list, description="code: what is wrong, errors and warnings, the gravest first"
    )
    notes: int = Field(
        default=0, description="How many lesser findings there are; the resource refcheck://report has them"
    )
    closest: Closest | None = Field(default=None, description="The record held, where it differs; else the nearest one")
    open: str | None = Field(default=None, description="Which of the result's 'open' reasons holds")


class CheckResult(BaseModel):
    """An audit, or one page of it."""

    summary: str
    meaning: dict[str, str] = Field(description="What the verdicts that occur mean")
    open: dict[str, str] = Field(
        default_factory=dict,
        description="Who was asked in vain and what would settle it, of references without a record",
    )
    references: list[Checked]
    of_the_list: list[str] = Field(default_factory=list, description="Findings of the list as a whole")
    could_not_ask: list[str] = Field(default_factory=list, description="Registries that could not be reached")
    notes: list[str] = Field(default_factory=list)
    total: int
    next_offset: int | None = Field(default=None, description="Call again with the same text or path and this offset")


class Identified(BaseModel):
    """One identifier of a text."""

    scheme: str
    printed: str
    value: str
    repairs: list[str] = Field(default_factory=list, description="What was mended, and why")
    candidates: list[str] = Field(default_factory=list, description="Other readings of the same print")


class RepairResult(BaseModel):
    """The identifiers of a text, in order."""

    identifiers: list[Identified]


class ParseResult(BaseModel):
    """References as CSL-JSON items."""

    references: list[dict[str, object]]
    total: int
    next_offset: int | None = None


class FoundWork(BaseModel):
    """A registered work beside a description."""

    work: str
    container: str | None = None
    doi: str | None = None
    url: str | None = None
    likely: float = Field(description="How likely it is the described work, from 0 to 1")
    differs: list[str] = Field(default_factory=list, description="Fields that differ: described → registered")


class FindResult(BaseModel):
    """The closest registered works, the likeliest first."""

    works: list[FoundWork]
    said: str = Field(description="Who was asked and what that means")


class EntryResult(BaseModel):
    """A bibliography entry made of a registry's record."""

    bibtex: str | None
    said: str
