"""How notebooks run: on screen, on paper, and what is checked before anything is delivered."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icanalysis.runs.page import Page

__all__ = ["Page"]


def __getattr__(name: str):
    """Loads the page, and with it the charts, when a notebook asks for it: who only starts kernels needs neither."""
    if name != "Page":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from icanalysis.runs.page import Page

    return Page
