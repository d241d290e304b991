"""Draw approximate boundaries of both editions of the country, from registry packages only.

Run `python scripts/build_boundaries.py` in an environment with the project installed; `--atlas FILE.tgz` names the
package world-atlas where it is there already, else npm fetches it. It writes `approximate.parquet` and `.json` into
`data/boundaries/EDITION`, the same bytes each time under the same versions of GEOS, geopandas and pyarrow, and stops in
words where a package does not hold what it should or a unit would be left without land.

Nobody's boundary is read. Each commune stands for the land that lies nearer to its seeds (its point and eight points
around it) than to those of any other; the outline of the country cuts it off at the sea and at the border.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
import numpy as np
import polars as pl
import shapely
from build_places import register
from pyproj import Transformer

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED, BOUNDARIES = ROOT / "data" / "published", ROOT / "data" / "boundaries"
CODES = dict.fromkeys(["edition", "place_code", "parent_code", "old_code", "new_code"], pl.String)
LEVELS = {"2024": ("district", 696), "2025": ("commune", 3_321)}

ATLAS = "world-atlas@2.0.2"
ATLAS_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
VIETNAM, NEIGHBOURS = ["704"], ["116", "156", "418"]
"""Numbers of ISO 3166-1, by which Natural Earth's outlines are named in world-atlas: Cambodia, China, Laos."""

METRES, DEGREES = "EPSG:3405", "EPSG:4326"
METRES_OF_A_DEGREE = 111_200.0
SEED_REACH = 0.4
"""How far from the middle of its box towards the sides the eight seeds of a commune stand."""

CIRCLE_REACH = 0.5
"""The same for a commune without a usable box: parts of the radius of a circle of its estimated area."""

BOX_FITS = (0.7, 6.0)
"""A box is used when it is so many times as large as the estimated area; smaller ones are of a house, larger ones of a
district."""

USUAL = 3.0
"""The estimated area is held between the usual box of the district divided and multiplied by this: some printed areas
of 2025 are far off (9 km² for Yên Bình)."""

BOX_OF_A_PROVINCE = 20.0
"""A box so many times as large as the estimated area comes from a search that found only the district or province."""

TOLERANCE_M = {"2024": 350.0, "2025": 220.0}
"""Bends of a border smaller than this square are straightened: they are made by the method, not by the land."""

ISLAND_REACH = 3.0
"""So many radii of the district further off may an island of a special zone lie than the point of the zone."""

FRAGMENT = 0.05
"""A piece less than so many times the main piece of its unit, with land around it, goes to the neighbour."""

SPOT_KM = 2.0
"""Radius of the land around a point in the sea (or across the border) whose district or new commune has other land."""

CRUMB_KM2 = 1.0
"""So does a smaller piece than this that is not the main one."""

STEP = 2.0**-14
"""Coordinates are whole multiples of this many degrees (7 m): binary fractions, so that the files compress."""

CIRCLE_KM = {"20333": 5.0, "22736": 7.0}
"""Radius of the circles of Hoàng Sa and Trường Sa: far larger than the islands, to be seen on a map of the country."""

ISLANDS = {
    "20333": """Hoàng Sa 16.53 111.61, Phú Lâm 16.83 112.33, Tri Tôn 15.78 111.20, Linh Côn 16.67 112.73,
        Quang Hòa 16.45 111.71, Duy Mộng 16.46 111.74, Hữu Nhật 16.51 111.59, Quang Ảnh 16.45 111.50,
        Bạch Quy 16.06 111.77, Cây 16.98 112.27""",
    "22736": """Trường Sa 8.64 111.92, Song Tử Tây 11.43 114.33, Sinh Tồn 9.89 114.33, Nam Yết 10.18 114.37,
        Sơn Ca 10.38 114.48, Sinh Tồn Đông 9.90 114.56, Phan Vinh 8.97 113.69, An Bang 7.89 112.92,
        Trường Sa Đông 8.93 112.35, Đá Tây 8.86 112.23, Thuyền Chài 8.17 113.30, Đá Lát 8.67 111.67,
        Tốc Tan 8.83 113.98, Tiên Nữ 8.86 114.65""",
}
"""Latitude and longitude of main islands and reefs, to two decimals: positions of nautical charts as public lists print
them (for Hoàng Sa the tables of islands that Vietnamese papers print, such as Tri Tôn 15°47′ N 111°12′ E and Duy Mộng
16°28′ N 111°44′ E; for Trường Sa the lists of maritime features). The lists differ by a few kilometres, mostly less
than the radius of a circle."""


