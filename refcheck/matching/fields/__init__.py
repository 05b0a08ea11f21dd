"""One field of two works held against each other: each file says when it is the same, a variant or different."""
