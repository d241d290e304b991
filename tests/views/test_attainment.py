"""The main report: every figure of the published documents, in its place, in both languages."""

from __future__ import annotations

import pytest

from icanalysis.views import attainment
from icanalysis.views.shown import Shown
from tests.views.pages import LANGUAGES, SECTIONS, lines, notes, page_text, row_of

TUYEN_QUANG = {"place": "08", "edition": "2024", "as_of": "2021-07-31"}
MONG_CAI = {"place": "194", "edition": "2024", "as_of": "2019-12-31"}
NINH_THUAN = {"place": "58", "edition": "2024", "as_of": "2020-12-31"}
FIRST_QUARTER = {"place": "08", "edition": "2024", "as_of": "2025-03-31"}


def both(view, where: dict[str, str]) -> dict[str, Shown]:
    """The view in each language."""
    return {language: view(**where, language=language) for language in LANGUAGES}


def test_the_headline_of_the_main_page_counts_and_names_the_furthest_behind():
    said = both(attainment.overview, TUYEN_QUANG)
    assert said["vi"].headline == (
        "Tỉnh Tuyên Quang có 6 chỉ tiêu có số liệu đến ngày 31/07/2021: 3 chỉ tiêu có số liệu đến đúng ngày này, "
        "3 chỉ tiêu mới có số liệu của kỳ trước đó (6 tháng năm 2021). "
        "Trong số liệu đến đúng ngày này, 3 chỉ tiêu có kế hoạch. "
        "So với tiến độ thời gian, 2 chỉ tiêu kịp hoặc nhanh hơn, 1 chỉ tiêu chậm hơn. "
        "Chậm nhất là Bán lẻ hàng hóa, doanh thu dịch vụ và bán buôn, chênh lệch −5,3 điểm phần trăm. "
        "Trong số liệu của kỳ trước đó, chưa chỉ tiêu nào có kế hoạch."
    )
    assert said["en"].headline == (
        "Tuyên Quang Province, 31 July 2021. Indicators with a figure: 6; up to this day: 3; "
        "only of an earlier period (6 months of 2021): 3. With a plan, up to this day: 3. "
        "At or ahead of the linear pace: 2; behind it: 1. "
        "Furthest behind: Retail sales, consumer services and wholesale, −5.3 points. "
        "With a plan, of the earlier period: none."
    )


def test_seven_months_of_tuyen_quang_in_the_official_columns():
    said = both(attainment.overview, TUYEN_QUANG)
    running = {
        "vi": "Nguồn: – / Tính lại: số liệu chưa đủ kỳ",
        "en": "Source: – / Computed: period not covered yet",
    }
    printed = {"vi": "theo nguồn", "en": "as printed"}
    output = {
        "vi": "Giá trị sản xuất công nghiệp / 7 tháng năm 2021; giá so sánh 2010; ước tính",
        "en": "Industrial gross output / 7 months of 2021; constant 2010 prices; estimate",
    }
    plans = {
        "vi": ("≈ 15.726 / (15.713–15.740)", "≈ 137,1 / (136,0–138,2)", "≈ 27.170 / (26.916–27.429)"),
        "en": ("≈ 15,726 / (15,713–15,740)", "≈ 137.1 / (136.0–138.2)", "≈ 27,170 / (26,916–27,429)"),
    }
    values = {"vi": ("9.200", "85", "14.400"), "en": ("9,200", "85", "14,400")}
    shares = {"vi": ("58,5%", "62%", "53%"), "en": ("58.5%", "62%", "53%")}
    for language in LANGUAGES:
        found = lines(said[language], language)
        assert [line[0] for line in found] == ["1", "2", "3", "4", "5", "6"]
        assert found[0][1] == output[language]
        for line, plan, value, share in zip(found, plans[language], values[language], shares[language], strict=False):
            assert line[3:] == (plan, "–", value, f"{share} / {printed[language]}", "–", running[language])


def test_the_columns_stand_in_the_official_order():
    said = both(attainment.overview, TUYEN_QUANG)
    assert list(row_of(said["vi"], "vi", order="1")) == [
        "TT",
        "Chỉ tiêu",
        "Đơn vị",
        "Kế hoạch",
        "Thực hiện tháng",
        "Lũy kế",
        "% kế hoạch",
        "% cùng kỳ",
        "Đánh giá",
    ]


