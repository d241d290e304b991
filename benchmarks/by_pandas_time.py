"""Pace and same-period growth with pandas: windows, months and the year before."""

from __future__ import annotations

import pandas as pd

SERIES = ["indicator_id", "edition", "place_code", "clock", "price_basis", "window_start", "window_end"]


def ratio(part: pd.Series | float, whole: pd.Series) -> pd.Series:
    """part ÷ whole; missing where the whole is zero."""
    return part / whole.where(whole != 0)


def month_position(day: pd.Series, administrative: pd.Series) -> pd.Series:
    """Months from year 0 to the start of a day; administrative months begin on the 15th."""
    parts = day.mask(administrative, day - pd.Timedelta(days=14)).dt
    return parts.year * 12 + parts.month + (parts.day - 1) / parts.days_in_month


def months_between(start: pd.Series, end: pd.Series, administrative: pd.Series) -> pd.Series:
    """Months from the start of one day to the end of another."""
    return month_position(end + pd.Timedelta(days=1), administrative) - month_position(start, administrative)


def with_pace(rows: pd.DataFrame) -> pd.DataFrame:
    """Adds the months of the period and those covered, pace, its gap, the run-rates and late starts."""
    administrative = rows["clock"] == "administrative"
    start, end, opens, closes = (rows[n] for n in ("window_start", "window_end", "period_start", "period_end"))
    paced = (rows["kind"] == "flow") & rows["plan_value"].notna()
    period = months_between(opens, closes, administrative).where(paced)
    shared = months_between(start.where(start > opens, opens), end.where(end < closes, closes), administrative)
    covered = shared.clip(lower=0.0).where(paced)
    pace = ratio(covered, period)
    remaining = months_between(end + pd.Timedelta(days=1), closes, administrative).clip(lower=0.0).where(paced)
    missing = (rows["plan_value"] - rows["value"]).clip(lower=0.0)
    return rows.assign(
        period_months=period,
        covered_months=covered,
        remaining_months=remaining,
        window_starts_late=(start > opens).astype("boolean").where(paced),
        pace_share=pace,
        pace_gap_pct_points=(rows["attainment_share"] - pace) * 100,
        average_per_month=ratio(rows["value"], covered),
        required_per_month=(missing / remaining).where(remaining > 1e-9),
    )


def a_year_later(day: pd.Series) -> pd.Series:
    """The same day of the next year; the end of a month stays the end of its month."""
    later = day + pd.DateOffset(years=1)
    return later.mask(day.dt.is_month_end, later + pd.offsets.MonthEnd(0))


def with_same_period(rows: pd.DataFrame, *, history: pd.DataFrame) -> pd.DataFrame:
    """Adds the value of the same window a year before, its observation, growth and index."""
    previous = (
        history.loc[history["value"].notna() & history["window_start"].notna(), [*SERIES, "value", "observation_id"]]
        .assign(
            window_start=lambda frame: a_year_later(frame["window_start"]),
            window_end=lambda frame: a_year_later(frame["window_end"]),
        )
        .drop_duplicates(SERIES)
        .rename(columns={"value": "previous_value", "observation_id": "previous_observation_id"})
    )
    joined = rows.merge(previous, on=SERIES, how="left")
    index = joined["value"] / joined["previous_value"].where(joined["previous_value"] > 0)
    return joined.assign(growth_share=index - 1, index_share=index)
