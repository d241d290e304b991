"""The twin of a chart: the same texts as a table."""

from __future__ import annotations

import polars as pl

from icanalysis.tables.twin import twin

LABELS = {"name": "Chỉ tiêu", "label": "% kế hoạch"}


def html(*names: str) -> str:
    texts = pl.DataFrame({"label": ["62,0%"] * len(names), "name": list(names)})
    return twin(texts, labels=LABELS, numbers=("label",)).as_raw_html()


def test_it_has_a_row_per_mark_in_the_order_of_the_chart():
    made = html("Thép", "Chè", "Điện")
    assert made.count("62,0%") == 3
    assert made.index("Thép") < made.index("Chè") < made.index("Điện")


def test_its_columns_stand_in_the_order_of_their_labels():
    made = html("Thép")
    assert made.index("Chỉ tiêu") < made.index("% kế hoạch")


def test_markup_in_a_name_is_text():
    made = html("<img src=x onerror=alert(1)>", "A & B", "'\"")
    assert "<img" not in made
    assert "&lt;img src=x onerror=alert(1)&gt;" in made
    assert "A &amp; B" in made
    assert "&#x27;&quot;" in made
