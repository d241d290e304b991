"""A section on screen: one widget that is updated in place, whatever its view does."""

from __future__ import annotations

import re

import altair as alt
import pytest

from icanalysis.errors import UnknownPlace
from icanalysis.runs import screen
from icanalysis.runs.apps import assets
from icanalysis.runs.display import RECORD
from icanalysis.runs.screen import FIRST, WIDGET, Section
from icanalysis.views.shown import Figure, Shown

FULL = {"place": "08", "language": "vi"}
EMPTY = {"place": "58", "language": "vi"}
BROKEN = {"place": "broken", "language": "vi"}
UNKNOWN = {"place": "unknown", "language": "vi"}
ENDLESS = {"place": "endless", "language": "vi"}
ROWS = alt.Data(values=[{"name": "Thép", "share": 0.62}])
NAME = re.compile(r"\b[0-9a-f]{6}\b")


def view(*, place: str, language: str) -> Shown:
    """A chart for one place, a sentence for another, and two kinds of fault."""
    if place == "broken":
        raise ZeroDivisionError("tài liệu nội bộ")
    if place == "endless":
        raise KeyboardInterrupt
    if place == "unknown":
        raise UnknownPlace("Không có nơi này.")
    if place == "58":
        return Shown("Chưa có số liệu.")
    chart = alt.Chart(ROWS).mark_bar().encode(x="share:Q", y="name:N")
    figures = (Figure("thep", 0.62, "share", "62,0%"),)
    return Shown("Thép: 62,0%.", chart, alt_text="Thép: 62,0%.", figures=figures, picks="place")


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What cells put out."""
    put_out = []

    def display(data: dict, *, raw: bool) -> None:
        assert raw
        put_out.append(data)

    monkeypatch.setattr(screen, "display", display)
    return put_out


@pytest.fixture
def section(outputs: list[dict], monkeypatch: pytest.MonkeyPatch) -> Section:
    monkeypatch.delenv(assets.VARIABLE, raising=False)
    return Section(view, FULL)


def test_a_cell_puts_out_one_bundle_for_every_reader(section: Section, outputs: list[dict]):
    (bundle,) = outputs
    assert bundle[WIDGET]["model_id"] == section.model_id
    assert "Thép: 62,0%." in bundle["text/html"]
    assert bundle[FIRST] == {"section": "view", "drawing": 1, "chart": section.shown["chart"]}
    assert bundle[RECORD]["headline"] == "Thép: 62,0%."
    assert [figure["key"] for figure in bundle[RECORD]["figures"]] == ["thep"]


def test_a_change_updates_the_widget_that_is_there(section: Section, outputs: list[dict]):
    before = section.model_id
    section.redraw(EMPTY)
    assert section.model_id == before
    assert len(outputs) == 1
    assert "Chưa có số liệu." in section.shown["html"]
    assert section.shown["chart"] is None
    assert section.shown["drawing"] == 2


def test_a_change_forgets_what_was_picked(section: Section):
    section.picked = "076"
    section.redraw(FULL)
    assert section.picked is None
    assert section.shown["picks"] is True


def test_the_frame_of_a_chart_says_in_words_what_it_shows(section: Section):
    assert '<figure class="ic-chart" role="img" aria-label="Thép: 62,0%."></figure>' in section.shown["html"]


@pytest.mark.parametrize(
    ("height", "padding", "style"),
    [
        (102, None, ' style="--ic-high: 146px"'),
        (627, 0, ' style="--ic-shape: 480 / 627; --ic-wide: 612px"'),
        (None, None, ""),
    ],
)
def test_a_page_keeps_the_room_of_a_chart_before_it_is_drawn(
    outputs: list[dict], height: int | None, padding: int | None, style: str
):
    def sized(*, place: str, language: str) -> Shown:
        given = {"width": 480, "height": height, "padding": padding}
        chart = alt.Chart(ROWS).mark_bar().properties(**{name: px for name, px in given.items() if px is not None})
        return Shown("Thép: 62,0%.", chart, alt_text="Thép")

    frame = f'<figure class="ic-chart" role="img" aria-label="Thép"{style}></figure>'
    assert frame in Section(sized, FULL).shown["html"]


def test_charts_are_drawn_with_the_numbers_of_the_language_and_run_no_text_as_code(section: Section):
    options = section.shown["chart"]["options"]
    assert options["formatLocale"]["decimal"] == ","
    assert options["ast"] is True
    assert options["actions"] is False


def test_an_error_of_the_user_is_shown_as_its_sentence(section: Section, capfd: pytest.CaptureFixture):
    section.redraw(UNKNOWN)
    assert "Không có nơi này." in section.shown["html"]
    assert section.record is None
    assert "Traceback" not in capfd.readouterr().err


def test_any_other_error_shows_a_code_and_stands_under_it_in_the_log(section: Section, capfd: pytest.CaptureFixture):
    section.redraw(BROKEN)
    shown, log = section.shown["html"], capfd.readouterr().err
    code = NAME.search(shown)[0]
    assert "chưa hiện được" in shown
    assert "tài liệu nội bộ" not in shown and "Traceback" not in shown
    assert f"error code {code}" in log
    assert "ZeroDivisionError: tài liệu nội bộ" in log


def test_a_section_that_was_interrupted_says_so(section: Section):
    section.redraw(ENDLESS)
    assert "tính quá lâu nên đã dừng" in section.shown["html"]
    section.redraw(FULL)
    assert "Thép: 62,0%." in section.shown["html"]


def test_a_section_that_failed_is_shown_again_when_it_can_be(section: Section):
    section.redraw(BROKEN)
    section.redraw(FULL)
    assert "Thép: 62,0%." in section.shown["html"]
    assert section.picks == "place"


def test_without_a_server_the_code_of_charts_comes_out_of_the_kernel_once(section: Section, outputs: list[dict]):
    other = Section(view, EMPTY)
    assert section.library is other.library
    assert "vega" in section.library.code


def test_with_a_server_the_page_gets_all_code_by_its_address(outputs: list[dict], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(assets.VARIABLE, "/plan/static/1a2b/")
    section = Section(view, FULL)
    assert section.library is None
    assert "/plan/static/1a2b/section.js" in section._esm
    assert len(section._esm) < 300
