"""The 61 facts of the five documents that the suite was started from, each with the row that carries it."""

from __future__ import annotations

from typing import Any

TTV, BTQ, BNT, CCN, MC = "ttv_2021_08_13", "btq_supervision_2024", "bnt_survey_2021", "ccn_conference", "mong_cai_2019"
YEAR_2020 = {"window_start": "2020-01-01", "window_end": "2020-12-31"}
END_2020 = {"window_start": "2020-12-31", "window_end": "2020-12-31"}
TO_2021 = {"window_start": "2016-01-01", "window_end": "2021-12-31"}
SEVEN_MONTHS = {"window_start": "2021-01-01", "window_end": "2021-07-31", "edition": "2024", "place_code": "08"}
LOW = SEVEN_MONTHS | {"value": None, "official_label": "low", "source_id": TTV}
ESTIMATED = SEVEN_MONTHS | {"status": "estimate", "source_id": TTV}
NINH_THUAN = {"edition": "2024", "place_code": "58", "source_id": BNT}
MONG_CAI = {"edition": "2024", "place_code": "194", "source_id": MC}
TUYEN_QUANG = {"edition": "2024", "place_code": "08", "source_id": BTQ}
SUPERVISED = TUYEN_QUANG | {"period_start": "2021-01-01", "period_end": "2023-12-31"}
THREE_YEARS = MONG_CAI | {"window_start": "2017-01-01", "window_end": "2019-12-31"}
TO_MID_2019 = MONG_CAI | {"window_start": "2017-01-01", "window_end": "2019-06-30"}
CLUSTERS_VN = {"edition": "2024", "place_code": "VN", "zone_kind": "cluster", "source_id": CCN}
CLUSTERS_TQ = CLUSTERS_VN | {"place_code": "08"}
AT_TTV = {"as_of": "2021-08-13", "source_id": TTV}
FIVE_YEARS = {"period_start": "2021-01-01", "period_end": "2025-12-31"}
OF_33 = {"period_start": "2016-01-01", "period_end": "2020-12-31"}

Fact = tuple[str, dict[str, Any]]


