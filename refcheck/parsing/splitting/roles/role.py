"""The roles that a line may have."""

from enum import StrEnum


class Role(StrEnum):
    """The role of a line."""

    BEGINS = "begins"
    GOES_ON = "goes-on"
    LIST_HEADING = "list-heading"
    HEADING = "heading"
    CAPTION = "caption"
    TABLE = "table"
    FURNITURE = "furniture"
    FOOTNOTE = "footnote"
    BODY = "body"
    FRONT = "front"
    ANNOTATION = "annotation"
    REMARK = "remark"
    BUTTON = "button"
    CODE = "code"
    BARE = "bare"


LISTED = (Role.BEGINS, Role.GOES_ON)
"""The roles of lines of references."""
