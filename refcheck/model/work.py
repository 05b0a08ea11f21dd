"""A work: the description of a publication, whether cited or registered."""

from attrs import field, fields, frozen

from refcheck.model.span import interned_or_none


@frozen(kw_only=True)
class Name:
    """A person's or an organisation's name, in CSL's parts.

    A person has ``family`` and possibly ``given``, ``particle`` (van, de la: CSL's two particles in one) and
    ``suffix`` (Jr, III). A name that cannot or must not be split has only ``literal``.
    """

    family: str | None = field(default=None, converter=interned_or_none)
    given: str | None = field(default=None, converter=interned_or_none)
    suffix: str | None = None
    particle: str | None = None
    literal: str | None = None

    @property
    def headword(self) -> str:
        """The part that the name is filed under: the family name, or the literal; ``""`` where there is neither."""
        return self.family or self.literal or ""

    @property
    def full_family(self) -> str:
        """The family name with its particle: ``van der Poe``; ``""`` where there is neither."""
        return f"{self.particle} {self.headword}".strip() if self.particle else self.headword

    def __str__(self) -> str:
        """Return the name for display: ``Family, Given``, or the literal."""
        if self.literal is not None:
            return self.literal
        return ", ".join([part for part in (self.full_family, self.given, self.suffix) if part])


@frozen(kw_only=True, weakref_slot=False)
class Date:
    """A date in the Gregorian calendar, as exact as it is known; ``raw`` is the date as printed.

    A date of another calendar (Jalali, Hijri) is as printed in ``raw``, and converted in the numbers. A printed text that
    is not a date ("n.d.", "in press") has only ``raw``.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    raw: str | None = field(default=None, converter=interned_or_none)

    def __str__(self) -> str:
        """Return the date in ISO 8601, as exact as it is known; the printed form where there is no year."""
        if self.year is None:
            return self.raw or ""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


@frozen(kw_only=True, weakref_slot=False, repr=False)
class Work:
    """A publication's description. Names are CSL's, with ``_`` for ``-``; an unknown value is ``None`` or ``()``.

    ``type`` is a CSL type (``article-journal``, ``chapter``, ``book`` …). Where a registry gives several values for
    a CSL variable, the first is in that variable and the rest are in another: ``container_title_alternative`` (short
    titles, series), ``original_title`` (other languages), ``issued_alternative`` (online, print, posted, accepted).
    ``issued_kinds`` says which of ``print`` and ``online`` a registry dates, the earlier first, if it distinguishes them: a
    work that is dated ``online`` only may have been printed later.
    ``subtitle`` is the part that a registry states separately; a cited title includes its subtitle. ``author_et_al`` says that
    the printed list of authors ends in "et al." or an equivalent, so that it is known to be incomplete.
    """

    type: str | None = None
    title: str | None = field(default=None, converter=interned_or_none)
    subtitle: str | None = None
    title_short: str | None = None
    original_title: tuple[str, ...] = ()
    author: tuple[Name, ...] = ()
    author_et_al: bool = False
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    container_title: str | None = field(default=None, converter=interned_or_none)
    container_title_alternative: tuple[str, ...] = ()
    collection_title: str | None = None
    event_title: str | None = None
    volume: str | None = field(default=None, converter=interned_or_none)
    issue: str | None = field(default=None, converter=interned_or_none)
    page: str | None = field(default=None, converter=interned_or_none)
    number_of_pages: str | None = None
    article_number: str | None = None
    number: str | None = None
    issued: Date | None = None
    issued_alternative: tuple[Date, ...] = ()
    issued_kinds: tuple[str, ...] = ()
    accessed: Date | None = None
    publisher: str | None = field(default=None, converter=interned_or_none)
    publisher_place: str | None = None
    edition: str | None = None
    genre: str | None = None
    archive: str | None = None
    language: str | None = field(default=None, converter=interned_or_none)
    note: str | None = None
    doi: str | None = field(default=None, converter=interned_or_none)
    url: str | None = None
    isbn: tuple[str, ...] = ()
    issn: tuple[str, ...] = ()
    pmid: str | None = None
    pmcid: str | None = None
    arxiv: str | None = None

    @property
    def year(self) -> int | None:
        """The year of issue, where it is known."""
        return self.issued.year if self.issued else None

    def __repr__(self) -> str:
        """Return the known values: ``Work(type='book', title='Talking of Rivers')``."""
        known = ((each.name, getattr(self, each.name)) for each in fields(Work))
        return f"Work({', '.join(f'{name}={value!r}' for name, value in known if value)})"

    def __str__(self) -> str:
        """Return the work in a few words, as far as it is known: ``Marchand (2016) Talking of Rivers``."""
        year = f"({self.year})" if self.year else ""
        return " ".join(part for part in (self._creators(), year, self.title or self.container_title or "") if part)

    def _creators(self) -> str:
        """Return ``Bellini & Porter``, ``van der Poe et al.``; the editors where no author is named."""
        names = [name.full_family or name.given or "" for name in self.author or self.editor]
        if not names:
            return ""
        if len(names) > 2 or self.author_et_al:
            return f"{names[0]} et al."
        return " & ".join(names)
