"""A document is cited by type, number, date, issuer and what it is about."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from icanalysis.views.attainment import documents
from icanalysis.views.grounds import grounds

RESOLUTION = {
    "number": "25-NQ/TU",
    "title_vi": "Nghị quyết về phát triển công nghiệp",
    "title_en": "Resolution on industrial development",
    "issuer": "Tỉnh ủy",
    "issued_on": date(2021, 5, 25),
}


def cited(language: str = "vi", **changes) -> list[str]:
    """The grounds that one document gives."""
    return list(grounds(pl.DataFrame([RESOLUTION | changes], schema_overrides={"issued_on": pl.Date}), language))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "Căn cứ Nghị quyết số 25-NQ/TU ngày 25 tháng 5 năm 2021 của Tỉnh ủy về phát triển công nghiệp"),
        ("en", "Pursuant to Resolution no. 25-NQ/TU of 25 May 2021 issued by Tỉnh ủy on industrial development"),
    ],
)
def test_the_five_parts_stand_in_the_order_of_the_decree(language, line):
    assert cited(language) == [line]


def test_what_a_source_does_not_print_is_left_out():
    assert cited(issued_on=None, issuer=None) == ["Căn cứ Nghị quyết số 25-NQ/TU về phát triển công nghiệp"]


def test_a_title_of_another_type_keeps_its_words():
    assert cited(title_vi="Đề án phát triển cụm công nghiệp", issuer=None) == [
        "Căn cứ Đề án phát triển cụm công nghiệp số 25-NQ/TU ngày 25 tháng 5 năm 2021"
    ]


def test_a_document_without_a_number_cannot_be_cited():
    assert cited(number=None) == []


def test_the_page_of_attainment_cites_what_had_been_issued_by_its_date():
    days = ("2021-07-31", "2025-06-30")
    shown = [documents(place="08", edition="2024", as_of=day, language="vi") for day in days]
    assert [[line.split(" ngày ")[0] for line in one.grounds] for one in shown] == [
        ["Căn cứ Nghị quyết số 25-NQ/TU"],
        ["Căn cứ Nghị quyết số 25-NQ/TU", "Căn cứ Kế hoạch số 223/KH-UBND", "Căn cứ Quyết định số 325/QĐ-TTg"],
    ]
