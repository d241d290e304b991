from __future__ import annotations

import altair as alt
import pytest

from icanalysis.runs.display import svg
from icanalysis.style import colours, theme
from icanalysis.wording.language import LANGUAGES

D3_TIME = {
    "dateTime": str,
    "date": str,
    "time": str,
    "periods": 2,
    "days": 7,
    "shortDays": 7,
    "months": 12,
    "shortMonths": 12,
}
"""What d3-time-format asks of a locale: texts, or lists of this length."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_locale_is_complete(language):
    number = theme.locale(language)["number"]
    assert set(number) >= {"decimal", "thousands", "grouping", "currency"}
    assert (number["decimal"], number["thousands"]) == {"vi": (",", "."), "en": (".", ",")}[language]
    assert number["grouping"] == [3]
    assert number["minus"] == "−"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_locale_is_complete(language):
    time = theme.locale(language)["time"]
    assert set(time) == set(D3_TIME)
    for name, wanted in D3_TIME.items():
        assert isinstance(time[name], str) if wanted is str else len(set(time[name])) == wanted, name


@pytest.mark.parametrize(("language", "said"), [("vi", "15.726,5"), ("en", "15,726.5")])
def test_numbers_inside_a_chart_are_written_in_the_language(language, said):
    chart = alt.Chart(alt.Data(values=[{"v": 15726.5}])).mark_text().encode(text=alt.Text("v:Q", format=",.1f"))
    assert said in svg(chart, language)


@pytest.mark.parametrize(("language", "said"), [("vi", "−5,3"), ("en", "−5.3")])
def test_a_negative_number_inside_a_chart_has_a_real_minus(language, said):
    chart = alt.Chart(alt.Data(values=[{"v": -5.3}])).mark_text().encode(text=alt.Text("v:Q", format=".1f"))
    assert said in svg(chart, language)


@pytest.mark.parametrize(("language", "said"), [("vi", "tháng 7"), ("en", "July")])
def test_months_inside_a_chart_are_written_in_the_language(language, said):
    day = alt.Text("d:T", format="%B")
    chart = alt.Chart(alt.Data(values=[{"d": "2021-07-31T12:00:00"}])).mark_text().encode(text=day)
    assert f">{said}<" in svg(chart, language)


def test_the_theme_is_the_one_in_use():
    assert alt.theme.active == theme.NAME


def test_a_chart_takes_fonts_and_colours_from_the_theme():
    config = alt.Chart(alt.Data(values=[{"v": 1}])).mark_point().to_dict()["config"]
    assert config["font"] == theme.FONT
    assert config["background"] == colours.PAPER
    assert config["axis"]["labelColor"] == colours.INK


def test_long_names_have_room():
    assert theme.theme()["config"]["axis"]["labelLimit"] >= 400


def test_the_fonts_have_vietnamese_letters_and_end_in_a_family_that_always_exists():
    assert theme.FONT.split(", ")[0] == "'Be Vietnam Pro'"
    assert theme.FONT.endswith("sans-serif")


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("text", [colours.INK, colours.QUIET])
def test_text_can_be_read_on_paper(text):
    assert contrast(text, colours.PAPER) >= 4.5


@pytest.mark.parametrize("mark", [colours.ACTUAL, colours.PLAN, colours.PACE, colours.AHEAD, colours.BEHIND])
def test_marks_stand_out_from_paper(mark):
    assert contrast(mark, colours.PAPER) >= 3
