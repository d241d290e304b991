"""Series of the old provinces in the province that they became: added up where they add, and how much is known."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.tables.plain import Total, table
from icanalysis.transforms.figures import qualifier_of_sum
from icanalysis.transforms.rebasing import rebased, weights
from icanalysis.transforms.selection import by_preference
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell
from icanalysis.views.old_provinces import merged_provinces
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

SERIES = ["indicator_id", "window_start", "window_end", "unit", "price_basis"]


def provinces(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """The latest figure of each additive series of the old provinces, added up in the new one.

    value(new) = Σ value(old), exact since every province of 2024 went whole into one of 2025 (`transforms.rebasing`). A
    sum over fewer provinces than the new one was made of says so. Ratios and targets are not added up.
    """
    _ = words(language)
    groups = dict(merged_provinces(place, edition))
    found = [row for new, olds in groups.items() for row in _sums(new, olds, as_of, language)]
    if not found:
        return Shown(_("No series that can be added up is recorded for the old provinces up to this day."))
    whole = [row for row in found if row["parts"] == row["parts_in_all"]]
    headline, counted = sentence(
        _("Series of the old provinces that add up: {count}; complete in the new province: {whole}."),
        count=count_cell("provinces.count", len(found), language),
        whole=count_cell("provinces.whole", len(whole), language),
    )
    frame, figures = laid_out(_row(row, language) for row in found)
    labels = {
        "new": _("Province of 2025"),
        "name": _("Indicator"),
        "window": _("Window"),
        "parts": _("From the old provinces"),
        "sum": _("In the new province"),
        "known": _("Old provinces with a figure"),
    }
    notes = [
        _("A sum over fewer provinces than the new one was made of is short of the whole, and is no figure of it.")
    ]
    totals = [Total("name", "rows", len(found))]
    body = table(frame, labels=labels, numbers=("parts", "sum", "known"), notes=notes, totals=totals)
    return Shown(headline, body, figures=counted + figures)


def _sums(new: str, olds: list[str], as_of: str, language: str) -> list[Row]:
    """Per additive indicator its latest window: the sum in the new province and the figures that it is made of."""
    named = load("indicators").select(
        "indicator_id", "unit", "aggregation", "sort_order", pl.col(f"name_{language}").alias("figure_name")
    )
    seen = (
        load("observations")
        .filter(
            pl.col("edition").cast(pl.String) == "2024",
            pl.col("place_code").is_in(olds),
            pl.col("window_end") <= controls.as_day(as_of),
            pl.col("value").is_not_null(),
            pl.col("part_of_id").is_null(),
        )
        .pipe(by_preference, sources=load("sources"))
        .join(named, on="indicator_id", maintain_order="left")
        .filter(pl.col("aggregation").cast(pl.String) == "sum")
        .unique([*SERIES, "place_code"], keep="first", maintain_order=True)
    )
    shares = weights(
        load("place_changes"),
        places=load("places"),
        from_edition="2024",
        from_level="province",
        to_edition="2025",
        to_level="province",
    )
    sums = seen.pipe(rebased, weights=shares, by=[*SERIES, "figure_name", "sort_order"])
    behind = seen.group_by(SERIES).agg(
        qualifier_of_sum(pl.col("qualifier")).alias("qualifier"),
        pl.struct("place_code", "value", "qualifier", "observation_id").sort_by("place_code").alias("old"),
    )
    return (
        sums.join(behind, on=SERIES, nulls_equal=True)
        .sort("window_end", "window_start", "price_basis", descending=[True, False, False], nulls_last=True)
        .unique("indicator_id", keep="first", maintain_order=True)
        .sort("sort_order", "indicator_id")
        .with_columns(pl.lit(new).alias("new"))
        .collect()
        .to_dicts()
    )


def _row(row: Row, language: str) -> dict[str, Cell]:
    _ = words(language)
    key = f"provinces.{row['new']}.{row['indicator_id']}"
    rows = tuple(f"observations:{old['observation_id']}" for old in row["old"])
    parts = tuple(piece for one in row["old"] for piece in ("<br>", *_part(key, one, row["unit"], language)))[1:]
    total = units.qualified(numbers.number(row["value"], language), row["qualifier"], language)
    short = row["parts"] < row["parts_in_all"]
    small = f"<br><small>{units.word(units.UNITS, row['unit'], language)}</small>"
    return {
        "new": escape(controls.place_name("2025", row["new"])),
        "name": escape(row["figure_name"]) + small,
        "window": window_words(row["window_start"], row["window_end"], language),
        "parts": parts,
        "sum": (
            Figure(f"{key}.sum", row["value"], row["unit"], total, rows),
            f"<br><small>{_('incomplete')}</small>" if short else "",
        ),
        "known": (
            count_cell(f"{key}.parts", row["parts"], language, rows),
            " / ",
            count_cell(f"{key}.parts_in_all", row["parts_in_all"], language),
        ),
    }


def _part(key: str, one: Row, unit: str, language: str) -> tuple[str | Figure, ...]:
    """An old province with its figure, as printed."""
    text = units.qualified(numbers.number(one["value"], language), one["qualifier"], language)
    behind = (f"observations:{one['observation_id']}",)
    name = escape(controls.place_name("2024", one["place_code"]))
    return (f"{name}: ", Figure(f"{key}.{one['place_code']}", one["value"], unit, text, behind))
