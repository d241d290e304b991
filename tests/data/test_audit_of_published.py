"""What the audit finds in the published tables, so that a change of the numbers is noticed (CHANGELOG)."""

from __future__ import annotations

from collections import Counter

import pytest

from icanalysis.sources.workspace import VARIABLE
from icanalysis.views.audit import checks


@pytest.fixture(scope="module")
def found() -> list[dict]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(VARIABLE, raising=False)
        return checks("all", edition="2024", language="vi").to_dicts()


CONTRADICTIONS = {
    # Long Bình An: nearly 35 of 70 ha, printed 45 %. 35 ÷ 70 = 50 %; nearly 35 is at least 33.25 (5 % less) and
    # 70 at most 70.5: 33.25 ÷ 70.5 = 47.2 %. 45 % with its half unit reaches 45.5 %.
    "occupancy:zs_long_binh_an_2011": ("45", 50.0, 47.2, 50.4),
    # Tuyên Quang, first quarter of 2025: 5,447 of 27,700, printed 24.3 %. 5,447 ÷ 27,700 = 19.66 %; no document
    # of the plan is named, so 27,700 may be rounded: 5,446.5 ÷ 27,750 = 19.63 %, 5,447.5 ÷ 27,650 = 19.70 %.
    "attainment:o_tq_2025_03_gross_output": ("24.3", 19.7, 19.6, 19.7),
    # Clusters of Tuyên Quang: 108.7 of 196 ha, printed 51.6 %. 108.7 ÷ 196 = 55.46 %;
    # 108.65 ÷ 196.5 = 55.29 % and 108.75 ÷ 195.5 = 55.63 %. Of the whole 300 ha it would be 36.2 %.
    "occupancy:zt_tq_cluster_2021": ("51.6", 55.5, 55.3, 55.6),
    # Ninh Thuận 2018: 39.5 % above 2015, printed 8.86 % a year. 1.395^(1/3) = 1.1174: 11.74 % a year;
    # 1.0886^3 = 1.290 would be 29.0 % in three years.
    "claim:c_o_nt_2018_gross_output_compound_growth": ("8.86", 11.7, 11.7, 11.7),
    # Ninh Thuận 2025: 3.17 times 2020, printed 17.1 % a year. 3.17^(1/5) = 1.2595: 25.95 % a year;
    # 1.171^5 = 2.20 times.
    "claim:c_o_nt_2025_gross_output_compound_growth": ("17.1", 26.0, 25.9, 26.0),
    # Phúc Ứng, December 2025: 13 projects, split as 7 domestic and 5 foreign ones.
    "parts:zs_phuc_ung_2025_12_10": ("13", 12.0, 12.0, 12.0),
}
"""Check → printed, recomputed, and the least and the most that rounding allows, in the printed unit, to one decimal."""


def test_these_figures_contradict_those_around_them_and_no_others(found):
    contradicting = {
        row["check_id"]: (
            row["printed"],
            *(round(row[name], 1) for name in ("computed", "computed_low", "computed_high")),
        )
        for row in found
        if row["verdict"] == "contradicts"
    }
    assert contradicting == CONTRADICTIONS


COUNTS = {
    ("attainment", "consistent"): 2,
    ("attainment", "contradicts"): 1,
    ("attainment", "cannot_be_checked"): 25,
    ("growth", "consistent"): 10,
    ("growth", "cannot_be_checked"): 34,
    ("index", "cannot_be_checked"): 3,
    ("occupancy", "consistent"): 7,
    ("occupancy", "contradicts"): 2,
    ("occupancy", "cannot_be_checked"): 25,
    ("parts", "consistent"): 14,
    ("parts", "contradicts"): 1,
    ("share", "consistent"): 1,
    ("share", "cannot_be_checked"): 7,
    ("multiple", "cannot_be_checked"): 2,
    ("compound_growth", "consistent"): 1,
    ("compound_growth", "contradicts"): 2,
    ("average_per_year", "consistent"): 1,
    ("rank_change", "cannot_be_checked"): 2,
}


def test_so_many_checks_come_to_each_verdict(found):
    assert Counter((row["check_kind"], row["verdict"]) for row in found) == COUNTS


def test_so_many_checks_lack_a_figure_or_a_base(found):
    assert Counter(row["reason"] for row in found if row["reason"]) == {
        "base_not_printed": 60,
        "figure_not_printed": 38,
    }


