"""The map as one would draw it with geopandas and matplotlib: plot by class, legend, hatching, title, few names."""

from __future__ import annotations

from io import StringIO

import geopandas as gpd
import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from benchmarks.picture_by_suite import kilobytes, load
from icanalysis.geography.shapes import METRES
from icanalysis.maps.choropleth import BORDERS, TALLEST, WIDTH
from icanalysis.maps.labels import FEW
from icanalysis.style.colours import BORDER, HATCH, NO_DATA

__all__ = ["load", "told", "work"]

mpl.use("svg")
mpl.rcParams["svg.fonttype"] = "none"  # texts stay texts, as in the suite's SVG
mpl.rcParams["svg.hashsalt"] = "the same names in every run"
PX_PER_INCH = 96
PT_PER_PX = 0.75


def work(shapes: gpd.GeoDataFrame) -> str:
    """The map as SVG text."""
    return drawn(shapes.to_crs(METRES))


def drawn(shapes: gpd.GeoDataFrame) -> str:
    """Shapes in metres as SVG text, on a page as large as the suite's."""
    figure = Figure(figsize=(WIDTH / PX_PER_INCH, TALLEST / PX_PER_INCH), layout="constrained")
    axes = figure.subplots()
    legend = shapes[["class_index", "class_label", "colour"]].dropna().drop_duplicates().sort_values("class_index")
    shapes.plot(
        column="class_label",
        categorical=True,
        categories=legend["class_label"].tolist(),
        cmap=ListedColormap(legend["colour"].tolist()),
        legend=True,
        legend_kwds={"title": "Simulated share, %", "loc": "upper left", "bbox_to_anchor": (1, 1), "frameon": False},
        missing_kwds={"color": NO_DATA, "edgecolor": HATCH, "hatch": "///", "label": "no data"},
        edgecolor=BORDER,
        linewidth=next(width for most, width in BORDERS if len(shapes) <= most) * PT_PER_PX,
        ax=axes,
    )
    with_names(axes, shapes)
    axes.set_title("Simulated shares, %", loc="left", fontweight="bold")
    axes.set_axis_off()
    page = StringIO()
    figure.savefig(page, format="svg", metadata={"Date": None})
    return page.getvalue()


def with_names(axes: Axes, shapes: gpd.GeoDataFrame) -> None:
    """Writes the names where the suite shows all of them: on a map of few places."""
    if len(shapes) > FEW:
        return
    points = shapes.representative_point()
    for name, x, y in zip(shapes["name"], points.x, points.y, strict=True):
        axes.annotate(name, (x, y), ha="center", fontsize=9)


def told(page: str) -> dict[str, float]:
    """The size of the SVG."""
    return {"svg_kb": kilobytes(page)}
