from __future__ import annotations

import altair as alt
import polars as pl

from icanalysis.tables.plain import number_of, table, unit_of
from icanalysis.views.shown import Figure, Shown, laid_out, narrowed, sentence

PLAN = Figure("o.plan", 15_726.5, "vnd_bn", "15.726", ("targets:t",))
GAP = Figure("o.gap", -5.3, "pct_points", "−5,3")
EMPTY = Figure("o.value", None, "vnd_bn", "–")


def test_a_cell_joins_texts_and_figures_in_order():
    frame, figures = laid_out([{"name": "GO", "plan": ("≈ ", PLAN, " (", GAP, ")")}])
    assert frame.to_dicts() == [{"name": "GO", "plan": "≈ 15.726 (−5,3)"}]
    assert figures == (PLAN, GAP)


def test_a_figure_without_a_value_is_shown_and_not_told():
    frame, figures = laid_out([{"value": EMPTY}])
    assert frame["value"].to_list() == ["–"]
    assert figures == ()


def test_rows_keep_their_order():
    frame, figures = laid_out([{"a": PLAN}, {"a": GAP}, {"a": "x"}])
    assert frame["a"].to_list() == ["15.726", "−5,3", "x"]
    assert figures == (PLAN, GAP)


def test_a_sentence_gives_back_its_figures_and_no_others():
    text, figures = sentence("{name}: {gap} points.", name="GO", gap=GAP)
    assert text == "GO: −5,3 points."
    assert figures == (GAP,)


def test_braces_in_a_name_stay_as_they_are():
    assert sentence("{name}.", name="{gap}")[0] == "{gap}."


def test_a_cell_that_is_one_figure_has_its_number_and_unit_beside_it():
    frame, _ = laid_out([{"plan": ("≈ ", PLAN, "<br><small>(", GAP, ")</small>")}, {"plan": "x"}])
    assert frame[number_of("plan")].to_list() == [15_726.5, None]
    assert frame[unit_of("plan")].to_list() == ["vnd_bn", None]


def test_a_cell_of_two_figures_is_no_number():
    frame, _ = laid_out([{"a": (PLAN, "–", GAP)}, {"a": ("<small>", PLAN, "</small>")}])
    assert frame.columns == ["a"]


def test_a_remark_may_open_and_close_in_one_piece():
    frame, _ = laid_out([{"a": ("<small>x</small>", PLAN)}])
    assert frame[number_of("a")].to_list() == [15_726.5]


ROWS = pl.DataFrame({"indicator_id": ["go", "export"], "value": ["1", "2"]})
SHOWN = Shown("Headline.", table(ROWS, labels={"value": "V"}), figures=(PLAN,))


def test_a_section_is_narrowed_to_the_rows_that_were_picked():
    found = narrowed(SHOWN, {"indicator_id": "export"}, "vi")
    assert found.body.frame["value"].to_list() == ["2"]
    assert (found.headline, found.figures) == (SHOWN.headline, SHOWN.figures)


def test_a_section_without_such_rows_says_so():
    found = narrowed(SHOWN, {"indicator_id": "grdp"}, "vi")
    assert found.body is None
    assert found.notes == ("Phần này không có dòng nào về mục đang chọn.",)


def test_a_section_without_such_a_column_stays_whole():
    other = Shown("Headline.", table(ROWS.select("value"), labels={"value": "V"}))
    assert narrowed(other, {"indicator_id": "go"}, "vi") is other
    assert narrowed(SHOWN, {}, "vi") is SHOWN


def test_a_chart_is_not_narrowed_and_its_data_is_its_twin():
    chart = Shown("Headline.", alt.Chart(ROWS).mark_bar(), twin=SHOWN.body)
    assert narrowed(chart, {"indicator_id": "go"}, "vi") is chart
    assert (chart.data, SHOWN.data, Shown("Nothing.").data) == (SHOWN.body, SHOWN.body, None)
