"""The mean of networks; where torch is installed."""

import pytest

pytest.importorskip("torch", reason="torch is needed for the training alone")


def test_the_mean_of_a_network_and_itself_reads_as_it_does() -> None:
    from training.network import mean

    from refcheck.parsing.tagging.tagger import MODEL
    from refcheck.parsing.tagging.weights import read

    weights = read(MODEL)
    again = mean([weights, weights])
    assert (again.labels, again.distances, list(again.arrays)) == (weights.labels, weights.distances, [*weights.arrays])
    changed = [name for name, array in again.arrays.items() if bytes(array.data) != bytes(weights.arrays[name].data)]
    assert set(changed) <= {"vectors", "scale"}  # whole numbers, rounded once more
    rounded = zip(bytes(again.arrays["vectors"].data), bytes(weights.arrays["vectors"].data), strict=True)
    assert max(min(abs(one - other), 256 - abs(one - other)) for one, other in rounded) <= 1
