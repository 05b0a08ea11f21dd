"""What is asked of the lexicon: the terms that reference lists are labelled with, and the sections of a paper.

A member's value is where its wordings stand in the files of the languages: ``labels.available`` is the key ``available`` of the
table ``labels``.
"""

from enum import StrEnum


class Term(StrEnum):
    """A meaning that many wordings have.

    The wordings of ``…_WORD`` are those that titles and names hold as well: they tell less than the others.
    """

    LANGUAGE = "languages"
    MONTH = "months"
    SEASON = "dates.season"
    NO_DATE = "dates.none"
    FORTHCOMING = "dates.forthcoming"
    WITHIN_DATE = "dates.of"
    BEFORE_YEAR = "dates.before-year"
    DATED_THING = "dates.dated-thing"

    AVAILABLE = "labels.available"
    ADDRESS = "labels.address"
    AT = "labels.at"
    ACCESSED = "labels.accessed"
    ACCESS_ASIDE = "labels.access-aside"
    ACCESS_LEAD = "labels.access-lead"
    DATE = "labels.date"
    BY = "labels.by"
    FROM = "labels.from"
    MEDIUM = "labels.medium"
    TEXT = "labels.text"
    VOLUME = "labels.volume"
    ANNUAL = "labels.annual"
    NTH = "labels.nth"
    ISSUE = "labels.issue"
    PAGE = "labels.page"
    ARTICLE_NUMBER = "labels.article-number"
    COLUMN = "labels.column"
    IN = "labels.in"
    AND = "labels.and"
    AND_OF_NAMES = "labels.and-of-names"
    OTHERS = "labels.others"
    OTHERS_WORD = "labels.others-word"
    EDITION = "labels.edition"
    EDITION_ASIDE = "labels.edition-aside"
    ORDINAL = "labels.ordinal"
    SUPPLEMENT = "labels.supplement"
    SUPPLEMENT_WORD = "labels.supplement-word"
    CHAPTER = "labels.chapter"
    CHAPTER_WORD = "labels.chapter-word"
    SERIES = "labels.series"
    SERIES_WORD = "labels.series-word"
    PUBLISHED = "labels.published"
    LICENSED = "labels.licensed"
    IDENTIFIER = "labels.identifier"
    IBID = "labels.ibid"
    SAME_AUTHOR = "labels.same-author"
    TO = "labels.to"
    SEE = "labels.see"

    EDITOR = "roles.editor"
    AUTHOR = "roles.author"
    TRANSLATOR = "roles.translator"

    THESIS = "kinds.thesis"
    THESIS_WORD = "kinds.thesis-word"
    REPORT = "kinds.report"
    REPORT_WORD = "kinds.report-word"
    PATENT = "kinds.patent"
    PATENT_WORD = "kinds.patent-word"
    JOURNAL = "kinds.journal"
    JOURNAL_WORD = "kinds.journal-word"
    MEETING = "kinds.meeting"
    MEETING_WORD = "kinds.meeting-word"
    NEWSPAPER = "kinds.newspaper"

    BODY = "bodies.body"
    BODY_WORD = "bodies.body-word"
    PUBLISHER = "bodies.publisher"
    PUBLISHER_WORD = "bodies.publisher-word"

    CASE_ENDING = "names.case-ending"
    PARTICLE = "names.particle"
    ARTICLE = "names.article"
    SUFFIX = "names.suffix"
    SUFFIX_WORD = "names.suffix-word"

    SENTENCE = "sentences.common"
    SMALL = "grammar.small"

    LATER = "lines.later"
    FRONT = "pages.front"
    CONTACT = "pages.contact"
    NOTICE = "pages.notice"
    NUMBER_OF = "pages.number-of"


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
    HANDLING = "handling"
    HOW_TO_CITE = "how-to-cite"
    ABBREVIATIONS = "abbreviations"
    INDEX = "index"
    TABLE = "table"
    FIGURE = "figure"


LISTS = frozenset({Section.REFERENCES, Section.FURTHER_READING, Section.PRIMARY_SOURCES, Section.NOTES})
"""The sections that hold references."""
