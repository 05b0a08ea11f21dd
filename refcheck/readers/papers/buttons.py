"""What stands on the buttons beside the references of a publisher's page, where they are clicked or pasted along."""

import re

_BUTTONS = frozenset(
    label
    for line in (
        "google scholar|crossref|cross ref|pubmed|pubmed central|pmc|pmc free article|free pmc article|medline|web of science",
        "scopus|view in scopus|scopus®|isi|cas|ads|mathscinet|math|mathematical reviews|zbmath|zentralblatt|semantic scholar|wos",
        "sfx|openurl|article|view article|full text|view|abstract|pdf|view pdf|download pdf|links|link|find it|view record",
        "go to reference in article|open in new tab|download citation|export citation|search ads|search google scholar",
        "search pubmed|view at publisher|view at google scholar|publisher full text|reference source|return to ref|back to top",
        "top|edit|↩|^|↑|web of science®|[doi]|[pubmed]|[google scholar]|[pmc free article]|[crossref]|view record in scopus",
        "pubmed abstract|crossref full text|cross ref full text|worldcat|google preview|view abstract|author information",
        "green version|(open in a new window)|open in a new window|download references",
        "chemport|full text pdf|[full text]|ieee xplore|digital library|astrophysics data system|inspire|navigate to",
    )
    for label in line.split("|")
)
"""The labels, in small letters."""

_SEVERAL = re.compile(
    r"(?:(?:crossref|cross ref|google scholar|pubmed|web of science®?|view in scopus|view article|cas|scopus|openurl|full text"
    r"|abstract|pdf|isi|article|view|pmc|medline|ads|worldcat|google preview|search)\s?[|·•,]?\s?){2,9}"
)
"""Several of the labels in one: "CrossrefGoogle Scholar", "PubMed Web of Science®", "CAS | Google Scholar"."""

_AROUND = "[(|·•])  \t"


def is_button(text: str) -> bool:
    """Whether a text is the label of a button, or of several."""
    label = " ".join(text.split()).strip(_AROUND).lower()
    return label in _BUTTONS or _SEVERAL.fullmatch(label) is not None
