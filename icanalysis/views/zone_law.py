"""What the decree in force lets a district and a cluster do: every condition, the figures it used, what is missing."""

from __future__ import annotations

from html import escape
from operator import itemgetter

import polars as pl

from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms.cluster_law import VERDICTS, regime_at, verdicts
from icanalysis.transforms.cluster_tests import expansion_tests, size_tests
from icanalysis.transforms.figures import qualifier_of
from icanalysis.transforms.founding import founding_tests, founding_tests_of_statements
from icanalysis.transforms.printed import QUALIFIER_SLACK_SHARE
from icanalysis.views import controls
from icanalysis.views.cells import Row, count_cell, counted_cell
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.zone_rows import Estate, estate, level_of, statistics_of
from icanalysis.wording import law, units
from icanalysis.wording.language import words


def founding(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """May a district found a further cluster: average occupancy above 50 %, or little land left to lease.

    The decree valid at the date with its own operators (`transforms.founding`). A district is tested with the clusters
    of its province in sight: one of unknown district may belong to it. A statement about all clusters of a province is
    tested beside the districts; it decides for none of them.
    """
    _ = words(language)
    here = estate(place, edition=edition, as_of=as_of)
    if here.level != "district":
        return Shown(_("The law asks this of a district: it is told on the map of 2024, of a province or a district."))
    day = controls.as_day(as_of)
    province = place if level_of(place) == "province" else controls.parent_of(edition, place)
    zones = estate(province, edition=edition, as_of=as_of).zones.lazy().rename({"unit_code": "district"})
    districts = pl.LazyFrame({"district": [row["unit_code"] for row in here.units]}, schema={"district": pl.String})
    districts = districts.with_columns(pl.lit(province).alias("province_code"))
    stated = _latest_statement(place, edition, as_of).pipe(founding_tests_of_statements, as_of=day)
    found = pl.concat([zones.pipe(founding_tests, by="district", as_of=day, units=districts), stated]).collect()
    names = {row["unit_code"]: escape(row["full_name"]) for row in here.units}
    districts_asked = tuple(names)
    names |= {None: _("Not placed")} if place == province and _unplaced_clusters(here) else {}
    names |= {key: _statement_name(place, edition, as_of, language) for key in stated.collect()["subject_id"]}
    mine = found.filter(pl.col("subject_id").is_in(list(names), nulls_equal=True))
    return _tested(
        mine, names=names, counted=districts_asked, as_of=as_of, language=language, headline=law.FOUNDING_HEADLINE
    )


def expansion(*, place: str, edition: str, as_of: str, measure: str, language: str) -> Shown:
    """Is each cluster within the limits of size, and may it be expanded (`transforms.cluster_tests`).

    Size 10–75 ha, 5–75 ha in mountain districts and craft villages; after an expansion at most 75 ha, occupancy at
    least 60 % or demand above the industrial land, shared works in use.
    """
    _ = words(language)
    here, day = estate(place, edition=edition, as_of=as_of), controls.as_day(as_of)
    zones = here.zones.lazy()
    found = pl.concat([zones.pipe(size_tests, as_of=day), zones.pipe(expansion_tests, as_of=day)]).collect()
    if found.is_empty():
        return Shown(
            _("No industrial cluster of this place is recorded up to this day; the decree is about clusters only.")
        )
    names = {row["zone_id"]: f"{row['number']}. {escape(row['name'])}" for row in here.zones.iter_rows(named=True)}
    return _tested(
        found, names=names, counted=tuple(names), as_of=as_of, language=language, headline=law.EXPANSION_HEADLINE
    )


def _unplaced_clusters(here: Estate) -> bool:
    """Whether a cluster of the province is known whose district is not."""
    unplaced = here.zones.filter(pl.col("unit_code").is_null(), pl.col("zone_kind").cast(pl.String) == "cluster")
    return unplaced.height > 0


def _tested(
    found: pl.DataFrame,
    *,
    names: dict[str | None, str],
    counted: tuple[str, ...],
    as_of: str,
    language: str,
    headline: str,
) -> Shown:
    """One row per subject, in the order of the names: a verdict per test, then the conditions with their figures.

    `counted` are the subjects that the headline counts: a statement about a province is no district.
    """
    _ = words(language)
    judged = found.lazy().pipe(verdicts).collect().to_dicts()
    regime, tests = regime_at(controls.as_day(as_of)), [name for name in law.TESTS if name in set(found["test"])]
    asked = [row for row in judged if row["test"] == tests[-1] and row["subject_id"] in counted]
    counts = {verdict: _counted(tests[-1], verdict, asked, language) for verdict in VERDICTS}
    counts["all"] = count_cell(f"{tests[-1]}.all", len(asked), language)
    said, figures = sentence(_(headline), decree=regime.decree if regime else _("no rule seen"), **counts)
    if unplaced := max((row["unplaced_count"] or 0 for row in judged), default=0):
        left_out, more = sentence(_(law.LEFT_OUT), count=count_cell(f"{tests[-1]}.left_out", unplaced, language))
        said, figures = f"{said} {left_out}", figures + more
    subjects = [name for name in names if any(row["subject_id"] == name for row in judged)]
    frame, cells = laid_out(_subject_row(name, names, judged, found, language) for name in subjects)
    labels = {"subject": _("Who")} | {test: _(law.TESTS[test]) for test in tests}
    labels |= {"conditions": _("Conditions and figures"), "missing": _("What is missing")}
    notes = [
        _("Yes or no only where every value that the figures allow decides alike; otherwise the verdict stays open.")
    ]
    slack = numbers.percent(QUALIFIER_SLACK_SHARE, language, decimals=0)
    notes.append(
        _("“Over”, “nearly” and “about” before a figure are read as within {share} of it.").format(share=slack)
    )
    notes.append(_("The tests see the clusters recorded here and no others."))
    if any(row["excluded_count"] for row in judged):
        notes.append(_("Parks and other zones fall under other decrees and are not tested."))
    return Shown(said, table(frame, labels=labels, wide=("conditions",), notes=notes), figures=figures + cells)


def _counted(test: str, verdict: str, judged: list[Row], language: str) -> Figure:
    """How many subjects have a verdict in a test."""
    rows = [row for row in judged if row["verdict"] == verdict]
    return counted_cell(f"{test}.{verdict}", rows, language, rows=itemgetter("source_rows"))


def _subject_row(
    subject: str | None, names: dict[str | None, str], judged: list[Row], found: pl.DataFrame, language: str
) -> dict[str, Cell]:
    _ = words(language)
    mine = [row for row in judged if row["subject_id"] == subject]
    conditions = found.filter(pl.col("subject_id").eq_missing(subject)).to_dicts()
    lines = [
        line for row in mine for line in _lines([one for one in conditions if one["test"] == row["test"]], language)
    ]
    lines += [_room(row, language) for row in mine if row["test"] == "expansion" and row["room_ha"] is not None]
    missing = dict.fromkeys(
        _(law.FIGURES[name]) for row in mine for name in row["missing"] if row["verdict"] == "unknown"
    )
    said = tuple(piece for line in lines for piece in ("<br>", *line))[1:]
    return {
        "subject": names[subject],
        **{row["test"]: f"<b>{_(law.VERDICTS[row['verdict']])}</b>{_rule_note(row, language)}" for row in mine},
        "conditions": ("<small>", *said, "</small>"),
        "missing": f"<small>{', '.join(missing) or numbers.NOTHING}</small>",
    }


def _lines(conditions: list[Row], language: str) -> list[list[str | Figure]]:
    """The conditions that decide: of a requirement with an alternative that holds that one alone, else all of them."""
    held = {}
    for one in conditions:
        way = (one["requirement"], one["alternative"])
        held[way] = held.get(way, True) and one["verdict"] == "passes"
    settled = {requirement: alternative for (requirement, alternative), holds in reversed(held.items()) if holds}
    told = {
        (one["condition"], one["reading"], one["limit"]): one
        for one in conditions
        if settled.get(one["requirement"], one["alternative"]) == one["alternative"]
        and one["condition"] != "rule"
        and one["verdict"] != "not_applicable"
    }
    decided = [
        one for one in told.values() if one["verdict"] != "unknown" or one["value"] is not None or one["source_rows"]
    ]
    rest = [one for one in told.values() if one not in decided]
    return [*(_condition(one, language) for one in decided), *_left_open(rest, language)]


def _left_open(conditions: list[Row], language: str) -> list[list[str | Figure]]:
    """The conditions of which no figure is known, in one line."""
    _ = words(language)
    named = "; ".join(f"{_what(one, language)}{_limit(one, language)}" for one in conditions)
    return [[_("left open, without a figure: {conditions}").format(conditions=named)]] if conditions else []


def _condition(condition: Row, language: str) -> list[str | Figure]:
    """One condition in words: what, the limit, its value or interval, whether it is met."""
    _ = words(language)
    what, met = _what(condition, language), _(law.MET[condition["verdict"]])
    if condition["operator"] in (None, "is"):
        return [f"{what}: {met}"]
    return [f"{what}{_limit(condition, language)}: ", *_value(condition, language), f" – {met}"]


def _what(condition: Row, language: str) -> str:
    _ = words(language)
    what = _(law.CONDITIONS[condition["condition"]])
    return f"{what} ({_(law.READINGS[condition['reading']])})" if condition["reading"] else what


def _limit(condition: Row, language: str) -> str:
    if condition["limit"] is None or condition["operator"] == "is":
        return ""
    sign = escape(law.SIGNS[condition["operator"]])
    return f" ({sign} {_amount(condition['limit'], condition['unit'], language)})"


def _value(condition: Row, language: str) -> list[str | Figure]:
    """The value, or the ends between which the figures leave it."""
    _ = words(language)
    parts = ("subject_id", "test", "condition", "alternative", "reading")
    name = ".".join(str(condition[part]) for part in parts)

    def figure(end: str) -> Figure:
        word = condition["value_qualifier"] if end == "value" else "exact"
        text = units.qualified(_amount(condition[end], condition["unit"], language), word, language)
        return Figure(f"law.{name}.{end}", condition[end], condition["unit"], text, tuple(condition["source_rows"]))

    if condition["value"] is not None:
        return [figure("value")]
    if condition["low"] is not None and condition["high"] is None:
        before, after = _("more than {}").split("{}")
        return [before, figure("low"), after]
    if condition["source_rows"] and condition["low"] is not None and condition["high"] is not None:
        return [figure("low"), "–", figure("high")]
    return [_("not known")]


def _amount(value: float, unit: str, language: str) -> str:
    """A share as a percentage without needless decimals, land in ha."""
    if unit == "share":
        return numbers.percent(value, language, decimals=0 if round(value * 100, 6).is_integer() else 1)
    return f"{numbers.number(value, language)} ha"


def _room(row: Row, language: str) -> list[str | Figure]:
    _ = words(language)
    room = row["room_ha"]
    rows = tuple(row["source_rows"])
    text = units.qualified(numbers.number(room, language), row["room_ha_qualifier"], language)
    figure = Figure(f"law.{row['subject_id']}.room_ha", room, "ha", text, rows)
    return [_("room left below the limit, ha:") + " ", figure]


def _rule_note(row: Row, language: str) -> str:
    return f"<br><small>{words(language)(law.RULE_NOTES[row['rule_note']])}</small>" if row["rule_note"] else ""


def _latest_statement(place: str, edition: str, as_of: str) -> pl.LazyFrame:
    """The latest statement of the place about all of its clusters that prints an occupancy or land."""
    said = pl.any_horizontal(pl.col(name).is_not_null() for name in ("printed_occupancy_pct", "industrial_land_ha"))
    return (
        statistics_of(place, edition=edition)
        .filter(pl.col("zone_kind").cast(pl.String) == "cluster", said, pl.col("known_on") <= controls.as_day(as_of))
        .sort("known_on", "zone_statistic_id")
        .tail(1)
        .with_columns(
            qualifier_of(name).alias(f"{name}_qualifier") for name in ("established_count", "established_area_ha")
        )
    )


def _statement_name(place: str, edition: str, as_of: str, language: str) -> str:
    """What a statement about all clusters of a place is called in the table."""
    _ = words(language)
    row = _latest_statement(place, edition, as_of).collect().row(0, named=True)
    said = _("All clusters of {place}, as printed").format(place=controls.place_name(edition, place, language))
    count, area = (
        units.qualified(numbers.number(row[name], language), row[f"{name}_qualifier"], language)
        for name in ("established_count", "established_area_ha")
    )
    known = _("{count} clusters, {area} ha").format(count=count, area=area)
    return f"{escape(said)}<br><small>{known}</small>"
