"""The main report as it is delivered: one real run, looked at from all sides."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest

from icanalysis.runs.notebooks import FOLDER
from icanalysis.runs.report import report
from icanalysis.schemas import TABLES
from icanalysis.sources.tables import load
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from icanalysis.style.numbers import moment
from tests.runs.pages import Page, parsed

ASKED = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
SECTIONS = ["overview", "bullets", "pace", "run_rates", "shortfall", "districts", "documents", "supervision", "sources"]
WITHOUT_ROWS = re.compile(r"districts\..+\.children")
"""How many places there are below a place is counted in the table of places, which has no source per row."""


@dataclass(frozen=True)
class Delivered:
    """What the run left behind."""

    path: Path
    html: str
    page: Page
    manifest: dict
    told: list[str]
    files: set[str]
    notebooks_before: dict[str, str]

    def figure(self, key: str) -> dict:
        """The figure with a key."""
        return next(one for one in self.manifest["figures"] if one["key"] == key)


def hashes() -> dict[str, str]:
    """Every file beside the notebooks with what it holds."""
    files = (file for file in FOLDER.iterdir() if file.is_file())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    folder, told, before = tmp_path_factory.mktemp("out"), [], hashes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        path = report("attainment", {"place": "08", "as_of": "2021-07-31"}, out=folder / "main.html", tell=told.append)
    html = path.read_text("utf-8")
    manifest = json.loads((folder / "main.manifest.json").read_text("utf-8"))
    return Delivered(path, html, parsed(html), manifest, told, {file.name for file in folder.iterdir()}, before)


def test_the_page_the_documents_and_the_manifest_are_all_that_is_left(delivered: Delivered):
    assert delivered.path.name == "main.html"
    assert delivered.files == {f"main.{ending}" for ending in ("html", "docx", "pdf", "xlsx", "manifest.json")}


def test_the_run_tells_what_it_does(delivered: Delivered):
    assert delivered.told == [
        "01_attainment.ipynb: 9 sections",
        "checked: every cell completed, every section shown",
    ]


def test_nothing_is_written_into_the_notebooks_or_beside_them(delivered: Delivered):
    assert hashes() == delivered.notebooks_before


def test_the_manifest_says_what_was_asked_and_what_it_was_made_from(delivered: Delivered):
    manifest = delivered.manifest
    assert manifest["report"] == "attainment"
    assert manifest["parameters"] == ASKED
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", manifest["started"])
    assert re.match(r"\d+\.\d+\.\d+", manifest["code_version"])
    assert {"python", "polars", "altair", "papermill"} <= set(manifest["packages"])
    assert manifest["duration_s"] > 0


def test_the_manifest_has_a_headline_for_every_section_and_the_page_says_it(delivered: Delivered):
    assert list(delivered.manifest["headlines"]) == SECTIONS
    said = [one.text for one in delivered.page.of_class("ic-headline")]
    assert said == list(delivered.manifest["headlines"].values())


def test_the_hash_of_the_page_is_that_of_the_file(delivered: Delivered):
    assert delivered.manifest["files_sha256"][".html"] == hashlib.sha256(delivered.path.read_bytes()).hexdigest()


def test_the_hashes_of_the_tables_are_those_of_the_files(delivered: Delivered):
    assert delivered.manifest["data_sha256"] == {
        table: hashlib.sha256((PUBLISHED / f"{table}.csv").read_bytes()).hexdigest() for table in TABLES
    }


def test_every_figure_has_key_value_unit_text_and_rows(delivered: Delivered):
    figures = delivered.manifest["figures"]
    assert len({one["key"] for one in figures}) == len(figures) > 40
    for one in figures:
        assert set(one) == {"key", "value", "unit", "text", "rows"}
        assert one["value"] is not None
        assert one["unit"]
        assert one["rows"] or WITHOUT_ROWS.fullmatch(one["key"]) or one["value"] == 0, one["key"]


def test_every_figure_stands_on_the_page_as_the_manifest_has_it(delivered: Delivered):
    text = unescape(delivered.html)
    assert [one["key"] for one in delivered.manifest["figures"] if one["text"] not in text] == []


def test_the_rows_of_every_figure_exist_in_their_tables(delivered: Delivered):
    used = {row for one in delivered.manifest["figures"] for row in one["rows"]}
    tables = {row.partition(":")[0] for row in used}
    known = {f"{table}:{key}" for table in tables for key in load(table).collect().to_series(0)}
    assert used
    assert used - known == set()


def test_every_row_leads_to_a_source(delivered: Delivered):
    used = {row for one in delivered.manifest["figures"] for row in one["rows"]}
    sources = {row["source_id"]: row for row in load("sources").collect().to_dicts()}
    assert set(delivered.manifest["rows"]) == used
    for row in delivered.manifest["rows"].values():
        assert row["publisher"] == sources[row["source_id"]]["publisher"]
        assert row["title"] == sources[row["source_id"]]["title"]
        assert row["source_class"] in ("authority", "press", "academic", "other")


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("o_tq_2021_07_gross_output.value", 9200, "9.200"),
        ("o_tq_2021_07_gross_output.implied_plan", 15_726, "15.726"),
        ("o_tq_2021_07_gross_output.implied_plan_low", 15_713, "15.713"),
        ("o_tq_2021_07_gross_output.implied_plan_high", 15_740, "15.740"),
        ("o_tq_2021_07_gross_output.required_per_month", 1_305, "1.305"),
        ("o_tq_2021_07_gross_output.average_per_month", 1_314, "1.314"),
        ("o_tq_2021_07_gross_output.pace_gap_pct_points", 0.2, "+0,2"),
        ("o_tq_2021_07_retail_sales.pace_gap_pct_points", -5.3, "−5,3"),
        ("o_tq_2021_07_retail_sales.required_per_month", 2_554, "2.554"),
    ],
)
def test_the_figures_of_seven_months_of_2021_are_those_of_the_issue(delivered, key: str, value: float, text: str):
    figure = delivered.figure(key)
    assert figure["value"] == pytest.approx(value, abs=0.6 if value > 10 else 0.06)
    assert figure["text"] == text


def test_the_page_asks_no_other_host(delivered: Delivered):
    assert delivered.page.fetched() == []
    assert delivered.page.all("meta", **{"http-equiv": "Content-Security-Policy"})


def test_the_page_has_no_input_cells(delivered: Delivered):
    for code in ("page.show", "import Page", "interactive", "# Parameters"):
        assert code not in delivered.html


def test_every_chart_keeps_its_alt_text_which_is_its_headline(delivered: Delivered):
    charts = delivered.page.of_class("ic-chart")
    headlines = delivered.manifest["headlines"]
    assert [one.attributes["aria-label"] for one in charts] == [headlines["bullets"], headlines["pace"]]
    assert [one.attributes["role"] for one in charts] == ["img", "img"]
    assert len(delivered.page.all("svg")) == len(charts)


def test_numbers_inside_the_charts_have_the_decimal_comma(delivered: Delivered):
    drawn = [one.text.strip() for one in delivered.page.elements if "svg" in one.inside and one.text.strip()]
    numbers = [text for text in drawn if re.search(r"\d", text)]
    assert any(re.search(r"\d,\d", text) for text in numbers)
    assert [text for text in numbers if re.search(r"\d\.\d(?!\d\d)", text)] == []


def test_the_page_says_which_place_which_day_and_which_edition(delivered: Delivered):
    (heading,) = delivered.page.of_class("ic-heading")
    place, day, edition = heading.text.split(", ")
    assert place == "Tỉnh Tuyên Quang"
    assert day.endswith(" 31/07/2021")
    assert edition == "theo địa giới hành chính năm 2024 (đến hết ngày 30/06/2025)"


def test_the_page_says_what_it_was_made_from(delivered: Delivered):
    digest = hashlib.sha256("".join(delivered.manifest["data_sha256"].values()).encode()).hexdigest()
    said = " ".join(one.text for one in delivered.page.all("li"))
    assert delivered.manifest["code_version"] in said
    assert digest[:16] in said
    assert moment(datetime.fromisoformat(delivered.manifest["started"]), "vi") in said
