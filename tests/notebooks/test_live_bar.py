"""On screen: a click on a bar narrows the tables, the state is passed on and pasted, tables come as files."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from icanalysis.runs.notebooks import FOLDER, notebook_file, read
from icanalysis.runs.sections import promised
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.notebooks.front_end import FrontEnd, front_end

NOTEBOOK = read(notebook_file("attainment"))
SECTIONS = promised(NOTEBOOK, where="attainment")
PASTED = "icanalysis report attainment --place 194 --as-of 2019-12-31"


@dataclass(frozen=True)
class Screen:
    """What a planner sees at one moment."""

    sections: dict[str, str]
    drawings: dict[str, int]
    notes: list[str]
    said: list[str]
    shared: dict[str, str]
    place: str
    files: list[tuple[str, bytes]] = field(default_factory=list)


def seen(page: FrontEnd, *files: tuple[str, bytes]) -> Screen:
    sections = dict(zip(page.drawings(), page.sections(), strict=True))
    place = page.chosen("Địa phương")
    return Screen(sections, page.drawings(), page.notes(), list(page.said), page.shared(), place, list(files))


def file_of(page: FrontEnd, section: str, ending: str) -> tuple[str, bytes]:
    said, content = page.download(section, ending)
    return said["file"], content


@pytest.fixture(scope="module")
def screens() -> dict[str, Screen]:
    """One session: bars are clicked and cleared, texts are pasted, files are had."""
    taken = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        with front_end(FOLDER) as page:
            for cell in NOTEBOOK.cells:
                if cell.cell_type == "code":
                    page.run(cell.source)
            taken["opened"] = seen(page, file_of(page, "overview", "csv"))
            page.click("gross_output", "bullets")
            taken["clicked"] = seen(page, file_of(page, "overview", "csv"))
            page.click("goods_exports", "pace")
            taken["clicked elsewhere"] = seen(page)
            page.ask(unpick=True)
            taken["cleared"] = seen(page)
            page.ask(paste="?place=8")
            page.ask(paste="?plase=08")
            page.ask(paste="icanalysis report audit --place 08")
            page.ask(set={"place": "01"})
            taken["refused"] = seen(page)
            page.ask(paste=PASTED)
            taken["pasted"] = seen(page, file_of(page, "bullets", "xlsx"))
    return taken


def tables(screen: Screen) -> str:
    return screen.sections["overview"] + screen.sections["run_rates"]


def test_a_click_on_a_bar_leaves_its_rows_in_the_tables(screens: dict[str, Screen]):
    assert "Kim ngạch xuất khẩu" in tables(screens["opened"])
    assert "Giá trị sản xuất công nghiệp" in tables(screens["clicked"])
    assert "Kim ngạch xuất khẩu" not in tables(screens["clicked"])


def test_the_headline_stays_that_of_the_page(screens: dict[str, Screen]):
    said = "Tỉnh Tuyên Quang có 6 chỉ tiêu có số liệu đến ngày 31/07/2021"
    assert said in screens["opened"].sections["overview"]
    assert said in screens["clicked"].sections["overview"]


def test_a_table_without_such_rows_says_so(screens: dict[str, Screen]):
    assert "Phần này không có dòng nào về mục đang chọn." in screens["clicked"].sections["shortfall"]


def test_sections_about_something_else_stay_whole(screens: dict[str, Screen]):
    for name in ("documents", "supervision", "sources"):
        assert screens["clicked"].sections[name] == screens["opened"].sections[name], name


def test_the_clicked_chart_is_not_drawn_anew(screens: dict[str, Screen]):
    assert screens["clicked"].drawings["bullets"] == screens["opened"].drawings["bullets"]


def test_a_click_in_another_chart_takes_the_place_of_the_first(screens: dict[str, Screen]):
    assert "Kim ngạch xuất khẩu" in tables(screens["clicked elsewhere"])
    assert "Giá trị sản xuất công nghiệp" not in tables(screens["clicked elsewhere"])


def test_the_bar_says_what_was_clicked_and_how_to_undo_it(screens: dict[str, Screen]):
    (note,) = screens["clicked"].notes
    assert note.startswith("Các bảng chỉ hiện dòng của: Giá trị sản xuất công nghiệp;")
    assert screens["opened"].notes == screens["cleared"].notes == []


def test_cleared_shows_all_again(screens: dict[str, Screen]):
    assert screens["cleared"].sections == screens["opened"].sections


def test_what_was_clicked_is_not_part_of_the_state(screens: dict[str, Screen]):
    assert screens["clicked"].shared == screens["opened"].shared


def test_the_state_can_be_passed_on_in_three_forms(screens: dict[str, Screen]):
    assert screens["opened"].shared == {
        "address": "attainment?edition=2024&place=08&as_of=2021-07-31&language=vi",
        "command": "icanalysis report attainment --edition 2024 --place 08 --as-of 2021-07-31 --language vi",
        "cell": 'edition: str = "2024"\nplace: str = "08"\nas_of: str = "2021-07-31"\nlanguage: str = "vi"\n'
        "interactive: bool = True",
    }


def test_what_cannot_be_is_refused_as_on_the_command_line(screens: dict[str, Screen]):
    code, name, page, place = screens["refused"].said
    assert "Không có địa phương '8' có số liệu theo địa giới 2024. Có phải là '08' (Tỉnh Tuyên Quang)?" in code
    assert name.startswith("Không có tham số 'plase'. Có phải là 'place'?")
    assert page == "Nội dung này thuộc trang 'audit', không thuộc trang 'attainment'. Hãy mở ở trang đó."
    assert "(01) không có số liệu ở đây theo địa giới 2024." in place


def test_a_refusal_changes_nothing(screens: dict[str, Screen]):
    assert screens["refused"].sections == screens["opened"].sections
    assert screens["refused"].drawings == screens["cleared"].drawings


def test_a_pasted_command_opens_its_page(screens: dict[str, Screen]):
    assert screens["pasted"].place == "Thành phố Móng Cái (194)"
    assert "Thành phố Móng Cái có 4 chỉ tiêu có số liệu đến ngày 31/12/2019" in screens["pasted"].sections["overview"]
    assert "place=194&as_of=2019-12-31" in screens["pasted"].shared["address"]


def test_a_table_can_be_had_as_a_file(screens: dict[str, Screen]):
    ((name, content),) = screens["opened"].files
    assert name == "overview_2024_08_2021-07-31_vi.csv"
    assert len(content.decode().splitlines()) == 7


def test_the_file_has_the_rows_that_are_shown(screens: dict[str, Screen]):
    ((_, content),) = screens["clicked"].files
    assert len(content.decode().splitlines()) == 2


def test_a_chart_can_be_had_as_a_workbook(screens: dict[str, Screen]):
    ((name, content),) = screens["pasted"].files
    assert name == "bullets_2024_194_2019-12-31_vi.xlsx"
    assert content.startswith(b"PK")