def packed(atlas: Path | None) -> bytes:
    """The package world-atlas, from a file or by the ordinary client, held to its checksum."""
    with tempfile.TemporaryDirectory() as folder:
        if atlas is None:
            subprocess.run(["npm", "pack", "--silent", ATLAS], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            atlas = next(Path(folder).glob("*.tgz"))
        content = atlas.read_bytes()
    if (found := hashlib.sha256(content).hexdigest()) != ATLAS_SHA256:
        raise SystemExit(f"{atlas.name} is not {ATLAS}: SHA-256 {found}, expected {ATLAS_SHA256}")
    return content


def outline(package: bytes, countries: list[str]) -> shapely.Geometry:
    """Natural Earth's outline of countries in metres: arcs of the TopoJSON put together ring by ring."""
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        topology = json.load(archive.extractfile("package/countries-10m.json"))
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))

    def arc(number: int) -> np.ndarray:
        points = np.cumsum(topology["arcs"][number if number >= 0 else ~number], axis=0) * scale + shift
        return points if number >= 0 else points[::-1]

    def ring(numbers: list[int]) -> np.ndarray:
        return np.concatenate([arc(numbers[0])[:1], *(arc(number)[1:] for number in numbers)])

    found = [country for country in topology["objects"]["countries"]["geometries"] if country.get("id") in countries]
    arcs = [
        part
        for country in found
        for part in (country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]])
    ]
    polygons = [shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in arcs]
    return shapely.union_all(gpd.GeoSeries(polygons, crs=DEGREES).make_valid().to_crs(METRES).buffer(0).to_numpy())


def in_metres(rows: pl.DataFrame, **corners: tuple[str, str]) -> pl.DataFrame:
    """Columns of longitude and latitude as columns NAME_x and NAME_y in metres."""
    onto = Transformer.from_crs(DEGREES, METRES, always_xy=True)
    for name, (lon, lat) in corners.items():
        x, y = onto.transform(rows[lon].to_numpy(), rows[lat].to_numpy())
        rows = rows.with_columns(pl.Series(f"{name}_x", x), pl.Series(f"{name}_y", y))
    return rows


def changes() -> pl.DataFrame:
    """The crosswalk but for the archipelagos, whose points lie on the mainland and whose islands are listed here."""
    table = pl.read_csv(PUBLISHED / "place_changes.csv", schema_overrides=CODES)
    return table.filter(~pl.col("new_code").is_in(list(ISLANDS))).select(
        "old_code", "new_code", "mostly", km2="estimated_area_km2"
    )


def old_points(changes: pl.DataFrame) -> pl.DataFrame:
    """The communes of 2024 (or districts without communes): point, where to put the seeds, what makes it doubtful."""
    box = pl.coalesce("wardBounds", "districtBounds").str.extract_all(r"\d+\.?\d*").cast(pl.List(pl.Float64))
    found = register("admin_units_legacy").select(
        old_code=pl.coalesce("wardCode", "districtCode"),
        district="districtCode",
        lat=pl.coalesce("wardLat", "districtLat"),
        lon=pl.coalesce("wardLon", "districtLon"),
        **{
            side: box.list.get(place, null_on_oob=True) for place, side in enumerate(["south", "west", "north", "east"])
        },
    )
    areas = changes.group_by("old_code").agg(pl.sum("km2"))
    rows = found.join(areas, on="old_code").sort("old_code")
    rows = in_metres(rows, old=("lon", "lat"), low=("west", "south"), high=("east", "north"))
    width, height = pl.col("high_x") - pl.col("low_x"), pl.col("high_y") - pl.col("low_y")
    middle_x, middle_y = (pl.col("low_x") + pl.col("high_x")) / 2, (pl.col("low_y") + pl.col("high_y")) / 2
    holds_the_point = ((pl.col("old_x") - middle_x).abs() < 0.55 * width) & (
        (pl.col("old_y") - middle_y).abs() < 0.55 * height
    )
    box_km2 = width * height / 1e6
    usual = box_km2.median().over("district")
    likely_km2 = pl.col("km2").clip(usual / USUAL, usual * USUAL)
    size = box_km2 / likely_km2
    radius = 1e3 * (likely_km2 / np.pi).sqrt()
    use = size.is_between(*BOX_FITS) & holds_the_point
    return rows.select(
        "old_code", "district", "km2", "old_x", "old_y",
        shared=pl.len().over("district", "old_x", "old_y") > 1,
        vague=size > BOX_OF_A_PROVINCE,
        middle_x=pl.when(use).then(middle_x).otherwise("old_x"),
        middle_y=pl.when(use).then(middle_y).otherwise("old_y"),
        reach_x=pl.when(use).then(SEED_REACH * width / 2).otherwise(CIRCLE_REACH * radius),
        reach_y=pl.when(use).then(SEED_REACH * height / 2).otherwise(CIRCLE_REACH * radius),
    )  # fmt: skip


