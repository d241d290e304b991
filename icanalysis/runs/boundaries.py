"""Boundaries on the command line: taken in, listed, chosen, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import polars as pl
import shapely
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from icanalysis.errors import BadBoundaries, BadParameter, Phrase, UnknownBoundaries, listed, printable
from icanalysis.geography import checking, store
from icanalysis.geography.locating import hold_to_country, hold_to_places
from icanalysis.geography.mending import united
from icanalysis.geography.reading import Rows, read
from icanalysis.runs.joining import Columns, joined
from icanalysis.runs.parameters import hold_language
from icanalysis.sources import workspace
from icanalysis.sources.tables import load
from icanalysis.style.numbers import number, signed
from icanalysis.wording import units
from icanalysis.wording.language import marked, words

Tell = Callable[[str], None]
WAYS = {
    "code": Phrase("code"),
    "full_name": Phrase("full name"),
    "name": Phrase("name"),
    "folded": Phrase("name without accents"),
    "former_name": Phrase("former name"),
}
"""How a row found its place (`transforms.matching`) → its word."""

WHY_NOT = {
    "code_and_name_differ": Phrase("code and name differ"),
    "ambiguous": Phrase("ambiguous"),
    "code_lost_zero": Phrase("code lost zero"),
    "type_differs": Phrase("type differs"),
    "accents_differ": Phrase("accents differ"),
    "unknown_province": Phrase("unknown province"),
    "unknown_code": Phrase("unknown code"),
    "unknown_name": Phrase("unknown name"),
    "no_name": Phrase("no name"),
}
"""Why a row found none → its words."""

SHOWN = 10
"""Rows of each kind that `check` prints."""


def take_in(
    file: Path,
    *,
    edition: str,
    name_of_set: str,
    layer: str | None,
    columns: Columns,
    crs: str | None,
    encoding: str | None,
    partial: bool,
    replace: bool,
    tell: Tell,
) -> store.Origin:
    """Takes a file of boundaries in as a set of its own and uses it; the store is unchanged when anything fails.

    Places of other provinces, and with `partial` those that the file leaves out, keep their approximate shapes.

    Raises:
        BadBoundaries: for a file that cannot be taken in; says what is wrong with it and what to do.
        CannotWrite: when the set cannot be written, as in a workspace that is read from an address.
    """
    _hold_edition(edition)
    own = workspace.own_folder() / workspace.BOUNDARIES
    store.guarded(name_of_set)
    name = printable(file.name)
    rows = read(file, layer=layer, crs=crs, encoding=encoding, tell=tell)
    found, used = joined(rows.texts, edition=edition, file=name, asked=columns)
    _tell_columns(used, tell)
    there = _with_land(rows, found, name=name, tell=tell)
    hold_to_country(rows.shapes[there], centres=rows.centres[there], crs=rows.crs, name=name)
    codes = found["place_code"].gather(there).to_list()
    rest = _embedded(edition, tell)
    known = dict(zip(rest["place_code"], rest.geometry, strict=True))
    hold_to_places(codes, rows.shapes[there], centres=rows.centres[there], known=known, crs=rows.crs, name=name)
    shapes, several = united(codes, rows.shapes[there], rows=[index + 1 for index in there])
    missing = _missing(list(shapes), edition)
    if missing and not partial:
        raise BadBoundaries(_left_without_land(missing, found, edition=edition, name=name))
    _tell_rest(found, missing, several, edition=edition, tell=tell)
    repaired = sorted({codes[at] for at, index in enumerate(there) if rows.repaired[index]})
    if repaired:
        tell(Phrase("Rings that crossed themselves were repaired: {places}.", places=_named(repaired, edition)))
    official = gpd.GeoDataFrame(
        {"place_code": list(shapes), "is_approximate": False}, geometry=list(shapes.values()), crs=store.CRS
    )
    others = rest[~rest["place_code"].isin(list(shapes))]
    origin = store.Origin(
        name=name_of_set,
        edition=edition,
        level=store.LEVELS[edition],
        approximate=len(others) > 0,
        feature_count=len(official) + len(others),
        sha256="",
        made_from=(name,),
        file_sha256=store.digest_of(file),
        imported_at=datetime.now().astimezone().isoformat(timespec="seconds"),
        crs=rows.crs if len(rows.crs) < 40 else rows.crs[:40],
        encoding=rows.encoding,
        official_count=len(official),
        matched_by=dict(sorted(found.drop_nulls("how")["how"].value_counts().rows())),
        repaired=tuple(repaired),
        partial=tuple(missing),
    )
    written = store.write(_together(official, others), origin, imported=own, replace=replace)
    store.use(edition, name_of_set, imported=own)
    _tell_overlaps(official, edition=edition, tell=tell)
    return written


def _tell_overlaps(official: gpd.GeoDataFrame, *, edition: str, tell: Tell) -> None:
    """Says which shapes of a file lie on top of each other: they are taken in as they are."""
    metres = official.to_crs(checking.EQUAL_AREA).geometry.to_numpy()
    found = checking.overlaps(metres, official["place_code"].tolist())
    if found:
        codes = sorted({code for one in found for code in (one.place_code, one.other_code)})
        told = marked("Shapes lie on each other: {places}. Look: icanalysis boundaries check --edition {edition}")
        tell(Phrase(told, places=_named(codes, edition), edition=edition))


def _together(first: gpd.GeoDataFrame, second: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows of both, one after the other."""
    told = {name: [*first[name], *second[name]] for name in ("place_code", "is_approximate")}
    return gpd.GeoDataFrame(told, geometry=[*first.geometry, *second.geometry], crs=store.CRS)


