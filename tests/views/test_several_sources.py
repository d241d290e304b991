"""Where sources differ, the preferred class counts and the page says so."""

from __future__ import annotations

import polars as pl
import pytest

from icanalysis.views import attainment
from tests.views.pages import lines

WHERE = {"place": "08", "edition": "2024", "as_of": "2021-07-31", "language": "vi"}
ROW = "o_tq_2021_07_gross_output"
SEVERAL = "Một số số liệu có ở nhiều nguồn; cơ quan nhà nước đứng trước báo chí, báo chí đứng trước tài liệu học thuật."


@pytest.fixture
def two_sources(workspace):
    """The gross output of seven months printed once more, by a source of the given class, with another value."""

    def made(source_class: str) -> None:
        def again(frame: pl.DataFrame) -> pl.DataFrame:
            other = frame.filter(pl.col("observation_id") == ROW).with_columns(
                observation_id=pl.lit("o_other"), value=pl.lit("9100"), source_id=pl.lit("s_other")
            )
            return pl.concat([frame, other])

        def known(frame: pl.DataFrame) -> pl.DataFrame:
            named = {"source_id": "s_other", "publisher": "Khác", "title": "Khác", "source_class": source_class}
            return pl.concat([frame, pl.DataFrame([named | {"language": "vi"}])], how="diagonal")

        workspace(observations=again, sources=known)

    return made


def test_an_authority_wins_over_the_press(two_sources):
    two_sources("authority")
    assert lines(attainment.overview(**WHERE), "vi")[0][5] == "9.100"


@pytest.mark.parametrize("source_class", ["academic", "other"])
def test_the_press_wins_over_what_stands_below_it(two_sources, source_class):
    two_sources(source_class)
    assert lines(attainment.overview(**WHERE), "vi")[0][5] == "9.200"


def test_the_page_says_that_several_sources_print_a_figure(two_sources):
    assert attainment.sources(**WHERE).headline == "Mỗi số liệu chỉ có ở một nguồn."
    two_sources("authority")
    assert attainment.sources(**WHERE).headline == SEVERAL


def test_the_page_says_so_of_the_published_growth_of_2022():
    assert attainment.sources(place="08", edition="2024", as_of="2022-12-31", language="vi").headline == SEVERAL


def test_the_sources_stand_with_the_preferred_class_first():
    found = lines(attainment.sources(place="58", edition="2024", as_of="2020-12-31", language="vi"), "vi")
    assert [line[3] for line in found] == ["cơ quan nhà nước"] * 2 + ["báo chí"] * 2