def new_points() -> pl.DataFrame:
    """The communes of 2025: point and printed area."""
    found = register("admin_units").select(
        special=pl.col("ward").str.starts_with("Đặc khu"),
        new_code="wardCode",
        new_lat="wardLat",
        new_lon="wardLon",
        new_km2="wardAreaKm2",
    )
    return in_metres(found, new=("new_lon", "new_lat")).drop("new_lat", "new_lon").sort("new_code")


def judged(changes: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Both points of each pair of the crosswalk, and which of them is wrong.

    Two points contradict each other when they lie further apart than two radii of the new commune and 2 km. Then the
    point that lies further from the middle of the old district, in radii of the district, is wrong; so is, in any case,
    a point that two communes of a district share. The islands of a special zone may lie far apart.
    """
    district_radius = 1e3 * (pl.col("km2").sum().over("district") / np.pi).sqrt()
    new_radius = 1e3 * (pl.coalesce("new_km2", pl.col("km2").sum().over("new_code")) / np.pi).sqrt()

    def middle(axis: str) -> pl.Expr:
        sound = pl.when(~pl.col("shared"), ~pl.col("vague")).then(f"old_{axis}").median()
        return pl.coalesce(sound, pl.col(f"new_{axis}").median()).over("district")

    def off(which: str) -> pl.Expr:
        return _distance(pl.col(f"{which}_x") - middle("x"), pl.col(f"{which}_y") - middle("y")) / district_radius

    apart = _distance(pl.col("old_x") - pl.col("new_x"), pl.col("old_y") - pl.col("new_y"))
    pairs = (
        changes.join(old.rename({"km2": "old_km2"}), on="old_code")
        .join(new, on="new_code")
        .sort("old_code", "new_code")
    )
    pairs = pairs.with_columns(apart=apart, far=apart > 2 * new_radius + 2_000, old_off=off("old"), new_off=off("new"))
    against = (
        pl.col("far")
        & ~pl.col("shared")
        & ~pl.col("vague")
        & (pl.col("new_off") > pl.max_horizontal(1.5, pl.col("old_off") + 0.3))
    )
    pairs = pairs.with_columns(new_wrong=against.mean().over("new_code") > 0.5)
    allowed = pl.when("special").then(ISLAND_REACH).otherwise(0.0)
    worse = pl.col("vague") | (pl.col("old_off") > pl.col("new_off") + allowed)
    wrong = (pl.col("far") & ~pl.col("new_wrong") & worse & pl.col("mostly")).any().over("old_code")
    return pairs.with_columns(
        old_wrong=(pl.col("shared") | wrong), lost=(pl.col("shared") | wrong).all().over("new_code")
    )


def _distance(x: pl.Expr, y: pl.Expr) -> pl.Expr:
    return (x.pow(2) + y.pow(2)).sqrt()


def seeds(pairs: pl.DataFrame) -> pl.DataFrame:
    """x, y, district, new_code: the points that stand for each commune, each place once.

    Of a divided commune each seed goes to the heir whose point is nearest. The point of a new commune counts for the
    old one that lies nearest; where all its old points are wrong it gets a circle of its own.
    """
    turns = np.arange(8) * np.pi / 4
    ring = pl.DataFrame({"cos": np.cos(turns), "sin": np.sin(turns)})
    around = {
        axis: pl.col(f"middle_{axis}") + pl.col(f"reach_{axis}") * pl.col(turn)
        for axis, turn in (("x", "cos"), ("y", "sin"))
    }
    sound = pairs.filter(~pl.col("old_wrong"))
    of_old = pl.concat([
        sound.with_columns(x="old_x", y="old_y"),
        sound.join(ring, how="cross").with_columns(**around).drop("cos", "sin"),
    ])  # fmt: skip
    to_heir = _distance(pl.col("x") - pl.col("new_x"), pl.col("y") - pl.col("new_y"))
    of_old = of_old.sort("new_wrong", to_heir, "new_code").unique(
        ["old_code", "x", "y"], keep="first", maintain_order=True
    )
    of_new = pairs.sort("old_wrong", "apart", "old_code").unique("new_code", keep="first", maintain_order=True)
    centres = of_new.filter(~pl.col("new_wrong")).with_columns(x="new_x", y="new_y")
    reach = CIRCLE_REACH * 1e3 * (pl.col("new_km2") / np.pi).sqrt()
    circles = (
        centres.filter("lost")
        .join(ring, how="cross")
        .with_columns(x=pl.col("x") + reach * pl.col("cos"), y=pl.col("y") + reach * pl.col("sin"))
    )
    columns = ["x", "y", "district", "new_code"]
    every = pl.concat(table.select(columns) for table in (of_old, centres, circles))
    return (
        every.with_columns(pl.col("x", "y").round(1))
        .sort(columns)
        .unique(["x", "y"], keep="first", maintain_order=True)
    )


def with_islands(land: shapely.Geometry, abroad: shapely.Geometry, pairs: pl.DataFrame) -> shapely.Geometry:
    """The outline, and some land around the points of a new commune that has none of them ashore.

    In the sea that is a circle: of the unit's area where its district has no point on land either (an island that the
    outline lacks), else of `SPOT_KM` at most. Land of another country is never drawn: a commune
    whose point lies across the outline keeps what is nearest to its points on this side.
    """
    of_old = pairs.filter(~pl.col("old_wrong")).select("district", "new_code", km2="old_km2", x="old_x", y="old_y")
    of_new = pairs.filter("lost", ~pl.col("new_wrong")).select(
        "district", "new_code", km2="new_km2", x="new_x", y="new_y"
    )
    every = pl.concat([of_old, of_new]).unique(["x", "y"], keep="first", maintain_order=True)
    spots = shapely.points(every.select("x", "y").to_numpy())
    shapely.prepare([land, abroad])
    every = every.with_columns(ashore=pl.Series(shapely.contains(land, spots)))
    alone = ~(pl.col("ashore").any().over("district") | pl.col("ashore").any().over("new_code"))
    radius_km = (pl.col("km2") / np.pi).sqrt()
    every = every.with_columns(radius_km=pl.when(alone).then(radius_km).otherwise(radius_km.clip(upper_bound=SPOT_KM)))
    outside = every.select(~pl.col("ashore").any().over("new_code")).to_series().to_numpy()
    spots = spots[outside]
    circles = shapely.buffer(spots, 1e3 * every["radius_km"].to_numpy()[outside], quad_segs=6)
    return shapely.union_all([land, *circles[~shapely.contains(abroad, spots)]])


def without_lakes(land: shapely.Geometry) -> shapely.Geometry:
    """The land with the water that has land all around it, such as a lagoon: a hole would look like a missing place."""
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(land))))


def faces(land: shapely.Geometry, seeds: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The land in degrees, cut along the cells of the seeds, and for each piece the row of its seed.

    All lines are put on the grid of `STEP` before they are cut at their crossings: pieces share every vertex, and what
    is left of them after simplifying stays on the grid.
    """
    spots = shapely.points(seeds.select("x", "y").to_numpy())
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(spots), extend_to=land, ordered=True))
    unions = seeds.with_row_index("row").group_by("district", "new_code", maintain_order=True).agg("row")["row"]
    borders = shapely.boundary([shapely.coverage_union_all(cells[rows.to_numpy()]) for rows in unions])
    near = shapely.intersection(borders, shapely.box(*shapely.bounds(shapely.buffer(land, 50_000))))
    *lines, land = gpd.GeoSeries([*near, land], crs=METRES).to_crs(DEGREES).to_numpy()
    land = without_lakes(shapely.set_precision(land, STEP))
    noded = shapely.union_all([*lines, shapely.boundary(land)], grid_size=STEP)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    shapely.prepare(land)
    pieces = pieces[shapely.contains(land, shapely.point_on_surface(pieces))]
    inside = gpd.GeoSeries(shapely.point_on_surface(pieces), crs=DEGREES).to_crs(METRES).to_numpy()
    return pieces, shapely.STRtree(spots).nearest(inside)


