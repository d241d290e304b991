from __future__ import annotations

import unicodedata
from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.transforms.names import (
    english_type_of,
    folded,
    squeezed,
    toned,
    type_of,
    unprefixed,
    without_english_type,
)

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵbcdđghklmnpqrstvx"
PIECES = [
    "Huyện ",
    "H.",
    "TP ",
    "TP. ",
    "Thị xã ",
    "Thị trấn",
    "Xã",
    "Q. ",
    "hoà",
    "thuỷ",
    "quỳ",
    "oe",
    "Ð",
    "M’",
]
names = st.lists(
    st.sampled_from(PIECES) | st.text(VIETNAMESE + VIETNAMESE.upper() + " -'.4\u0300\u0323", max_size=6),
    max_size=6,
).map("".join)
either_form = st.sampled_from(["NFC", "NFD"])

Form = Callable[[pl.Expr], pl.Expr]
every_form = pytest.mark.parametrize("form", [toned, folded, unprefixed])


def of(form: Form, name: str) -> str:
    return pl.select(form(pl.lit(name))).item()


def looked_up(name: str) -> str:
    return of(folded, of(unprefixed, name))


@pytest.mark.parametrize(
    ("new_school", "old_school"),
    [
        ("hoà", "hòa"),
        ("Hoá", "Hóa"),
        ("hoả", "hỏa"),
        ("hoã", "hõa"),
        ("Hoạ", "Họa"),
        ("xoè", "xòe"),
        ("khoẻ", "khỏe"),
        ("thuỳ", "thùy"),
        ("thuý", "thúy"),
        ("Thuỷ", "Thủy"),
        ("luỹ", "lũy"),
        ("thuỵ", "thụy"),
        ("Uý", "Úy"),
        ("Khánh Hoà - Vị Thuỷ", "Khánh Hòa - Vị Thủy"),
    ],
)
def test_both_schools_of_placing_the_tone_read_the_same_when_toned(new_school: str, old_school: str):
    assert of(toned, new_school) == of(toned, old_school) == old_school.lower().replace(" - ", " ")


@pytest.mark.parametrize("name", ["hoàn", "hoài", "hoáy", "khuỷu", "huỳnh", "ngoèo", "thuyền", "quỳ", "quý", "quà"])
def test_a_tone_that_both_schools_place_alike_does_not_move(name: str):
    assert of(toned, name) == name


def test_a_circumflex_or_breve_is_part_of_the_letter_and_does_not_move():
    assert of(toned, "oắ oậ oâ oă uyế") == "oắ oậ oâ oă uyế"


@every_form
@pytest.mark.parametrize("name", ["Huyện Yên Sơn", "Thị xã Hoà Thuỷ", "TP. Móng Cái", "Ba Tơ", "Quỳ Châu"])
def test_nfd_equals_nfc(form: Form, name: str):
    assert of(form, unicodedata.normalize("NFD", name)) == of(form, unicodedata.normalize("NFC", name))


def test_ba_to_with_a_horn_and_ba_to_with_a_circumflex_differ_toned_and_collide_folded():
    assert of(toned, "Ba Tơ") != of(toned, "Ba Tô")
    assert of(folded, "Ba Tơ") == of(folded, "Ba Tô") == "ba to"


