"""Cells that several views write: values with their qualifier, targets, shares, labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from string import Formatter
from typing import Any

from icanalysis.style import numbers
from icanalysis.views.shown import Cell, Figure
from icanalysis.wording import units
from icanalysis.wording.language import words
from icanalysis.wording.windows import window_words

Row = dict[str, Any]


def value_cell(row: Row, language: str, *, column: str = "value", key: str | None = None) -> Cell:
    """An observed value as printed, with its qualifier; a dash when none was printed."""
    text = numbers.number(row[column], language)
    shown = text if row[column] is None else units.qualified(text, row["qualifier"], language)
    return Figure(
        key or f"{row['observation_id']}.{column}",
        row[column],
        row["unit"],
        shown,
        (f"observations:{row['observation_id']}",),
    )


def plan_cell(row: Row, language: str) -> Cell:
    """The target: point, floor, cap or range; an implied plan with its interval; that there is one nobody printed."""
    _ = words(language)
    if row["plan_is_implied"]:
        return implied_cell(row, language)
    kind = row["target_kind"]
    if kind is None:
        return _("not given") if is_percentage_alone(row) else numbers.NOTHING
    source = (f"targets:{row['target_id']}",)

    def bound(name: str) -> Figure:
        return Figure(
            f"{row['observation_id']}.{name}",
            row[f"{name}_value"],
            row["unit"],
            numbers.number(row[f"{name}_value"], language),
            source,
        )

    if kind == "range":
        return (bound("low"), "–", bound("high"))
    if kind == "point":
        return bound("low")
    template = _("over {}") if kind == "floor" else _("under {}")
    before, after = template.split("{}")
    return (before, bound("low" if kind == "floor" else "high"), after)


def is_percentage_alone(row: Row) -> bool:
    """Whether a source prints a percentage of a plan that is neither given nor implied."""
    return row["target_kind"] is None and not row["plan_is_implied"] and row["printed_attainment_pct"] is not None


def implied_cell(row: Row, language: str) -> Cell:
    """An implied plan: ≈ middle (low–high)."""
    least = fitting_decimals(row["implied_plan"])
    places = telling_decimals(row["implied_plan_low"], row["implied_plan_high"], at_least=least)

    def part(name: str) -> Figure:
        value = row[name]
        text = numbers.number(value, language, decimals=places)
        return Figure(
            f"{row['observation_id']}.{name}",
            value,
            row["unit"],
            text,
            (f"observations:{row['observation_id']}",),
        )

    interval = ("<br><small>(", part("implied_plan_low"), "–", part("implied_plan_high"), ")</small>")
    return ("≈ ", part("implied_plan"), *interval)


def computed_cell(row: Row, name: str, language: str, *, decimals: int | None = None) -> Figure:
    """A computed value in the unit of the indicator."""
    value = row[name]
    places = fitting_decimals(value) if decimals is None else decimals
    text = numbers.number(value, language, decimals=places)
    return Figure(f"{row['observation_id']}.{name}", value, row["unit"], text, rows_of(row))


def share_cell(row: Row, name: str, language: str) -> Figure:
    """A computed share as a percentage with one decimal."""
    value = row[name]
    return Figure(f"{row['observation_id']}.{name}", value, "share", numbers.percent(value, language), rows_of(row))


def gap_cell(row: Row, language: str) -> Figure:
    """The pace gap in percentage points, with its sign."""
    value = row["pace_gap_pct_points"]
    return Figure(
        f"{row['observation_id']}.pace_gap_pct_points",
        value,
        "pct_points",
        numbers.signed(value, language),
        rows_of(row),
    )


def label_cell(row: Row, language: str) -> str:
    """Both labels side by side: what the source says, what the figures say."""
    _ = words(language)
    if row["official_label"] is None and row["computed_label"] is None:
        return numbers.NOTHING
    said = units.word(units.LABELS, row["official_label"], language)
    found = units.word(units.LABELS, row["computed_label"], language)
    return f"{_('Source')}: {said}<br>{_('Computed')}: {found}"


def name_cell(row: Row, language: str) -> str:
    """The indicator with what a reader must know of the figure: window, price basis and status.

    A window that ends before the day of the page (`is_of_the_day`) is marked.
    """
    marks = [
        _window(row, language),
        escape(units.word(units.PRICE_BASES, row["price_basis"], language)),
        escape(units.word(units.STATUSES, row["status"], language)) if row["status"] != "not_stated" else "",
    ]
    small = "; ".join(mark for mark in marks if mark)
    return escape(row["figure_name"]) + (f"<br><small>{small}</small>" if small else "")


def _window(row: Row, language: str) -> str:
    _ = words(language)
    said = escape(window_words(row["window_start"], row["window_end"], language))
    return said if row.get("is_of_the_day", True) else f"<b>{said} {_('(before the day of the report)')}</b>"


def count_cell(key: str, value: int, language: str, rows: tuple[str, ...] = ()) -> Figure:
    """A number of things, under a key of its own."""
    return Figure(key, value, "count", numbers.number(value, language), rows)


def rows_of(row: Row) -> tuple[str, ...]:
    """The table rows that a computed cell of an attainment row stands on."""
    found = [("observations", row["observation_id"]), ("targets", row.get("target_id"))]
    return tuple(f"{table}:{key}" for table, key in found if key)


def counted_cell(
    key: str, found: Sequence[Row], language: str, *, rows: Callable[[Row], Iterable[str]] = rows_of
) -> Figure:
    """How many things there are, with the table rows they stand on: those that `rows` names of each, each once."""
    return count_cell(key, len(found), language, tuple(dict.fromkeys(name for row in found for name in rows(row))))


def keyed(table: str, keys: Iterable[str | None]) -> tuple[str, ...]:
    """`table:key` of every row of a table, each once.

    >>> keyed("zones", ["phuc_ung", None, "tam_da", "phuc_ung"])
    ('zones:phuc_ung', 'zones:tam_da')
    """
    return tuple(dict.fromkeys(f"{table}:{key}" for key in keys if key is not None))


def fitting_decimals(value: float | None) -> int:
    """Decimals that a computed value deserves: none from 1,000 on, one from 10 on, else two."""
    size = abs(value or 0)
    return 0 if size >= 1_000 else 1 if size >= 10 else 2


def telling_decimals(low: float | None, high: float | None, *, at_least: int) -> int:
    """Decimals that tell the ends of an interval apart: `at_least`, or one more where only that tells them.

    >>> telling_decimals(19.6625, 19.6661, at_least=1), telling_decimals(136.0, 138.2, at_least=1)
    (2, 1)
    """
    told = (
        places
        for places in (at_least, at_least + 1)
        if numbers.number(low, "en", decimals=places) != numbers.number(high, "en", decimals=places)
    )
    return next(told, at_least)


def filled(template: str, **parts: str | Figure) -> Cell:
    """A template with its parts in place, as a cell that keeps their figures.

    >>> filled("{a} of {b}.", a="1", b="3")
    ('1', ' of ', '3', '.')
    """
    pieces = Formatter().parse(template)
    return tuple(piece for text, name, *_how in pieces for piece in (text, parts[name] if name else "") if piece)


def joined_names(found: list[Row]) -> str:
    """Names in one line; a semicolon, because names have commas of their own."""
    return "; ".join(row["told_name"] for row in found)