def value(amount: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": amount, "unit": unit} | more


FACTS: dict[str, Fact] = {
    # Tuyên Quang, seven months of 2021 (TTV, 2021-08-13)
    "s1_ttv_go": (
        "observations:o_tq_2021_07_gross_output",
        ESTIMATED | value(9_200, "vnd_bn", printed_attainment_pct="58.5", price_basis="constant_2010"),
    ),
    "s1_ttv_export": (
        "observations:o_tq_2021_07_goods_exports",
        ESTIMATED | value(85, "usd_m", printed_attainment_pct="62"),
    ),
    "s1_ttv_retail": (
        "observations:o_tq_2021_07_retail_sales",
        ESTIMATED | value(14_400, "vnd_bn", printed_attainment_pct="53"),
    ),
    "s1_ttv_low_electricity": ("observations:o_tq_2021_07_electricity", LOW),
    "s1_ttv_low_paper": ("observations:o_tq_2021_07_writing_paper", LOW),
    "s1_ttv_low_barite": ("observations:o_tq_2021_07_barite_powder", LOW),
    "s1_ttv_low_tea": ("observations:o_tq_2021_07_tea", LOW),
    "s1_ttv_low_wood": ("observations:o_tq_2021_07_finished_wood", LOW),
    "s1_ttv_low_footwear": ("observations:o_tq_2021_07_footwear", LOW),
    "s1_ttv_project_hung_loi": (
        "projects:p_hung_loi_1_2",
        AT_TTV | {"name": "Thủy điện Hùng Lợi 1 và 2", "place_code": "075", "project_status": "to_be_speeded_up"},
    ),
    "s1_ttv_project_steel": (
        "projects:p_steel_plant_expansion",
        AT_TTV | {"name": "Mở rộng nhà máy gang thép", "place_code": "08", "project_status": "to_be_unblocked"},
    ),
    "s1_ttv_project_an_hoa": (
        "projects:p_an_hoa_line_2",
        AT_TTV | {"name": "Giấy An Hòa dây chuyền 2", "place_code": "08", "project_status": "to_be_carried_out"},
    ),
    # Supervision of Tuyên Quang (Báo Tuyên Quang, 2024)
    "s2_btq_resolution": (
        "documents:nq_25_tu_2021",
        TUYEN_QUANG | FIVE_YEARS | {"number": "25-NQ/TU", "issued_on": "2021-05-25"},
    ),
    "s2_btq_plan": (
        "documents:kh_223_ubnd_2021",
        TUYEN_QUANG
        | FIVE_YEARS
        | {"number": "223/KH-UBND", "issued_on": "2021-12-18", "carries_out_id": "nq_25_tu_2021"},
    ),
    "s2_btq_programme": (
        "documents:ctr_39_tu",
        TUYEN_QUANG | {"number": "39-CTr/TU", "carries_out_id": "nq_29_tw_2022"},
    ),
    "s2_btq_finding_documents": ("findings:f_tq_2021_2023_documents", SUPERVISED),
    "s2_btq_finding_zones": ("findings:f_tq_2021_2023_zones", SUPERVISED),
    "s2_btq_finding_occupancy": ("findings:f_tq_2021_2023_occupancy", SUPERVISED),
    "s2_btq_finding_projects": ("findings:f_tq_2021_2023_projects", SUPERVISED),
    "s2_btq_finding_procedures": ("findings:f_tq_2021_2023_procedures", SUPERVISED),
    "s2_btq_finding_promotion": ("findings:f_tq_2021_2023_promotion", SUPERVISED),
    "s2_btq_rec_products": (
        "recommendations:r_tq_2021_2023_products",
        SUPERVISED | {"addressee_vi": "UBND tỉnh", "due_on": None},
    ),
    "s2_btq_rec_projects": ("recommendations:r_tq_2021_2023_projects", SUPERVISED | {"due_on": None}),
    "s2_btq_rec_procedures": ("recommendations:r_tq_2021_2023_procedures", SUPERVISED | {"due_on": None}),
    "s2_btq_rec_inspection": ("recommendations:r_tq_2021_2023_inspection", SUPERVISED | {"due_on": None}),
    # Ninh Thuận, 2016–2020 (Báo Ninh Thuận, 2021-09-08)
    "s3_nt_projects": (
        "observations:o_nt_2016_2021_industrial_projects_attracted",
        NINH_THUAN | TO_2021 | value(147, "project"),
    ),
    "s3_nt_capital": (
        "observations:o_nt_2016_2021_registered_capital_of_industrial_projects",
        NINH_THUAN | TO_2021 | value(147_704, "vnd_bn", qualifier="over"),
    ),
    "s3_nt_pci_rank": ("observations:o_nt_2020_pci_rank", NINH_THUAN | YEAR_2020 | value(32, "rank")),
    "s3_nt_enterprises": (
        "observations:o_nt_2015_12_2020_12_industrial_enterprises_growth",
        NINH_THUAN | value(57.3, "pct", window_start="2015-12-31", window_end="2020-12-31"),
    ),
    "s3_nt_energy_projects": (
        "observations:o_nt_2020_12_31_energy_projects_in_operation",
        NINH_THUAN | END_2020 | value(42, "project"),
    ),
    "s3_nt_energy_mw": (
        "observations:o_nt_2020_12_31_energy_capacity_in_operation",
        NINH_THUAN | END_2020 | value(2_745, "mw"),
    ),
    "s3_nt_solar_n": (
        "observations:o_nt_2020_12_31_energy_projects_in_operation_solar",
        NINH_THUAN | value(32, "project", part_of_id="o_nt_2020_12_31_energy_projects_in_operation"),
    ),
    "s3_nt_solar_mw": (
        "observations:o_nt_2020_12_31_energy_capacity_in_operation_solar",
        NINH_THUAN | value(2_223, "mw", part_of_id="o_nt_2020_12_31_energy_capacity_in_operation"),
    ),
    "s3_nt_wind_n": (
        "observations:o_nt_2020_12_31_energy_projects_in_operation_wind",
        NINH_THUAN | value(3, "project", part_of_id="o_nt_2020_12_31_energy_projects_in_operation"),
    ),
    "s3_nt_wind_mw": (
        "observations:o_nt_2020_12_31_energy_capacity_in_operation_wind",
        NINH_THUAN | value(229, "mw", part_of_id="o_nt_2020_12_31_energy_capacity_in_operation"),
    ),
    "s3_nt_hydro_n": (
        "observations:o_nt_2020_12_31_energy_projects_in_operation_hydro",
        NINH_THUAN | value(7, "project", part_of_id="o_nt_2020_12_31_energy_projects_in_operation"),
    ),
    "s3_nt_hydro_mw": (
        "observations:o_nt_2020_12_31_energy_capacity_in_operation_hydro",
        NINH_THUAN | value(293, "mw", part_of_id="o_nt_2020_12_31_energy_capacity_in_operation"),
    ),
    "s3_nt_kwh": (
        "observations:o_nt_2020_electricity_generated",
        NINH_THUAN | YEAR_2020 | value(4_000, "kwh_m", qualifier="about"),
    ),
    "s3_nt_lng": (
        "projects:p_ca_na_lng",
        {
            "name": "Tổ hợp điện khí LNG Cà Ná",
            "place_code": "58",
            "capacity": 1_500,
            "capacity_unit": "MW",
            "project_status": "planned",
            "as_of": "2021-09-08",
            "source_id": BNT,
        },
    ),
    "s3_nt_tech": (
        "observations:o_nt_2017_2020_technology_appraised_projects",
        NINH_THUAN | value(20, "project", window_start="2017-01-01", window_end="2020-12-31"),
    ),
    "s3_nt_nq06": (
        "documents:nq_06_tu_2016",
        NINH_THUAN | OF_33 | {"number": "06-NQ/TU", "issued_on": "2016-10-26"},
    ),
    "s3_nt_kh113": (
        "documents:kh_113_tu_2018",
        NINH_THUAN | {"number": "113-KH/TU", "issued_on": "2018-07-11", "period_end": "2030-12-31"},
    ),
    # Clusters (conference page)
    "s4_vn_planned_n": (
        "zone_statistics:zt_vn_cluster_2021",
        CLUSTERS_VN | {"planned_count": 1_704, "plan_horizon_year": 2025},
    ),
    "s4_vn_planned_ha": ("zone_statistics:zt_vn_cluster_2021", CLUSTERS_VN | {"planned_area_ha": 58_123}),
    "s4_vn_established_n": ("zone_statistics:zt_vn_cluster_2021", CLUSTERS_VN | {"established_count": 968}),
    "s4_vn_established_ha": ("zone_statistics:zt_vn_cluster_2021", CLUSTERS_VN | {"established_area_ha": 30_912}),
    "s4_tq_n": ("zone_statistics:zt_tq_cluster_2021", CLUSTERS_TQ | {"established_count": 5}),
    "s4_tq_ha": ("zone_statistics:zt_tq_cluster_2021", CLUSTERS_TQ | {"established_area_ha": 300}),
    "s4_tq_industrial_ha": ("zone_statistics:zt_tq_cluster_2021", CLUSTERS_TQ | {"industrial_land_ha": 196}),
    "s4_tq_leased_ha": (
        "zone_statistics:zt_tq_cluster_2021",
        CLUSTERS_TQ | {"leased_land_ha": 108.7, "printed_occupancy_pct": "51.6"},
    ),
    "s4_tq_projects": ("zone_statistics:zt_tq_cluster_2021", CLUSTERS_TQ | {"project_count": 21}),
    "s4_tq_capital": (
        "zone_statistics:zt_tq_cluster_2021",
        CLUSTERS_TQ | {"registered_capital_vnd_bn": 2_300, "qualifiers": "registered_capital_vnd_bn:over"},
    ),
    # Móng Cái, two and a half years (portal of the city, 2019)
    "s5_mc_growth": (
        "observations:o_mc_2017_01_2019_06_value_added_industry_growth_per_year",
        TO_MID_2019 | value(13, "pct_per_year", official_label="met"),
    ),
    "s5_mc_fdi_value": (
        "observations:o_mc_2017_2019_average_gross_output_per_year",
        THREE_YEARS | value(7_699, "vnd_bn_per_year", official_label="exceeded"),
    ),
    "s5_mc_share": (
        "observations:o_mc_2017_01_2019_06_share_of_output_in_zones",
        TO_MID_2019 | value(94, "pct", qualifier="over", target_id="t_mc_2016_2020_share_of_output_in_zones"),
    ),
    "s5_mc_total": (
        "observations:o_mc_2017_2019_gross_output",
        THREE_YEARS
        | value(23_098, "vnd_bn", status="estimate", printed_attainment_pct="92.4", official_label="basically_met"),
    ),
    "s5_mc_nq33": (
        "documents:nq_33_2016_hdnd",
        MONG_CAI | OF_33 | {"number": "33/2016/NQ-HĐND", "issued_on": "2016-12-21"},
    ),
    "s5_mc_kh53": (
        "documents:kh_53_ubnd_2017",
        MONG_CAI | OF_33 | {"number": "53/KH-UBND", "issued_on": "2017-02-20", "carries_out_id": "nq_33_2016_hdnd"},
    ),
    "s5_mc_relocate": (
        "recommendations:r_mc_2017_2019_relocate",
        MONG_CAI | {"addressee_vi": "Các xã, phường", "due_on": "2020-12-31"},
    ),
    "s5_mc_kilns": (
        "recommendations:r_mc_2017_2019_kilns",
        MONG_CAI | {"addressee_vi": "Các xã, phường", "due_on": None},
    ),
    "s5_mc_wastewater": (
        "recommendations:r_mc_2017_2019_wastewater",
        MONG_CAI | {"addressee_vi": "Các xã, phường", "due_on": None},
    ),
}

COMPARED: dict[str, Fact] = {
    "share of Móng Cái: over 90": (
        "targets:t_mc_2016_2020_share_of_output_in_zones",
        MONG_CAI | OF_33 | {"target_kind": "floor", "low_value": 90, "high_value": None},
    ),
    "total of Móng Cái: 25,000": (
        "targets:t_mc_2016_2020_gross_output",
        MONG_CAI | OF_33 | {"target_kind": "point", "low_value": 25_000, "high_value": 25_000},
    ),
    "average of Móng Cái: 5,000": (
        "targets:t_mc_2016_2020_average_gross_output_per_year",
        MONG_CAI | OF_33 | {"target_kind": "point", "low_value": 5_000, "high_value": 5_000},
    ),
    "average of Móng Cái: three years": (
        "claims:c_o_mc_2017_2019_gross_output_average_per_year",
        {"claim_kind": "average_per_year", "printed": "7699", "years": 3, "figure_id": "o_mc_2017_2019_gross_output"},
    ),
    "rank of Ninh Thuận: up 5": (
        "claims:c_o_nt_2020_pci_rank_rank_change",
        {"claim_kind": "rank_change", "printed": "5", "figure_id": "o_nt_2020_pci_rank", "base_id": None},
    ),
    "output of Ninh Thuận: almost 3.5 times": (
        "claims:c_o_nt_2020_electricity_generated_multiple",
        {"claim_kind": "multiple", "printed": "3.5", "qualifier": "nearly", "base_id": None},
    ),
    "resolution of the centre: 2022-11-17": (
        "documents:nq_29_tw_2022",
        {"number": "29-NQ/TW", "issued_on": "2022-11-17", "place_code": "VN"},
    ),
}
"""What the facts are held against, and what stands in their notes."""