@pytest.mark.parametrize(
    "name", ["Yên Sơn", "YÊN SƠN", "Huyện Yên Sơn", "H. Yên Sơn", "H.Yên Sơn", "huyện  yên sơn", "yen son"]
)
def test_every_way_to_write_yen_son_is_looked_up_as_yen_son(name: str):
    assert looked_up(name) == "yen son"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Thành phố Tuyên Quang", "Tuyên Quang"),
        ("Thành Phố Đồng Hới", "Đồng Hới"),
        ("TP. Tuyên Quang", "Tuyên Quang"),
        ("TP.Tuyên Quang", "Tuyên Quang"),
        ("TP Tuyên Quang", "Tuyên Quang"),
        ("Tp. Tuyên Quang", "Tuyên Quang"),
        ("Thị xã Kỳ Anh", "Kỳ Anh"),
        ("TX. Kỳ Anh", "Kỳ Anh"),
        ("Quận 1", "1"),
        ("Q.1", "1"),
        ("Xã Xa Dung", "Xa Dung"),
        ("X. Ba Tơ", "Ba Tơ"),
        ("P. Móng Cái 1", "Móng Cái 1"),
        ("Phường Móng Cái 1", "Móng Cái 1"),
        ("TT. Na Hang", "Na Hang"),
        ("Thị trấn Na Hang", "Na Hang"),
        ("Đặc khu Hoàng Sa", "Hoàng Sa"),
        ("Tỉnh Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_a_type_written_out_or_short_is_taken_off(written: str, name: str):
    assert of(unprefixed, written) == name


@pytest.mark.parametrize(
    "name",
    [
        "Quan Hóa",
        "Xa Dung",
        "Xà Phiên",
        "Huyền Hội",
        "Tịnh Biên",
        "Phương Liên",
        "Thị Nghè",
        "Thành Phong",
        "Hà Nội",
    ],
)
def test_a_name_that_sounds_like_a_type_keeps_its_first_word(name: str):
    assert of(unprefixed, name) == name


@pytest.mark.parametrize("name", ["Thị trấn", "Xã ", "H.", "TP. ", "Tỉnh"])
def test_a_type_with_nothing_after_it_stays(name: str):
    assert of(unprefixed, name) == name.strip()


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Thành Phố  Đồng Hới", "thành phố"),
        ("THỊ  XÃ KỲ ANH", "thị xã"),
        ("TP.Tuyên Quang", "thành phố"),
        ("tx Kỳ Anh", "thị xã"),
        ("Q.1", "quận"),
        ("Phường Phường Đúc", "phường"),
        ("Xã Xa Dung", "xã"),
        ("Đặc khu Hoàng Sa", "đặc khu"),
        ("Quan Hóa", None),
        ("Xa Dung", None),
        ("Huyền Hội", None),
        ("H.", None),
        ("Tỉnh", None),
        (None, None),
    ],
)
def test_the_type_is_the_one_that_is_taken_off(written: str | None, kind: str | None):
    frame = pl.DataFrame({"name": [written]}, schema={"name": pl.String})
    assert frame.select(type_of(pl.col("name"))).item() == kind


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Ha Giang Province", "province", "Ha Giang"),
        ("Tuyên Quang city", "city", "Tuyên Quang"),
        ("District 1", "district", "1"),
        ("Ward No. 4", "ward", "4"),
        ("Na Hang Township", "township", "Na Hang"),
        ("Hoàng Sa Special Zone", "special zone", "Hoàng Sa"),
        ("Ha Giang", None, "Ha Giang"),
        ("District", None, "District"),
        ("Ward of nowhere", None, "Ward of nowhere"),
    ],
)
def test_an_english_type_is_known_and_taken_off(written: str, kind: str | None, name: str):
    assert of(english_type_of, written) == kind
    assert of(without_english_type, written) == name


@given(name=names)
def test_a_type_is_found_exactly_when_something_is_taken_off(name: str):
    stripped = of(unprefixed, name)
    assert (of(type_of, name) is None) == (stripped == unicodedata.normalize("NFC", name).strip())


@given(name=names)
def test_a_squeezed_name_has_letters_and_digits_only(name: str):
    key = of(squeezed, of(toned, name))
    assert not any(sign.isspace() or sign in "-–'." for sign in key)
    assert of(squeezed, key) == key


def test_quan_hoa_the_district_is_not_hoa_the_urban_district():
    assert looked_up("Huyện Quan Hóa") == looked_up("Quan Hoá") == "quan hoa"


def test_hyphens_dashes_and_spaces_read_the_same():
    written = ["Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu", "Bà Rịa-Vũng Tàu", " Bà Rịa\u00a0Vũng  Tàu "]
    assert {of(folded, name) for name in written} == {"ba ria vung tau"}
    assert {of(toned, name) for name in written} == {"bà rịa vũng tàu"}


def test_the_letters_and_apostrophes_of_other_keyboards_read_the_same():
    assert of(toned, "Ðắk Lắk") == of(toned, "Ɖắk Lắk") == of(toned, "Đắk Lắk")
    assert of(folded, "M’Drắk") == of(folded, "M'Drắk") == "m'drak"


@every_form
def test_no_name_stays_no_name(form: Form):
    frame = pl.DataFrame({"name": ["Ba Tơ", None]})
    assert frame.select(form(pl.col("name"))).to_series().is_null().to_list() == [False, True]


@every_form
@given(name=names)
def test_a_form_of_a_form_is_the_form(form: Form, name: str):
    assert of(form, of(form, name)) == of(form, name)


@every_form
@given(name=names, unicode_form=either_form)
def test_the_unicode_form_of_the_input_never_matters(form: Form, name: str, unicode_form: str):
    assert of(form, unicodedata.normalize(unicode_form, name)) == of(form, name)


@given(name=names)
def test_names_that_agree_toned_agree_folded(name: str):
    assert of(folded, of(toned, name)) == of(folded, name)


@given(name=names)
def test_a_folded_name_has_no_capitals_marks_or_wide_gaps(name: str):
    short = of(folded, name)
    assert short == " ".join(short.lower().split())
    assert not any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", short))
