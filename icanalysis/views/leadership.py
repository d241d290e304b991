"""How a place stands, on one page for those who lead it: what is reached, behind, late, doubtful and unknown."""

from __future__ import annotations

from dataclasses import replace

from icanalysis.style import numbers
from icanalysis.views import clusters, controls
from icanalysis.views.bullets import drawable, drawn_bullets
from icanalysis.views.cells import Row, counted_cell
from icanalysis.views.contradicting import contradictions
from icanalysis.views.headlines import headline_rows
from icanalysis.views.lateness import late
from icanalysis.views.periods import apart, windows_told
from icanalysis.views.progress import named_rows
from icanalysis.views.shown import Figure, Shown, sentence, sentences
from icanalysis.views.sourcing import source_ids_behind, sources_of
from icanalysis.views.status import status
from icanalysis.views.zone_rows import estate, known_days
from icanalysis.wording.language import marked, words

__all__ = [
    "CHAPTERS",
    "CONTROLS",
    "MUST_SHOW",
    "SUBJECT",
    "bullets",
    "cluster_map",
    "contradictions",
    "late",
    "sources",
    "status",
]

CONTROLS: dict[str, controls.Control] = {
    "edition": controls.editions,
    "place": controls.places,
    "as_of": controls.dates,
    "language": controls.languages,
}
MUST_SHOW = ("status",)
"""Sections without which the report is not delivered."""

SUBJECT = marked("Progress against the plan and matters behind schedule")
"""What a document of this page is about."""

CHAPTERS = {
    "status": "results",
    "bullets": "results",
    "cluster_map": "results",
    "late": "shortcomings",
    "contradictions": "shortcomings",
}
"""Section → chapter of a document (`documents.content.Chapter`); what is left out stands in an annex only."""

DRAWN = 8
"""So many bullets are drawn: a wall has room for no more."""

MEASURE = "zone_count"
"""What the map is coloured by: it is known wherever a zone is."""


def bullets(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Attainment of the leading indicators and of all that are behind their pace, with the mark of the pace.

    Where there is no room for all, those furthest behind are drawn; the headline counts every plan.
    """
    _ = words(language)
    every = drawable(named_rows(place, edition, as_of, language))
    if not every:
        return Shown(_("No indicator of this place has a value and a plan at this date."))
    leading = {row["observation_id"] for row in headline_rows(place, edition, as_of, language)}
    chosen = sorted((row for row in every if row["observation_id"] in leading or _gap(row) < 0), key=_gap)[:DRAWN]
    kept = {row["observation_id"] for row in chosen}
    now, before = apart([row for row in every if row["observation_id"] in kept] or every[:DRAWN])
    drawn = [*now, *before]
    headline, counted = _counts(drawn, every, language)
    return drawn_bullets(drawn, headline=headline, figures=counted, language=language)


def cluster_map(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """The zones of the place by the units they lie in, from statements up to the date; a sentence where none can be.

    The map of the page of the clusters, coloured by the number of zones.
    """
    _ = words(language)
    here = estate(place, edition=edition, as_of=as_of)
    if not here.zones.height:
        return Shown(_("There is no map: no zone of this place is recorded up to this day."))
    if here.zones["unit_code"].null_count() == here.zones.height:
        return Shown(_("There is no map: of the zones recorded up to this day only the province is known."))
    day = controls.as_day(as_of)
    dated = next((known for known in known_days(place, edition=edition) if known <= day), None)
    where = {"place": place, "edition": edition, "as_of": as_of, "language": language}
    drawn = clusters.cluster_map(**where, measure=MEASURE)
    said = (
        _("Latest dated statement about zones and projects: {day}; undated ones count too.").format(
            day=numbers.day(dated, language)
        )
        if dated
        else _("All statements about these zones are undated.")
    )
    return replace(drawn, notes=(*drawn.notes, said), picks=None)


def sources(*, place: str, edition: str, as_of: str, language: str) -> Shown:
    """Where the figures of this page come from: the sources of the rows behind its figures."""
    _ = words(language)
    where = {"place": place, "edition": edition, "as_of": as_of, "language": language}
    figures = [figure for view in (status, bullets, late, contradictions) for figure in view(**where).figures]
    zones = estate(place, edition=edition, as_of=as_of).zones["zone_id"]
    behind = {row for figure in figures for row in figure.rows} | {f"zones:{zone}" for zone in zones}
    return sources_of(source_ids_behind(behind), language, headline=_("Sources of the figures."))


def _gap(row: Row) -> float:
    """The pace gap; zero for what has no pace, as it is not behind."""
    return row["pace_gap_pct_points"] or 0.0


def _counts(drawn: list[Row], every: list[Row], language: str) -> tuple[str, tuple[Figure, ...]]:
    """How many plans are drawn, and how many of all are ahead of their pace or behind it; each period apart."""
    _ = words(language)
    now, before = apart(every)
    said = sentence(
        _("Indicators with a value and a plan: {all}, of an earlier period: {before}; drawn: {drawn}.")
        if before
        else _("Indicators with a value and a plan: {all}, drawn: {drawn}."),
        all=counted_cell("bullets.all", every, language),
        drawn=counted_cell("bullets.drawn", drawn, language),
        **({"before": counted_cell("bullets.earlier", before, language)} if before else {}),
    )
    pacing = {
        "bullets": (now, _("At or ahead of the linear pace: {ahead}; behind it: {behind}.")),
        "bullets.earlier": (
            before,
            _("By figures of an earlier period ({windows}), at or ahead of its pace: {ahead}; behind it: {behind}."),
        ),
    }
    return sentences(
        said,
        *(
            sentence(
                template,
                windows=windows_told(paced, language),
                ahead=counted_cell(f"{key}.ahead", [row for row in paced if _gap(row) >= 0], language),
                behind=counted_cell(f"{key}.behind", [row for row in paced if _gap(row) < 0], language),
            )
            for key, (found, template) in pacing.items()
            if (paced := [row for row in found if row["pace_gap_pct_points"] is not None])
        ),
    )
