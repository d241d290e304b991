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
    """As printed, also where no code goes with it."""
    commune_code = keys.place_code(nullable=True)
    """The commune in the edition of the row, where one and only one is named."""
    is_craft_village = dy.Bool(nullable=True)
    """Craft-village cluster (CCN làng nghề): 5 ha are enough and 60 % of the industrial land is for craft producers."""
    is_mountainous = dy.Bool(nullable=True)
    """Lies in a mountainous district (huyện miền núi): 5 ha are enough."""
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
    cleared_land_ha = keys.hectares()
    """Land whose site has been cleared (đã giải phóng mặt bằng)."""
    industrial_land_ha = keys.hectares()
    """Land for industry (đất công nghiệp)."""
    industrial_and_service_land_ha = keys.hectares()
    """Land for industry and services together, the denominator of NĐ 35/2022 art. 2 cl. 22 for parks."""
    leasable_land_ha = keys.hectares()
    """Land with infrastructure, leased or not: what can be leased at all."""
    registered_land_ha = keys.hectares()
    """Land that investors registered for lease."""
    leased_land_ha = keys.hectares()
    """Land leased out."""
    unleased_land_ha = keys.hectares()
    """Industrial land still to be leased, where the source prints it."""
    built_land_ha = keys.hectares()
    """Leased land that is built on."""
    operating_land_ha = keys.hectares()
    """Leased land on which a project operates."""
    land_demand_ha = keys.hectares()
    """Industrial land that investors ask for, as an expansion must state it."""
    roads_in_use = dy.Bool(nullable=True)
    """Internal roads in use."""
    water_supply_in_use = dy.Bool(nullable=True)
    wastewater_in_use = dy.Bool(nullable=True)
    """Common waste-water works in use."""
    printed_occupancy_pct = keys.printed_pct(nullable=True)
    """Tỷ lệ lấp đầy as printed, whatever it divides."""
    occupancy_numerator = dy.Enum(terms.NUMERATORS, nullable=True)
    """The land that the source says it divides; blank where it does not say."""
    occupancy_denominator = dy.Enum(terms.DENOMINATORS, nullable=True)
    """The land that the source says it divides by; blank where it does not say."""
    project_count = keys.count(unit="dự án")
    domestic_project_count = keys.count(unit="dự án")
    foreign_project_count = keys.count(unit="dự án")
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
    land_scope = dy.Enum(terms.SCOPES)
    """The zones that the land and the projects of the row are of."""
    industrial_land_ha = keys.hectares(most=1_000_000)
    industrial_and_service_land_ha = keys.hectares(most=1_000_000)
    leasable_land_ha = keys.hectares(most=1_000_000)
    registered_land_ha = keys.hectares(most=1_000_000)
    leased_land_ha = keys.hectares(most=1_000_000)
    unleased_land_ha = keys.hectares(most=1_000_000)
    """Industrial land still to be leased, where the source prints it."""
    operating_land_ha = keys.hectares(most=1_000_000)
    printed_occupancy_pct = keys.printed_pct(nullable=True)
    """Tỷ lệ lấp đầy as printed, whatever it divides."""
    occupancy_numerator = dy.Enum(terms.NUMERATORS, nullable=True)
    """The land that the source says it divides; blank where it does not say."""
    occupancy_denominator = dy.Enum(terms.DENOMINATORS, nullable=True)
    """The land that the source says it divides by; blank where it does not say."""
    occupancy_scope = dy.Enum(terms.SCOPES, nullable=True)
    """The zones that the source says the printed occupancy is of; blank where it does not say."""
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