def test_an_implied_plan_is_marked_and_explained():
    said = both(attainment.overview, TUYEN_QUANG)
    assert any(note.startswith("≈ kế hoạch không có trong nguồn công bố") for note in notes(said["vi"], "vi"))
    assert any(note.startswith("≈ plan not printed") for note in notes(said["en"], "en"))


RUN_RATES = {
    "vi": [
        ("tỷ đồng", "≈ 15.726 / (15.713–15.740)", "58,5%", "58,3%", "+0,2", "1.314", "1.305"),
        ("triệu USD", "≈ 137,1 / (136,0–138,2)", "62,0%", "58,3%", "+3,7", "12,1", "10,4"),
        ("tỷ đồng", "≈ 27.170 / (26.916–27.429)", "53,0%", "58,3%", "−5,3", "2.057", "2.554"),
    ],
    "en": [
        ("billion VND", "≈ 15,726 / (15,713–15,740)", "58.5%", "58.3%", "+0.2", "1,314", "1,305"),
        ("million USD", "≈ 137.1 / (136.0–138.2)", "62.0%", "58.3%", "+3.7", "12.1", "10.4"),
        ("billion VND", "≈ 27,170 / (26,916–27,429)", "53.0%", "58.3%", "−5.3", "2,057", "2,554"),
    ],
}
"""Unit, implied plan, attainment, pace, gap, average a month so far, required a month."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_pace_and_run_rates_of_tuyen_quang(language):
    shown = attainment.run_rates(**TUYEN_QUANG, language=language)
    found = [(line[0].partition(" / ")[2], *line[2:]) for line in lines(shown, language)]
    assert found == RUN_RATES[language]
    assert {line[1] for line in lines(shown, language)} == {"năm 2021" if language == "vi" else "year 2021"}


def test_the_headline_of_the_run_rates_counts_the_harder_plans():
    said = both(attainment.run_rates, TUYEN_QUANG)
    assert said["vi"].headline == (
        "Có 1 trong số 3 chỉ tiêu phải đạt bình quân các tháng còn lại cao hơn bình quân từ đầu kỳ đến nay."
    )
    assert said["en"].headline == "Plans whose remaining months must bring more than the months so far: 1 of 3."


def test_the_charts_of_tuyen_quang_say_furthest_and_least_far():
    said = both(attainment.bullets, TUYEN_QUANG)
    assert said["vi"].headline == (
        "Đạt cao nhất là Kim ngạch xuất khẩu hàng hóa (62,0% kế hoạch); "
        "thấp nhất là Bán lẻ hàng hóa, doanh thu dịch vụ và bán buôn (53,0%)."
    )
    assert said["en"].headline == (
        "Furthest along: Goods exports (62.0% of the plan); "
        "least far: Retail sales, consumer services and wholesale (53.0%)."
    )
    paced = both(attainment.pace, TUYEN_QUANG)
    assert paced["vi"].headline == (
        "Chậm nhất so với tiến độ thời gian là Bán lẻ hàng hóa, doanh thu dịch vụ và bán buôn, "
        "chênh lệch −5,3 điểm phần trăm."
    )
    assert paced["en"].headline == (
        "Furthest behind the linear pace: Retail sales, consumer services and wholesale, −5.3 points."
    )


@pytest.mark.parametrize(("language", "labels"), [("vi", "+0,2 +3,7 −5,3"), ("en", "+0.2 +3.7 −5.3")])
def test_the_pace_chart_is_labelled_with_the_gaps(language, labels):
    shown = attainment.pace(**TUYEN_QUANG, language=language)
    said = page_text(shown, language).splitlines()
    assert set(labels.split()) <= set(said)


LOW = {
    "vi": ["Điện sản xuất", "Giấy in, viết", "Bột barit", "Chè", "Gỗ thành phẩm", "Giầy dép"],
    "en": ["Electricity produced", "Printing and writing paper", "Barite powder", "Tea", "Finished wood", "Footwear"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_products_named_as_low_are_listed(language):
    shown = attainment.shortfall(**TUYEN_QUANG, language=language)
    low = {"vi": "thấp so với kế hoạch", "en": "low against the plan"}[language]
    window = {"vi": "7 tháng năm 2021", "en": "7 months of 2021"}[language]
    assert lines(shown, language) == [(name, window, "–", "–", low) for name in LOW[language]]
    said = {"vi": "Có 6 sản phẩm hụt: {}.", "en": "Products in shortfall: 6 ({})."}[language]
    assert shown.headline == said.format("; ".join(LOW[language]))


def test_the_places_below_name_the_least_far_and_count_those_without_figures():
    said = both(attainment.districts, TUYEN_QUANG)
    assert lines(said["vi"], "vi") == [
        (
            "Giá trị sản xuất công nghiệp / quý I/2021; không ghi gốc giá",
            "tỷ đồng",
            "1 / 7",
            "1.029",
            "3.993",
            "25,8%",
            "Huyện Sơn Dương (25,8%)",
        )
    ]
    assert said["en"].headline == (
        "1 of 7 places below has figures: Sơn Dương District, Industrial gross output (quarter I of 2021) "
        "(25.8% of its plan)."
    )


def test_the_chain_of_documents_leads_from_the_resolution_to_the_plan():
    said = both(attainment.documents, TUYEN_QUANG)
    assert said["vi"].headline == "Các văn bản đặt mục tiêu: 25-NQ/TU → 223/KH-UBND."
    assert said["en"].headline == "What sets the course: 25-NQ/TU → 223/KH-UBND."
    assert lines(said["vi"], "vi")[:2] == [
        (
            "Nghị quyết của Đảng",
            "25-NQ/TU",
            "Nghị quyết về phát triển công nghiệp tỉnh Tuyên Quang giai đoạn 2021-2025",
            "25/05/2021",
            "2021–2025",
            "–",
        ),
        (
            "Kế hoạch",
            "223/KH-UBND",
            "Kế hoạch thực hiện Nghị quyết số 25-NQ/TU",
            "18/12/2021",
            "2021–2025",
            "25-NQ/TU",
        ),
    ]


def test_a_document_with_an_end_only_says_until_when():
    shown = attainment.documents(**TUYEN_QUANG, language="vi")
    assert [line[4] for line in lines(shown, "vi") if line[1] == "325/QĐ-TTg"] == ["đến năm 2030"]


FINDINGS = {
    "vi": [
        "Văn bản hướng dẫn và chính sách chưa đáp ứng yêu cầu.",
        "Việc thành lập các khu, cụm công nghiệp đã quy hoạch còn vướng mắc.",
        "Tỷ lệ lấp đầy các khu, cụm công nghiệp hiện có còn thấp.",
        "Tiến độ xây dựng và đưa dự án vào hoạt động còn chậm.",
        "Việc giải quyết thủ tục hành chính chưa đáp ứng yêu cầu.",
        "Công tác xúc tiến đầu tư còn ít hiệu quả.",
    ],
    "en": [
        "The documents and policies that guide the plan fall short of what is needed.",
        "The founding of planned parks and clusters is held up.",
        "The occupancy of the existing parks and clusters is low.",
        "Projects are built and commissioned slowly.",
        "Administrative procedures fall short of what is needed.",
        "Investment promotion has little effect.",
    ],
}
RECOMMENDATIONS = {
    "vi": [
        "Theo dõi sát sản lượng sản phẩm chủ yếu và sản phẩm đạt thấp, có phương án bù đắp phần thiếu hụt.",
        "Hỗ trợ chủ đầu tư hoàn thành các dự án chậm tiến độ.",
        "Rút ngắn thủ tục thẩm định, cấp giấy chứng nhận, giao đất, cho thuê đất.",
        "Kiểm tra việc sử dụng đất, môi trường, lao động trong các khu, cụm công nghiệp.",
    ],
    "en": [
        "Watch the output of main products and of those that run low, and plan how to make up the shortfall.",
        "Help the owners finish projects that are behind schedule.",
        "Shorten the procedures for appraisal, certificates, land allocation and land lease.",
        "Inspect land use, environment and labour in parks and clusters.",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_findings_and_four_recommendations_stand_with_their_source(language):
    shown = attainment.supervision(**TUYEN_QUANG, language=language)
    kinds = {"vi": ("Tồn tại", "Kiến nghị"), "en": ("Finding", "Recommendation")}[language]
    day = {"vi": "23/05/2024", "en": "23 May 2024"}[language]
    expected = [(kinds[0], text) for text in FINDINGS[language]] + [
        (kinds[1], text) for text in RECOMMENDATIONS[language]
    ]
    assert [line[:2] for line in lines(shown, language)] == expected
    assert {line[-1] for line in lines(shown, language)} == {f"Báo Tuyên Quang, {day}"}


def test_the_headline_of_the_supervision_counts_both():
    said = both(attainment.supervision, TUYEN_QUANG)
    assert said["vi"].headline == "Qua giám sát về giai đoạn này, các đoàn giám sát nêu 6 tồn tại và 4 kiến nghị."
    assert said["en"].headline == "Supervision of this period: 6 findings, 4 recommendations."


MONG_CAI_ROWS = {
    "vi": [
        ("tỷ đồng", "25.000", "23.098", "92,4%", "Nguồn: cơ bản đạt / Tính lại: cơ bản đạt"),
        ("tỷ đồng/năm", "5.000", "7.699", "154,0%", "Nguồn: vượt / Tính lại: vượt"),
        ("%", "trên 90", "trên 94", "104,4%", "Nguồn: – / Tính lại: vượt"),
        ("%/năm", "–", "13", "–", "Nguồn: đạt / Tính lại: –"),
    ],
    "en": [
        ("billion VND", "25,000", "23,098", "92.4%", "Source: basically met / Computed: basically met"),
        ("billion VND a year", "5,000", "7,699", "154.0%", "Source: exceeded / Computed: exceeded"),
        ("%", "over 90", "over 94", "104.4%", "Source: – / Computed: exceeded"),
        ("% a year", "–", "13", "–", "Source: met / Computed: –"),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_mong_cai_shows_both_labels_and_the_share_over_its_floor(language):
    shown = attainment.overview(**MONG_CAI, language=language)
    found = [(line[2], line[3], line[5], line[6], line[8]) for line in lines(shown, language)]
    assert found == MONG_CAI_ROWS[language]


@pytest.mark.parametrize(
    ("language", "rates"),
    [
        ("vi", ("2016–2020", "25.000", "92,4%", "60,0%", "+32,4", "641,6", "158,5")),
        ("en", ("2016–2020", "25,000", "92.4%", "60.0%", "+32.4", "641.6", "158.5")),
    ],
)
def test_three_of_five_years_of_mong_cai_are_32_points_ahead(language, rates):
    shown = attainment.run_rates(**MONG_CAI, language=language)
    assert [line[1:] for line in lines(shown, language)] == [rates]


def test_a_window_that_starts_late_is_named_below_the_run_rates():
    assert notes(attainment.run_rates(**MONG_CAI, language="vi"), "vi")[-1] == (
        "Số liệu bắt đầu sau khi kỳ kế hoạch đã bắt đầu ở: Giá trị sản xuất công nghiệp. "
        "Tiến độ chỉ tính các tháng có số liệu."
    )


NINH_THUAN_VALUES = {
    "vi": {
        "Dự án năng lượng đang vận hành": "42",
        "Dự án điện mặt trời đang vận hành": "32",
        "Dự án điện gió đang vận hành": "3",
        "Dự án thủy điện đang vận hành": "7",
        "Công suất năng lượng đang vận hành": "2.745",
        "Công suất điện mặt trời đang vận hành": "2.223",
        "Công suất điện gió đang vận hành": "229",
        "Công suất thủy điện đang vận hành": "293",
        "Xếp hạng năng lực cạnh tranh cấp tỉnh (PCI)": "32",
        "Sản lượng điện phát": "khoảng 4.000",
    },
    "en": {
        "Projects in operation: energy": "42",
        "Projects in operation: solar": "32",
        "Projects in operation: wind": "3",
        "Projects in operation: hydro": "7",
        "Capacity in operation: energy": "2,745",
        "Capacity in operation: solar": "2,223",
        "Capacity in operation: wind": "229",
        "Capacity in operation: hydro": "293",
        "Rank in the provincial competitiveness index (PCI)": "32",
        "Electricity generated": "about 4,000",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_energy_figures_and_the_rank_of_ninh_thuan(language):
    shown = attainment.overview(**NINH_THUAN, language=language)
    found = {line[1].partition(" / ")[0]: line[5] for line in lines(shown, language)}
    assert NINH_THUAN_VALUES[language].items() <= found.items()


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        ("vi", ("27.700", "5.447", "19,7% / nguồn công bố 24,3%", "123,4% / nguồn công bố +23,4%")),
        ("en", ("27,700", "5,447", "19.7% / printed 24.3%", "123.4% / printed +23.4%")),
    ],
)
def test_the_first_quarter_of_2025_shows_the_computed_share_beside_the_printed_one(language, cells):
    shown = attainment.overview(**FIRST_QUARTER, language=language)
    first = lines(shown, language)[0]
    assert (first[3], first[5], first[6], first[7]) == cells


@pytest.mark.parametrize(("language", "plan", "share"), [("vi", "không nêu", "125,7%"), ("en", "not given", "125.7%")])
def test_a_percentage_of_a_plan_that_nobody_gives_is_no_plan_and_is_counted_as_what_it_is(language, plan, share):
    shown = attainment.overview(**FIRST_QUARTER, language=language)
    printed = {"vi": "theo nguồn", "en": "as printed"}[language]
    electricity = next(line for line in lines(shown, language) if share in line[6])
    assert (electricity[3], electricity[6]) == (plan, f"{share} / {printed}")
    figures = {figure.key: figure for figure in shown.figures}
    assert (figures["overview.planned"].value, figures["overview.percentages"].value) == (1, 4)
    said = {
        "vi": "Có 4 chỉ tiêu chỉ có tỷ lệ so với kế hoạch do nguồn công bố, không kèm số kế hoạch.",
        "en": "Only a published percentage of a plan that is not given: 4.",
    }
    assert said[language] in shown.headline


@pytest.mark.parametrize(
    ("where", "headline"),
    [
        (
            {"place": "076", "edition": "2024", "as_of": "2024-12-31"},
            "Huyện Sơn Dương có 2 chỉ tiêu có số liệu đến ngày 31/12/2024. "
            "Dữ liệu chưa có kế hoạch của các chỉ tiêu này.",
        ),
        (
            NINH_THUAN,
            "Tỉnh Ninh Thuận có 24 chỉ tiêu có số liệu đến ngày 31/12/2020: 13 chỉ tiêu có số liệu đến đúng ngày này, "
            "11 chỉ tiêu mới có số liệu của kỳ trước đó (30/06/2020; 01/2016 – 06/2020). "
            "Dữ liệu chưa có kế hoạch của các chỉ tiêu này.",
        ),
    ],
)
def test_a_report_without_any_plan_says_so_and_is_not_called_one_of_a_plan(where, headline):
    shown = attainment.overview(**where, language="vi")
    assert (shown.headline, shown.subject) == (headline, "Tình hình phát triển công nghiệp")


@pytest.mark.parametrize("where", [TUYEN_QUANG, MONG_CAI, FIRST_QUARTER])
def test_a_report_with_a_plan_keeps_the_subject_of_its_page(where):
    assert attainment.overview(**where, language="vi").subject == ""


def test_a_growth_rate_is_never_set_against_last_years_growth_rate():
    shown = attainment.overview(**FIRST_QUARTER, language="vi")
    assert [line[7] for line in lines(shown, "vi") if line[1].startswith("Tăng trưởng GRDP")] == ["–"]


def test_the_same_period_is_computed_where_last_year_is_known():
    shown = attainment.overview(place="08", edition="2024", as_of="2022-12-31", language="vi")
    output = next(line for line in lines(shown, "vi") if line[1].startswith("Giá trị sản xuất công nghiệp / "))
    assert output[5:8] == ("17.670", "101,0%", "116,6%")


def test_a_row_with_a_growth_only_stands_in_the_table_and_is_counted():
    shown = attainment.overview(place="58", edition="2024", as_of="2023-12-31", language="vi")
    index = next(line for line in lines(shown, "vi") if line[1].startswith("Chỉ số sản xuất công nghiệp"))
    assert index[5:8] == ("–", "–", "113,17% / nguồn công bố +13,17%")
    assert f"có {len(lines(shown, 'vi'))} chỉ tiêu có số liệu" in shown.headline


def test_a_range_is_shown_with_both_ends():
    shown = attainment.overview(place="58", edition="2024", as_of="2023-12-31", language="vi")
    growth = next(line for line in lines(shown, "vi") if line[1].startswith("Tăng trưởng giá trị tăng thêm CN - XD"))
    assert growth[3:7] == ("15–16", "–", "15,8", "100,0%")
    assert growth[8] == "Nguồn: – / Tính lại: đạt"


def test_the_figure_of_one_project_never_stands_for_its_place():
    shown = attainment.overview(place="58", edition="2024", as_of="2021-12-31", language="vi")
    names = [line[1] for line in lines(shown, "vi")]
    assert any(name.startswith("Công suất điện gió đưa vào vận hành / ") for name in names)
    assert not any("từng dự án" in name for name in names)


def test_one_plan_alone_is_neither_the_furthest_nor_the_least_far():
    said = both(attainment.bullets, FIRST_QUARTER)
    assert said["vi"].headline == "Giá trị sản xuất công nghiệp: đạt 19,7% kế hoạch."
    assert said["en"].headline == "Industrial gross output: 19.7% of the plan."


def test_plans_that_all_keep_pace_say_so():
    said = both(attainment.pace, MONG_CAI)
    assert said["vi"].headline == (
        "Mọi chỉ tiêu đều kịp hoặc nhanh hơn tiến độ thời gian; "
        "sát nhất là Giá trị sản xuất công nghiệp, chênh lệch +32,4 điểm phần trăm."
    )
    assert said["en"].headline == (
        "Every plan is at or ahead of the linear pace; least ahead: Industrial gross output, +32.4 points."
    )


SILENT = {
    "overview": "Chưa có số liệu nào của địa phương này đến ngày báo cáo.",
    "bullets": "Không chỉ tiêu nào của địa phương này có cả giá trị và kế hoạch đến ngày báo cáo.",
    "pace": (
        "Chưa tính được tiến độ của địa phương này đến ngày báo cáo: chỉ tính được cho chỉ tiêu cộng dồn có kế hoạch."
    ),
    "run_rates": (
        "Chưa tính được tiến độ của địa phương này đến ngày báo cáo: chỉ tính được cho chỉ tiêu cộng dồn có kế hoạch."
    ),
    "shortfall": "Không sản phẩm nào của địa phương này được nêu là thấp hoặc chậm tiến độ đến ngày báo cáo.",
    "districts": "Chưa đơn vị cấp dưới nào có cả giá trị và kế hoạch đến ngày báo cáo.",
    "documents": "Chưa ghi nhận văn bản nào của địa phương này có giai đoạn bao gồm năm này.",
    "supervision": "Chưa ghi nhận cuộc giám sát nào của địa phương này về giai đoạn bao gồm năm này.",
    "sources": "Không có nguồn nào để liệt kê.",
}


@pytest.mark.parametrize("name", SECTIONS[attainment])
def test_a_section_without_data_says_so_in_a_sentence(name):
    shown = getattr(attainment, name)(place="01", edition="2024", as_of="1999-12-31", language="vi")
    assert shown == Shown(SILENT[name])


@pytest.mark.parametrize(("where", "named"), [(TUYEN_QUANG, True), (NINH_THUAN | {"as_of": "2023-12-31"}, False)])
def test_the_chart_explains_the_pace_mark_only_where_there_is_one(where, named):
    text = page_text(attainment.bullets(**where, language="vi"), "vi")
    assert "khung: kế hoạch, đặc: đã đạt" in text
    assert ("vạch xanh: tiến độ thời gian" in text) is named
