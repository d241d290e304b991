"""Tiles that count: what is short, late, open or contradictory, how full the zones are, how much is known at all."""

from __future__ import annotations

from functools import partial

import polars as pl

from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.transforms.by_place import by_place, enters
from icanalysis.transforms.coverage import coverage
from icanalysis.views import controls
from icanalysis.views.audit import counted_checks
from icanalysis.views.below import children_of
from icanalysis.views.cells import Row, count_cell, counted_cell, filled, keyed
from icanalysis.views.contradicting import OF_ALL_DAYS, contradicting, counts_of_all_days, known_checks
from icanalysis.views.lateness import late_projects, project_rows, recommendation_rows, recommendations
from icanalysis.views.old_figures import told_of_old
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.plan_statements import plan_statements, targets_met, when
from icanalysis.views.progress import OF_THE_PLAN, rows, short_products
from icanalysis.views.shown import Cell, Figure
from icanalysis.views.zone_cells import rows_behind, said_of, sum_cell
from icanalysis.views.zone_rows import estate
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

Tile = dict[str, Cell]
NAMED = 3
"""So many names stand on a tile."""

LAND = ("leased_land_ha", "industrial_land_ha")

_projects = partial(counted_cell, rows=project_rows)
_asked = partial(counted_cell, rows=recommendation_rows)


def blank_tile(label: str) -> Tile:
    """A tile with its label and nothing else."""
    return {"label": label, "tone": "plain"} | dict.fromkeys(
        ("value", "unit", "mark", "plan", "pace", "scope", "age"), ""
    )


def products_tile(found: tuple[Row, ...], language: str) -> Tile | None:
    """Products in shortfall of those of which anything is said; nothing where no product is spoken of.

    Those of earlier periods have a line of their own, and the tile where there are no others.
    """
    _ = words(language)
    now, before = apart(row for row in found if row["is_product"])
    products = now or before
    if not products:
        return None
    short = short_products(products)
    tile = blank_tile(_("Products in shortfall")) | {
        "value": counted_cell("status.short" if now else "status.earlier.short", short, language),
        "unit": filled(_("of {count} reported on"), count=counted_cell(_key_of_products(now), products, language)),
        "scope": _named([row["told_name"] for row in short], language),
    }
    windows = windows_told(before, language)
    if not before:
        return tile
    if not now:
        return tile | {"age": _("figures of an earlier period: {windows}").format(windows=windows)}
    also = filled(
        _("of an earlier period ({windows}): {short} of {count}"),
        windows=windows,
        short=counted_cell("status.earlier.short", short_products(before), language),
        count=counted_cell(_key_of_products([]), before, language),
    )
    return tile | {"age": also}


def _key_of_products(now: list[Row]) -> str:
    return "status.products" if now else "status.earlier.products"


def plan_statement_tile(place: str, edition: str, as_of: str, language: str) -> Tile | None:
    """How many targets of the plan are met as a source says; nothing where none says it. No count of the page."""
    _ = words(language)
    said = plan_statements(place, edition=edition, as_of=as_of)
    if not said:
        return None
    met, every = targets_met(said[0], language)
    return blank_tile(_("Targets of the plan met or exceeded")) | {
        "value": met,
        "unit": filled(_("of {count}"), count=every) if every else "",
        "scope": when(said[0], language),
        "age": _("as the source says, not worked out here"),
    }


def late_projects_tile(place: str, edition: str, as_of: str, language: str) -> Tile | None:
    """Projects past their planned completion of those that have one planned; nothing where none has."""
    _ = words(language)
    planned = (
        estate(place, edition=edition, as_of=as_of).projects.filter(pl.col("planned_end").is_not_null()).to_dicts()
    )
    if not planned:
        return None
    late = late_projects(place, edition, as_of)
    confirmed = [row for row in late if row["late_is_confirmed"]]
    return blank_tile(_("Projects behind schedule")) | {
        "value": _projects("status.late_projects", late, language),
        "unit": filled(_("of {count} with a planned completion"), count=_projects("status.planned", planned, language)),
        "scope": filled(
            _("confirmed by a later statement: {count}"),
            count=_projects("status.late_projects.confirmed", confirmed, language),
        ),
    }


def occupancy_tile(place: str, edition: str, as_of: str, language: str) -> Tile | None:
    """Σ leased ÷ Σ industrial land over the zones of which one statement prints both; nothing where none does."""
    _ = words(language)
    here = estate(place, edition=edition, as_of=as_of)
    whole = _together(here.zones, here.projects)
    if whole["leased_share"] is None:
        return None
    both = here.zones.filter(enters("leased_share"))
    behind = rows_behind(both, LAND, table="zone_status")
    years = ", ".join(sorted({said_of(day, language) for day in both["leased_land_ha_on"]}))
    old = told_of_old(both["leased_land_ha_on"], as_of=as_of, language=language).strip()
    leased, industrial = (sum_cell("status.zones", whole, name, language, rows=behind) for name in LAND)
    zones = keyed("zones", here.parks_and_clusters["zone_id"])
    covered = count_cell("status.zones.with_both", whole["zones_with_both_count"], language, behind)
    every = count_cell("status.zones.all", whole["zone_count"], language, zones)
    return blank_tile(_("Occupancy of zones")) | {
        "value": sum_cell("status.zones", whole, "leased_share", language, rows=behind),
        "unit": filled(_("at {covered} of {all} zones"), covered=covered, all=every),
        "plan": filled(_("leased land {leased} ha ÷ industrial land {all} ha"), leased=leased, all=industrial),
        "scope": _named(both["name"].to_list(), language),
        "age": old or _("figures of {years}").format(years=years),
    }


