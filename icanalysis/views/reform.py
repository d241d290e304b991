"""What the reform of 1 July 2025 changed: the same zones and series counted in the old units and in the new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from math import isclose

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.by_place import enters
from icanalysis.transforms.division import sum_of_known
from icanalysis.transforms.figures import qualifier_of_sum
from icanalysis.transforms.rebasing import rebased, weights
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell, keyed
from icanalysis.views.old_provinces import merged_provinces, old_names
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.zone_cells import sum_cell, unit_of
from icanalysis.views.zone_rows import Estate, estate, level_of
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

OBJECTS = {
    "zone_count": ("zones", "zone_id"),
    "economic_zone_count": ("zones", "zone_id"),
    "total_area_ha": ("zone_status", "total_area_ha_row"),
    "economic_zone_area_ha": ("zone_status", "total_area_ha_row"),
    "project_count": ("projects", "name_row"),
    "registered_capital_vnd_bn": ("projects", "registered_capital_vnd_bn_row"),
}
"""What is added up → the table and the column that name the rows which the sum comes from."""

ONLY_WHERE_ANY = ("economic_zone_count", "economic_zone_area_ha")
"""Left out of a province that has none of it."""


def reform(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """The provinces that became one, and what lies in them, counted in either edition (`transforms.placing`).

    Two sums that are the same say nothing of an old province of which nothing is on record (`old_provinces`): a row
    names the provinces that have a figure where these are not all.
    """
    _ = words(language)
    groups = merged_provinces(place, edition)
    if not groups:
        return Shown(_("This place has no counterpart on the other map."))
    rows = [row for new, olds in groups for row in _group_rows(new, olds, as_of, language)]
    kept = [row for row in rows if row["same"]]
    counts = {
        "same": count_cell("reform.same", len(kept), language),
        "all": count_cell("reform.all", len(rows), language),
    }
    if len(groups) == 1:
        ((new, olds),) = groups
        headline, counted = sentence(
            _("{new} of 2025 was made of {olds} of 2024. Sums that are the same on both maps: {same} of {all}."),
            new=controls.place_name("2025", new, language),
            olds=", ".join(controls.place_name("2024", old, language) for old in olds),
            **counts,
        )
    else:
        headline, counted = sentence(
            _("Provinces of 2024: {old}, of 2025: {new}. Sums that are the same on both maps: {same} of {all}."),
            old=count_cell("reform.old", sum(len(olds) for _new, olds in groups), language),
            new=count_cell("reform.new", len(groups), language),
            **counts,
        )
    partial = [row for row in rows if row["partial"]]
    if partial:
        more, of_some = sentence(
            _("Sums of some of the old provinces only: {count}; they are no totals of the new province."),
            count=count_cell("reform.partial", len(partial), language),
        )
        headline, counted = f"{headline} {more}", counted + of_some
    frame, figures = laid_out(row["cells"] for row in rows)
    labels = {
        "new": _("Province of 2025"),
        "made_of": _("Made of, in 2024"),
        "what": _("What is added up"),
        "old_sum": _("In the old provinces"),
        "new_sum": _("In the new province"),
        "communes": _("Placed to a commune of 2025"),
    }
    if len(groups) == 1:
        del labels["new"], labels["made_of"]
    notes = [
        _(
            "A zone or project goes with its commune; one that was divided, or of which no commune is printed, "
            "goes with its province."
        ),
    ]
    if len(kept) < len(rows):
        notes.append(
            _("Where the sums differ, objects known by the new province only cannot be laid to one of the old ones.")
        )
    body = table(frame, labels=labels, numbers=("old_sum", "new_sum", "communes"), notes=notes)
    return Shown(headline, body, figures=counted + figures)


def series(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Additive series of the districts of 2024 in the communes of 2025: shared out by estimated area, totals the same.

    value(commune) = Σ value(district) × area shared ÷ area of the district (`transforms.rebasing`); an estimate.
    Ratios are recomputed from their parts, targets stay with the unit that set them, so neither is here. Paper has the
    latest window of each indicator with figures of several districts, the workbook every series.
    """
    _ = words(language)
    olds = (
        [old for _new, group in merged_provinces(place, edition) for old in group]
        if level_of(place) == "province"
        else []
    )
    found = _district_series(olds, as_of, language)
    if not found:
        return Shown(_("No series of districts that can be added up is recorded for this place up to this day."))
    below = _districts(olds).collect().height
    whole = [row for row in found if row["districts"] == below]
    headline, counted = sentence(
        _(
            "Series of districts shown in communes of 2025: {count}; every total is the same on both maps; "
            "with figures of every district: {whole}."
        ),
        count=count_cell("series.count", len(found), language),
        whole=count_cell("series.whole", len(whole), language),
    )
    frame, figures = laid_out(_series_row(row, below, language) for row in found)
    labels = {
        "name": _("Indicator"),
        "window": _("Window"),
        "old_sum": _("Sum of the districts of 2024"),
        "new_sum": _("Sum of the communes of 2025"),
        "estimated": _("Of which estimated"),
        "districts": _("Districts with a figure"),
    }
    notes = [
        _("Estimated: a district that became several communes is shared out by area, which nobody measured for this.")
    ]
    main = [row for row in found if row["is_main"]]
    if len(main) < len(found):
        several = _(
            "Printed: the latest window of each indicator with figures of several districts; all {count} series stand "
            "in the Excel annex."
        )
        of_one = _("Printed: the latest window of each indicator; all {count} series stand in the Excel annex.")
        notes.append((several if main[0]["districts"] > 1 else of_one).format(count=len(found)))
    body = table(
        frame,
        labels=labels,
        numbers=("old_sum", "new_sum", "estimated", "districts"),
        notes=notes,
        open=len(main),
        printed=len(main),
    )
    return Shown(headline, body, figures=counted + figures)


