"""Which place a written name means: every way to write one finds it, and what may be two is never guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from icanalysis.sources.workspace import PUBLISHED
from icanalysis.transforms.matching import HOW, WHY_NOT, matched
from icanalysis.transforms.names import folded
from tests.transforms.frames import laws

ASKED = ("name", "code", "province", "level", "edition")
LEVELS = ["province", "district", "commune"]
ABBREVIATED = {
    "Thành phố ": "TP. ",
    "Thị xã ": "TX.",
    "Thị trấn ": "TT ",
    "Huyện ": "H. ",
    "Quận ": "Q.",
    "Phường ": "P.",
    "Xã ": "X. ",
}


@pytest.fixture(scope="module")
def places() -> pl.DataFrame:
    return pl.read_csv(PUBLISHED / "places.csv", infer_schema=False)


@pytest.fixture(scope="module")
def former() -> pl.DataFrame:
    return pl.read_csv(PUBLISHED / "former_names.csv", infer_schema=False)


@pytest.fixture(scope="module")
def published(places: pl.DataFrame) -> pl.DataFrame:
    """Every province, district and commune of both editions with the province it lies in."""
    districts = places.filter(level="district").select("edition", parent_code="place_code", above="parent_code")
    return (
        places.filter(pl.col("level").is_in(LEVELS))
        .join(districts, on=["edition", "parent_code"], how="left", maintain_order="left")
        .with_columns(
            province=pl.when(pl.col("level") == "province")
            .then("place_code")
            .otherwise(pl.coalesce("above", "parent_code"))
        )
        .select("edition", "level", "province", "full_name", wanted="place_code")
    )


@pytest.fixture(scope="module")
def ask(places: pl.DataFrame, former: pl.DataFrame) -> Callable[..., pl.DataFrame]:
    """The matcher on rows, of edition 2024 unless they say otherwise."""

    def asked(frame: pl.DataFrame | None = None, **cells: str | None) -> pl.DataFrame:
        rows = pl.DataFrame([cells], schema=dict.fromkeys(ASKED, pl.String)) if frame is None else frame
        edition = pl.col("edition") if "edition" in cells or frame is not None else pl.lit("2024")
        return (
            rows.lazy()
            .with_columns(edition=edition)
            .pipe(matched, places=places.lazy(), former=former.lazy())
            .collect()
        )

    return asked


@pytest.fixture(scope="module")
def one(ask: Callable[..., pl.DataFrame]) -> Callable[..., tuple]:
    """place_code, how, why_not and candidates of one row."""

    def asked(name: str | None = None, **cells: str | None) -> tuple:
        return ask(name=name, **cells).select("place_code", "how", "why_not", "candidates").row(0)

    return cache(asked)


@pytest.fixture(scope="module")
def answers(ask: Callable[..., pl.DataFrame]) -> dict[tuple, tuple]:
    """What `one` says of every name of `WRITTEN` and `NOT_ONE`, asked at once: each row is judged by itself."""
    asked = [(name, None) for name, *_ in WRITTEN] + [(name, "district") for name, *_ in NOT_ONE]
    schema = {"name": pl.String, "level": pl.String}
    found = ask(pl.DataFrame(asked, schema=schema, orient="row").with_columns(edition=pl.lit("2024")))
    said = found.select("place_code", "how", "why_not", "candidates").rows()
    return dict(zip(asked, said, strict=True))


@pytest.fixture(scope="module")
def by_full_name(ask: Callable[..., pl.DataFrame], published: pl.DataFrame) -> pl.DataFrame:
    """What every published place is found by, written as it is published."""
    return ask(spelt(published))


def spelt(published: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    return published.with_columns(**({"name": pl.col("full_name")} | columns))


def test_every_published_place_is_found_by_its_code(ask, published: pl.DataFrame):
    found = ask(published.select("edition", "level", "wanted", code="wanted", name=pl.lit(None, pl.String)))
    assert found.filter(pl.col("place_code").ne_missing(pl.col("wanted"))).rows() == []
    assert found["how"].unique().to_list() == ["code"]


def test_every_published_place_is_found_by_its_full_name_within_its_province_or_has_a_namesake_there(
    published, by_full_name
):
    found = by_full_name
    lost = found.filter(pl.col("place_code").is_null())
    assert found.filter(pl.col("place_code") != pl.col("wanted")).rows() == []
    assert lost["why_not"].unique().to_list() == ["ambiguous"]
    assert lost.filter(~pl.col("candidates").list.contains(pl.col("wanted"))).rows() == []
    # 406 communes of 2024 share type and name with another of their province; Ayun and AYun differ in a capital.
    same = pl.len().over("edition", "level", "province", pl.col("full_name").str.to_lowercase()) > 1
    assert lost.height == published.filter(same).height
    assert lost.group_by("edition", "level").len().rows() == [("2024", "commune", 408)]


def test_within_its_district_no_commune_of_2024_has_a_namesake(ask, places: pl.DataFrame):
    communes = places.filter(edition="2024", level="commune")
    found = ask(
        communes.select("edition", "level", "place_code", name="full_name", province="parent_code").rename(
            {"place_code": "wanted"}
        )
    )
    assert found.filter(pl.col("place_code").ne_missing(pl.col("wanted"))).rows() == []


@pytest.mark.parametrize(
    "written",
    [
        pl.col("full_name").str.normalize("NFD"),
        pl.col("full_name").str.to_uppercase(),
        pl.col("full_name").str.replace_many(list(ABBREVIATED), list(ABBREVIATED.values()), leftmost=True),
        pl.col("full_name").str.replace_all("-", "–").str.replace_all(" ", "  "),
        pl.col("full_name")
        .str.replace_all("òa\\b", "oà")
        .str.replace_all("óa\\b", "oá")
        .str.replace_all("ỏa\\b", "oả")
        .str.replace_all("ọa\\b", "oạ")
        .str.replace_all("ủy\\b", "uỷ")
        .str.replace_all("úy\\b", "uý")
        .str.replace_all("ùy\\b", "uỳ")
        .str.replace_all("ụy\\b", "uỵ"),
    ],
    ids=["nfd", "upper_case", "abbreviated", "other_spaces", "other_tones"],
)
def test_another_way_to_write_a_full_name_finds_what_the_full_name_finds(
    ask, published: pl.DataFrame, by_full_name: pl.DataFrame, written: pl.Expr
):
    other = ask(spelt(published, name=written))
    differ = by_full_name["candidates"] != other["candidates"]
    # "P. 4" has no accent left: it says less than "Phường 4", and "X. Thanh An" may mean Thạnh An.
    accentless = other["name"] == other["name"].str.normalize("NFD").str.replace_all(r"\p{M}", "")
    assert other.filter(differ & ~accentless).rows() == []
    assert other.filter(differ, pl.col("place_code").is_not_null()).rows() == []


def test_without_accents_a_place_is_found_when_no_other_of_its_province_reads_like_it(ask, published: pl.DataFrame):
    rows = spelt(published, name=folded(pl.col("full_name")))
    found = ask(rows)
    assert found.filter(pl.col("place_code") != pl.col("wanted")).rows() == []
    lost = found.filter(pl.col("place_code").is_null())
    assert lost["why_not"].unique().to_list() == ["ambiguous"]
    assert (
        dict(lost.group_by("edition", "level").len().select(pl.concat_str("edition", "level"), "len").rows())
        == LOST_WITHOUT_ACCENTS
    )


LOST_WITHOUT_ACCENTS = {"2024commune": 561, "2025commune": 16}
"""408 of the 561 have a namesake in their province with accents too."""


def test_every_former_name_that_no_place_has_today_finds_its_place(ask, former: pl.DataFrame, published: pl.DataFrame):
    keys = former.rename({"place_code": "wanted", "former_key": "name"}).join(
        published.drop("full_name"), on=["edition", "wanted"]
    )
    found = ask(keys)
    by_former = found.filter(how="former_name")
    assert by_former.filter(pl.col("place_code") != pl.col("wanted")).rows() == []
    assert by_former.height > 1_500


WRITTEN = [
    ("Huyện Yên Sơn", "075", "full_name"),
    ("H.Yên Sơn", "075", "full_name"),
    ("TX. Kỳ Anh", "449", "full_name"),
    ("Huyện Kỳ Anh", "447", "full_name"),
    ("H. Cai Lậy", "820", "full_name"),
    ("Thành phố Hồng Ngự", "868", "full_name"),
    ("Quan Hoá", "385", "name"),
    ("Quận 1", "760", "full_name"),
    ("Q.1", "760", "full_name"),
    ("HUYEN YEN SON", "075", "folded"),
    ("TP TUYEN QUANG", "070", "folded"),
    ("Hanoi", "01", "folded"),
    ("Ho Chi Minh City", "79", "folded"),
    ("Ha Giang province", "02", "folded"),
    ("Na Hang District", "072", "full_name"),
    ("Yen Son District", "075", "folded"),
    ("District 1", "760", "full_name"),
    ("Huyện Thông Nông", "045", "former_name"),
    ("Huyện Quế Võ", "259", "former_name"),
    ("Thị trấn NT Việt Lâm", None, None),
]


@pytest.mark.parametrize(("name", "code", "how"), WRITTEN)
def test_a_name_as_people_write_it_is_found(answers, name: str, code: str | None, how: str | None):
    assert answers[name, None][:2] == (code, how)


NOT_ONE = [
    ("Kỳ Anh", "ambiguous", ["447", "449"]),
    ("Cai Lậy", "ambiguous", ["817", "820"]),
    ("Hồng Ngự", "ambiguous", ["868", "870"]),
    ("Huyện Móng Cái", "type_differs", ["194"]),
    ("Quận Hàm Yên", "type_differs", ["074"]),
    ("Hàm Yến", "accents_differ", ["074"]),
    ("Atlantis", "unknown_name", []),
    ("1", "unknown_name", []),
    ("", "unknown_name", []),
    (None, "no_name", []),
]


@pytest.mark.parametrize(("name", "why_not", "candidates"), NOT_ONE)
def test_what_is_not_one_place_is_listed_with_the_reason(
    answers, name: str | None, why_not: str, candidates: list[str]
):
    assert answers[name, "district"] == (None, None, why_not, candidates)


def test_accents_tell_ba_to_from_ba_to(one):
    codes = {one(name, edition="2025", province="51")[0] for name in ("Ba Tơ", "Ba Tô")}
    assert len(codes) == 2
    assert None not in codes
    assert one("Ba To", edition="2025", province="51")[2:] == ("ambiguous", sorted(codes))


def test_who_writes_no_accents_may_mean_thanh_an_and_thanh_an_with_a_dot(one):
    assert one("Thanh An", edition="2025", province="79")[2] == "ambiguous"
    assert one("Xã Thanh An", edition="2025", province="79")[0] == "25807"


@pytest.mark.parametrize(
    "province", ["89", "An Giang", "Tỉnh An Giang", "an giang", "TỈNH AN GIANG", "An Giang Province"]
)
def test_a_province_by_code_or_name_narrows_the_search(one, province: str):
    assert one("Châu Thành", level="district", province=province)[:2] == ("892", "name")


def test_a_district_narrows_the_search_for_its_communes(one, places: pl.DataFrame):
    commune = places.filter(edition="2024", parent_code="075").row(0, named=True)
    assert one(commune["full_name"], province="075")[0] == commune["place_code"]


def test_a_province_that_is_none_finds_nothing(one):
    assert one("Châu Thành", province="Atlantis") == (None, None, "unknown_province", [])


@pytest.mark.parametrize(
    ("code", "level", "lost"), [("70", "district", ["070"]), ("8", "province", ["08"]), ("70.0", "district", ["070"])]
)
def test_a_code_that_lost_its_zeros_is_named_and_not_mended(one, code: str, level: str, lost: list[str]):
    assert one(code=code, level=level) == (None, None, "code_lost_zero", lost)


def test_a_code_that_lost_its_zeros_leaves_the_name_to_decide(one):
    assert one("Thành phố Tuyên Quang", code="70", level="district") == ("070", "full_name", None, ["070"])
    assert one("Huyện Yên Sơn", code="70", level="district") == (None, None, "code_and_name_differ", ["070", "075"])


def test_a_code_with_the_name_of_another_place_decides_nothing(one):
    assert one("Huyện Yên Sơn", code="074", level="district") == (None, None, "code_and_name_differ", ["074", "075"])


def test_a_code_with_a_name_that_nobody_knows_counts(one):
    assert one("Vùng cao", code="074", level="district") == ("074", "code", None, ["074"])


def test_a_code_that_is_none_leaves_the_name_to_decide(one):
    assert one("Huyện Yên Sơn", code="VN-07", level="district")[:2] == ("075", "full_name")
    assert one(code="999", level="district") == (None, None, "unknown_code", [])


def test_the_same_code_is_another_place_in_the_other_edition(one):
    assert one(code="045", edition="2024")[0] == "045"
    assert one(code="045", edition="2025")[:3] == (None, None, "unknown_code")


def test_rows_keep_their_order_and_their_other_columns(ask):
    names = ["Huyện Yên Sơn", None, "Huyện Hàm Yên", "Kỳ Anh", "Huyện Yên Sơn"]
    found = ask(pl.DataFrame({"row": range(5), "name": names, "edition": "2024"}))
    assert found.columns == ["row", "name", "edition", "place_code", "how", "why_not", "candidates"]
    assert found["row"].to_list() == [0, 1, 2, 3, 4]
    assert found["place_code"].to_list() == ["075", None, "074", None, "075"]


def test_no_rows_give_no_rows(ask):
    assert ask(pl.DataFrame(schema={"name": pl.String, "edition": pl.String})).height == 0


@laws
@given(names=st.lists(st.text(max_size=12) | st.sampled_from(["Huyện Yên Sơn", "TP. ", "Kỳ Anh", "8"]), max_size=5))
def test_each_row_has_a_place_with_how_or_a_reason_with_candidates(places, former, names: list[str]):
    above_communes = places.lazy().filter(pl.col("level") != "commune")  # as good for a law, and sooner read
    rows = pl.LazyFrame({"name": names, "edition": "2024"}, schema={"name": pl.String, "edition": pl.String})
    found = matched(rows, places=above_communes, former=former.lazy()).collect()
    assert found["name"].to_list() == names
    assert (found["place_code"].is_null() == found["why_not"].is_not_null()).all()
    assert (found["place_code"].is_null() == found["how"].is_null()).all()
    assert set(found["how"].drop_nulls()) <= set(HOW)
    assert set(found["why_not"].drop_nulls()) <= set(WHY_NOT)
    one_place = found.filter(pl.col("place_code").is_not_null())
    assert (one_place["candidates"].list.len() == 1).all()


@pytest.mark.parametrize("name", ["Huyện Yên Sơn", "Khánh Hoà", "M’Drắk", "TX. Kỳ Anh"])
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_unicode_form_never_matters(one, name: str, form: str):
    assert one(unicodedata.normalize(form, name)) == one(name)
