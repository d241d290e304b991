"""A stream depends on the seed and on what it is drawn for, and on nothing else."""

import numpy as np

from icanalysis.demo.chance import chance


def drawn(*key) -> list[float]:
    return chance(*key).random(4).tolist()


def test_the_same_subject_draws_the_same():
    assert drawn(1, "tea", 3) == drawn(1, "tea", 3)


def test_seed_subject_and_number_each_make_another_stream():
    streams = {tuple(drawn(*key)) for key in [(1, "tea", 3), (2, "tea", 3), (1, "steel", 3), (1, "tea", 4)]}
    assert len(streams) == 4


def test_what_was_drawn_before_does_not_matter():
    first = chance(1, "tea")
    chance(1, "steel").random(1_000)
    assert np.array_equal(first.random(4), chance(1, "tea").random(4))
