"""How many examples a property is tried on: what a test says is for the profile ``long``, the usual one draws a quarter of them."""

from hypothesis import settings

_LONG, _FEWEST = 100, 5


def examples(many: int) -> int:
    """Return the number in the profile ``long``, and in proportion in another."""
    assert settings.default is not None
    return max(_FEWEST, many * settings.default.max_examples // _LONG)