CONSISTENT = {
    "attainment:o_mc_2017_2019_gross_output": ("92.4", 92.392),  # 23,098 ÷ 25,000
    "attainment:o_tq_2024_05_gross_output": ("39.3", 39.327),  # 9,332.3 ÷ 23,730
    "claim:c_o_mc_2017_2019_gross_output_average_per_year": ("7699", 7_699.333),  # 23,098 ÷ 3
    "claim:c_t_tq_2025_gross_output_growth": ("16.7", 16.730),  # 27,700 ÷ 23,730 − 1
    "claim:c_o_nt_2015_gross_output_compound_growth": ("17", 16.931),  # (3,180 ÷ 1,701)^(1/4) − 1
    "growth:o_tq_2022_gross_output": ("16.6", 16.587),  # 17,670 ÷ 15,156 − 1
    "occupancy:zs_thap_cham_2016": ("76.69", 76.687),  # 13.52 ÷ 17.63
    "occupancy:zs_hieu_thien_2016": ("20.4", 20.426),  # 6.23 ÷ 30.5
    "occupancy:zs_thap_cham_2024_02": ("100", 100.0),  # 18.27 ÷ 18.27
    "occupancy:zt_nt_cluster_2024": ("100", 100.0),  # 18.27 ÷ 18.27
    "occupancy:zs_du_long_2023_12_31": ("10", 9.821),  # over 40 ÷ 407.28, printed as over 10
    "occupancy:zt_p66_cluster_2018_01_22": ("78", 77.742),  # about 241 ÷ about 310
    "occupancy:zt_vn_park_2025_12_11": ("53.2", 53.248),  # (101,600 − 47,500) ÷ 101,600
    "parts:o_nt_2020_12_31_energy_projects_in_operation": ("42", 42.0),  # 32 + 3 + 7
    "parts:o_nt_2020_12_31_energy_capacity_in_operation": ("2745", 2_745.0),  # 2,223 + 229 + 293
}
"""Some that agree, by hand."""


@pytest.mark.parametrize("check", CONSISTENT)
def test_these_figures_agree_with_those_around_them(found, check):
    (row,) = (row for row in found if row["check_id"] == check)
    assert (row["verdict"], row["printed"], round(row["computed"], 3)) == ("consistent", *CONSISTENT[check])


BASES = {
    "occupancy:zs_thap_cham_2016": ("leased", "industrial"),
    "occupancy:zs_hieu_thien_2016": ("registered", "industrial"),
    "occupancy:zs_thap_cham_2024_02": ("leased", "industrial_and_service"),
    "occupancy:zt_nt_cluster_2024": ("leased", "industrial_and_service"),
    "occupancy:zs_du_long_2023_12_31": ("leased", "total"),
    "occupancy:zt_p66_cluster_2018_01_22": ("leased", "total"),
    "occupancy:zt_vn_park_2025_12_11": ("leased", "industrial"),
}
"""Which land each of the consistent occupancies divides. The five that were "cannot be checked" while only leased ÷
industrial land was tried: Tháp Chàm 2024 twice (industrial and service land, as stated), Du Long and Đắk Lắk (the whole
area; stated for Đắk Lắk), and the parks of the country (leased land as industrial less unleased land)."""


def test_these_bases_explain_the_consistent_occupancies(found):
    explained = {
        row["check_id"]: (row["numerator_kind"], row["denominator_kind"])
        for row in found
        if row["check_kind"] == "occupancy" and row["verdict"] == "consistent"
    }
    assert explained == BASES


def test_73_and_45_percent_of_hai_ha_have_named_bases_and_no_leased_land(found):
    told = {
        row["printed"]: (row["denominator_kind"], row["base"], row["reason"])
        for row in found
        if row["check_id"].startswith("occupancy:zs_hai_ha")
    }
    assert told == {
        "73": ("with_infrastructure", None, "figure_not_printed"),
        "45": ("total", 660.0, "figure_not_printed"),
    }


def test_every_pair_of_the_clusters_of_tuyen_quang_was_tried(found):
    (row,) = (row for row in found if row["check_id"] == "occupancy:zt_tq_cluster_2021")
    assert [(one["denominator_kind"], one["denominator_ha"], round(one["share"], 3)) for one in row["tried"]] == [
        ("industrial", 196.0, 0.555),
        ("total", 300.0, 0.362),
    ]


IMPLIED = {
    "attainment:o_tq_2021_07_gross_output": (15_726, 15_713, 15_740),  # 9,200 ÷ 58.5 %, 58.55 %, 58.45 %
    "attainment:o_tq_2021_07_goods_exports": (137.1, 136.0, 138.2),  # 85 ÷ 62 %, 62.5 %, 61.5 %
    "attainment:o_tq_2021_07_retail_sales": (27_170, 26_916, 27_429),  # 14,400 ÷ 53 %, 53.5 %, 52.5 %
    "claim:c_o_nt_2020_electricity_generated_multiple": (1_143, 1_143, 1_203),  # 4,000 ÷ 3.5; nearly: 3.325
    "claim:c_o_nt_2020_pci_rank_rank_change": (37, 36.5, 37.5),  # 32 + 5
    "occupancy:zt_tq_cluster_2021": (210.7, 210.5, 210.9),  # 108.7 ÷ 51.6 %, 51.65 %, 51.55 %
}


@pytest.mark.parametrize("check", IMPLIED)
def test_these_bases_are_implied(found, check):
    (row,) = (row for row in found if row["check_id"] == check)
    digits = 0 if IMPLIED[check][0] > 1_000 else 1
    names = ("implied_base", "implied_base_low", "implied_base_high")
    assert tuple(round(row[name], digits) for name in names) == IMPLIED[check]
