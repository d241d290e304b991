from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.placing import PLACED_BY, placed
from tests.transforms.editions import CHANGES, CODES, PLACES
from tests.transforms.frames import Row, laws, only

KEYS = dict.fromkeys(["object", "edition", "place_code", "commune_code"], pl.String)
codes = st.sampled_from([*CODES["2024"], *CODES["2025"], "VN", "77", "99999"])
objects = st.fixed_dictionaries(
    {
        "object": st.text("ab", min_size=1, max_size=2),
        "edition": st.sampled_from(["2024", "2025"]),
        "place_code": codes,
        "commune_code": codes | st.none(),
    }
)


def placed_in(edition: str, *rows: Row) -> pl.LazyFrame:
    frame = pl.LazyFrame([{"object": "o", "commune_code": None} | row for row in rows], schema=KEYS)
    return placed(frame, places=PLACES, changes=CHANGES, edition=edition)


def where(target: str, **row: str) -> tuple[str | None, ...]:
    found = only(placed_in(target, row))
    return tuple(found[name] for name in ("province_code", "district_code", "commune_code_there", "placed_by"))


@pytest.mark.parametrize(
    ("codes", "home"),
    [
        ({"place_code": "011", "commune_code": "01101"}, ("01", None, "11101", "commune")),
        ({"place_code": "011", "commune_code": "01102"}, ("01", None, None, "province")),
        ({"place_code": "011"}, ("01", None, None, "province")),
        ({"place_code": "021"}, ("01", None, "11104", "commune")),
        ({"place_code": "02"}, ("01", None, "11104", "commune")),
        ({"place_code": "019"}, ("01", None, "11109", "commune")),
        ({"place_code": "01"}, ("01", None, None, "province")),
        ({"place_code": "01103"}, ("01", None, "11102", "commune")),
        ({"place_code": "VN"}, (None, None, None, "not_placed")),
    ],
    ids=[
        "a whole commune goes to its heir",
        "a divided commune goes to the province",
        "a district of several heirs goes to the province",
        "a district of one heir goes to it",
        "so does a province of one heir",
        "an island district goes to its special zone",
        "a province goes to its province",
        "a commune may stand for the place",
        "the country is no place on a map",
    ],
)
def test_from_2024_to_2025(codes: Row, home: tuple[str | None, ...]):
    assert where("2025", edition="2024", **codes) == home


@pytest.mark.parametrize(
    ("codes", "home"),
    [
        ({"place_code": "01", "commune_code": "11101"}, ("01", "011", None, "district")),
        ({"place_code": "01", "commune_code": "11102"}, ("01", None, None, "province")),
        ({"place_code": "01", "commune_code": "11103"}, ("01", "012", "01202", "commune")),
        ({"place_code": "01", "commune_code": "11104"}, ("02", "021", None, "district")),
        ({"place_code": "01", "commune_code": "11109"}, ("01", "019", None, "district")),
        ({"place_code": "01"}, (None, None, None, "not_placed")),
        ({"place_code": "03"}, ("03", "031", "03101", "commune")),
    ],
    ids=[
        "predecessors in one district give the district",
        "predecessors in two districts give the province",
        "one predecessor gives the commune",
        "a commune names its old province though the code of the new one is another's",
        "a special zone gives the island district and no commune",
        "a province of two predecessors gives nothing",
        "a province of one predecessor gives it",
    ],
)
def test_from_2025_to_2024(codes: Row, home: tuple[str | None, ...]):
    assert where("2024", edition="2025", **codes) == home


@pytest.mark.parametrize(
    ("codes", "home"),
    [
        ({"place_code": "011", "commune_code": "01102"}, ("01", "011", "01102", "commune")),
        ({"place_code": "011"}, ("01", "011", None, "district")),
        ({"place_code": "01"}, ("01", None, None, "province")),
    ],
    ids=["by commune", "by district", "by province"],
)
def test_in_its_own_edition_an_object_stays_where_it_is(codes: Row, home: tuple[str | None, ...]):
    assert where("2024", edition="2024", **codes) == home


def test_a_commune_that_no_edition_has_leaves_the_place():
    assert where("2024", edition="2024", place_code="012", commune_code="99999") == ("01", "012", None, "district")


def test_a_code_counts_in_its_own_edition_only():
    assert where("2025", edition="2025", place_code="01", commune_code="01101") == ("01", None, None, "province")


def test_what_an_object_has_besides_is_kept():
    frame = placed_in("2025", {"edition": "2024", "place_code": "011"}).collect()
    added = ["province_code", "district_code", "commune_code_there", "placed_by"]
    assert frame.columns == [*KEYS, *added]


@laws
@given(rows=st.lists(objects, max_size=8), edition=st.sampled_from(["2024", "2025"]))
def test_no_object_is_lost_or_doubled_or_moved(rows: list[Row], edition: str):
    found = placed_in(edition, *rows).collect()
    assert found.select(list(KEYS)).to_dicts() == rows
    assert set(found["placed_by"]) <= set(PLACED_BY)


@laws
@given(row=objects, edition=st.sampled_from(["2024", "2025"]))
def test_the_finest_level_that_is_known_is_the_one_it_is_placed_by(row: Row, edition: str):
    found = only(placed_in(edition, row))
    known = [found[name] is not None for name in ("commune_code_there", "district_code", "province_code")]
    assert found["placed_by"] == next(
        (name for name, is_known in zip(PLACED_BY, known, strict=False) if is_known), "not_placed"
    )
