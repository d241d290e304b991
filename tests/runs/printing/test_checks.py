"""Each check finds its own fault in a report that is otherwise good."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import altair as alt
import polars as pl
import pytest

from icanalysis.errors import RunFailed
from icanalysis.runs.display import svg
from icanalysis.runs.notebooks import notebook_file, view_module
from icanalysis.runs.printing.belonging import Belonging
from icanalysis.runs.printing.checks import checks_of, hold_checks
from icanalysis.runs.printing.definitions import Expected
from icanalysis.runs.report import Made, Paper, made, prepared

ASKED = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
EXPECTED = Expected(sections=("overview", "bullets"), figures=40, oldest_days=31)


@pytest.fixture(scope="module")
def good(warm) -> tuple[Paper, Made]:
    """The main report as a run made it."""
    file = notebook_file("attainment")
    paper = prepared(file, ASKED, module=view_module("attainment"), name="attainment")
    return paper, made(paper)


def without_marks() -> str:
    """A chart with axes and a title, but no data."""
    frame = pl.DataFrame({"a": [], "b": []}, schema={"a": pl.String, "b": pl.Float64})
    return svg(alt.Chart(frame, title="Trống").mark_bar().encode(x="b:Q", y="a:N"), "vi")


def change(figure: int, **values: object) -> Callable[[Made], None]:
    """Changes a figure of the manifest."""
    return lambda one: one.manifest["figures"][figure].update(values)


def content(section: str, **values: object) -> Callable[[Made], None]:
    """Changes what a section showed."""

    def apply(one: Made) -> None:
        next(record for record in one.records if record["section"] == section)["content"].update(values)

    return apply


def empty_table(one: Made) -> None:
    frame = one.records[0]["content"]["table"]["frame"]
    frame.update({name: [] for name in frame})


def rows_of(section: str, row: str) -> Callable[[Made], None]:
    """Lets a figure of a section stand on another row."""

    def apply(one: Made) -> None:
        record = next(record for record in one.records if record["section"] == section)
        record["figures"][0]["rows"] = [row]

    return apply


def page(old: str, new: str) -> Callable[[Made], None]:
    """Changes the page."""
    return lambda one: one.files.update({".html": one.files[".html"].replace(old.encode(), new.encode())})


def fewer(one: Made) -> None:
    del one.manifest["figures"][39:]


def old_rows(one: Made) -> None:
    for figure in one.manifest["figures"]:
        figure["rows"] = ["observations:o_tq_2005_trade_establishments"]


def failing(good: tuple[Paper, Made], fault: Callable[[Made], None] | None, expected: Expected = EXPECTED) -> list:
    """The checks that a report does not pass."""
    paper, one = good
    changed = replace(one, files=dict(one.files), manifest=deepcopy(one.manifest), records=deepcopy(one.records))
    if fault is not None:
        fault(changed)
    return [check for check in checks_of(paper, changed, expected) if not check.passed]


def test_a_good_report_passes_every_check(good):
    assert failing(good, None) == []
    names = [check.name for check in checks_of(*good, EXPECTED)]
    assert names == ["whole", "figures", "values", "sections", "bodies", "heading", "place", "age"]


@pytest.mark.parametrize(
    ("fault", "name", "said"),
    [
        (fewer, "figures", "Figures: 39; at least 40 are expected."),
        (change(0, value=float("nan")), "values", "= nan "),
        (change(0, value=None), "values", "= None "),
        (change(0, value="chín"), "values", "= chín "),
        (change(0, value=1.5, unit="count"), "values", "= 1.5 count."),
        (change(0, value=-1, unit="count"), "values", "= -1 count."),
        (change(0, unit="furlong"), "values", " furlong."),
        (change(0, text=" "), "values", "A figure is not what its unit says"),
        (content("bullets", svg=None, table=None), "sections", "The section 'bullets' shows nothing: "),
        (lambda one: one.records.pop(1), "sections", "The section 'bullets' is not on the page."),
        (content("pace", svg=without_marks()), "bodies", "A chart or table is empty in: pace."),
        (empty_table, "bodies", "A chart or table is empty in: overview."),
        (page('lang="vi"', 'lang="en"'), "heading", "The page is in the language 'en', not 'vi'."),
        (page("Quang, số liệu", "Bình, số liệu"), "heading", "The page is not headed “Tỉnh Tuyên"),
        (
            rows_of("overview", "observations:o_nt_2011_gross_output"),
            "place",
            "another place than 08: observations:o_nt",
        ),
        (rows_of("districts", "observations:o_nt_2011_gross_output"), "place", "The section 'districts' shows figures"),
        (rows_of("overview", "zone_status:zs_thap_cham_2016"), "place", "another place than 08"),
        (rows_of("overview", "claims:c_o_nt_2020_pci_rank_rank_change"), "place", "another place than 08"),
        (rows_of("overview", "observations:o_nowhere"), "place", "another place than 08: observations:o_nowhere."),
        (old_rows, "age", "The newest figures are 5691 days older than asked; 31 are allowed."),
        (
            lambda one: [figure.update(rows=[]) for figure in one.manifest["figures"]],
            "age",
            "No figure stands on a row",
        ),
    ],
)
def test_a_fault_is_found_by_its_check(good, fault, name: str, said: str):
    (found,) = failing(good, fault)
    assert found.name == name
    assert said in found.said


def test_the_first_fault_stops_the_report(good):
    with pytest.raises(RunFailed, match=r"^Figures: 39; at least 40 are expected\. Nothing was delivered\.$"):
        hold_checks(failing(good, fewer))


def test_rows_of_a_district_belong_to_its_province_and_not_the_other_way_round():
    district, province = (
        {"observations:o_ch_2023_03_gross_output_industry_handicraft"},
        {"observations:o_tq_2021_07_gross_output"},
    )
    assert Belonging.of("2024", "08").strangers(district | province, related=False) == []
    assert Belonging.of("2024", "073").strangers(district | province, related=False) == sorted(province)


def test_what_the_reform_joined_is_related_and_nothing_else_is():
    belonging = Belonging.of("2024", "08")  # with Hà Giang (02) it became the Tuyên Quang of 2025
    assert ("2024", "02") in belonging.related - belonging.inside
    assert ("2024", "58") not in belonging.related
    assert belonging.strangers({"observations:o_nt_2011_gross_output"}, related=True) != []


def test_what_was_recorded_in_the_other_edition_is_inside():
    assert Belonging.of("2024", "08").strangers({"zones:phuc_ung_3"}, related=False) == []
    assert Belonging.of("2024", "58").strangers({"zones:phuc_ung_3"}, related=True) == ["zones:phuc_ung_3"]


def test_the_country_is_related_to_each_of_its_places():
    country = {"zone_statistics:zt_vn_cluster_2021"}
    assert Belonging.of("2024", "073").strangers(country, related=True) == []
    assert Belonging.of("2024", "073").strangers(country, related=False) == sorted(country)


def test_rows_of_a_table_without_places_belong_anywhere():
    assert Belonging.of("2024", "08").strangers({"indicators:gross_output"}, related=False) == []
