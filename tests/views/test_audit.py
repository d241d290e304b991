"""The audit page: each printed relation of the published documents, recomputed in sight."""

from __future__ import annotations

import pytest

from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from icanalysis.views import audit
from icanalysis.views.below import codes_above, codes_within
from icanalysis.views.shown import Shown
from icanalysis.wording import units
from icanalysis.wording.language import words
from tests.views.pages import LANGUAGES, SECTIONS, lines, numbers_in, page_text, row_of, rows, told

EVERYWHERE = {"place": "all", "edition": "2024"}
TUYEN_QUANG = {"place": "08", "edition": "2024"}
MONG_CAI = {"place": "194", "edition": "2024"}
NINH_THUAN = {"place": "58", "edition": "2024"}


def line_of(view, where: dict[str, str], language: str, what: str) -> tuple[str, ...]:
    """The row about something, without its first cell and its source."""
    row = row_of(view(**where, language=language), language, what=what)
    return tuple(row.values())[1:-1]


def test_the_headline_counts_the_verdicts():
    assert audit.summary(**EVERYWHERE, language="vi").headline == (
        "Đã đối chiếu 140 quan hệ giữa các số liệu công bố: 36 khớp, 6 mâu thuẫn, 98 không kiểm tra được."
    )
    assert audit.summary(**EVERYWHERE, language="en").headline == (
        "Printed relations: 140. Consistent: 36; contradicting: 6; not checkable: 98."
    )


def test_the_summary_has_a_column_per_verdict():
    first = rows(audit.summary(**EVERYWHERE, language="vi"), "vi")[0]
    assert list(first) == ["Loại đối chiếu", "Số công bố", "Khớp", "Mâu thuẫn", "Không kiểm tra được"]


def test_the_summary_adds_up_to_its_headline():
    found = [[int(cell) for cell in line[1:]] for line in lines(audit.summary(**EVERYWHERE, language="vi"), "vi")]
    assert [sum(column) for column in zip(*found, strict=True)] == [140, 36, 6, 98]
    assert all(printed == sum(verdicts) for printed, *verdicts in found)


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        (
            "vi",
            (
                "tỷ lệ so với kế hoạch",
                "24,3%",
                "5.447 ÷ 27.700 = 19,7%",
                "làm tròn cho phép 19,6–19,7%; con số đã công bố ứng với số gốc 22.416 (22.370–22.462)",
            ),
        ),
        (
            "en",
            (
                "share of the plan",
                "24.3%",
                "5,447 ÷ 27,700 = 19.7%",
                "rounding allows 19.6–19.7%; the printed figure would need the base 22,416 (22,370–22,462)",
            ),
        ),
    ],
)
def test_the_first_quarter_of_2025_contradicts_its_plan(language, cells):
    what = {"vi": "Giá trị sản xuất công nghiệp / Tỉnh Tuyên Quang, quý I/2025", "en": "Industrial gross output / "}
    assert line_of(audit.contradictions, TUYEN_QUANG, language, what[language]) == cells


LEASED, INDUSTRIAL, TOTAL = units.NUMERATORS["leased"], units.DENOMINATORS["industrial"], units.DENOMINATORS["total"]


def test_the_occupancy_of_the_clusters_contradicts_its_land_and_every_base_that_is_printed():
    assert line_of(audit.contradictions, TUYEN_QUANG, "en", "Industrial clusters / Tỉnh Tuyên Quang") == (
        "occupancy",
        "51.6%",
        "leased land 108.7 ÷ industrial land 196 = 55.5%",
        "rounding allows 55.3–55.6%; ÷ industrial land 196 ha = 55.5%; ÷ total area 300 ha = 36.2%; "
        "a base of 210.7 ha (210.5–210.9) would explain it",
    )


def test_the_occupancy_of_the_clusters_contradicts_its_land_in_vietnamese_too():
    leased, industrial, total = map(words("vi"), (LEASED, INDUSTRIAL, TOTAL))
    needed = words("vi")("a base of {} would explain it").format("210,7 ha (210,5–210,9)")
    assert line_of(audit.contradictions, TUYEN_QUANG, "vi", "Cụm công nghiệp / Tỉnh Tuyên Quang") == (
        "tỷ lệ lấp đầy",
        "51,6%",
        f"{leased} 108,7 ÷ {industrial} 196 = 55,5%",
        f"làm tròn cho phép 55,3–55,6%; ÷ {industrial} 196 ha = 55,5%; ÷ {total} 300 ha = 36,2%; {needed}",
    )


