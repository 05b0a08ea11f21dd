"""What is asked of the lexicon: the terms that reference lists are labelled with, and the sections of a paper.

A member's value is where its wordings stand in the files of the languages: ``labels.available`` is the key ``available`` of the
table ``labels``.
"""

from enum import StrEnum


class Term(StrEnum):
    """A meaning that many wordings have."""

    MONTH = "months"
    SEASON = "dates.season"
    NO_DATE = "dates.none"
    FORTHCOMING = "dates.forthcoming"
    WITHIN_DATE = "dates.of"
    BEFORE_YEAR = "dates.before-year"

    AVAILABLE = "labels.available"
    ADDRESS = "labels.address"
    AT = "labels.at"
    ACCESSED = "labels.accessed"
    ACCESS_ASIDE = "labels.access-aside"
    VOLUME = "labels.volume"
    ANNUAL = "labels.annual"
    ISSUE = "labels.issue"
    PAGE = "labels.page"
    ARTICLE_NUMBER = "labels.article-number"
    COLUMN = "labels.column"
    IN = "labels.in"
    AND = "labels.and"
    AND_OF_NAMES = "labels.and-of-names"
    OTHERS = "labels.others"
    EDITION = "labels.edition"
    EDITION_ASIDE = "labels.edition-aside"
    SUPPLEMENT = "labels.supplement"
    CHAPTER = "labels.chapter"
    SERIES = "labels.series"
    PUBLISHED = "labels.published"
    IBID = "labels.ibid"
    TO = "labels.to"

    EDITOR = "roles.editor"
    AUTHOR = "roles.author"
    TRANSLATOR = "roles.translator"

    THESIS = "kinds.thesis"
    REPORT = "kinds.report"
    PATENT = "kinds.patent"
    JOURNAL = "kinds.journal"
    MEETING = "kinds.meeting"
    NEWSPAPER = "kinds.newspaper"

    BODY = "bodies.body"
    PUBLISHER = "bodies.publisher"

    PARTICLE = "names.particle"
    SUFFIX = "names.suffix"

    SENTENCE = "sentences.common"
    PROSE = "sentences.prose"


class Section(StrEnum):
    """A section of a paper, by what its heading says."""

    REFERENCES = "references"
    FURTHER_READING = "further-reading"
    PRIMARY_SOURCES = "primary-sources"
    NOTES = "notes"
    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    CONTENTS = "contents"
    ACKNOWLEDGEMENTS = "acknowledgements"
    APPENDIX = "appendix"
    ABOUT_AUTHORS = "about-authors"
    CONTRIBUTIONS = "contributions"
    FUNDING = "funding"
    CONFLICTS = "conflicts"
    DATA_AVAILABILITY = "data-availability"
    SUPPLEMENT = "supplement"
    ETHICS = "ethics"
    CORRESPONDENCE = "correspondence"
    HOW_TO_CITE = "how-to-cite"
    ABBREVIATIONS = "abbreviations"
    INDEX = "index"
    TABLE = "table"
    FIGURE = "figure"


LISTS = frozenset({Section.REFERENCES, Section.FURTHER_READING, Section.PRIMARY_SOURCES, Section.NOTES})
"""The sections that hold references."""
