"""Chance that depends on the seed and on what it is drawn for, and on nothing else.

Philox is counter-based: a stream is a key, and one stream says nothing of another. So a product has the same series
whether it is drawn alone or among a thousand, first or last, on one thread or on many.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np


def chance(seed: int, subject: str, number: int = 0) -> np.random.Generator:
    """The stream of a subject, such as the 3rd product, under a seed."""
    key = np.random.SeedSequence(entropy=seed, spawn_key=(crc32(subject.encode()), number))
    return np.random.Generator(np.random.Philox(key))
