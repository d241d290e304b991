"""The scale bar has a round length that is true, and fits where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from icanalysis.maps.furniture import north_arrow, round_length_km, scale_bar
from icanalysis.maps.paper import Rect, Text

SCALES = st.floats(0.0003, 0.02)


@given(SCALES, st.floats(80, 300))
def test_the_bar_is_as_long_as_its_text_says(px_per_m, most_px):
    block = scale_bar(px_per_m, most_px=most_px, kilometre_word="km")
    halves = [mark for mark in block.marks if isinstance(mark, Rect)]
    length = int(next(mark.text for mark in block.marks if isinstance(mark, Text) and mark.text not in ("0", "km")))
    assert abs(halves[-1].x2 - halves[0].x - length * 1000 * px_per_m) < 1e-6
    assert str(length)[0] in "125" and set(str(length)[1:]) <= {"0"}


@given(st.floats(0.0003, 0.01), st.floats(120, 300))
def test_bar_and_words_stay_in_their_room(px_per_m, most_px):
    assert scale_bar(px_per_m, most_px=most_px, kilometre_word="km").width <= most_px


@given(SCALES, st.floats(50, 300))
def test_no_longer_round_length_would_fit(px_per_m, most_px):
    length = round_length_km(px_per_m, most_px)
    assert length == 1 or length * 1000 * px_per_m <= most_px
    assert length * 2.5 * 1000 * px_per_m > most_px


def test_the_arrow_carries_the_word_of_the_caller():
    assert [mark.text for mark in north_arrow("B").marks if isinstance(mark, Text)] == ["B"]
