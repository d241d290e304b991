"""The benchmark of names: what is asked, and that nobody is credited with a wrong answer."""

import unicodedata

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from benchmarks import naming
from benchmarks.spellings import MANNERS, typed
from icanalysis.sources.tables import load

ROWS = 600


@pytest.fixture(scope="module")
def made():
    return typed(load("places"), rows=ROWS).collect()


def of(made, manner):
    return made.filter(pl.col("manner") == manner)["name"].to_list()


def test_the_same_seed_gives_the_same_names(made):
    assert_frame_equal(made, typed(load("places"), rows=ROWS).collect())


def test_both_editions_and_every_manner_are_asked(made):
    assert made.height == ROWS
    assert set(made["manner"]) == set(MANNERS)
    assert set(made.select("edition", "level").rows()) == {("2024", "district"), ("2025", "commune")}
    assert made.null_count().sum_horizontal().item() == 0


def test_names_are_written_as_their_manner_says(made):
    assert any(name.startswith("X. ") for name in of(made, "H. Yên Sơn"))
    assert any(name.startswith("P.") and name[2] != " " for name in of(made, "H.Yên Sơn"))
    assert all(name == name.upper() for name in of(made, "HUYỆN YÊN SƠN"))
    assert all(
        name == unicodedata.normalize("NFD", name) for name in of(made, "accents as characters of their own (NFD)")
    )
    assert all(name.isascii() and name == name.lower() for name in of(made, "huyen yen son"))


def test_old_tones_move_only_where_a_syllable_ends():
    names = ["Xã Khánh Hòa", "Xã Vị Thủy", "Xã Hoàn Lão", "Xã Quỳnh Phụ", "Phường Quý Cao", "Xã Mùa Xuân"]
    written = pl.DataFrame({"full_name": names}).select(MANNERS["Khánh Hoà, Vị Thuỷ"]).to_series().to_list()
    assert written == ["Xã Khánh Hoà", "Xã Vị Thuỷ", *names[2:]]


@pytest.mark.parametrize("columns", naming.CASES.values(), ids=naming.CASES)
@pytest.mark.parametrize("module", naming.MODULES.values())
def test_no_name_is_given_to_a_place_that_it_was_not_made_from(tmp_path, columns, module):
    answered = naming.answers(module, naming.simulated(tmp_path, columns, rows=ROWS))
    told = naming.told(answered)
    assert told["wrong"] == 0
    assert sum(told.values()) == answered.height == ROWS


def test_a_wrong_answer_is_counted():
    answers = pl.DataFrame(
        {"meant_code": ["1", "2", "3", "4"], "place_code": ["1", "9", None, None], "candidate_count": [1, 1, 2, 0]}
    )
    assert naming.told(answers) == {"found": 2, "wrong": 1, "ambiguous": 1, "lost": 1}