def recommendations_tile(place: str, edition: str, as_of: str, language: str) -> Tile | None:
    """Recommendations of supervision that nobody states as done, and how many of them are overdue."""
    _ = words(language)
    asked = recommendations(place, edition, as_of)
    if not asked:
        return None
    still = [row for row in asked if row["is_open"]]
    unstated = [row for row in still if row["status"] == "not_stated"]
    overdue = [row for row in still if row["is_overdue"]]
    periods = sorted({window_words(row["period_start"], row["period_end"], language) for row in asked})
    return blank_tile(_("Recommendations not stated as done")) | {
        "value": _asked("status.recommendations.open", still, language),
        "unit": filled(_("of {count}"), count=_asked("status.recommendations", asked, language)),
        "plan": filled(_("overdue: {count}"), count=_asked("status.recommendations.overdue", overdue, language)),
        "pace": filled(
            _("without any status: {count}"), count=_asked("status.recommendations.unstated", unstated, language)
        ),
        "scope": _("supervision of {periods}").format(periods=", ".join(periods)),
    }


def contradictions_tile(place: str, edition: str, as_of: str, language: str) -> Tile | None:
    """Printed relations that contradict, of all that are known; nothing where none is."""
    _ = words(language)
    known = known_checks(place, edition, as_of, language)
    if not known:
        return None
    all_days = counts_of_all_days("status.contradictions", place, edition, as_of, language)
    return blank_tile(_("Contradictions in printed figures")) | {
        "value": counted_checks("status.contradictions", contradicting(known), language),
        "unit": filled(_("of {count} printed relations"), count=count_cell("status.checks", len(known), language)),
        "scope": _("this place and those below it, up to this day"),
        "age": filled(_(OF_ALL_DAYS), **all_days) if all_days else "",
    }


def coverage_tile(place: str, edition: str, as_of: str, language: str) -> Tile:
    """How many indicators with a plan have a value, and how many of the places below have any figure.

    Where nothing has a plan, how many indicators have a value.
    """
    _ = words(language)
    here = rows([place], edition=edition, as_of=as_of)
    newest = here.filter(pl.col("value").is_not_null())["window_end"].max()
    said = _("newest figure up to {day}").format(day=numbers.day(newest, language))
    return (
        blank_tile(_("How much is known"))
        | _of_plans(here, _planned(place, edition, as_of), language)
        | _of_places_below(place, edition, as_of, language)
        | {"age": said if newest else ""}
    )


def _planned(place: str, edition: str, as_of: str) -> pl.LazyFrame:
    """The targets of the place whose period holds the date."""
    day = pl.lit(controls.as_day(as_of))
    here = (pl.col("edition") == edition) & (pl.col("place_code") == place)
    indicators = load("indicators").filter(~OF_THE_PLAN)
    return (
        load("targets")
        .filter(here, day.is_between("period_start", "period_end"))
        .join(indicators, on="indicator_id", how="semi")
    )


def _of_plans(here: pl.DataFrame, planned: pl.LazyFrame, language: str) -> dict[str, Cell]:
    """The indicators that have a plan at the date, printed or implied, and those of them with a value."""
    _ = words(language)
    valued, has_plan = here.filter(pl.col("value").is_not_null()), pl.col("plan_value").is_not_null()
    expected = pl.concat(frame.select("indicator_id") for frame in (planned, here.lazy().filter(has_plan)))
    found = coverage(expected, known=valued.lazy(), on="indicator_id").collect().row(0, named=True)
    if not found["expected_count"]:
        known = count_cell("status.coverage.valued", valued.height, language, _observed(valued))
        return {"value": known, "unit": _("indicators with a value"), "plan": _("no indicator has a plan")}
    every = _covered("status.coverage", found, "expected", language)
    return {
        "value": _covered("status.coverage", found, "covered", language, _observed(valued.filter(has_plan))),
        "unit": filled(_("of {count}"), count=every),
        "plan": _("indicators with a plan that have a value in the year"),
    }


def _of_places_below(place: str, edition: str, as_of: str, language: str) -> dict[str, Cell]:
    """The places right below and those of them with any figure of the year; nothing for a place without any."""
    _ = words(language)
    below = children_of(place, edition)
    if not below.height:
        return {}
    seen = rows(below["place_code"].to_list(), edition=edition, as_of=as_of).filter(pl.col("value").is_not_null())
    found = coverage(below.lazy(), known=seen.lazy(), on="place_code").collect().row(0, named=True)
    covered = _covered("status.coverage.places", found, "covered", language, _observed(seen))
    every = _covered("status.coverage.places", found, "expected", language)
    return {"scope": filled(_("places below with any figure: {covered} of {all}"), covered=covered, all=every)}


def _together(zones: pl.DataFrame, projects: pl.DataFrame) -> Row:
    """The figures of `transforms.by_place` for all zones and projects as one unit."""
    one = pl.LazyFrame({"unit_code": ["all"]})
    inside = [frame.lazy().with_columns(unit_code=pl.lit("all")) for frame in (zones, projects)]
    return one.pipe(by_place, zones=inside[0], projects=inside[1]).collect().row(0, named=True)


def _named(names: list[str], language: str) -> str:
    """The first few names and how many more there are; a semicolon, because names have commas of their own."""
    _ = words(language)
    more = [_("and {count} more").format(count=len(names) - NAMED)] if len(names) > NAMED else []
    return "; ".join([*names[:NAMED], *more])


def _covered(key: str, row: Row, name: str, language: str, rows: tuple[str, ...] = ()) -> Figure:
    return count_cell(f"{key}.{name}", row[f"{name}_count"], language, rows)


def _observed(found: pl.DataFrame) -> tuple[str, ...]:
    return keyed("observations", found["observation_id"])
