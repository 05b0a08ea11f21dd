"""Accents that stand apart from their letters, as a PDF or a paste has them: "M¨uller".

Source: Unicode 15, Spacing Modifier Letters and Combining Diacritical Marks.
"""

ACCENTS = dict(
    zip(
        "`´ˆ^˜~¯ˉ˘˙¨˚˝ˇ¸˛",
        "\u0300\u0301\u0302\u0302\u0303\u0303\u0304\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328",
        strict=True,
    )
)
"""Each accent with a width of its own → the sign that puts it onto the letter before it."""
