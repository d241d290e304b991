from __future__ import annotations

from icanalysis.views.shown import Figure, laid_out, sentence

PLAN = Figure("o.plan", 15_726.5, "vnd_bn", "15.726", ("targets:t",))
GAP = Figure("o.gap", -5.3, "pct_points", "−5,3")
EMPTY = Figure("o.value", None, "vnd_bn", "–")


def test_a_cell_joins_texts_and_figures_in_order():
    frame, figures = laid_out([{"name": "GO", "plan": ("≈ ", PLAN, " (", GAP, ")")}])
    assert frame.to_dicts() == [{"name": "GO", "plan": "≈ 15.726 (−5,3)"}]
    assert figures == (PLAN, GAP)


def test_a_figure_without_a_value_is_shown_and_not_told():
    frame, figures = laid_out([{"value": EMPTY}])
    assert frame.item() == "–"
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
