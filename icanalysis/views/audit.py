"""Do the printed percentages follow from the printed figures? Each one recomputed, the arithmetic shown.

A page about a place is about it and all places below it (`checked_rows`); the page for leadership takes its
contradictions from the same rows, up to its day (`views.contradicting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from operator import itemgetter

import dataframely as dy
import polars as pl

from icanalysis.schemas.collect import collect_as
from icanalysis.schemas.results import Check
from icanalysis.sources.tables import load, stamps
from icanalysis.style import numbers
from icanalysis.tables.plain import table
from icanalysis.transforms import checks as printed_checks
from icanalysis.transforms.audit import distance, judged
from icanalysis.transforms.figures import figures_of
from icanalysis.transforms.occupancy import occupancies
from icanalysis.transforms.targets import with_targets
from icanalysis.transforms.zone_shares import zone_shares
from icanalysis.views import controls
from icanalysis.views.arithmetic import arithmetic_cell, explanation_cell, printed_cell
from icanalysis.views.below import codes_above, codes_within
from icanalysis.views.cells import Row, count_cell, counted_cell
from icanalysis.views.shown import Cell, Figure, Shown, laid_out, sentence
from icanalysis.views.sourcing import source_names, sources_of
from icanalysis.wording import units
from icanalysis.wording.language import marked, words
from icanalysis.wording.windows import window_words

MUST_SHOW = ("summary",)
SUBJECT = marked("Check of the published percentages")
"""What a document of this page is about."""

CHAPTERS = {
    "summary": "results",
    "zones": "results",
    "consistent": "results",
    "contradictions": "shortcomings",
    "unchecked": "shortcomings",
}
"""Section → chapter of a document (`documents.content.Chapter`); what is left out stands in an annex only."""
OPEN = {"contradicts": 10, "cannot_be_checked": 5, "consistent": 2}
"""So many rows of each kind of relation lie open; what contradicts is what a reader came for."""

OPEN_SHARES = 10


def places(parameters: controls.Parameters) -> controls.Choices:
    """All places of the workspace together, or one about which, or about a place below which, a relation is printed."""
    _ = words(parameters["language"])
    edition = parameters["edition"]
    every = checked_rows(controls.EVERYWHERE, edition, parameters["language"])
    asked = {row["place_code"] for row in every if row["edition"] == edition}
    known = load("places").filter(
        pl.col("edition") == edition, pl.col("place_code").is_in([*asked, *codes_above(asked, edition)])
    )
    names = dict(known.select("place_code", "full_name").collect().rows())
    listed = sorted(names, key=lambda code: (len(code), code))
    return {controls.EVERYWHERE: _("All places")} | {code: f"{names[code]} ({code})" for code in listed}


CONTROLS: dict[str, controls.Control] = {
    "edition": controls.editions,
    "place": places,
    "language": controls.languages,
}


def checks(place: str, *, edition: str, language: str) -> dy.DataFrame[Check]:
    """Every printed relation of a place and of all below it (or of all places and editions), recomputed and judged."""
    sources, targets, claims = load("sources"), load("targets"), load("claims")
    words_of = load("indicators").select("indicator_id", "unit", pl.col(f"name_{language}").alias("figure_name"))
    seen = load("observations").join(words_of, on="indicator_id", how="left", maintain_order="left")
    planned = targets.join(words_of, on="indicator_id", how="left", maintain_order="left")
    occupied = _occupied(language)
    every = [
        seen.pipe(with_targets, targets=targets, sources=sources).pipe(printed_checks.of_attainment),
        seen.pipe(printed_checks.of_growth, sources=sources),
        seen.pipe(printed_checks.of_parts),
        claims.pipe(printed_checks.of_claims, figures=figures_of(seen, targets=planned)),
        *(frame.pipe(printed_checks.of_occupancy, table=name, key=key) for name, key, frame in occupied),
        _named_statuses().pipe(printed_checks.of_project_counts),
    ]
    chosen = pl.col("place_code").is_in([place, *codes_within(place, edition)]) & (pl.col("edition") == edition)
    return (
        pl.concat(every, how="vertical_relaxed")
        .filter(pl.lit(place == controls.EVERYWHERE) | chosen)
        .pipe(judged)
        .pipe(collect_as, Check)
    )


def summary(*, place: str, edition: str, language: str) -> Shown:
    """How many printed relations hold, how many contradict the figures, how many cannot be checked."""
    _ = words(language)
    found = checked_rows(place, edition, language)
    if not found:
        return Shown(_("No printed relation is recorded for this place."))
    judged_as = {name: [row for row in found if row["verdict"] == name] for name in units.VERDICTS}
    headline, figures = sentence(
        _(
            "Printed relations: {all}. "
            "Consistent: {consistent}; contradicting: {contradicts}; not checkable: {unknown}."
        ),
        all=counted_checks("audit.all", found, language),
        consistent=counted_checks("audit.consistent", judged_as["consistent"], language),
        contradicts=counted_checks("audit.contradicts", judged_as["contradicts"], language),
        unknown=counted_checks("audit.cannot_be_checked", judged_as["cannot_be_checked"], language),
    )
    frame, cells = laid_out(_by_kind(kind, found, language) for kind in units.CHECK_KINDS)
    labels = {"kind": _("Kind of relation"), "all": _("Printed")} | {
        name: units.word(units.VERDICTS, name, language).capitalize() for name in units.VERDICTS
    }
    body = table(frame.filter(pl.col("all") != "0"), labels=labels, numbers=("all", *units.VERDICTS))
    return Shown(headline, body, figures=figures + cells)


def contradictions(*, place: str, edition: str, language: str) -> Shown:
    """Printed figures that no rounding of the surrounding figures explains.

    With the arithmetic, the interval that rounding allows, and the base that the printed figure would need
    (`transforms.audit`).
    """
    _ = words(language)
    none = _("No printed figure contradicts the figures around it.")
    headline = _("Printed figures that contradict the figures around them: {count}.")
    return _listing("contradicts", headline, none, place=place, edition=edition, language=language)


def consistent(*, place: str, edition: str, language: str) -> Shown:
    """Printed figures that follow from the figures around them."""
    _ = words(language)
    none = _("No printed figure could be confirmed.")
    headline = _("Printed figures that follow from the figures around them: {count}.")
    return _listing("consistent", headline, none, place=place, edition=edition, language=language)


def unchecked(*, place: str, edition: str, language: str) -> Shown:
    """Printed figures whose base or figure nobody printed, with the base that they imply."""
    _ = words(language)
    none = _("Every printed figure could be checked.")
    headline = _("Printed figures that cannot be checked: {count}.")
    return _listing("cannot_be_checked", headline, none, place=place, edition=edition, language=language)


def zones(*, place: str, edition: str, language: str) -> Shown:
    """Shares that statements about zones allow, each with its numerator and its denominator.

    Established ÷ planned zones, established ÷ planned area (`transforms.zone_shares`); every land that a statement
    divides by every land that it prints (`transforms.occupancy`). For one place those of the
    places below it and of the whole country too.
    """
    _ = words(language)
    here = pl.lit(place == controls.EVERYWHERE) | (
        (pl.col("edition") == edition)
        & pl.col("place_code").is_in([place, *codes_within(place, edition), controls.WHOLE_COUNTRY])
    )
    shares = (
        _every_share(language)
        .filter(here)
        .join(_place_names(), on=["edition", "place_code"], how="left", maintain_order="left")
        .sort("place_code", "table", "statement_id", maintain_order=True)
        .collect()
        .to_dicts()
    )
    if not shares:
        return Shown(_("No statement about zones of this place prints both figures of a share."))
    names = source_names(language)
    frame, figures = laid_out(_zone_row(row, language) | {"source": names[row["source_id"]]} for row in shares)
    labels = {
        "place": _("Place"),
        "share_name": _("Share"),
        "part": _("Numerator"),
        "whole": _("Denominator"),
        "share": _("Computed"),
        "as_of": _("Date"),
        "source": _("Source"),
    }
    notes = [_("A share of land says nothing without its numerator and its denominator; both are printed here.")]
    headline, counted = sentence(
        _("Shares worked out from printed zone figures: {count}."),
        count=count_cell("audit.zones", len(shares), language, tuple(dict.fromkeys(map(_row_of, shares)))),
    )
    body = table(frame, labels=labels, numbers=("part", "whole", "share"), notes=notes, open=OPEN_SHARES)
    return Shown(headline, body, figures=counted + figures)


def sources(*, place: str, edition: str, language: str) -> Shown:
    """Where the printed figures come from."""
    _ = words(language)
    used = sorted({row["source_id"] for row in checked_rows(place, edition, language)})
    return sources_of(used, language, headline=_("Sources of the printed figures."))


@lru_cache(maxsize=32)
def _checked(place: str, edition: str, language: str, state: tuple) -> tuple[Row, ...]:
    sources = load("sources").select("source_id", "publisher", "published_on").collect()
    found = checks(place, edition=edition, language=language)
    return tuple(
        found.join(_place_names().collect(), on=["edition", "place_code"], how="left")
        .join(sources, on="source_id", how="left")
        .with_columns(distance=distance())
        .iter_rows(named=True)
    )


def checked_rows(place: str, edition: str, language: str) -> tuple[Row, ...]:
    """The checks as in `checks`, with the names of their places and sources; worked out once per page."""
    return _checked(place, edition, language, stamps())


def _place_names() -> pl.LazyFrame:
    return load("places").select("edition", "place_code", pl.col("full_name").alias("place_name"))


def _occupied(language: str) -> list[tuple[str, str, pl.LazyFrame]]:
    """Zone statements with an occupancy, ready for `checks.of_occupancy`."""
    _ = words(language)
    kinds = {
        kind: word.capitalize() for kind in units.ZONE_KINDS if (word := units.word(units.ZONE_KINDS, kind, language))
    }
    kind = pl.col("zone_kind").cast(pl.String).replace(kinds)
    statistics = load("zone_statistics").with_columns(kind.alias("figure_name"))
    return [("zone_status", "zone_status_id", _named_statuses()), ("zone_statistics", "zone_statistic_id", statistics)]


def _named_statuses() -> pl.LazyFrame:
    """Statements about a zone with its place and its name."""
    zones = load("zones").select("zone_id", "edition", "place_code", pl.col("name").alias("figure_name"))
    return load("zone_status").join(zones, on="zone_id", how="left")


def _by_kind(kind: str, found: tuple[Row, ...], language: str) -> dict[str, Cell]:
    of_kind = [row for row in found if row["check_kind"] == kind]

    def cell(name: str, rows: Sequence[Row]) -> Figure:
        return counted_checks(f"audit.{kind}.{name}", rows, language)

    counts = {name: cell(name, [row for row in of_kind if row["verdict"] == name]) for name in units.VERDICTS}
    return {"kind": units.word(units.CHECK_KINDS, kind, language), "all": cell("all", of_kind), **counts}


def counted_checks(key: str, found: Sequence[Row], language: str) -> Figure:
    """How many checks there are, with the table rows they stand on."""
    return counted_cell(key, found, language, rows=itemgetter("source_rows"))


def _listing(verdict: str, headline: str, none: str, *, place: str, edition: str, language: str) -> Shown:
    _ = words(language)
    found = [row for row in checked_rows(place, edition, language) if row["verdict"] == verdict]
    if not found:
        return Shown(none)
    said, counted = sentence(headline, count=counted_checks(f"audit.{verdict}.count", found, language))
    first, rest = _by_size(found, most=OPEN[verdict])
    frame, figures = laid_out(check_row(row, language) for row in first + rest)
    labels = {
        "what": _("What was printed about"),
        "kind": _("Kind of relation"),
        "printed": _("Printed"),
        "arithmetic": _("Recomputed"),
        "explanation": _("Explanation"),
        "source": _("Source"),
    }
    if verdict == "consistent":
        labels.pop("explanation")
    body = table(frame, labels=labels, numbers=("printed",), wide=("what", "arithmetic"), open=len(first))
    return Shown(said, body, figures=counted + figures)


def _by_size(found: list[Row], *, most: int) -> tuple[list[Row], list[Row]]:
    """The furthest apart of each kind of relation, `most` of each, and all others; kinds in the order of the summary.

    Where nothing is apart, rows stay in their order.
    """
    kinds = [[row for row in found if row["check_kind"] == kind] for kind in units.CHECK_KINDS]
    sorted_kinds = [sorted(rows, key=_nearness) for rows in kinds]
    first = [row for rows in sorted_kinds for row in rows[:most]]
    return first, [row for rows in sorted_kinds for row in rows[most:]]


def _nearness(row: Row) -> float:
    return -(row["distance"] or 0)


def check_row(row: Row, language: str) -> dict[str, Cell]:
    """A check as the cells of a table: what, kind, printed, arithmetic, explanation, source."""
    _ = words(language)
    window = window_words(row["window_start"] or row["window_end"], row["window_end"], language)
    published = numbers.day(row["published_on"], language) if row["published_on"] else _("undated")
    return {
        "what": f"{escape(row['figure_name'] or '')}<br><small>{escape(row['place_name'])}, {window}</small>",
        "kind": units.word(units.CHECK_KINDS, row["check_kind"], language),
        "printed": printed_cell(row, language),
        "arithmetic": arithmetic_cell(row, language),
        "explanation": explanation_cell(row, language),
        "source": f"{escape(row['publisher'])}, {published}",
    }


def _every_share(language: str) -> pl.LazyFrame:
    """Shares of what was planned, and every pair of land figures, of all statements about zones."""
    statuses, statistics = _occupied(language)
    keep = ("edition", "place_code", "figure_name", "as_of", "source_id")
    sides = {"part": "numerator", "whole": "denominator"}
    land = [
        frame.pipe(occupancies, key=key)
        .join(frame.select(key, "figure_name"), on=key, how="left", maintain_order="left")
        .select(
            pl.lit(table_name).alias("table"),
            pl.col(key).alias("statement_id"),
            *keep,
            *(pl.col(f"{side}_ha").alias(name) for name, side in sides.items()),
            *(pl.col(f"{side}_qualifier").alias(f"{name}_qualifier") for name, side in sides.items()),
            "share",
            "share_qualifier",
            "numerator_kind",
            "denominator_kind",
            "scope",
            "is_derived",
        )
        for table_name, key, frame in (statistics, statuses)
    ]
    table_name, key, frame = statistics
    established = (
        frame.pipe(zone_shares)
        .join(frame.select(key, "figure_name"), on=key, how="left", maintain_order="left")
        .select(
            pl.lit(table_name).alias("table"),
            pl.col(key).alias("statement_id"),
            *keep,
            "part",
            "whole",
            "share",
            "share_name",
        )
    )
    return pl.concat([established, *land], how="diagonal")


def _row_of(row: Row) -> str:
    return f"{row['table']}:{row['statement_id']}"


def _share_name(row: Row, language: str) -> str:
    """What is divided by what: "leased land ÷ industrial land, ha"."""
    _ = words(language)
    names = {
        "established_count_share": _("established ÷ planned, number"),
        "established_area_share": _("established ÷ planned, area in ha"),
    }
    if row["share_name"]:
        return names[row["share_name"]]
    part = units.word(units.NUMERATORS, row["numerator_kind"], language)
    whole = units.word(units.DENOMINATORS, row["denominator_kind"], language)
    derived = f" ({_('industrial less what is still to be leased')})" if row["is_derived"] else ""
    scope = f"; {units.word(units.SCOPES, row['scope'], language)}" if row["scope"] else ""
    return f"{part}{derived} ÷ {whole}, ha{scope}"


def _zone_row(row: Row, language: str) -> dict[str, Cell]:
    _ = words(language)
    kinds = row["share_name"] or f"{row['numerator_kind']}_of_{row['denominator_kind']}"
    key, source = f"{row['statement_id']}.{kinds}", (_row_of(row),)
    unit = "count" if row["share_name"] == "established_count_share" else "ha"

    def cell(name: str) -> Figure:
        text = units.qualified(numbers.number(row[name], language), row[f"{name}_qualifier"], language)
        return Figure(f"{key}.{name}", row[name], unit, text, source)

    share = units.qualified(numbers.percent(row["share"], language), row["share_qualifier"], language)
    return {
        "place": f"{escape(row['place_name'])}<br><small>{escape(row['figure_name'])}</small>",
        "share_name": _share_name(row, language),
        "part": cell("part"),
        "whole": cell("whole"),
        "share": Figure(f"{key}.share", row["share"], "share", share, source),
        "as_of": numbers.day(row["as_of"], language) if row["as_of"] else _("undated"),
    }
