"""Tiles: few figures, large, each with the small lines that keep it honest; for a wall and for a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from icanalysis.style import colours

TONES = ("ahead", "behind", "plain")
STYLE = f"""\
.ic-tiles.ic-tiles {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 12em), 1fr)); gap: .75em;
  list-style: none; margin: .5em 0 1em; padding: 0; }}
.ic-tile.ic-tile {{ border: 1px solid {colours.RULE}; border-top: .25em solid {colours.PLAN}; padding: .5em .75em;
  margin: 0; break-inside: avoid; overflow-wrap: break-word; }}
.ic-tile.ic-tile-ahead {{ border-top-color: {colours.AHEAD}; }}
.ic-tile.ic-tile-behind {{ border-top-color: {colours.BEHIND}; }}
.ic-tiles .ic-tile p {{ margin: 0 0 .15em; }}
.ic-tiles .ic-tile-label {{ font-weight: 600; line-height: 1.3; }}
.ic-tiles .ic-tile p.ic-tile-value {{ display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .25em;
  font-size: 1.9em; line-height: 1.25; font-weight: 700; }}
.ic-tiles .ic-tile-value span {{ flex: 1 1 4em; font-size: .5em; font-weight: 400; }}
.ic-tiles .ic-tile-mark {{ font-size: .85em; display: inline-block; border: 1px solid {colours.RULE};
  border-radius: .25em; padding: 0 .4em; }}
.ic-tiles .ic-tile-line {{ font-size: .85em; line-height: 1.4; color: {colours.INK}; }}
"""


@dataclass(frozen=True)
class Tiles:
    """Tiles in their order, as plain texts; `as_raw_html` writes them, as that of a table does."""

    frame: pl.DataFrame
    label: str
    value: str
    unit: str
    mark: str
    tone: str
    lines: tuple[str, ...]

    def as_raw_html(self) -> str:
        """A list of tiles with the style it needs; every text is escaped."""
        tiles = "".join(map(self._tile, self.frame.iter_rows(named=True)))
        return f'<style>{STYLE}</style><ul class="ic-tiles" role="list">{tiles}</ul>'

    def _tile(self, row: dict[str, str]) -> str:
        unit = f" <span>{escape(row[self.unit])}</span>" if row[self.unit] else ""
        parts = [
            _paragraph("label", escape(row[self.label])),
            _paragraph("value", escape(row[self.value]) + unit),
            _paragraph("mark", escape(row[self.mark])),
            *(_paragraph("line", escape(row[line])) for line in self.lines),
        ]
        return f'<li class="ic-tile ic-tile-{row[self.tone]}">{"".join(parts)}</li>'


def tiles(
    frame: pl.DataFrame, *, label: str, value: str, unit: str, mark: str, tone: str, lines: Sequence[str]
) -> Tiles:
    """One tile per row: a label, a large value with its unit, a mark, and small lines; an empty text is left out.

    The tone (ahead, behind, plain) colours the edge and repeats what a line says in words.

    Raises:
        ValueError: for a tone that is none of `TONES`; it would have no colour.
    """
    if strange := set(frame[tone]) - set(TONES):
        raise ValueError(f"A tile has the tone {sorted(strange)[0]!r}; known are {', '.join(TONES)}.")
    return Tiles(frame, label, value, unit, mark, tone, tuple(lines))


def _paragraph(name: str, content: str) -> str:
    return f'<p class="ic-tile-{name}">{content}</p>' if content else ""
