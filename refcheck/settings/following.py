"""Decisions that go with a reference whose text is changed, and so its fingerprint."""

from collections.abc import Mapping

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.settings.values import Settings


def following(settings: Settings, before: Bibliography, after: Bibliography) -> Settings:
    """The settings with the waivers and choices that hold ``before`` for its references once more, for those ``after``.

    The references are the same in the same order; where their number has changed, nobody can tell, and nothing follows.
    """
    old, new = ([reference.fingerprint for reference in each.references] for each in (before, after))
    if len(old) != len(new):
        return settings
    renamed: Mapping[str, str] = {was: now for was, now in zip(old, new, strict=True) if was != now}
    waivers = [
        evolve(each, fingerprint=renamed[each.fingerprint]) for each in settings.waivers if each.fingerprint in renamed
    ]
    choices = [
        evolve(each, fingerprint=renamed[each.fingerprint]) for each in settings.choices if each.fingerprint in renamed
    ]
    return evolve(settings, waivers=(*settings.waivers, *waivers), choices=(*settings.choices, *choices))