@pytest.mark.parametrize(
    ("what", "arithmetic"),
    [
        ("Industrial clusters / Tỉnh Đắk Lắk", "leased land about 241 ÷ total area about 310 = 77.7%"),
        ("Industrial parks / Việt Nam", "leased land (101,600 − 47,500) ÷ industrial land 101,600 = 53.2%"),
        ("Hiếu Thiện / Tỉnh Ninh Thuận", "registered land 6.23 ÷ industrial land 30.5 = 20.4%"),
        (
            "Industrial clusters / Tỉnh Ninh Thuận",
            "leased land 18.27 ÷ industrial and service land 18.27 (zones in operation) = 100.0%",
        ),
    ],
)
def test_a_consistent_occupancy_names_the_land_that_it_divides(what: str, arithmetic: str):
    assert line_of(audit.consistent, EVERYWHERE, "en", what)[2] == arithmetic


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "vi",
            {
                ("Thành phố Tuyên Quang / Long Bình An", "gần 35", "70", "gần 50,0%"),
                ("Tỉnh Tuyên Quang / Cụm công nghiệp", "108,7", "196", "55,5%"),
                ("Tỉnh Tuyên Quang / Cụm công nghiệp", "108,7", "300", "36,2%"),
                ("Việt Nam / Cụm công nghiệp", "968", "1.704", "56,8%"),
                ("Việt Nam / Cụm công nghiệp", "30.912", "58.123", "53,2%"),
            },
        ),
        (
            "en",
            {
                ("Thành phố Tuyên Quang / Long Bình An", "nearly 35", "70", "nearly 50.0%"),
                ("Tỉnh Tuyên Quang / Industrial clusters", "108.7", "196", "55.5%"),
                ("Tỉnh Tuyên Quang / Industrial clusters", "108.7", "300", "36.2%"),
                ("Việt Nam / Industrial clusters", "968", "1,704", "56.8%"),
                ("Việt Nam / Industrial clusters", "30,912", "58,123", "53.2%"),
            },
        ),
    ],
)
def test_shares_of_clusters_name_numerator_and_denominator(language, expected):
    shown = audit.zones(**TUYEN_QUANG, language=language)
    assert {(line[0], *line[2:5]) for line in lines(shown, language)} == expected


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (
            "Tỉnh Ninh Thuận / Tháp Chàm",
            [
                ("leased land ÷ industrial land, ha", "13.52", "17.63", "76.7%"),
                ("leased land ÷ industrial and service land, ha", "18.27", "18.27", "100.0%"),
                ("leased land ÷ total area, ha", "18.27", "23.48", "77.8%"),
            ],
        ),
        (
            "Việt Nam / Industrial parks",
            [
                (
                    f"leased land (industrial less what is still to be leased) ÷ {whole}, ha; all zones",
                    "54,100",
                    area,
                    share,
                )
                for whole, area, share in (
                    ("industrial land", "101,600", "53.2%"),
                    ("total area", "146,000", "37.1%"),
                )
            ],
        ),
        ("Thành phố Tuyên Quang", [("leased land ÷ industrial land, ha", "nearly 35", "70", "nearly 50.0%")]),
    ],
)
def test_every_land_that_one_statement_prints_is_divided_by_every_other(what: str, expected: list):
    shown = audit.zones(**EVERYWHERE, language="en")
    assert [line[1:5] for line in lines(shown, "en") if line[0].startswith(what)] == expected


@pytest.mark.parametrize(
    ("what", "cells"),
    [
        (
            "Giá trị sản xuất công nghiệp / Thành phố Móng Cái, 2017–2019",
            [
                ("tỷ lệ so với kế hoạch", "92,4%", "23.098 ÷ 25.000 = 92,4%"),
                ("bình quân năm", "7.699", "23.098 ÷ 3 = 7.699,3"),
            ],
        )
    ],
)
def test_mong_cai_is_consistent_in_share_and_average(what, cells):
    shown = audit.consistent(**MONG_CAI, language="vi")
    assert [line[1:4] for line in lines(shown, "vi") if line[0] == what] == cells


