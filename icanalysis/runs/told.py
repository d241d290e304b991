"""What a section showed as plain data: the kernel leaves it in the notebook, the run makes documents from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

import polars as pl

from icanalysis.tables.plain import Ratio, Table, Total
from icanalysis.tables.tiles import Tiles
from icanalysis.views.shown import Shown

Laid = TypeVar("Laid", Table, Tiles)


def told(shown: Shown, *, drawn: str | None) -> dict[str, Any]:
    """All that a section shows, `drawn` its chart as SVG; nothing in it but texts, numbers, lists and dicts."""
    return {
        "svg": drawn,
        "alt_text": shown.alt_text,
        "tiles": _plain(shown.body) if isinstance(shown.body, Tiles) else None,
        "table": _plain(shown.data) if shown.data else None,
        "notes": list(shown.notes),
        "grounds": list(shown.grounds),
        "subject": shown.subject,
    }


def table_told(content: Mapping[str, Any]) -> Table | None:
    """The table of a section again."""
    if content["table"] is None:
        return None
    table = _laid(Table, content["table"])
    totals, ratios = (Total(*one) for one in table.totals), (Ratio(*one) for one in table.ratios)
    return replace(table, totals=tuple(totals), ratios=tuple(ratios))


def tiles_told(content: Mapping[str, Any]) -> Tiles | None:
    """The tiles of a section again."""
    return content["tiles"] and _laid(Tiles, content["tiles"])


def _plain(laid: Table | Tiles) -> dict[str, Any]:
    look = {one.name: getattr(laid, one.name) for one in fields(laid) if one.name != "frame"}
    kinds = {name: str(kind) for name, kind in laid.frame.schema.items()}
    return look | {"frame": laid.frame.to_dict(as_series=False), "kinds": kinds}


def _laid(kind: type[Laid], told_of: Mapping[str, Any]) -> Laid:
    frame = pl.DataFrame(told_of["frame"], schema={name: getattr(pl, one) for name, one in told_of["kinds"].items()})
    look = {one.name: _whole(told_of[one.name]) for one in fields(kind) if one.name != "frame"}
    return kind(frame=frame, **look)


def _whole(value: Any) -> Any:
    """A list as the tuple that it was."""
    return tuple(map(_whole, value)) if isinstance(value, list) else value
