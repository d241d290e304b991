"""A made country in two editions: what the published one does in 10,571 rows it does in nine.

01 and 02 became 01. In 01 the district 011 has the communes 01101 (whole into 11101), 01102 (divided between 11101
and 11102) and 01103 (whole into 11102); 012 has 01201 (whole into 11102) and 01202 (whole into 11103); 019 is an
island without communes. In 02 the district 021 went whole into 11104. Province 03 stays 03 with one of each.
"""

from __future__ import annotations

from datetime import date

import polars as pl

CODES = {
    "2024": {
        "01": "VN",
        "02": "VN",
        "03": "VN",
        "011": "01",
        "012": "01",
        "019": "01",
        "021": "02",
        "031": "03",
        "01101": "011",
        "01102": "011",
        "01103": "011",
        "01201": "012",
        "01202": "012",
        "02101": "021",
        "02102": "021",
        "03101": "031",
    },
    "2025": {
        "01": "VN",
        "03": "VN",
        "11101": "01",
        "11102": "01",
        "11103": "01",
        "11104": "01",
        "11109": "01",
        "33101": "03",
    },
}
LEVELS = {2: "province", 3: "district", 5: "commune"}
WENT = [
    ("01101", "11101", 10.0),
    ("01102", "11101", 30.0),
    ("01102", "11102", 10.0),
    ("01103", "11102", 50.0),
    ("01201", "11102", 20.0),
    ("01202", "11103", 60.0),
    ("019", "11109", 5.0),
    ("02101", "11104", 70.0),
    ("02102", "11104", 7.0),
    ("03101", "33101", 9.0),
]

PLACES = pl.LazyFrame(
    [
        {"edition": edition, "place_code": code, "level": LEVELS[len(code)], "parent_code": parent}
        for edition, parents in CODES.items()
        for code, parent in parents.items()
    ]
)
CHANGES = pl.LazyFrame(WENT, schema=["old_code", "new_code", "estimated_area_km2"], orient="row").with_columns(
    changed_on=date(2025, 7, 1), whole=pl.len().over("old_code") == 1, mostly=pl.lit(True)
)


def units(edition: str, level: str) -> list[str]:
    """The codes of one level."""
    return [code for code in CODES[edition] if LEVELS[len(code)] == level]
