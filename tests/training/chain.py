"""The labels of a reference as a chain: a linear-chain conditional random field over what the network says of each token."""

from typing import Any

import torch

Numbers = Any
"""An array of torch."""


def unlikeliness(log: Numbers, steps: Numbers, own: Numbers) -> Numbers:
    """Minus the log likelihood of the labels of some references, in all; its gradient is that of the forward-backward algorithm.

    ``log`` are log probabilities, by reference, token and label; ``steps`` the score of each label (a column) behind each (a row),
    and in the last row at the beginning; ``own`` the labels, -1 behind a reference's end and in all of one that nobody labelled.
    """
    with torch.no_grad():
        there = (own >= 0).float().T[..., None]
        labelled = torch.zeros(*own.T.shape, log.shape[2]).scatter_(2, own.T.clamp(min=0)[..., None], there)
        odds, each = log.exp().transpose(0, 1) * there, steps.exp()
        ahead, sums = _ahead(odds, each, there)
        behind, scaled = _behind(odds, each, there, sums)
        own_pairs = _pairs(labelled[:-1], labelled[1:])
        pairs = _pairs(ahead, scaled) * each[:-1] - own_pairs
        tokens = ahead * behind * there - labelled
        likely = (log.transpose(0, 1) * labelled).sum()
        likely += (steps[:-1] * own_pairs).sum() + (steps[-1] * labelled[0]).sum()
        value = sums.log().sum() - likely
    slope = (log.transpose(0, 1) * tokens).sum() + (steps[:-1] * pairs).sum() + (steps[-1] * tokens[0]).sum()
    return slope - slope.detach() + value


def _ahead(odds: Numbers, steps: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
    """How likely each label is by what stands before and at its token, and the sums by which that was divided."""
    found, sums = torch.zeros_like(odds), torch.ones_like(there)
    now = steps[-1] * odds[0]
    for place, (own, is_there) in enumerate(zip(odds, there, strict=True)):
        reached = now @ steps[:-1] * own if place else now
        sums[place] = torch.lerp(sums[place], reached.sum(1, keepdim=True), is_there)
        now = torch.lerp(now, reached, is_there) / sums[place]
        found[place] = now
    return found, sums


def _behind(odds: Numbers, steps: Numbers, there: Numbers, sums: Numbers) -> tuple[Numbers, Numbers]:
    """How likely what stands behind a token is for each of its labels; and the same with the next token's own odds, for pairs."""
    found, scaled = torch.ones_like(odds), torch.zeros_like(odds)
    for place in range(len(odds) - 1, 0, -1):
        scaled[place] = odds[place] * found[place] / sums[place]
        found[place - 1] = torch.lerp(found[place], scaled[place] @ steps[:-1].T, there[place])
    return found, scaled[1:]


def _pairs(one: Numbers, other: Numbers) -> Numbers:
    """Sums over all tokens of what two labels, of a token and of the next, are together."""
    return torch.einsum("tbc,tbd->cd", one[: len(other)], other)
