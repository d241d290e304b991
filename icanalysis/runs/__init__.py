"""How notebooks run: on screen, on paper, and what is checked before anything is delivered."""

from icanalysis.runs.page import Page

__all__ = ["Page"]
