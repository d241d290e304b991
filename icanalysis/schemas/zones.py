"""Industrial clusters (CCN), parks (KCN) and other zones."""

from __future__ import annotations

import dataframely as dy

from icanalysis.schemas import keys, terms


class Zone(dy.Schema):
    """A cluster, park or other zone: one row per zone."""

    zone_id = keys.identifier(primary_key=True)
    name = keys.text()
    zone_kind = dy.Enum(terms.ZONE_KINDS, nullable=True)
    edition = keys.edition()
    place_code = keys.place_code()
    """The district where it is known, else the province."""
    other_place_codes = dy.String(nullable=True, regex=r"^[0-9]+( [0-9]+)*$")
    """Further districts of a zone that lies in several."""
    commune_name = keys.text(nullable=True)
    source_id = keys.identifier()


class ZoneStatus(dy.Schema):
    """What a source prints about one zone at a date: one row per statement."""

    zone_status_id = keys.identifier(primary_key=True)
    zone_id = keys.identifier()
    zone_kind = dy.Enum(terms.ZONE_KINDS, nullable=True)
    """As this source calls it: a cluster may become a park."""
    stage = dy.Enum(terms.ZONE_STAGES, nullable=True)
    stage_note = keys.text(nullable=True)
    established_on = keys.day(nullable=True)
    decision_number = keys.text(nullable=True)
    total_area_ha = keys.hectares()
    """Whole area of the zone."""
    industrial_land_ha = keys.hectares()
    """Land for industry: the whole of which leased land is a part."""
    leased_land_ha = keys.hectares()
    """Land leased or registered for lease, as the source counts it."""
    printed_occupancy_pct = keys.printed_pct(nullable=True)
    """Tỷ lệ lấp đầy as printed, whatever it divides."""
    project_count = keys.count(unit="dự án")
    registered_capital_vnd_bn = keys.vnd_bn()
    infrastructure_investor = keys.text(nullable=True)
    infrastructure_capital_vnd_bn = keys.vnd_bn()
    budget_support_vnd_bn = keys.vnd_bn()
    central_wastewater = keys.text(nullable=True)
    qualifiers = keys.text(nullable=True)
    """`column:qualifier` pairs, separated by `; `, for the columns that the text qualifies."""
    as_of = keys.day(nullable=True)
    """The day for which it holds."""
    as_of_basis = dy.Enum(terms.DATE_BASES)
    """How that day is known."""
    as_of_not_before = keys.day(nullable=True)
    as_of_not_after = keys.day(nullable=True)
    source_id = keys.identifier()
    note = keys.text(nullable=True)


class ZoneStatistic(dy.Schema):
    """What a source prints about all zones of a kind in a place: one row per statement."""

    zone_statistic_id = keys.identifier(primary_key=True)
    edition = keys.edition()
    place_code = keys.place_code()
    zone_kind = dy.Enum(terms.ZONE_KINDS)
    plan_horizon_year = dy.Int64(min=1990, max=2060, nullable=True, metadata={"unit": "năm"})
    """The year to which the plan of zones runs."""
    planned_count = keys.count(unit="cụm/khu")
    planned_area_ha = keys.hectares(most=1_000_000)
    established_count = keys.count(unit="cụm/khu")
    established_area_ha = keys.hectares(most=1_000_000)
    operating_count = keys.count(unit="cụm/khu")
    operating_area_ha = keys.hectares(most=1_000_000)
    industrial_land_ha = keys.hectares(most=1_000_000)
    leased_land_ha = keys.hectares(most=1_000_000)
    printed_occupancy_pct = keys.printed_pct(nullable=True)
    """Tỷ lệ lấp đầy as printed, whatever it divides."""
    project_count = keys.count(unit="dự án")
    registered_capital_vnd_bn = keys.vnd_bn()
    registered_capital_usd_m = keys.usd_m()
    worker_count = keys.count(unit="lao động", most=100_000_000)
    with_central_wastewater_count = keys.count(unit="cụm/khu")
    qualifiers = keys.text(nullable=True)
    """`column:qualifier` pairs, separated by `; `, for the columns that the text qualifies."""
    as_of = keys.day(nullable=True)
    """The day for which it holds."""
    as_of_basis = dy.Enum(terms.DATE_BASES)
    """How that day is known."""
    as_of_not_before = keys.day(nullable=True)
    as_of_not_after = keys.day(nullable=True)
    source_id = keys.identifier()
    note = keys.text(nullable=True)