def said(origin: store.Origin, edition: str) -> str:
    """One sentence about a set that was taken in."""
    ways = (Phrase("{count} by {way}", count=count, way=WAYS[way]) for way, count in origin.matched_by.items())
    rest = origin.feature_count - origin.official_count
    others = Phrase("; {count} other places keep their approximate shapes", count=rest) if rest else ""
    return Phrase(
        "{count} {level} of edition {edition} taken in as '{name}' ({ways}){others}. It is in use now.",
        count=origin.official_count,
        level=Phrase(units.LEVELS[origin.level]),
        edition=edition,
        name=origin.name,
        ways=listed(ways),
        others=others,
    )


def listing(*, language: str) -> None:
    """Prints the sets of both editions: which is in use, how many shapes, from what and when."""
    hold_language(language)
    _, where = words(language), workspace.boundaries()
    headings = (_("Edition"), _("Name"), _("In use"), _("Boundaries"), _("Shapes"), _("From"), _("Taken in"))
    shown = _table(*headings, fixed=2)
    for edition in store.LEVELS:
        used = store.in_use(edition, imported=where)
        for origin in store.available(edition, imported=where):
            exact = origin.official_count
            some = _("{count} official").format(count=exact)
            kind = _("approximate") if not exact else some if origin.approximate else _("official")
            shown.add_row(
                edition,
                escape(origin.name),
                "✓" if origin.name == used else "",
                kind,
                number(origin.feature_count, language),
                escape(", ".join(map(printable, origin.made_from))),
                escape(origin.imported_at or ""),
            )
    Console().print(shown)


def choose(name: str, *, edition: str) -> None:
    """Uses a set from now on.

    Raises:
        UnknownBoundaries: when there is no such set.
        CannotWrite: as `take_in`.
    """
    _hold_edition(edition)
    store.use(edition, name, imported=workspace.own_folder() / workspace.BOUNDARIES)


