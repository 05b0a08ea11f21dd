"""What a labelled reference says, bare of its style: the material for printing it again in another."""

import re

from attrs import frozen

from refcheck.model import Name
from refcheck.parsing.dates import read_date
from refcheck.parsing.names import read_names
from refcheck.parsing.numbers import read_issue, read_pages, read_volume
from refcheck.parsing.trim import trimmed
from training.data import Example

#: "In", "in:" and the like before a container, which a style prints by itself.
_IN = re.compile(r"^(?:in|dans|en|em|//)\b\s*[:.]?\s*(?=\W?[A-Z])|^//\s*", re.IGNORECASE)
#: The label and resolver before a DOI, which a style prints by itself: "DOI:", "https://doi.org/".
_DOI = re.compile(
    r"^\W*(?:(?:available\s+(?:at|from):?\s*)?(?:doi\b[\s:.]*|https?://(?:dx\.)?doi\.org/)+)", re.IGNORECASE
)
#: A character of a Chinese, Japanese or Korean script.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@frozen(kw_only=True)
class Facts:
    """A reference's values. ``texts`` holds those that are printed as they are, by the data's label."""

    author: tuple[Name, ...]
    editor: tuple[Name, ...]
    texts: dict[str, str]

    def has(self, *labels: str) -> bool:
        """Whether every one of the values is there."""
        return all(label in self.texts for label in labels)

    @property
    def east_asian(self) -> bool:
        """Whether the title is in Chinese, Japanese or Korean."""
        return bool(_EAST_ASIAN.search(self.texts.get("title", "")))


def facts_of(example: Example) -> Facts | None:
    """The facts of a reference, or ``None`` where it is too odd to be printed again: two titles, unclear names."""
    labels = [label for label, _ in example.segments]
    if labels.count("title") > 1 or labels.count("container") > 1 or labels.count("date") > 1:
        return None
    texts: dict[str, str] = {}
    people: dict[str, tuple[Name, ...]] = {"author": (), "editor": ()}
    for label, printed in example.segments:
        if label in people:
            names = read_names(printed)
            if any(len(person.name.literal or person.name.family or "") < 2 for person in names.names):
                return None
            people[label] += tuple(person.name for person in names.names)
        else:
            texts.update(_values(label, printed))
    if not texts.keys() & {"title", "container"}:
        return None
    return Facts(author=people["author"], editor=people["editor"], texts=texts)


def _values(label: str, printed: str) -> dict[str, str]:
    if label == "date":
        date = read_date(printed)
        return {"date": str(date.year)} if date and date.year else {}
    if label == "pages":
        pages = read_pages(printed)
        return {} if pages is None or pages.extent else {"pages": pages.value}
    if label in ("volume", "issue"):
        read = read_volume(printed) if label == "volume" else read_issue(printed)
        return {name: span.of(printed) for name, span in read}
    if label in ("title", "container", "publisher", "location", "doi", "url", "series", "institution", "arxiv"):
        start, end = trimmed(printed, 0, len(printed))
        text = " ".join(printed[start:end].split())
        text = _IN.sub("", text) if label == "container" else _DOI.sub("", text) if label == "doi" else text
        return {label.replace("institution", "publisher"): text} if text else {}
    return {}
