"""The loss of a chain of labels, against all chains that there are; where torch is installed."""

from itertools import pairwise, product
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is needed for the training alone")


@pytest.mark.parametrize("lengths", [(4,), (1, 4), (4, 2, 0), (0,)])
def test_the_loss_of_a_chain_and_its_gradient(lengths: tuple[int, ...]) -> None:
    from training.chain import unlikeliness

    torch.manual_seed(len(lengths))
    log = torch.randn(len(lengths), 4, 3).requires_grad_()
    steps = torch.randn(4, 3).requires_grad_()
    labels = torch.randint(0, 3, (len(lengths), 4))
    for row, length in zip(labels, lengths, strict=True):
        row[length:] = -1

    def score(at: int, chain: tuple[int, ...]) -> Any:
        begun = steps[-1, chain[0]] + sum(log[at, place, label] for place, label in enumerate(chain))
        return begun + sum(steps[one, other] for one, other in pairwise(chain))

    def slow() -> Any:
        found = torch.zeros(())
        for at, length in enumerate(lengths):
            if length:
                every = torch.stack([score(at, chain) for chain in product(range(3), repeat=length)])
                found = found + every.logsumexp(0) - score(at, tuple(labels[at, :length].tolist()))
        return found

    quick = unlikeliness(log, steps, labels)
    assert torch.allclose(quick, slow(), atol=1e-4)
    of_quick = torch.autograd.grad(quick, (log, steps))
    of_slow = torch.autograd.grad(slow() + 0 * (log.sum() + steps.sum()), (log, steps))
    assert all(torch.allclose(one, other, atol=1e-4) for one, other in zip(of_quick, of_slow, strict=True))
