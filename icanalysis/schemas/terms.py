"""The closed lists of words that the tables use; `docs/explanation/glossary.md` says what each means."""

from datetime import date

EDITIONS = ("2024", "2025")
"""Editions of the country: provinces, districts, communes to 2025-06-30; provinces, communes after."""

IN_FORCE_FROM = {"2024": date.min, "2025": date(2025, 7, 1)}
"""Edition → its first day (NQ 202/2025/QH15); it ends on the eve of the next one."""

LEVELS = ("country", "region", "province", "district", "commune")

SIMULATED = "simulated"
"""Class of a source that nobody published: everything that is made from tables with such a source says so."""

SOURCE_CLASSES = ("authority", "press", "academic", "other", SIMULATED)
"""From the class that a report prefers to the one it prefers least."""

DOCUMENT_KINDS = (
    "party_resolution",
    "council_resolution",
    "government_resolution",
    "plan",
    "decision",
    "programme",
    "law",
    "decree",
    "circular",
    "report",
)

INDICATOR_KINDS = ("flow", "stock", "ratio", "index", "rank")
DIRECTIONS = ("higher_is_better", "lower_is_better", "neither")
AGGREGATIONS = ("sum", "ratio_of_parts", "none")
PRICE_BASES = ("constant_2010", "constant_1994", "current", "not_stated", "not_applicable")
TOPICS = (
    "output",
    "trade",
    "product",
    "energy",
    "investment",
    "enterprise",
    "growth",
    "structure",
    "competitiveness",
    "zone",
    "budget",
    "plan",
)
UNITS = (
    "vnd_bn",
    "vnd_m",
    "usd_m",
    "pct",
    "pct_per_year",
    "vnd_bn_per_year",
    "mw",
    "kwh_m",
    "tonne",
    "m3",
    "pair_thousand",
    "piece_thousand",
    "project",
    "enterprise",
    "establishment",
    "cluster",
    "park",
    "target",
    "worker",
    "rank",
    "point",
    "ha",
)
COUNTED_UNITS = ("project", "enterprise", "establishment", "cluster", "park", "target", "rank")
"""Units that are counted one by one: a printed count carries no rounding."""

TARGET_KINDS = ("point", "floor", "cap", "range")
TARGET_VERSIONS = ("original", "adjusted")
CLOCKS = ("calendar", "administrative")
QUALIFIERS = ("exact", "about", "over", "nearly")
"""khoảng → about; trên, hơn → over; gần, dưới → nearly."""

STATUSES = ("estimate", "preliminary", "final", "not_stated")
"""Statistics Law art. 48: ước tính, sơ bộ, chính thức."""

OFFICIAL_LABELS = ("exceeded", "met", "basically_met", "not_met", "low")
CLAIM_KINDS = ("share", "multiple", "growth", "compound_growth", "average_per_year", "rank_change")

ZONE_KINDS = ("cluster", "park", "cluster_and_park", "economic_zone", "industrial_point")
"""CCN, KCN, CCN and KCN together, khu kinh tế, điểm công nghiệp."""

NUMERATORS = ("leased", "registered", "operating")
"""Land that counts as taken: đất đã cho thuê, đã đăng ký thuê, đang hoạt động."""

DENOMINATORS = ("industrial", "industrial_and_service", "with_infrastructure", "total")
"""Land of which it is taken: đất công nghiệp, đất công nghiệp và dịch vụ, đất đã có hạ tầng, tổng diện tích."""

SCOPES = ("all", "operating")
"""Which zones a statement about several covers: all of them, or only those in operation."""

ZONE_STAGES = ("planned", "established", "infrastructure_under_way", "operating")
PROJECT_STATUSES = (
    "planned",
    "under_construction",
    "commissioning",
    "trial_operation",
    "completed",
    "operating",
    "to_be_speeded_up",
    "to_be_unblocked",
    "to_be_carried_out",
    "not_stated",
)
DATE_BASES = (
    "stated",
    "publication_date",
    "decision_date",
    "inferred_from_text",
    "undated_source",
)
RECOMMENDATION_STATUSES = ("open", "in_progress", "done", "not_done", "not_stated")