def _group_rows(new: str, olds: list[str], as_of: str, language: str) -> list[dict]:
    """One row per thing that adds up: the old provinces together, the new one, whether they agree, and are whole."""
    _ = words(language)
    before = [estate(old, edition="2024", as_of=as_of) for old in olds]
    after = estate(new, edition="2025", as_of=as_of)
    places = {edition: _names(edition) for edition in ("2024", "2025")}
    words_of = {
        "zone_count": _("zones"),
        "economic_zone_count": _("economic zones"),
        "total_area_ha": _("land of parks and clusters, ha"),
        "economic_zone_area_ha": _("land of economic zones, ha"),
        "project_count": _("projects"),
        "registered_capital_vnd_bn": _("registered capital, billion VND"),
    }
    rows = []
    for name in OBJECTS:
        old = _sum(name, [row for one in before for row in one.areas])
        now = _sum(name, after.areas)
        placed = _sum(name, [row for row in after.areas if row["unit_code"] is not None])
        if name in ONLY_WHERE_ANY and not old[name] and not now[name]:
            continue
        parts = [_sum(name, one.areas)[name] for one in before]
        known = [code for code, part in zip(olds, parts, strict=True) if part]
        partial = 0 < len(known) < len(olds)
        of_some = _("figures of {places} only").format(places=escape(old_names(known, language)))
        key = f"reform.{new}"
        cells = {
            "new": escape(places["2025"][new]),
            "made_of": escape(", ".join(places["2024"][one] for one in olds)),
            "what": f"{words_of[name]}<br><small>{of_some}</small>" if partial else words_of[name],
            "old_sum": _sum_cell(f"{key}.old", name, old, language, rows=_rows(name, *before)),
            "new_sum": _sum_cell(f"{key}.new", name, now, language, rows=_rows(name, after)),
            "communes": _sum_cell(f"{key}.communes", name, placed, language, rows=_rows(name, after, placed=True)),
        }
        rows.append({"cells": cells, "same": _alike(old, now, name), "partial": partial})
    return rows


def _alike(old: Row, now: Row, name: str) -> bool:
    """Whether two sums are the same but for the order in which they were added up, and so is the word before them."""
    if old[name] is None or now[name] is None:
        return old[name] is now[name]
    return old[f"{name}_qualifier"] == now[f"{name}_qualifier"] and isclose(old[name], now[name], rel_tol=1e-9)


def _sum_cell(key: str, name: str, total: Row, language: str, *, rows: tuple[str, ...]) -> Cell:
    return numbers.NOTHING if total[name] is None else sum_cell(key, total, name, language, rows=rows)


def _rows(name: str, *estates: Estate, placed: bool = False) -> tuple[str, ...]:
    """The table rows that a sum over estates comes from; `placed`: over what lies in one of their units only."""
    source, column = OBJECTS[name]
    found: list[str] = []
    for one in estates:
        objects = one.projects if source == "projects" else one.zones
        inside = pl.col("unit_code").is_in([unit["unit_code"] for unit in one.units]).fill_null(False)
        entering = objects if source == "projects" else objects.filter(enters(name))
        found.extend((entering.filter(inside) if placed else entering)[column].drop_nulls())
    return keyed(source, found)


