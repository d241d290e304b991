from __future__ import annotations

import os

import polars as pl
import pytest

from icanalysis.sources.workspace import PUBLISHED
from icanalysis.views.progress import named_rows, paced_rows, rows

TUYEN_QUANG = ("08", "2024", "2021-07-31")


def test_there_is_one_row_per_indicator_in_the_order_of_the_indicators():
    found = named_rows(*TUYEN_QUANG, "vi")
    assert len({row["indicator_id"] for row in found}) == len(found)
    assert [row["sort_order"] for row in found] == sorted(row["sort_order"] for row in found)


@pytest.mark.parametrize(
    ("language", "name"), [("vi", "Giá trị sản xuất công nghiệp"), ("en", "Industrial gross output")]
)
def test_a_row_is_named_in_the_language(language, name):
    assert named_rows(*TUYEN_QUANG, language)[0]["figure_name"] == name


def test_only_flows_with_a_plan_have_a_pace():
    found = paced_rows(*TUYEN_QUANG, "vi")
    assert [row["indicator_id"] for row in found] == ["gross_output", "goods_exports", "retail_sales"]
    assert {row["kind"] for row in found} == {"flow"}


def test_several_places_are_kept_apart():
    found = rows(["08", "076"], edition="2024", as_of="2021-12-31")
    assert set(found["place_code"]) == {"08", "076"}
    assert found.select("place_code", "indicator_id").is_duplicated().sum() == 0


def test_parts_that_a_source_prints_alike_are_left_out_and_a_single_part_stays():
    found = {row["indicator_id"] for row in named_rows("58", "2024", "2023-12-31", "vi")}
    assert "energy_capacity_commissioned_solar_single_project" not in found
    assert "energy_capacity_commissioned_solar" in found


def test_a_changed_table_is_read_anew(workspace):
    before = named_rows(*TUYEN_QUANG, "vi")[0]["value"]
    folder = workspace(observations=lambda frame: frame)
    assert named_rows(*TUYEN_QUANG, "vi")[0]["value"] == before == 9_200
    file = folder / "observations.csv"
    changed = pl.read_csv(PUBLISHED / "observations.csv", infer_schema=False).with_columns(
        value=pl.when(pl.col("observation_id") == "o_tq_2021_07_gross_output").then(pl.lit("9300")).otherwise("value")
    )
    changed.write_csv(file)
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1_000_000))
    assert named_rows(*TUYEN_QUANG, "vi")[0]["value"] == 9_300
