"""Numbers, percentages and dates as a reader of the language writes them (CLDR, through Babel).

Vietnamese: 15.726 and 58,5%, 31/07/2021; English: 15,726 and 58.5%, 31 July 2021.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal, get_plus_sign_symbol

LAST_MONTH_WITH_ZERO = 2
NOTHING = "–"
MINUS = "−"
"""A real minus: a hyphen is hard to see before a digit and may end a line."""

MOST_OWN_DIGITS = 3
CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
"""The clock by which times are told."""

LOCALES = {"vi": "vi_VN", "en": "en_GB"}
QUARTERS = {(1, 3): "I", (4, 6): "II", (7, 9): "III", (10, 12): "IV"}


def number(value: float | None, language: str, *, decimals: int | None = None) -> str:
    """A value with its own digits (at most three decimals), or with a fixed number of decimals; zero has no sign.

    >>> number(15726.4957, "vi", decimals=0), number(2477.5, "en"), number(None, "vi")
    ('15.726', '2,477.5', '–')
    """
    if value is None:
        return NOTHING
    pattern = "#,##0.###" if decimals is None else f"#,##0{'.' * (decimals > 0)}{'0' * decimals}"
    text = format_decimal(_half_up(value, decimals), format=pattern, locale=LOCALES[language])
    return text.replace("-", MINUS if any(digit in text for digit in "123456789") else "")


def percent(share: float | None, language: str, *, decimals: int = 1) -> str:
    """A share (0 to 1) as a percentage.

    >>> percent(0.9239, "vi"), percent(0.9239, "en")
    ('92,4%', '92.4%')
    """
    if share is None:
        return NOTHING
    hundredths = Decimal(repr(float(share))) * 100
    return f"{number(float(hundredths), language, decimals=decimals)}%"


def printed(text: str | None, language: str) -> str:
    """A number kept as text, with all the digits that were printed.

    >>> printed("62", "vi"), printed("34.37", "vi"), printed("62.0", "en")
    ('62', '34,37', '62.0')
    """
    if text is None:
        return NOTHING
    return number(float(text), language, decimals=decimals_of(text))


def decimals_of(text: str) -> int:
    """How many decimals a number kept as text was printed with.

    >>> decimals_of("62"), decimals_of("34.37")
    (0, 2)
    """
    return len(text.partition(".")[2])


def signed(value: float | None, language: str, *, decimals: int = 1) -> str:
    """A difference with its sign; none where it rounds to zero.

    >>> signed(-5.333, "vi"), signed(0.17, "en")
    ('−5,3', '+0.2')
    """
    if value is None:
        return NOTHING
    plain = number(abs(value), language, decimals=decimals)
    if not any(digit in plain for digit in "123456789"):
        return plain
    locale = LOCALES[language]
    return f"{get_plus_sign_symbol(locale) if value > 0 else MINUS}{plain}"


def day(value: date | None, language: str) -> str:
    """A day.

    >>> day(date(2021, 7, 31), "vi"), day(date(2021, 7, 31), "en")
    ('31/07/2021', '31 July 2021')
    """
    if value is None:
        return NOTHING
    return format_date(value, "dd/MM/yyyy" if language == "vi" else "d MMMM yyyy", locale=LOCALES[language])


def written_day(value: date, language: str) -> str:
    """A day as a document writes it: in Vietnamese days up to 9 and months up to 2 have a leading zero.

    Source: Nghị định 30/2020/NĐ-CP, annex I, on the place and date of a document.

    >>> written_day(date(2021, 5, 25), "vi"), written_day(date(2021, 2, 9), "vi"), written_day(date(2021, 2, 9), "en")
    ('25 tháng 5 năm 2021', '09 tháng 02 năm 2021', '9 February 2021')
    """
    if language == "vi":
        month = f"{value.month:02d}" if value.month <= LAST_MONTH_WITH_ZERO else str(value.month)
        return f"{value.day:02d} tháng {month} năm {value.year}"
    return day(value, language)


def month(value: date, language: str) -> str:
    """The month of a day.

    >>> month(date(2020, 12, 31), "vi"), month(date(2020, 12, 31), "en")
    ('tháng 12 năm 2020', 'December 2020')
    """
    return format_date(value, "'tháng' M 'năm' yyyy" if language == "vi" else "MMMM yyyy", locale=LOCALES[language])


def moment(value: datetime, language: str) -> str:
    """A day with its time, by the clock of Viet Nam wherever the machine stands, with the offset of it from UTC.

    >>> moment(datetime.fromisoformat("2021-08-06T09:05:00+07:00"), "vi")
    '06/08/2021 09:05 (UTC+07:00)'
    >>> moment(datetime.fromisoformat("2021-08-06T18:05:00+00:00"), "en")
    '7 August 2021 01:05 (UTC+07:00)'
    """
    value = value.astimezone(CLOCK)
    return f"{day(value.date(), language)} {value:%H:%M} (UTC{value.isoformat()[-6:]})"


def _half_up(value: float, decimals: int | None) -> Decimal:
    """Rounds half away from zero, as a reader does by hand; Babel rounds half to even."""
    places = MOST_OWN_DIGITS if decimals is None else decimals
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
