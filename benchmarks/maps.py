"""Maps, boundaries, names and re-basing, each beside what one would use instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from rich.table import Table

from benchmarks import boundaries, naming, pictures, rebasing

PACKAGES = ("altair", "vl-convert-python", "geopandas", "shapely", "matplotlib")


def compared(*, repeats: int, tell: Callable[[str], None]) -> Iterator[Table]:
    """The tables, each as soon as it is measured.

    Raises:
        AssertionError: when pandas re-bases to other results than the suite.
        Failed: when a contender does not work, or gives different results for the same file.
    """
    tell(", ".join(f"{name} {version(name)}" for name in PACKAGES))
    yield pictures.compared(repeats=repeats, tell=tell)
    yield boundaries.compared(repeats=repeats, tell=tell)
    yield from naming.compared(repeats=repeats, tell=tell)
    yield rebasing.compared(repeats=repeats, tell=tell)
