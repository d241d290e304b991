"""Columns that several tables share, so that the same thing has the same name and bounds everywhere."""

from __future__ import annotations

import dataframely as dy

from icanalysis.schemas import terms

IDENTIFIER = r"^[a-z0-9][a-z0-9_]*$"
PLACE_CODE = r"^(VN(-[A-Z]+)*|\d{2}|\d{3}|\d{5})$"
PRINTED_NUMBER = r"^-?\d+(\.\d+)?$"
FIRST_DAY, LAST_DAY = 1990, 2060


def identifier(**kwargs) -> dy.String:
    """A stable lower-case identifier, such as `o_tq_2021_07_gross_output`."""
    return dy.String(regex=IDENTIFIER, max_length=120, **kwargs)


def edition(**kwargs) -> dy.Enum:
    """Edition of the country that the place code belongs to; the code 08 names other land in each."""
    return dy.Enum(terms.EDITIONS, **kwargs)


def place_code(**kwargs) -> dy.String:
    """GSO code as text: VN, province 2 digits, district 3, commune 5."""
    return dy.String(regex=PLACE_CODE, **kwargs)


def text(**kwargs) -> dy.String:
    """Free text of at most 2,000 characters."""
    return dy.String(min_length=1, max_length=2_000, **kwargs)


def day(**kwargs) -> dy.Date:
    """A day between 1990 and 2060."""
    from datetime import date

    return dy.Date(min=date(FIRST_DAY, 1, 1), max=date(LAST_DAY, 12, 31), **kwargs)


def printed_pct(**kwargs) -> dy.String:
    """A percentage as it was printed, with all its digits: "62" and "62.0" allow other intervals."""
    return dy.String(regex=PRINTED_NUMBER, metadata={"unit": "%"}, **kwargs)


def hectares(*, most: float = 100_000, **kwargs) -> dy.Float64:
    """An area in hectares."""
    return dy.Float64(min=0, max=most, nullable=True, metadata={"unit": "ha"}, **kwargs)


def count(*, most: int = 1_000_000, unit: str, **kwargs) -> dy.Int64:
    """A number of things counted one by one."""
    return dy.Int64(min=0, max=most, nullable=True, metadata={"unit": unit}, **kwargs)


def vnd_bn(**kwargs) -> dy.Float64:
    """Thousand million đồng (tỷ đồng)."""
    return dy.Float64(min=0, max=10_000_000, nullable=True, metadata={"unit": "tỷ đồng"}, **kwargs)


def usd_m(**kwargs) -> dy.Float64:
    """Million US dollars."""
    return dy.Float64(min=0, max=1_000_000, nullable=True, metadata={"unit": "triệu USD"}, **kwargs)
