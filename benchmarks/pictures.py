"""The same map as SVG: the suite's choropleth beside geopandas and matplotlib, from 7 to 3,321 shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import polars as pl
from rich.table import Table

from benchmarks import contest
from benchmarks.generate import SEED, uniform
from benchmarks.measure import ROOT
from icanalysis.geography.shapes import ARCHIPELAGOS, dissolved
from icanalysis.maps.classes import classed

SUITE = "icanalysis"
MODULES = {
    SUITE: "picture_by_suite",
    "geopandas + matplotlib": "picture_by_geopandas",
    "the same, simplified first": "picture_by_geopandas_simplified",
}
BOUNDARIES = ROOT / "data" / "boundaries"
PLACES = ROOT / "data" / "published" / "places.csv"
CASES = {
    "districts of Tuyên Quang, 2024": ("2024", "district", "08"),
    "provinces, 2024": ("2024", "province", None),
    "districts, 2024": ("2024", "district", None),
    "communes, 2025": ("2025", "commune", None),
}
"""What is drawn: edition, level, and the province it is drawn of."""

EMBEDDED = {"2024": "district", "2025": "commune"}
GOAL = "communes, 2025"
GOAL_S = 1.5
TOLD = {"spec KB": "spec_kb", "SVG KB": "svg_kb"}
CAPTION = """\
Embedded approximate shapes, simulated values, the same classes and colours. All start from shapes in memory, in \
degrees, and end with SVG text: project, draw, legend, title, hatching. The suite also simplifies borders for the \
page (0.75 px, as the third row does with geopandas), places names that avoid each other (the others write them \
plainly, on the map of seven), and draws scale bar, north arrow and notes. Again: the next map of the process."""


def compared(*, repeats: int, tell: Callable[[str], None]) -> Table:
    """The table of times, memory and sizes; says whether the goal for all communes is met."""
    shown = contest.table(told=TOLD, title="Choropleth to SVG, each in a fresh process", caption=CAPTION)
    with TemporaryDirectory(prefix="icanalysis-bench-") as folder:
        for case, (edition, level, province) in CASES.items():
            file = Path(folder) / "shapes.parquet"
            shapes = simulated(edition, level, province=province)
            shapes.to_parquet(file)
            tell(f"{len(shapes):,} {case}: {repeats} rounds of {', '.join(MODULES)}")
            results = contest.measured(MODULES, file, repeats=repeats)
            contest.add_rows(shown, f"{len(shapes):,} {case}", results, told=TOLD)
            if case == GOAL:
                tell(contest.verdict(f"{len(shapes):,} shapes to SVG", results[SUITE]["first_s"], goal_s=GOAL_S))
    return shown


def simulated(edition: str, level: str, *, province: str | None) -> gpd.GeoDataFrame:
    """Embedded shapes with a simulated value and its class; one in twenty has none.

    place_code, name, class_index, class_label, colour, value_text, archipelago (its name or none), geometry.
    """
    places = pl.read_csv(PLACES, infer_schema=False).filter(pl.col("edition") == edition)
    shapes = gpd.read_parquet(BOUNDARIES / edition / "approximate.parquet")[["place_code", "geometry"]]
    into = dict(places.filter(pl.col("level") == EMBEDDED[edition]).select("place_code", "parent_code").rows())
    if province:
        shapes = shapes[shapes["place_code"].map(into) == province]
    islands = {code: name for code, name in ARCHIPELAGOS[edition].items() if code in set(shapes["place_code"])}
    if level != EMBEDDED[edition]:
        shapes = dissolved(shapes, into=into)
        islands = {into[code]: name for code, name in islands.items()}
    told = _told(shapes["place_code"].tolist(), names=dict(places.select("place_code", "full_name").rows()))
    return shapes.assign(**told.to_dict(as_series=False), archipelago=shapes["place_code"].map(islands))


def _told(codes: list[str], *, names: dict[str, str]) -> pl.DataFrame:
    """What the map says of each place, in the order of the codes."""
    code = pl.col("place_code")
    value = pl.when(uniform(code, SEED + 1) >= 0.05).then((uniform(code, SEED) ** 2 * 100).round(1))
    drawn = pl.DataFrame({"place_code": codes}).with_columns(value=value)
    classes = classed(drawn["value"].to_list())
    labels = classes.labels(f"{{:.{classes.decimals}f}}".format)
    legend = pl.DataFrame({"class_label": labels, "colour": classes.colours}).with_row_index("class_index")
    return (
        drawn.with_columns(
            name=code.replace_strict(names, return_dtype=pl.String),
            class_index=pl.Series(classes.indices, dtype=pl.UInt32),
            value_text=pl.col("value").cast(pl.String).fill_null(contest.NOTHING),
        )
        .join(legend, on="class_index", how="left", maintain_order="left")
        .select("place_code", "name", pl.col("class_index").cast(pl.Float64), "class_label", "colour", "value_text")
    )
