"""The page for leadership: published figures in their tiles, what is late and by how much, in both languages."""

from __future__ import annotations

import re

import polars as pl
import pytest

from icanalysis.runs.display import section_html
from icanalysis.sources.tables import load
from icanalysis.views import attainment, clusters, leadership
from icanalysis.views.shown import Shown
from tests.views.changes import one_more_row
from tests.views.pages import LANGUAGES, SECTIONS, is_chart, lines, notes, numbers_in, page_text, told

TUYEN_QUANG = {"place": "08", "edition": "2024", "as_of": "2021-07-31"}
MONG_CAI = {"place": "194", "edition": "2024", "as_of": "2019-12-31"}
NINH_THUAN = {"place": "58", "edition": "2024", "as_of": "2020-12-31"}
FIRST_QUARTER = {"place": "08", "edition": "2024", "as_of": "2025-03-31"}
NEW_PROVINCE = {"place": "08", "edition": "2025", "as_of": "2025-12-31"}
NOWHERE = {"place": "01", "edition": "2024", "as_of": "1999-12-31"}
TILE = re.compile(r"<li [^>]*>(.*?)</li>", re.DOTALL)
TEXT = re.compile(r"<p [^>]*>(.*?)</p>", re.DOTALL)
MARKUP = re.compile(r"</?span>")


def both(view, where: dict[str, str]) -> dict[str, Shown]:
    """The view in each language."""
    return {language: view(**where, language=language) for language in LANGUAGES}


def tiles(shown: Shown, language: str) -> dict[str, list[str]]:
    """Label → the texts under it, tile by tile as a reader meets them."""
    found = [
        [MARKUP.sub("", text) for text in TEXT.findall(tile)] for tile in TILE.findall(section_html(shown, language))
    ]
    return {label: texts for label, *texts in found}