def _sum(name: str, parts: Sequence[Row]) -> Row:
    """A figure of several units together and the word that its parts leave it; null where none of them is known."""
    kind = pl.Int64 if unit_of(name) == "count" else pl.Float64
    known = pl.LazyFrame(
        [(part[name], part.get(f"{name}_qualifier")) for part in parts if part[name] is not None],
        schema={"value": kind, "qualifier": pl.String},
        orient="row",
    )
    total = sum_of_known(pl.col("value")).alias(name)
    word = qualifier_of_sum(pl.col("qualifier")).alias(f"{name}_qualifier")
    return known.select(total, word).collect().row(0, named=True)


def _names(edition: str) -> dict[str, str]:
    return dict(load("places").filter(pl.col("edition") == edition).select("place_code", "full_name").collect().rows())


def _district_series(olds: list[str], as_of: str, language: str) -> list[Row]:
    """Per additive series: total over the districts, total over the communes, how much of it is estimated.

    First what paper has (is_main): the latest window of each indicator with figures of several districts, or of each
    indicator where none has; of either part those of most districts come first.
    """
    by = ["indicator_id", "figure_name", "window_start", "window_end"]
    named = load("indicators").select(
        "indicator_id", "unit", "aggregation", pl.col(f"name_{language}").alias("figure_name")
    )
    seen = (
        load("observations")
        .filter(
            pl.col("edition") == "2024", pl.col("window_end") <= controls.as_day(as_of), pl.col("value").is_not_null()
        )
        .join(_districts(olds), on="place_code", how="semi", maintain_order="left")
        .join(named, on="indicator_id", maintain_order="left")
        .filter(pl.col("aggregation").cast(pl.String) == "sum")
        .unique([*by, "place_code", "price_basis"], keep="first", maintain_order=True)
    )
    keys = [*by, "price_basis", "unit"]
    old = seen.group_by(keys).agg(
        pl.col("value").sum().alias("old_sum"),
        qualifier_of_sum(pl.col("qualifier")).alias("qualifier"),
        pl.len().alias("districts"),
        pl.concat_str(pl.lit("observations:"), "observation_id").sort().alias("rows"),
    )
    shares = weights(
        load("place_changes"),
        places=load("places"),
        from_edition="2024",
        from_level="district",
        to_edition="2025",
        to_level="commune",
    )
    new = (
        seen.pipe(rebased, weights=shares, by=by)
        .group_by(keys)
        .agg(
            pl.col("value").sum().alias("new_sum"),
            pl.col("value").filter("is_estimated").sum().alias("estimated"),
        )
    )
    of_one = ["indicator_id", "price_basis"]
    order = ("is_main", "districts", "window_end", "indicator_id", "window_start", "price_basis")
    return (
        old.join(new, on=keys)
        .with_columns((pl.col("districts") > 1).alias("several"))
        .sort("several", "window_end", "window_start", descending=[True, True, False])
        .with_columns((pl.int_range(pl.len()).over(of_one) == 0).alias("is_latest"))
        .with_columns((pl.col("is_latest") & (pl.col("several") | ~pl.col("several").any())).alias("is_main"))
        .sort(order, descending=[True, True, True, False, False, False])
        .collect()
        .to_dicts()
    )


def _districts(olds: list[str]) -> pl.LazyFrame:
    """The districts of old provinces."""
    places = load("places").filter(pl.col("edition") == "2024", pl.col("parent_code").is_in(olds))
    return places.select("place_code")


def _series_row(row: Row, below: int, language: str) -> dict[str, Cell]:
    key = f"series.{row['indicator_id']}.{row['window_start']}.{row['window_end']}.{row['price_basis']}"

    def cell(name: str) -> Figure:
        text = units.qualified(numbers.number(row[name], language), row["qualifier"], language)
        return Figure(f"{key}.{name}", row[name], row["unit"], text, tuple(row["rows"]), on_paper=row["is_main"])

    small = f"<br><small>{units.word(units.UNITS, row['unit'], language)}</small>"
    return {
        "name": escape(row["figure_name"]) + small,
        "window": window_words(row["window_start"], row["window_end"], language),
        "old_sum": cell("old_sum"),
        "new_sum": cell("new_sum"),
        "estimated": cell("estimated"),
        "districts": (
            replace(
                count_cell(f"{key}.districts", row["districts"], language, tuple(row["rows"])), on_paper=row["is_main"]
            ),
            " / ",
            count_cell("series.districts", below, language),
        ),
    }
