"""A cited work beside a registered one: what agrees, what differs, and how sure it is that they are one."""

from refcheck.matching.comparing import compare
from refcheck.matching.page_titles import confirmed_by_page, title_parts
from refcheck.matching.printing import printed
from refcheck.matching.ranking import rank
from refcheck.matching.score import SAME_WORK, agrees, match

__all__ = ["SAME_WORK", "agrees", "compare", "confirmed_by_page", "match", "printed", "rank", "title_parts"]