def check(name: str | None, *, edition: str, language: str) -> None:
    """Prints gaps, overlaps and the largest differences from the printed areas.

    Of a set that came from a file only its own shapes are judged, not the approximate ones around them. The
    approximate set is only reported: what it leaves open is mostly water.

    Raises:
        BadBoundaries: when official land is shared or left out, after all of it was printed.
    """
    _hold_edition(edition)
    hold_language(language)
    _ = words(language)
    known = store.load(edition, imported=workspace.boundaries(), name=name)
    own = known.shapes if known.shapes["is_approximate"].all() else known.shapes[~known.shapes["is_approximate"]]
    rest = known.shapes[~known.shapes["place_code"].isin(own["place_code"])]
    printed = _places(edition).drop_nulls("area_km2").select("place_code", "area_km2").rows()
    found = checking.report(own, beside=rest, printed_km2=dict(printed))
    names = _full_names(edition)
    shown = _table(_("What"), _("Place"), "km²", _("Against the printed area"))
    for one in found.overlaps[:SHOWN]:
        shown.add_row(
            _("overlap"), _both(names, (one.place_code, one.other_code)), number(one.area_km2, language, decimals=2), ""
        )
    for one in found.gaps[:SHOWN]:
        shown.add_row(_("gap"), _both(names, one.around), number(one.area_km2, language, decimals=2), "")
    for one in found.differences[:SHOWN]:
        against = f"{number(one.printed_km2, 'vi', decimals=2)} ({signed(100 * one.share, 'vi')}%)"
        shown.add_row(
            _("area"), _both(names, (one.place_code,)), number(one.measured_km2, language, decimals=2), against
        )
    Console().print(shown)
    counted = _("{count} shapes; overlaps: {overlaps}; gaps: {gaps}; shapes whose edges do not fit: {unclean}").format(
        count=found.shape_count, overlaps=len(found.overlaps), gaps=len(found.gaps), unclean=found.unclean_count
    )
    print(f"{known.name} {edition}: {counted}")
    if not found.clean and known.origin.official_count:
        raise BadBoundaries(
            Phrase(
                "'{known}' of edition {edition} has {overlaps} overlaps and {gaps} gaps of more than "
                "{smallest_km2:g} km².",
                known=known.name,
                edition=edition,
                overlaps=len(found.overlaps),
                gaps=len(found.gaps),
                smallest_km2=checking.SMALLEST_KM2,
            )
        )


def _hold_edition(edition: str) -> None:
    if edition not in store.LEVELS:
        raise BadParameter(
            Phrase(
                "{edition!r} is not a choice of 'edition'. Choose: {levels}.",
                edition=printable(edition),
                levels=", ".join(store.LEVELS),
            )
        )


def _tell_columns(used: Columns, tell: Tell) -> None:
    """Says which columns tell the place."""
    words = {Phrase("code"): used.code, Phrase("name"): used.name, Phrase("province"): used.province}
    told = (
        Phrase("{what} from '{column}'", what=what, column=printable(column))
        for what, column in words.items()
        if column
    )
    tell(Phrase("Columns: {columns}.", columns=listed(told)))


def _with_land(rows: Rows, found: pl.DataFrame, *, name: str, tell: Tell) -> np.ndarray:
    """The rows that are places and have land; says which have none."""
    landless = shapely.is_missing(rows.shapes)
    if landless.all():
        kinds = sorted({kind for kind in rows.kinds if kind})
        raise BadBoundaries(
            Phrase("{name} holds no polygon, only {kinds}.", name=name, kinds=listed(kinds))
            if kinds
            else Phrase("{name} holds no polygon.", name=name)
        )
    empty = [_row_without_land(int(index), rows, found) for index in np.flatnonzero(landless)]
    if empty:
        tell(Phrase("Without land: {rows}.", rows=listed(empty)))
    return np.flatnonzero(~landless & found["place_code"].is_not_null().to_numpy())


def _row_without_land(index: int, rows: Rows, found: pl.DataFrame) -> str:
    """The row, what it says it is, and what stands there for land."""
    kind = rows.kinds[index]
    said = Phrase("empty") if not kind or kind.endswith("Polygon") else kind
    return Phrase("row {row} '{said}' ({why})", row=index + 1, said=printable(found["written"][index]), why=said)