def km2(pieces: np.ndarray) -> np.ndarray:
    """The area of each piece, taken in metres."""
    return gpd.GeoSeries(pieces, crs=DEGREES).to_crs(METRES).area.to_numpy() / 1e6


def neighbours(pieces: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of pieces with a common border, both ways, and its length."""
    one, two = shapely.STRtree(pieces).query(pieces, predicate="touches")
    length = shapely.length(shapely.intersection(pieces[one], pieces[two]))
    return one[length > 0], two[length > 0], length[length > 0]


def tidied(units: np.ndarray, area: np.ndarray, pairs: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """The unit of each piece; small fragments amid another unit go to the neighbour with most common border."""
    one, two, length = pairs
    for _ in range(6):
        part = _connected(len(units), one[units[one] == units[two]], two[units[one] == units[two]])
        size = np.bincount(part, weights=area, minlength=len(units))
        main = np.zeros(units.max() + 1)
        np.maximum.at(main, units, size[part])
        crumb = (size[part] < FRAGMENT * main[units]) | ((size[part] < CRUMB_KM2) & (size[part] < main[units]))
        small = crumb[one] & (units[one] != units[two]) & (size[part[two]] > size[part[one]])
        if not small.any():
            break
        shared = pl.DataFrame({"part": part[one][small], "unit": units[two][small], "length": length[small]})
        best = (
            shared.group_by("part", "unit")
            .agg(pl.sum("length"))
            .sort("length", "unit", descending=True)
            .unique("part", keep="first", maintain_order=True)
        )
        heir = np.full(len(units), -1)
        heir[best["part"].to_numpy()] = best["unit"].to_numpy()
        units = np.where(heir[part] >= 0, heir[part], units)
    return units


def _connected(count: int, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """For each piece the lowest number among those it hangs together with."""
    lowest = np.arange(count)
    while True:
        before = lowest.copy()
        np.minimum.at(lowest, one, lowest[two])
        lowest = lowest[lowest]
        if (before == lowest).all():
            return lowest


def shapes(pieces: np.ndarray, codes: np.ndarray, *, tolerance_m: float) -> gpd.GeoDataFrame:
    """place_code, geometry: the pieces of each unit as one shape, their borders straightened together."""
    names = np.unique(codes)
    merged = [shapely.coverage_union_all(pieces[codes == name]) for name in names]
    simple = shapely.coverage_simplify(merged, tolerance_m / METRES_OF_A_DEGREE, simplify_boundary=False)
    return gpd.GeoDataFrame({"place_code": names}, geometry=shapely.orient_polygons(simple), crs=DEGREES)


def archipelago(code: str) -> shapely.Geometry:
    """Circles at the main islands, in metres."""
    spots = [tuple(map(float, island.split()[-2:])) for island in ISLANDS[code].split(",")]
    points = gpd.GeoSeries(gpd.points_from_xy([lon for _, lon in spots], [lat for lat, _ in spots]), crs=DEGREES)
    return shapely.union_all(points.to_crs(METRES).buffer(1e3 * CIRCLE_KM[code], quad_segs=6).to_numpy())


def with_archipelagos(drawn: gpd.GeoDataFrame, codes: Mapping[str, str]) -> gpd.GeoDataFrame:
    """The shapes and the two archipelagos, by code of the edition."""
    circles = gpd.GeoSeries([archipelago(island) for island in codes.values()], crs=METRES).to_crs(DEGREES)
    on_grid = shapely.orient_polygons(shapely.set_precision(circles.to_numpy(), STEP))
    names, geometry = [*drawn["place_code"], *codes], [*drawn.geometry, *on_grid]
    return gpd.GeoDataFrame({"place_code": names}, geometry=geometry, crs=DEGREES).sort_values(
        "place_code", ignore_index=True
    )


def checked(drawn: gpd.GeoDataFrame, expected: Iterable[str]) -> gpd.GeoDataFrame:
    """The shapes, if every unit has land and they neither overlap nor leave a crack between neighbours."""
    if wrong := set(expected) ^ set(drawn["place_code"]):
        raise SystemExit(f"Without land, or not of the edition: {sorted(wrong)}")
    if broken := drawn["place_code"][~drawn.is_valid | drawn.is_empty].tolist():
        raise SystemExit(f"Broken shapes: {broken}")
    if not shapely.coverage_is_valid(drawn.geometry.to_numpy()):
        lines = shapely.coverage_invalid_edges(drawn.geometry.to_numpy())
        raise SystemExit(f"Borders do not meet: {drawn['place_code'][~shapely.is_empty(lines)].tolist()}")
    return drawn


def build(package: bytes) -> dict[str, gpd.GeoDataFrame]:
    """The shapes of both editions, on one and the same land."""
    crosswalk = changes()
    pairs = judged(crosswalk, old_points(crosswalk), new_points())
    wrong = [
        pairs.filter(column)[code].n_unique() for column, code in (("old_wrong", "old_code"), ("new_wrong", "new_code"))
    ]
    print(f"wrong points: {wrong[0]} of 2024, {wrong[1]} of 2025")
    points = seeds(pairs)
    land = with_islands(outline(package, VIETNAM), outline(package, NEIGHBOURS), pairs)
    pieces, rows = faces(land, points)
    area, borders = km2(pieces), neighbours(pieces)
    print(f"{points.height:,} seeds, {len(pieces):,} pieces, {area.sum():,.0f} km²")
    places = pl.read_csv(PUBLISHED / "places.csv", schema_overrides=CODES)
    drawn = {}
    for edition, (level, _) in LEVELS.items():
        names, units = np.unique(
            points["district" if level == "district" else "new_code"].to_numpy().astype(str), return_inverse=True
        )
        codes = names[tidied(units[rows], area, borders)]
        islands = {"2024": {"498": "20333", "576": "22736"}, "2025": {code: code for code in ISLANDS}}[edition]
        expected = places.filter(edition=edition, level=level)["place_code"]
        drawn[edition] = checked(
            with_archipelagos(shapes(pieces, codes, tolerance_m=TOLERANCE_M[edition]), islands), expected
        )
    return drawn


def write(edition: str, drawn: gpd.GeoDataFrame) -> None:
    """The shapes and, beside them, what they are, how many and from what."""
    level, count = LEVELS[edition]
    if len(drawn) != count:
        raise SystemExit(f"Edition {edition} has {len(drawn)} shapes; it should have {count}")
    path = BOUNDARIES / edition / "approximate.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn.to_parquet(path, index=False, compression="zstd", compression_level=19)
    facts = {
        "name": "approximate",
        "edition": edition,
        "level": level,
        "approximate": True,
        "feature_count": len(drawn),
        "made_from": [f"vietnamadminunits {version('vietnamadminunits')}", ATLAS.replace("@", " ")],
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    path.with_suffix(".json").write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    vertices = shapely.get_num_coordinates(drawn.geometry.to_numpy()).sum()
    print(f"{edition}: {len(drawn):,} shapes, {vertices:,} vertices, {path.stat().st_size / 1e3:,.0f} kB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--atlas", type=Path, help=f"the package {ATLAS} as a .tgz; without it npm fetches it")
    for edition, drawn in build(packed(parser.parse_args().atlas)).items():
        write(edition, drawn)
