"""Decisions that go with a reference whose text is changed, and so its fingerprint."""

from collections.abc import Mapping

from attrs import evolve

from refcheck.model import Bibliography
from refcheck.settings.values import Settings


def renamed(before: Bibliography, after: Bibliography) -> Mapping[str, str]:
    """The fingerprints that have become other ones, with those.

    The references are the same in the same order; where their number has changed, nobody can tell, and none is named.
    """
    old, new = ([reference.fingerprint for reference in each.references] for each in (before, after))
    if len(old) != len(new):
        return {}
    return {was: now for was, now in zip(old, new, strict=True) if was != now}


def following(settings: Settings, names: Mapping[str, str]) -> Settings:
    """The settings with the waivers and choices of renamed references once more, for their new fingerprints."""
    waivers = [
        evolve(each, fingerprint=names[each.fingerprint]) for each in settings.waivers if each.fingerprint in names
    ]
    choices = [
        evolve(each, fingerprint=names[each.fingerprint]) for each in settings.choices if each.fingerprint in names
    ]
    return evolve(settings, waivers=(*settings.waivers, *waivers), choices=(*settings.choices, *choices))
