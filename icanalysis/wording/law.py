"""The words of the legal tests of clusters: questions, conditions, verdicts, what may be missing."""

from __future__ import annotations

from icanalysis.wording.language import marked

FOUNDING_HEADLINE = marked(
    "Of {all} districts may found a further cluster under {decree}: {passes}; may not: {fails}; "
    "cannot be decided: {unknown}; not asked, as no cluster of theirs is recorded: {not_applicable}."
)
EXPANSION_HEADLINE = marked(
    "Expanding the {all} clusters under {decree}: possible {passes}, not possible {fails}, "
    "cannot be decided {unknown}, not asked, as they are only planned: {not_applicable}."
)
LEFT_OUT = marked("Clusters of the province of which the district is not known, left out of the averages: {count}.")
TESTS = {
    "size": marked("Within the limits of size?"),
    "founding": marked("May found a further cluster?"),
    "expansion": marked("May be expanded?"),
}
VERDICTS = {
    "passes": marked("yes"),
    "fails": marked("no"),
    "unknown": marked("cannot be decided"),
    "not_applicable": marked("does not arise"),
}
MET = {
    "passes": marked("holds"),
    "fails": marked("does not hold"),
    "unknown": marked("left open"),
    "not_applicable": marked("does not arise"),
}
SIGNS = {"gt": ">", "lt": "<", "le": "≤", "ge": "≥"}
CONDITIONS = {
    "rule": marked("rule"),
    "area_at_most": marked("area at most"),
    "area_at_least": marked("area at least"),
    "is_expanded": marked("has been expanded"),
    "is_craft_village": marked("craft-village cluster"),
    "is_mountainous": marked("in a mountain district"),
    "has_a_cluster": marked("first cluster of the district"),
    "average_occupancy_above": marked("average occupancy, leased ÷ industrial land"),
    "unleased_land": marked("industrial land not yet leased"),
    "is_established": marked("is established"),
    "area_after_at_most": marked("area after the expansion"),
    "occupancy_at_least": marked("leased ÷ industrial land"),
    "demand_above_industrial_land": marked("demand for land above the industrial land"),
    "roads_in_use": marked("internal roads in use"),
    "water_supply_in_use": marked("water supply in use"),
    "wastewater_in_use": marked("waste-water works in use"),
    "shared_works_complete": marked("shared works complete"),
}
READINGS = {
    "plain": marked("mean of the clusters"),
    "weighted": marked("weighted by area"),
    "printed": marked("as printed"),
}
RULE_NOTES = {
    "no_rule_seen": marked("no rule of this time was seen"),
    "district_level_abolished": marked(
        "the district level ended on 30 June 2025; no rule was seen on how the test goes on"
    ),
    "first_cluster": marked("no cluster of it is recorded here"),
    "not_placed": marked("clusters of which the district is not known"),
    "others_not_placed": marked("clusters of unknown district may belong here"),
    "place_is_no_district": marked("the law asks each district, not the province"),
    "not_established": marked("the cluster is only planned"),
}
FIGURES = {
    "total_area_ha": marked("total area"),
    "industrial_land_ha": marked("industrial land"),
    "industrial_and_service_land_ha": marked("industrial and service land"),
    "leased_land_ha": marked("leased land"),
    "unleased_land_ha": marked("land not yet leased"),
    "land_demand_ha": marked("demand for land"),
    "wanted_area_ha": marked("area after the expansion"),
    "is_craft_village": marked("whether it is a craft-village cluster"),
    "is_mountainous": marked("whether the district is mountainous"),
    "is_expanded": marked("whether it has been expanded"),
    "stage": marked("stage of each cluster"),
    "roads_in_use": marked("whether internal roads are in use"),
    "water_supply_in_use": marked("whether the water supply is in use"),
    "wastewater_in_use": marked("whether waste-water works are in use"),
    "shared_works_complete": marked("whether the shared works are complete"),
}
