"""The words of units, labels, verdicts and other closed lists."""

from __future__ import annotations

from icanalysis.wording.language import marked, words

UNITS = {
    "vnd_bn": marked("billion VND"),
    "vnd_m": marked("million VND"),
    "usd_m": marked("million USD"),
    "pct": marked("%"),
    "pct_per_year": marked("% a year"),
    "vnd_bn_per_year": marked("billion VND a year"),
    "mw": marked("MW"),
    "kwh_m": marked("million kWh"),
    "tonne": marked("tonnes"),
    "m3": marked("m³"),
    "pair_thousand": marked("thousand pairs"),
    "piece_thousand": marked("thousand pieces"),
    "project": marked("projects"),
    "enterprise": marked("enterprises"),
    "establishment": marked("establishments"),
    "cluster": marked("clusters"),
    "park": marked("parks"),
    "target": marked("targets"),
    "worker": marked("workers"),
    "rank": marked("rank"),
    "point": marked("points"),
    "ha": marked("ha"),
}
LABELS = {
    "exceeded": marked("exceeded"),
    "met": marked("met"),
    "basically_met": marked("basically met"),
    "not_met": marked("not met"),
    "in_progress": marked("period not covered yet"),
    "low": marked("low against the plan"),
}
VERDICTS = {
    "consistent": marked("consistent"),
    "contradicts": marked("contradicts"),
    "cannot_be_checked": marked("cannot be checked"),
}
REASONS = {
    "price_bases_differ": marked("the price bases differ"),
    "target_is_a_range": marked("the plan is a range"),
    "figure_not_printed": marked("the figure is not printed"),
    "base_not_printed": marked("the base is not printed"),
    "no_positive_base": marked("the base is not a positive number"),
    "other_source_differs": marked("another source prints the base, and the two do not meet"),
}
CHECK_KINDS = {
    "attainment": marked("share of the plan"),
    "growth": marked("growth"),
    "index": marked("index"),
    "occupancy": marked("occupancy"),
    "parts": marked("sum of the parts"),
    "share": marked("share"),
    "multiple": marked("multiple"),
    "compound_growth": marked("average growth a year"),
    "average_per_year": marked("average a year"),
    "rank_change": marked("places gained"),
}
QUALIFIERS = {
    "exact": "{}",
    "about": marked("about {}"),
    "over": marked("over {}"),
    "nearly": marked("nearly {}"),
}
STATUSES = {
    "estimate": marked("estimate"),
    "preliminary": marked("preliminary"),
    "final": marked("final"),
    "not_stated": marked("status not stated"),
}
PRICE_BASES = {
    "constant_2010": marked("constant 2010 prices"),
    "constant_1994": marked("constant 1994 prices"),
    "current": marked("current prices"),
    "not_stated": marked("price basis not stated"),
    "not_applicable": "",
}
SOURCE_CLASSES = {
    "authority": marked("authority"),
    "press": marked("press"),
    "academic": marked("academic"),
    "other": marked("other"),
    "simulated": marked("simulated"),
}
DOCUMENT_KINDS = {
    "party_resolution": marked("Party resolution"),
    "council_resolution": marked("Council resolution"),
    "government_resolution": marked("Government resolution"),
    "plan": marked("Plan"),
    "decision": marked("Decision"),
    "programme": marked("Programme"),
    "law": marked("Law"),
    "decree": marked("Decree"),
    "circular": marked("Circular"),
    "report": marked("Report"),
}
ZONE_KINDS = {
    "cluster": marked("industrial clusters"),
    "park": marked("industrial parks"),
    "cluster_and_park": marked("clusters and parks"),
    "economic_zone": marked("economic zones"),
    "industrial_point": marked("industrial points"),
}
ONE_ZONE = {
    "cluster": marked("industrial cluster"),
    "park": marked("industrial park"),
    "cluster_and_park": marked("cluster and park"),
    "economic_zone": marked("economic zone"),
    "industrial_point": marked("industrial point"),
}
LEVELS = {
    "province": marked("provinces"),
    "district": marked("districts"),
    "commune": marked("communes"),
}
ONE_PLACE = {
    "province": marked("Province"),
    "district": marked("District"),
    "commune": marked("Commune"),
}
PLACED_BY = {
    "commune": marked("placed in its commune"),
    "district": marked("known by its district only"),
    "province": marked("known by its province only"),
    "not_placed": marked("not placed"),
}
SECTORS = {
    "agro_processing": marked("farm products"),
    "animal_feed": marked("animal feed"),
    "biomass_fuel": marked("biomass fuel"),
    "biomass_power": marked("biomass power"),
    "building_materials": marked("building materials"),
    "cluster_infrastructure": marked("cluster infrastructure"),
    "dairy": marked("dairy"),
    "ferro_alloy": marked("ferro-alloys"),
    "footwear": marked("footwear"),
    "garment": marked("garments"),
    "gas_power": marked("gas power"),
    "hydropower": marked("hydropower"),
    "metallurgy": marked("metallurgy"),
    "packaging": marked("packaging"),
    "pulp_paper": marked("pulp and paper"),
    "steel": marked("steel"),
    "sugar": marked("sugar"),
    "tea": marked("tea"),
    "wood": marked("wood products"),
    "zone_infrastructure": marked("park infrastructure"),
}
NUMERATORS = {
    "leased": marked("leased land"),
    "registered": marked("registered land"),
    "operating": marked("land in operation"),
}
DENOMINATORS = {
    "industrial": marked("industrial land"),
    "industrial_and_service": marked("industrial and service land"),
    "with_infrastructure": marked("land with infrastructure"),
    "total": marked("total area"),
}
SCOPES = {
    "all": marked("all zones"),
    "operating": marked("zones in operation"),
}
ZONE_STAGES = {
    "planned": marked("planned"),
    "established": marked("established"),
    "infrastructure_under_way": marked("infrastructure under way"),
    "operating": marked("in operation"),
}
LAND_STAGES = {
    "planned": marked("planned area"),
    "established": marked("established area"),
    "cleared": marked("cleared land"),
    "leasable": marked("land with infrastructure"),
    "leased": marked("leased land"),
    "built": marked("land built on"),
    "operating": marked("land in operation"),
}
PROJECT_STATUSES = {
    "planned": marked("planned, not begun"),
    "under_construction": marked("under construction"),
    "commissioning": marked("being commissioned"),
    "trial_operation": marked("in trial operation"),
    "completed": marked("completed"),
    "operating": marked("in operation"),
    "to_be_speeded_up": marked("to be speeded up"),
    "to_be_unblocked": marked("to be unblocked"),
    "to_be_carried_out": marked("to be carried out"),
    "not_stated": marked("not stated"),
}
RECOMMENDATION_STATUSES = {
    "open": marked("open"),
    "in_progress": marked("being carried out"),
    "done": marked("done"),
    "not_done": marked("not done"),
    "not_stated": marked("not stated"),
}


def word(table: dict[str, str], key: str | None, language: str) -> str:
    """The word of a key in a language; a dash for none.

    >>> word(UNITS, "vnd_bn", "vi"), word(LABELS, "basically_met", "vi"), word(LABELS, None, "vi")
    ('tỷ đồng', 'cơ bản đạt', '–')
    """
    return "–" if key is None else words(language)(table[key])


def qualified(text: str, qualifier: str | None, language: str) -> str:
    """A figure with its qualifier: "trên 94".

    >>> qualified("94", "over", "vi"), qualified("94", "exact", "vi")
    ('trên 94', '94')
    """
    return words(language)(QUALIFIERS[qualifier or "exact"]).format(text)
