"""What a Vega-Lite specification says: its layers, its rows, and everything set outside the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import altair as alt

from icanalysis.style import colours

LOOKS = re.compile(r"font|label(Color|Limit|FontSize)|titleColor|background", re.IGNORECASE)
HEX = re.compile(r"#[0-9a-fA-F]{3,8}")
NAMED = {value for name, value in vars(colours).items() if name.isupper()}
Spec = dict[str, Any]


def spec_of(chart: alt.TopLevelMixin) -> Spec:
    return chart.to_dict()


def layer(spec: Spec, mark: str) -> list[Spec]:
    """The layers with a mark of this type."""
    return [one for one in spec["layer"] if one["mark"]["type"] == mark]


def drawn(spec: Spec) -> list[Spec]:
    """The rows that the layers share, or those of the first layer."""
    return (spec.get("data") or spec["layer"][0]["data"])["values"]


def leaves(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its path."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(part, list):
        for value in part:
            yield from leaves(value, path)
    else:
        yield path, part


def set_outside_the_theme(spec: Spec) -> list[str]:
    """Fonts, label looks and colours of its own that a chart brings along."""
    own = {key: value for key, value in spec.items() if key not in ("config", "datasets")}
    return [
        f"{path}={value}"
        for path, value in leaves(own)
        if LOOKS.search(path.rpartition(".")[2]) or (set(HEX.findall(str(value))) - NAMED)
    ]
