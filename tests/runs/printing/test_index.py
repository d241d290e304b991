"""The index leads to the last good set of every job, says what failed since, and never spoils what it speaks of."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from icanalysis.errors import BadParameter, BadWorkspace
from icanalysis.runs.printing import definitions, index, sets
from icanalysis.runs.printing.facts import Facts, facts_of
from icanalysis.runs.printing.runner import LEDGER
from tests.runs.printing.shelves import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "out")


def text(shelf: Shelf, language: str = "vi") -> str:
    """What the page says, without its style, on one line."""
    index.write(shelf.out)
    page = (shelf.out / index.FILES[language]).read_text("utf-8")
    return " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)).split())


def links(shelf: Shelf) -> list[str]:
    """Where the page leads."""
    index.write(shelf.out)
    return re.findall(r'href="([^"]*)"', (shelf.out / index.FILES["vi"]).read_text("utf-8"))


def test_a_good_set_is_led_to_in_each_of_its_formats(shelf: Shelf):
    shelf.good()
    shelf.good("audit", endings=(".html", ".pdf"), place="all")
    language, *found = links(shelf)
    assert language == "index.en.html"
    assert [Path(one).name.partition("_vi")[2] for one in found] == [".html", ".pdf", *index.FORMATS]
    assert [one for one in found if not (shelf.out / one).is_file()] == []


def test_it_says_report_place_day_language_and_how_new_the_sources_are(shelf: Shelf):
    shelf.good()
    said = text(shelf)
    assert "Báo cáo tháng về thực hiện kế hoạch công nghiệp địa phương: 1, báo cáo: 1 Tỉnh Tuyên Quang (08)" in said
    assert "Số liệu đến 31/07/2021 (Tiếng Việt) Trang web Word PDF Excel Số liệu kèm nguồn lập lúc" in said
    assert ", nguồn có ghi ngày mới nhất: 06/08/2021" in said
    assert "Monthly report on the industrial plan places: 1, reports: 1 Tuyên Quang Province (08)" in text(shelf, "en")


def test_a_newer_run_that_failed_stands_beside_the_last_good_one_until_it_is_good_again(shelf: Shelf):
    shelf.good()
    shelf.failed()
    assert re.search(
        r"Lần lập gần nhất, [^,]*, không thành: Số liệu: 0; .* Bản đạt yêu cầu gần nhất vẫn được giữ\.", text(shelf)
    )
    assert "failed: Figures: 0; at least 3 are expected. The last good report stays." in text(shelf, "en")
    assert len(links(shelf)) == 1 + len(index.FORMATS)
    shelf.good()
    assert "không thành" not in text(shelf).partition("Tỉnh Tuyên Quang")[2]


def test_what_never_was_good_is_said_too_but_not_what_nobody_can_have(shelf: Shelf):
    shelf.failed(place="22")
    shelf.failed(place="58", why=BadParameter("'2021-07-31' is not a choice of 'as_of'."))
    said = text(shelf)
    assert "lần lập gần nhất không thành: 1 Tỉnh Quảng Ninh (22)" in said
    assert "Chưa có báo cáo nào trước đó." in said
    assert "(58)" not in said
    assert links(shelf) == ["index.en.html"]


def test_the_name_of_the_job_says_which_run_is_the_good_one(shelf: Shelf):
    first = shelf.good(facts=Facts(date(2021, 1, 1)))
    shelf.good()
    sets.lead(sets.Place(shelf.out, "monthly", "monthly_2024_08_2021-07-31_vi"), first)
    assert "nguồn có ghi ngày mới nhất: 01/01/2021" in text(shelf)


def test_the_newest_lies_open_and_the_older_under_a_fold(shelf: Shelf):
    for day in ("2018-12-31", "2021-07-31", "2020-12-31"):
        shelf.good(as_of=day)
    shelf.good(language="en")
    said = text(shelf)
    newest, _, older = said.partition("2 bản của các kỳ trước")
    assert re.findall(r"Số liệu đến (\S+) \((\w+)", newest) == [("31/07/2021", "Tiếng"), ("31/07/2021", "English")]
    assert re.findall(r"Số liệu đến (\S+)", older) == ["31/12/2020", "31/12/2018"]


def test_a_report_of_the_past_does_not_look_like_one_of_this_month(shelf: Shelf):
    today = datetime.now().astimezone().date()
    for as_of in (today - timedelta(days=2), today - timedelta(days=400)):
        shelf.good(place="08", as_of=as_of.isoformat())
    assert "kỳ đã qua" not in text(shelf)
    shelf.good(place="58", as_of="2024-12-31")
    assert text(shelf).count("báo cáo của kỳ đã qua (số liệu cũ hơn 92 ngày)") == 1
    assert "report of the past (figures older than 92 days)" in text(shelf, "en")


def test_what_was_interrupted_is_no_report_no_failure_and_hides_none(shelf: Shelf):
    shelf.good()
    shelf.interrupted()
    shelf.interrupted(as_of="2020-12-31")
    shelf.interrupted(place="22")
    assert "địa phương: 1, báo cáo: 1 Tỉnh Tuyên Quang (08)" in text(shelf)
    for word in ("không thành", "các kỳ trước", "31/12/2020", "(22)"):
        assert word not in text(shelf).partition("Tỉnh Tuyên Quang")[2]
    shelf.failed()
    shelf.interrupted()
    assert "báo cáo: 1, lần lập gần nhất không thành: 1" in text(shelf)


def test_what_failed_and_has_no_document_is_no_report_of_an_earlier_period(shelf: Shelf):
    shelf.good()
    shelf.failed(as_of="2020-12-31")
    shelf.failed(as_of="2021-08-31")
    assert "báo cáo: 1, lần lập gần nhất không thành: 2" in text(shelf)
    assert "các kỳ trước" not in text(shelf)


def test_places_stand_as_an_office_lists_them_each_province_before_its_units_and_the_newest_map_first(shelf: Shelf):
    for place in ("194", "58", "076", "08", "VN", "070"):
        shelf.good(place=place)
    shelf.good(place="08", edition="2025")
    listed = re.findall(r"([^()\d]*) \((VN|\d+)\), địa giới (\d+)", text(shelf))
    assert [(code, edition) for _, code, edition in listed] == [
        ("VN", "2024"),
        ("58", "2024"),
        ("194", "2024"),
        ("08", "2025"),
        ("08", "2024"),
        ("076", "2024"),
        ("070", "2024"),
    ]


def test_a_district_is_named_with_its_province_in_both_languages(shelf: Shelf):
    shelf.good(place="076")
    assert "Huyện Sơn Dương, tỉnh Tuyên Quang (076)" in text(shelf)
    assert "Sơn Dương District, Tuyên Quang Province (076)" in text(shelf, "en")


def test_many_places_lie_folded(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    for place in ("08", "22"):
        shelf.good(place=place)
    folds = '<details class="ic-report"{}>'
    assert folds.format(" open") in index.write(shelf.out).read_text("utf-8")
    monkeypatch.setattr(index, "AT_ONCE", 1)
    assert folds.format("") in index.write(shelf.out).read_text("utf-8")


def test_simulated_data_are_marked_once_or_each_where_others_stand_beside_them(shelf: Shelf):
    shelf.good(facts=Facts(simulated=True))
    assert text(shelf).count("DỮ LIỆU MÔ PHỎNG") == 1
    shelf.good(place="22")
    assert text(shelf).count("DỮ LIỆU MÔ PHỎNG") == 2


def test_without_a_run_it_says_so_and_leaves_no_ledger(shelf: Shelf):
    assert text(shelf).endswith("Chưa lập báo cáo nào. Lập báo cáo bằng lệnh: icanalysis run monthly")
    assert not (shelf.out / LEDGER).exists()


def test_a_report_that_is_no_longer_defined_goes_by_its_name(shelf: Shelf):
    shelf.good("quarterly")
    assert "quarterly địa phương: 1" in text(shelf)


def test_where_tables_cannot_be_read_codes_have_to_do(shelf: Shelf, monkeypatch: pytest.MonkeyPatch):
    def broken(_name: str) -> None:
        raise BadWorkspace("The table is empty.")

    monkeypatch.setattr(index, "load", broken)
    shelf.good()
    assert "báo cáo: 1 08 Số liệu đến" in text(shelf)


def test_signs_of_the_data_stay_text(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(definitions.VARIABLE, str(tmp_path))
    written = 'notebook = "audit"\ntitle = { vi = "<script>&", en = "b" }\n'
    (tmp_path / "audit.toml").write_text(written, encoding="utf-8")
    shelf.failed("audit", why=BadWorkspace("<img src=x>"))
    page = index.write(shelf.out).read_text("utf-8")
    assert "<script" not in page.replace("&lt;script", "")
    assert "<img" not in page


def test_while_reports_are_made_it_is_written_now_and_then_and_at_the_end(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
):
    written, lines = [], []
    monkeypatch.setattr(index, "write", written.append)
    with index.in_step(shelf.out, tell=lines.append) as changed:
        for _ in range(100):
            changed()
        assert len(written) == 1
    assert (len(written), lines) == (2, [])
    with index.in_step(shelf.out, tell=lines.append):
        pass
    assert len(written) == 2


def test_that_it_cannot_be_written_is_told_and_breaks_nothing(shelf: Shelf):
    shelf.good()
    (shelf.out / "index.html").mkdir()
    lines = []
    with index.in_step(shelf.out, tell=lines.append) as changed:
        changed()
    assert lines[0].startswith("The index of reports could not be written: index.html could not be written whole")


def test_facts_are_those_of_the_manifest():
    rows = {f"a:{number}": {"published_on": day} for number, day in enumerate(("2021-08-06", None, "2020-01-01"))}
    manifest = json.dumps({"simulated": True, "rows": rows}).encode()
    assert facts_of({".manifest.json": manifest}) == Facts(date(2021, 8, 6), simulated=True)