def test_mong_cai_is_consistent_in_english_too():
    found = [line[1:4] for line in lines(audit.consistent(**MONG_CAI, language="en"), "en")]
    assert ("share of the plan", "92.4%", "23,098 ÷ 25,000 = 92.4%") in found
    assert ("average a year", "7,699", "23,098 ÷ 3 = 7,699.3") in found


@pytest.mark.parametrize(
    ("language", "what", "cells"),
    [
        ("vi", "Dự án năng lượng đang vận hành /", ("tổng các phần", "42", "32 + 3 + 7 = 42")),
        ("vi", "Công suất năng lượng đang vận hành /", ("tổng các phần", "2.745", "2.223 + 229 + 293 = 2.745")),
        ("en", "Projects in operation: energy /", ("sum of the parts", "42", "32 + 3 + 7 = 42")),
        ("en", "Capacity in operation: energy /", ("sum of the parts", "2,745", "2,223 + 229 + 293 = 2,745")),
    ],
)
def test_the_sums_of_ninh_thuan_are_consistent(language, what, cells):
    assert line_of(audit.consistent, NINH_THUAN, language, what) == cells


@pytest.mark.parametrize(
    ("language", "what", "cells"),
    [
        (
            "vi",
            "Xếp hạng năng lực cạnh tranh cấp tỉnh (PCI) /",
            ("số bậc tăng", "5", "? − 32", "nguồn không công bố số gốc; số gốc suy ra: 37"),
        ),
        (
            "en",
            "Rank in the provincial competitiveness index (PCI) /",
            ("places gained", "5", "? − 32", "the base is not printed; implied base: 37"),
        ),
        (
            "vi",
            "Sản lượng điện phát /",
            (
                "số lần",
                "gần 3,5 lần",
                "khoảng 4.000 ÷ ?",
                "nguồn không công bố số gốc; số gốc suy ra: 1.143 (1.143–1.203)",
            ),
        ),
        (
            "en",
            "Electricity generated /",
            (
                "multiple",
                "nearly 3.5 times",
                "about 4,000 ÷ ?",
                "the base is not printed; implied base: 1,143 (1,143–1,203)",
            ),
        ),
    ],
)
def test_ninh_thuan_implies_the_rank_of_2019_and_the_output_of_2015(language, what, cells):
    assert line_of(audit.unchecked, NINH_THUAN, language, what) == cells


def test_the_implied_plans_of_tuyen_quang_stand_with_their_interval():
    said = [line[4] for line in lines(audit.unchecked(**TUYEN_QUANG, language="vi"), "vi")]
    for plan in ("15.726 (15.713–15.740)", "137,1 (136,0–138,2)", "27.170 (26.916–27.429)"):
        assert f"nguồn không công bố số gốc; số gốc suy ra: {plan}" in said


def test_a_yearly_rate_is_held_against_the_multiple_printed_with_it():
    assert line_of(
        audit.contradictions, NINH_THUAN, "vi", "Giá trị sản xuất công nghiệp / Tỉnh Ninh Thuận, năm 2025"
    ) == (
        "tăng bình quân năm",
        "17,1%",
        "3,17^(1/5) − 1 = +26,0%",
        "làm tròn cho phép 25,9–26,0%",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["contradictions", "unchecked", "consistent"])
def test_every_number_of_the_arithmetic_is_a_figure(name, language):
    shown = getattr(audit, name)(**EVERYWHERE, language=language)
    recomputed = {"vi": "Tính lại", "en": "Recomputed"}[language]
    shown_numbers = {number for row in rows(shown, language) for number in numbers_in(row[recomputed])}
    assert shown_numbers - told(shown.figures) <= {"1"}


def test_a_printed_percentage_is_a_figure_in_percent_and_its_base_in_the_unit_of_the_indicator():
    figures = {figure.key: figure for figure in audit.contradictions(**TUYEN_QUANG, language="vi").figures}
    check = "attainment:o_tq_2025_03_gross_output"
    assert {name: figures[f"{check}.{name}"].unit for name in ("printed", "computed", "figure", "base")} == {
        "printed": "pct",
        "computed": "pct",
        "figure": "vnd_bn",
        "base": "vnd_bn",
    }


