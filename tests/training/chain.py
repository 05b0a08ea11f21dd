"""How unlikely labels are as a chain: a linear-chain CRF over the output of the network, with its gradient worked out by hand."""

from typing import Any

import torch

Numbers = Any
"""An array of torch."""


def unlikeliness(log: Numbers, steps: Numbers, own: Numbers) -> Numbers:
    """Minus the log likelihood of some references' labels, in all.

    ``log`` are log odds of every label, by reference and token; ``steps`` those of each label behind each other one, and in the
    last row at the beginning; ``own`` are the labels, -1 behind a reference's end, and everywhere in one that nobody labelled.
    """
    with torch.no_grad():
        odds, taken, there = log.exp().transpose(0, 1).contiguous(), steps.exp(), (own >= 0).float().T[..., None]
        ahead, norms = torch.zeros_like(odds), torch.ones(len(odds), odds.shape[1], 1)
        now = odds[0] * taken[-1]
        for place, (likely, is_there) in enumerate(zip(odds, there, strict=True)):
            reached = now if not place else now @ taken[:-1] * likely
            norms[place] = norms[place].lerp(reached.sum(1, keepdim=True), is_there)
            now = torch.lerp(now, reached, is_there) / norms[place]
            ahead[place] = now
        rest, behind = torch.ones_like(now), torch.ones_like(odds)
        scaled = torch.zeros_like(odds)
        back = taken[:-1].T.contiguous()
        for place in range(len(odds) - 1, 0, -1):
            scaled[place] = odds[place] * rest / norms[place] * there[place]
            rest = torch.lerp(rest, scaled[place] @ back, there[place])
            behind[place - 1] = rest
        known = own.T.clamp(min=0)
        shown = torch.zeros_like(odds).scatter_(2, known[..., None], there)
        of_log = (ahead * behind * there - shown).transpose(0, 1)
        pairs = torch.einsum("tbc,tbd->cd", ahead[:-1], scaled[1:]) * taken[:-1]
        pairs -= torch.einsum("tbc,tbd->cd", shown[:-1], shown[1:])
        first = ((ahead[0] * behind[0]) * there[0] - shown[0]).sum(0)
        of_steps = torch.cat([pairs, first[None]])
        total = norms.log().sum()
    linear = (log * of_log).sum() + (steps * of_steps).sum()
    expected = (log * shown.transpose(0, 1)).sum() + (steps[:-1] * (torch.einsum("tbc,tbd->cd", shown[:-1], shown[1:]))).sum()
    value = total - expected.detach() - (steps[-1] * shown[0].sum(0)).sum().detach()
    return linear - linear.detach() + value