def _embedded(edition: str, tell: Tell) -> gpd.GeoDataFrame:
    """The approximate shapes, which stand in for places that a file does not have; none when they are not there."""
    try:
        return store.load(edition, imported=None).shapes
    except UnknownBoundaries:
        told = marked("There are no approximate boundaries of edition {edition}: the set holds those of the file only.")
        tell(Phrase(told, edition=edition))
        return gpd.GeoDataFrame({"place_code": [], "is_approximate": []}, geometry=[], crs=store.CRS)


def _missing(codes: list[str], edition: str) -> list[str]:
    """The places without land in the provinces that the file has a place of."""
    units = _places(edition).filter(pl.col("level") == store.LEVELS[edition])
    touched = units.filter(pl.col("place_code").is_in(codes))["parent_code"].unique()
    within = units.filter(pl.col("parent_code").is_in(touched.implode()), ~pl.col("place_code").is_in(codes))
    return within["place_code"].sort().to_list()


def _left_without_land(missing: list[str], found: pl.DataFrame, *, edition: str, name: str) -> str:
    """Why a file is refused: places without land, and rows without a place."""
    over = _left_over(found, edition)
    return Phrase(
        "{name} leaves {count} places of its provinces without land: {places}.{rows} "
        "Correct the file, or add --partial to keep approximate shapes for them.",
        name=name,
        count=len(missing),
        places=_named(missing, edition),
        rows=Phrase(" Rows without a place: {rows}.", rows=over) if over else "",
    )


def _left_over(found: pl.DataFrame, edition: str) -> str:
    """The rows that are no place, each with the reason and what it may be."""
    lost = found.with_row_index("row", offset=1).filter(pl.col("place_code").is_null())
    return listed(_lost(row, edition) for row in lost.iter_rows(named=True))


def _lost(row: Mapping[str, Any], edition: str) -> Phrase:
    """A row that is no place, why, and what it may be."""
    why = WHY_NOT[row["why_not"]]
    if row["candidates"]:
        why = Phrase("{why}: {places}", why=why, places=_named(row["candidates"], edition, most=3))
    return Phrase("row {row} '{said}' ({why})", row=row["row"], said=printable(row["written"]), why=why)


def _tell_rest(found: pl.DataFrame, missing: list[str], several: dict, *, edition: str, tell: Tell) -> None:
    """Says what is left over on either side, and which places came in several rows."""
    if over := _left_over(found, edition):
        tell(Phrase("Rows without a place: {rows}.", rows=over))
    if missing:
        told = marked("Places without land, which keep their approximate shape: {places}.")
        tell(Phrase(told, places=_named(missing, edition)))
    if several:
        rows = (
            Phrase("{code} of rows {rows}", code=code, rows=", ".join(map(str, found_in)))
            for code, found_in in several.items()
        )
        tell(Phrase("Parts of one place were put together: {rows}.", rows=listed(rows)))
    if "code" in found.columns:
        lost = found.filter(pl.col("code").is_not_null(), pl.col("how") != "code")
        if lost.height:
            written = listed(printable(code) for code in lost["code"])
            told = marked("{count} codes are none of edition {edition} ({codes}); these rows were joined by name.")
            tell(Phrase(told, count=lost.height, edition=edition, codes=written))


def _places(edition: str) -> pl.DataFrame:
    return (
        load("places")
        .filter(pl.col("edition").cast(pl.String) == edition)
        .with_columns(pl.col("level").cast(pl.String))
        .collect()
    )


def _full_names(edition: str) -> dict[str, str]:
    return dict(_places(edition).select("place_code", "full_name").rows())


def _named(codes: list[str], edition: str, *, most: int = 5) -> str:
    """Codes with their names."""
    names = _full_names(edition)
    return listed((f"{code} {names.get(code, '')}".strip() for code in codes), most=most)


def _both(names: dict[str, str], codes: tuple[str, ...]) -> str:
    return escape(", ".join(f"{names.get(code, '')} ({code})" for code in codes))


def _table(*headings: str, fixed: int = 0) -> Table:
    """A table whose first columns keep their width; in the others long words are folded."""
    return Table(*(Column(one, overflow="fold", no_wrap=at < fixed) for at, one in enumerate(headings)))