def test_each_part_of_a_sum_stands_on_its_own_row():
    figures = {figure.key: figure for figure in audit.consistent(**NINH_THUAN, language="vi").figures}
    total = "parts:o_nt_2020_12_31_energy_projects_in_operation"
    assert [(figures[f"{total}.part_{n}"].text, figures[f"{total}.part_{n}"].rows) for n in (1, 2, 3)] == [
        ("32", ("observations:o_nt_2020_12_31_energy_projects_in_operation_solar",)),
        ("3", ("observations:o_nt_2020_12_31_energy_projects_in_operation_wind",)),
        ("7", ("observations:o_nt_2020_12_31_energy_projects_in_operation_hydro",)),
    ]


def test_all_places_together_are_a_choice_of_their_own():
    choices = audit.places({"edition": "2024", "language": "vi"})
    assert next(iter(choices.items())) == ("all", "Tất cả địa phương")
    assert "08" in choices


@pytest.mark.parametrize("edition", ["2024", "2025"])
def test_a_place_can_be_chosen_where_it_or_one_below_it_has_a_relation_and_only_there(edition):
    places = set(audit.places({"edition": edition, "language": "en"})) - {"all"}
    every = {row["place_code"] for row in audit.checked_rows("all", edition, "en") if row["edition"] == edition}
    assert places == every | set(codes_above(every, edition))
    assert all(audit.checked_rows(place, edition, "en") for place in places)


def test_a_province_has_the_relations_of_its_districts_too():
    codes = {row["place_code"] for row in audit.checked_rows("08", "2024", "en")}
    assert {"08", "070", "076"} <= codes
    assert codes <= {"08", *codes_within("08", "2024")}


def test_the_sources_are_those_of_the_printed_figures():
    shown = audit.sources(**MONG_CAI, language="vi")
    assert shown.headline == "Các nguồn của số liệu được kiểm tra."
    assert "Giám sát kết quả 2,5 năm phát triển công nghiệp, tiểu thủ công nghiệp" in page_text(shown, "vi")


SILENT = {
    "summary": "Chưa ghi nhận tỷ lệ nào được công bố về địa phương này.",
    "contradictions": "Không có số liệu công bố nào mâu thuẫn với số liệu đi kèm.",
    "unchecked": "Mọi số liệu công bố đều kiểm tra được.",
    "consistent": "Chưa xác nhận được số liệu công bố nào.",
    "sources": "Không có nguồn nào để liệt kê.",
}


@pytest.mark.parametrize("name", sorted(set(SECTIONS[audit]) - {"zones"}))
def test_a_section_without_printed_relations_says_so(name):
    assert getattr(audit, name)(place="02", edition="2024", language="vi") == Shown(SILENT[name])


def test_zones_without_both_figures_of_a_share_say_so(workspace):
    workspace(zone_statistics=lambda frame: frame.clear(), zone_status=lambda frame: frame.clear())
    said = "No statement about zones of this place prints both figures of a share."
    assert audit.zones(**TUYEN_QUANG, language="en") == Shown(said)


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo has far more relations than a reader reads."""
    monkeypatch.setenv(VARIABLE, str(PUBLISHED.with_name("demo")))


def test_a_long_list_opens_with_some_of_each_kind_and_keeps_all(simulated):
    shown = audit.consistent(**EVERYWHERE, language="vi")
    kinds = shown.body.frame["kind"]
    opened = shown.body.head.frame["kind"]
    assert shown.body.rest.frame.height > 10 * opened.len()
    assert set(opened) == set(kinds)
    assert opened.value_counts()["count"].max() == audit.OPEN["consistent"]
    assert shown.figures[0].value == kinds.len()
    assert len(lines(shown, "vi")) == kinds.len()


def test_the_fold_says_how_many_rows_it_holds(simulated):
    shown = audit.consistent(**EVERYWHERE, language="vi")
    folded = shown.body.rest.frame.height
    assert f"Còn {folded} dòng nữa" in page_text(shown, "vi")


def test_contradictions_of_a_kind_stand_by_their_size(simulated):
    found = [row for row in audit.checked_rows(**EVERYWHERE, language="vi") if row["verdict"] == "contradicts"]
    first, rest = audit._by_size(found, most=3)
    assert len(first) + len(rest) == len(found) > 15
    for kind in {row["check_kind"] for row in found}:
        apart = [row["distance"] for row in first + rest if row["check_kind"] == kind]
        assert apart == sorted(apart, reverse=True)
        assert sum(row["check_kind"] == kind for row in first) == min(3, len(apart))


def test_a_short_list_is_not_folded():
    assert audit.contradictions(**EVERYWHERE, language="vi").body.rest is None
