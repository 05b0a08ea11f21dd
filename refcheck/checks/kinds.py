"""Types of work, as the rules tell them apart."""

CITED_IN_FULL = frozenset({"article-journal", "chapter", "paper-conference", "book", "thesis"})
"""CSL types whose references give an author, a year and a title. News, reports and pages often lack one of them."""

UNTITLED = frozenset({"personal_communication", "interview", "manuscript", "patent", "legal_case", "legislation"})
"""CSL types whose references may have no title, and are told by persons, days, shelf marks and numbers."""