LEADING = {
    "vi": {
        "Giá trị sản xuất công nghiệp": [
            "9.200 tỷ đồng",
            "ước tính",
            "58,5% kế hoạch suy ra",
            "▲ kịp hoặc nhanh hơn tiến độ thời gian 58,3%: +0,2 điểm",
            "7 tháng năm 2021; giá so sánh 2010",
            "số liệu đến 31/07/2021, đúng ngày báo cáo",
        ],
        "Kim ngạch xuất khẩu hàng hóa": [
            "85 triệu USD",
            "ước tính",
            "62,0% kế hoạch suy ra",
            "▲ kịp hoặc nhanh hơn tiến độ thời gian 58,3%: +3,7 điểm",
            "7 tháng năm 2021; không ghi gốc giá",
            "số liệu đến 31/07/2021, đúng ngày báo cáo",
        ],
        "Bán lẻ hàng hóa, doanh thu dịch vụ và bán buôn": [
            "14.400 tỷ đồng",
            "ước tính",
            "53,0% kế hoạch suy ra",
            "▼ chậm hơn tiến độ thời gian 58,3%: −5,3 điểm",
            "7 tháng năm 2021; không ghi gốc giá",
            "số liệu đến 31/07/2021, đúng ngày báo cáo",
        ],
        "Tăng trưởng giá trị tăng thêm CN - XD": [
            "8,7 %",
            "không ghi loại số liệu",
            "6 tháng năm 2021",
            "số liệu đến 30/06/2021, trước ngày báo cáo 1 tháng",
        ],
    },
    "en": {
        "Industrial gross output": [
            "9,200 billion VND",
            "estimate",
            "58.5% of an implied plan",
            "▲ at or ahead of the linear pace of 58.3%: +0.2 points",
            "7 months of 2021; constant 2010 prices",
            "figure up to 31 July 2021, the day of the report",
        ],
        "Goods exports": [
            "85 million USD",
            "estimate",
            "62.0% of an implied plan",
            "▲ at or ahead of the linear pace of 58.3%: +3.7 points",
            "7 months of 2021; price basis not stated",
            "figure up to 31 July 2021, the day of the report",
        ],
        "Retail sales, consumer services and wholesale": [
            "14,400 billion VND",
            "estimate",
            "53.0% of an implied plan",
            "▼ behind the linear pace of 58.3%: −5.3 points",
            "7 months of 2021; price basis not stated",
            "figure up to 31 July 2021, the day of the report",
        ],
        "Growth of value added of industry and construction": [
            "8.7 %",
            "status not stated",
            "6 months of 2021",
            "figure up to 30 June 2021, 1 month before the day of the report",
        ],
    },
}
COUNTS = {
    "vi": {
        "Sản phẩm hụt": [
            "6 trong số 6 sản phẩm có tin",
            "Điện sản xuất; Giấy in, viết; Bột barit; và 3 mục khác",
        ],
        "Dự án chậm tiến độ": ["4 trong số 7 có ngày dự kiến hoàn thành", "có tin sau ngày đó xác nhận: 0"],
        "Tỷ lệ lấp đầy khu, cụm": [
            "gần 50,0% tại 1 trong số 10 khu, cụm",
            "đất đã cho thuê gần 35 ha ÷ đất công nghiệp 70 ha",
            "Long Bình An",
            "Số liệu năm 2011, đã cũ so với ngày báo cáo.",
        ],
        "Kiến nghị chưa xác nhận đã thực hiện": [
            "4 trong số 4",
            "quá hạn: 0",
            "không ghi tình trạng: 4",
            "giám sát giai đoạn 2021–2023",
        ],
        "Số liệu công bố mâu thuẫn": [
            "2 trong số 38 quan hệ được đối chiếu",
            "địa phương và các đơn vị cấp dưới, đến ngày báo cáo",
            "Tính cả những số liệu sau ngày đó, như báo cáo kiểm tra các tỷ lệ đã công bố: 4 trong số 74.",
        ],
        "Mức độ đầy đủ của số liệu": [
            "3 trong số 5",
            "chỉ tiêu có kế hoạch đã có số liệu trong năm",
            "đơn vị cấp dưới có số liệu: 1 trong số 7",
            "số liệu mới nhất đến 31/07/2021",
        ],
    },
    "en": {
        "Products in shortfall": [
            "6 of 6 reported on",
            "Electricity produced; Printing and writing paper; Barite powder; and 3 more",
        ],
        "Projects behind schedule": ["4 of 7 with a planned completion", "confirmed by a later statement: 0"],
        "Occupancy of zones": [
            "nearly 50.0% at 1 of 10 zones",
            "leased land nearly 35 ha ÷ industrial land 70 ha",
            "Long Bình An",
            "Figures of 2011, old at the day of the report.",
        ],
        "Recommendations not stated as done": [
            "4 of 4",
            "overdue: 0",
            "without any status: 4",
            "supervision of 2021–2023",
        ],
        "Contradictions in printed figures": [
            "2 of 38 printed relations",
            "this place and those below it, up to this day",
            "With those of later days, as in the check of the published percentages: 4 of 74.",
        ],
        "How much is known": [
            "3 of 5",
            "indicators with a plan that have a value in the year",
            "places below with any figure: 1 of 7",
            "newest figure up to 31 July 2021",
        ],
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tiles_of_tuyen_quang_after_seven_months_of_2021(language):
    found = tiles(leadership.status(**TUYEN_QUANG, language=language), language)
    assert found == LEADING[language] | COUNTS[language]
    assert list(found) == [*LEADING[language], *COUNTS[language]]


def test_the_headline_counts_what_is_behind_short_and_contradictory():
    said = both(leadership.status, TUYEN_QUANG)
    assert said["vi"].headline == (
        "Tỉnh Tuyên Quang có 1 trong số 3 chỉ tiêu chậm hơn tiến độ thời gian, tính đến ngày 31/07/2021; "
        "số sản phẩm hụt: 6; số liệu công bố mâu thuẫn: 2."
    )
    assert said["en"].headline == (
        "Tuyên Quang Province, 31 July 2021. Plans behind the linear pace: 1 of 3; "
        "products in shortfall: 6; contradictions in printed figures: 2."
    )


def test_where_nothing_can_be_paced_the_headline_says_so():
    said = both(leadership.status, NINH_THUAN)
    assert said["vi"].headline == (
        "Tỉnh Ninh Thuận chưa có chỉ tiêu nào tính được tiến độ, tính đến ngày 31/12/2020; "
        "số sản phẩm hụt: 0; số liệu công bố mâu thuẫn: 1."
    )
    assert said["en"].headline == (
        "Ninh Thuận Province, 31 December 2020. No plan can be paced; "
        "products in shortfall: 0; contradictions in printed figures: 1."
    )


def test_without_any_plan_the_first_indicators_of_the_page_lead_and_the_last_tile_says_it():
    found = tiles(leadership.status(**NINH_THUAN, language="en"), "en")
    assert list(found)[:4] == [
        "Average yearly growth of handicraft gross output",
        "Investment projects with technology appraised",
        "Growth in the number of industrial enterprises",
        "Rank in the provincial competitiveness index (PCI)",
    ]
    assert found["Rank in the provincial competitiveness index (PCI)"][0] == "32 rank"
    assert found["How much is known"][:2] == ["24 indicators with a value", "no indicator has a plan"]
    assert "Products in shortfall" not in found


def test_the_occupancy_of_thap_cham_stands_with_its_hectares():
    found = tiles(leadership.status(**NINH_THUAN, language="vi"), "vi")
    assert found["Tỷ lệ lấp đầy khu, cụm"] == [
        "76,7% tại 1 trong số 4 khu, cụm",
        "đất đã cho thuê 13,52 ha ÷ đất công nghiệp 17,63 ha",
        "Tháp Chàm",
        "Số liệu năm 2018, đã cũ so với ngày báo cáo.",
    ]


def test_a_figure_of_half_a_year_ago_says_how_old_it_is():
    found = tiles(leadership.status(**NEW_PROVINCE, language="vi"), "vi")
    assert found["Giá trị sản xuất công nghiệp"] == [
        "14.907,1 tỷ đồng",
        "không ghi loại số liệu",
        "44,6% kế hoạch suy ra",
        "▼ chậm hơn tiến độ thời gian 50,0%: −5,4 điểm",
        "6 tháng năm 2025; không ghi gốc giá",
        "số liệu đến 30/06/2025, trước ngày báo cáo 6 tháng",
    ]
    assert found["Mức độ đầy đủ của số liệu"][2] == "đơn vị cấp dưới có số liệu: 0 trong số 124"


def test_a_plan_without_a_figure_lowers_the_coverage():
    found = tiles(leadership.status(**FIRST_QUARTER, language="en"), "en")
    assert found["How much is known"][0] == "1 of 2"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", [TUYEN_QUANG, MONG_CAI, NINH_THUAN, NEW_PROVINCE])
def test_every_number_of_a_tile_is_told_as_a_figure(where, language):
    shown = leadership.status(**where, language=language)
    names = load("indicators").collect()[f"name_{language}"].to_list() + load("zones").collect()["name"].to_list()
    known = told(shown.figures)
    for tile in tiles(shown, language).values():
        lines_of_figures = [line for line in tile if not any(name in line for name in names)]
        without_dates = [re.sub(r"\d\d/\d\d/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}", "", line) for line in lines_of_figures]
        without_windows = [line for line in without_dates if not re.search(r"(19|20)\d\d", line)]
        assert {number for line in without_windows for number in numbers_in(line)} <= known


def test_the_tiles_have_a_table_as_their_twin():
    shown = leadership.status(**TUYEN_QUANG, language="vi")
    assert [line[0] for line in lines(shown, "vi")] == [*LEADING["vi"], *COUNTS["vi"]]


def test_the_bullets_count_every_plan_and_draw_the_leading_ones():
    said = both(leadership.bullets, TUYEN_QUANG)
    assert said["vi"].headline == (
        "Có 3 chỉ tiêu có cả giá trị và kế hoạch, biểu đồ trình bày 3 chỉ tiêu. "
        "So với tiến độ thời gian, 2 chỉ tiêu kịp hoặc nhanh hơn, 1 chỉ tiêu chậm hơn."
    )
    assert said["en"].headline == (
        "Indicators with a value and a plan: 3, drawn: 3. At or ahead of the linear pace: 2; behind it: 1."
    )
    assert is_chart(said["vi"])


def test_a_product_behind_its_pace_is_drawn_beside_the_leading_indicators():
    shown = leadership.bullets(place="08", edition="2024", as_of="2022-12-31", language="en")
    assert "Cane crushed by Sơn Dương Sugar (22 December 2021 – 1 March 2022)" in page_text(shown, "en")


def test_of_many_plans_behind_the_furthest_are_drawn(workspace):
    workspace(observations=many_behind)
    shown = leadership.bullets(**TUYEN_QUANG, language="en")
    assert shown.headline.startswith("Indicators with a value and a plan: 15, drawn: 8.")
    drawn = [row["name"] for row in shown.twin.frame.iter_rows(named=True)]
    assert len(drawn) == leadership.DRAWN
    assert "Goods exports" not in drawn


def many_behind(frame: pl.DataFrame) -> pl.DataFrame:
    """Twelve products more, each at 10 % of its plan."""
    like = one_more_row(
        "o_tq_2021_07_retail_sales", value="10", printed_attainment_pct="10", price_basis="not_applicable"
    )
    names = ["steel", "cement", "sugar", "leather_footwear", "feldspar_powder", "export_garments", "electricity_sold"]
    names += ["tap_water", "silicomanganese", "wooden_chopsticks", "construction_stone", "steel_bars_coils"]
    for name in names:
        row = like(frame).tail(1).with_columns(observation_id=pl.lit(f"o_more_{name}"), indicator_id=pl.lit(name))
        frame = pl.concat([frame, row])
    return frame


RETAIL = {
    "vi": (
        "Bán lẻ hàng hóa, doanh thu dịch vụ và bán buôn / kế hoạch suy ra",
        "−5,3 điểm",
        "≈ 1.449 tỷ đồng / (1.301–1.600)",
        "0,7",
        "2.057 → 2.554 / +24,2%",
    ),
    "en": (
        "Retail sales, consumer services and wholesale / the plan is implied",
        "−5.3 points",
        "≈ 1,449 billion VND / (1,301–1,600)",
        "0.7",
        "2,057 → 2,554 / +24.2%",
    ),
}
SONG_LO_6 = {
    "vi": (
        "Thủy điện Sông Lô 6 / dự án, dự kiến hoàn thành 31/03/2018; đang xây dựng (không ghi ngày); "
        "từ đó chưa được xác nhận",
        "3 năm 4 tháng",
        "–",
        "–",
        "–",
    ),
    "en": (
        "Thủy điện Sông Lô 6 / project, completion planned by 31 March 2018; under construction (undated); "
        "not confirmed since",
        "3 years 4 months",
        "–",
        "–",
        "–",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_late_in_tuyen_quang_comes_with_points_units_months_and_what_must_come(language):
    found = lines(leadership.late(**TUYEN_QUANG, language=language), language)
    assert found[0] == RETAIL[language]
    assert [line[0].partition(" / ")[0] for line in found[1:]] == [
        "Nhà máy Bột giấy An Hòa (giai đoạn 1)",
        "Nhà máy giấy tráng phấn cao cấp An Hòa (giai đoạn 2)",
        "Thủy điện Yên Sơn",
        "Thủy điện Sông Lô 6",
    ]
    assert found[-1] == SONG_LO_6[language]


def test_the_headline_of_what_is_late_counts_each_kind_and_names_the_furthest_behind():
    said = both(leadership.late, TUYEN_QUANG)
    assert said["vi"].headline == (
        "Có 1 chỉ tiêu chậm hơn tiến độ thời gian, 0 kiến nghị quá hạn, 4 dự án quá ngày dự kiến hoàn thành, "
        "trong đó 0 dự án có tin sau ngày đó xác nhận. "
        "Chậm nhất là Bán lẻ hàng hóa, doanh thu dịch vụ và bán buôn, chênh lệch −5,3 điểm phần trăm."
    )
    assert said["en"].headline == (
        "Plans behind the linear pace: 1; recommendations overdue: 0; projects past their planned completion: 4, "
        "confirmed by a later statement: 0. "
        "Furthest behind: Retail sales, consumer services and wholesale, −5.3 points."
    )


def test_products_named_as_low_without_a_quantity_are_named_below():
    found = notes(leadership.late(**TUYEN_QUANG, language="en"), "en")
    assert found[-1] == (
        "Named as low against the plan without a quantity, so not measured here: Electricity produced; "
        "Printing and writing paper; Barite powder; Tea; Finished wood; Footwear."
    )


def test_a_printed_plan_is_short_by_one_figure_without_an_interval():
    first = lines(leadership.late(**FIRST_QUARTER, language="vi"), "vi")[0]
    # 27,700 ÷ 4 − 5,447 = 1,478; 5,447 ÷ 3 = 1,815.7; (27,700 − 5,447) ÷ 9 = 2,472.6
    assert first[1:] == ("−5,3 điểm", "1.478 tỷ đồng", "0,8", "1.816 → 2.473 / +36,2%")


def test_the_contradictions_of_the_place_and_below_it_stand_with_their_arithmetic():
    said = both(leadership.contradictions, FIRST_QUARTER)
    assert said["vi"].headline == (
        "Số liệu công bố của địa phương và cấp dưới mâu thuẫn với số liệu đi kèm: "
        "3 trong số 67 quan hệ được đối chiếu. "
        "Tính cả những số liệu sau ngày đó, như báo cáo kiểm tra các tỷ lệ đã công bố: 4 trong số 74."
    )
    assert lines(said["en"], "en") == [
        (
            "Industrial gross output / Tỉnh Tuyên Quang, quarter I of 2025",
            "share of the plan",
            "24.3%",
            "5,447 ÷ 27,700 = 19.7%",
            "Báo Mới, undated",
        ),
        (
            "Industrial clusters / Tỉnh Tuyên Quang, undated",
            "occupancy",
            "51.6%",
            "leased land 108.7 ÷ industrial land 196 = 55.5%",
            "Cổng thông tin Tuyên Quang, undated",
        ),
        (
            "Long Bình An / Thành phố Tuyên Quang, undated",
            "occupancy",
            "45%",
            "leased land nearly 35 ÷ industrial land 70 = 50.0%",
            "123docz (trích luận văn, ĐH Thái Nguyên), undated",
        ),
    ]


def test_the_map_is_that_of_the_clusters_and_says_how_new_its_statements_are():
    shown = leadership.cluster_map(**TUYEN_QUANG, language="vi")
    same = clusters.cluster_map(**TUYEN_QUANG, measure=leadership.MEASURE, language="vi")
    assert (shown.headline, shown.body.to_dict()) == (same.headline, same.body.to_dict())
    assert shown.notes[-1] == (
        "Số liệu có ghi ngày mới nhất về khu, cụm và dự án: 01/01/2021; số liệu không ghi ngày cũng được tính."
    )
    assert shown.picks is None


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        (MONG_CAI, "Chưa lập được bản đồ: tính đến ngày báo cáo chưa ghi nhận khu, cụm nào của địa phương."),
        (
            NINH_THUAN,
            "Chưa lập được bản đồ: các khu, cụm ghi nhận đến ngày báo cáo chỉ biết thuộc tỉnh, chưa biết ở đơn vị nào.",
        ),
    ],
)
def test_where_there_is_no_map_a_sentence_says_why(where, reason):
    assert leadership.cluster_map(**where, language="vi") == Shown(reason)


def test_the_sources_are_those_of_the_rows_behind_the_figures():
    named = page_text(leadership.sources(**TUYEN_QUANG, language="vi"), "vi")
    assert "Thường trực Tỉnh ủy làm việc với Sở Công thương" in named
    assert "Khởi công xây dựng Nhà máy Thủy điện Yên Sơn" in named
    assert "Báo Ninh Thuận" not in named


def test_the_page_tells_the_same_gaps_as_that_of_the_attainment():
    gaps = {figure.key: figure.value for figure in attainment.pace(**TUYEN_QUANG, language="vi").figures}
    mine = [f for view in (leadership.status, leadership.late) for f in view(**TUYEN_QUANG, language="vi").figures]
    shared = {figure.key: figure.value for figure in mine if figure.key in gaps}
    assert shared == gaps


SILENT = {
    "status": "Chưa có số liệu nào của địa phương này đến ngày báo cáo.",
    "bullets": "Không chỉ tiêu nào của địa phương này có cả giá trị và kế hoạch đến ngày báo cáo.",
    "late": "Chưa ghi nhận chỉ tiêu, kiến nghị hay dự án nào của địa phương này chậm đến ngày báo cáo.",
    "contradictions": "Tính đến ngày báo cáo chưa ghi nhận số liệu công bố nào của địa phương này và cấp dưới "
    "để đối chiếu.",
    "cluster_map": "Chưa lập được bản đồ: tính đến ngày báo cáo chưa ghi nhận khu, cụm nào của địa phương.",
    "sources": "Không có nguồn nào để liệt kê.",
}


@pytest.mark.parametrize("name", SECTIONS[leadership])
def test_a_section_without_data_says_so_in_a_sentence(name):
    assert getattr(leadership, name)(**NOWHERE, language="vi") == Shown(SILENT[name])
