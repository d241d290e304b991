"""The arithmetic of a check in words: what was divided by what, and what that gives."""

from __future__ import annotations

from icanalysis.style import numbers
from icanalysis.views.cells import Row, fitting_decimals
from icanalysis.views.shown import Cell, Figure
from icanalysis.wording import units
from icanalysis.wording.language import words

PERCENTAGES = ("attainment", "share", "occupancy", "index", "growth", "compound_growth")
UNKNOWN = "?"


def printed_cell(row: Row, language: str) -> Cell:
    """The printed figure with its qualifier and all its digits."""
    text = f"{numbers.printed(row['printed'], language)}{_mark(row, language)}"
    return _figure(row, "printed", units.qualified(text, row["printed_qualifier"], language))


def arithmetic_cell(row: Row, language: str) -> Cell:
    """The formula with its numbers and its result; a question mark for what is not printed."""
    figure = _operand(row, "figure", language)
    base = _operand(row, "base", language)
    formula: dict[str, Cell] = {
        "growth": (*figure, " ÷ ", *base, " − 1"),
        "compound_growth": (
            "(",
            *figure,
            " ÷ ",
            *base,
            f")^(1/{numbers.number(row['years'], language)}) − 1",
        ),
        "average_per_year": (*figure, f" ÷ {numbers.number(row['years'], language)}"),
        "rank_change": (*base, " − ", *figure),
        "parts": (" + ".join(numbers.number(part, language) for part in row["parts"] or ()),),
    }
    quotient = (*figure, " ÷ ", *base)
    return (*formula.get(row["check_kind"], quotient), *_result(row, language))


def explanation_cell(row: Row, language: str) -> Cell:
    """Why it cannot be checked, what rounding allows, and the base that would explain the printed figure."""
    _ = words(language)
    verdict = row["verdict"]
    if verdict == "consistent":
        return ""
    implied = _implied(row, language)
    if verdict == "cannot_be_checked":
        reason = units.word(units.REASONS, row["reason"], language)
        return (reason, *([f"; {_('implied base')}: ", *implied] if implied else []))
    allowed = (
        f"{_('rounding allows')} ",
        _figure(row, "computed_low", _rounded(row, "computed_low", language)),
        "–",
        _figure(row, "computed_high", f"{_rounded(row, 'computed_high', language)}{_mark(row, language)}"),
    )
    return (*allowed, *([f"; {_('the printed figure would need the base')} ", *implied] if implied else []))


def _operand(row: Row, name: str, language: str) -> tuple[str | Figure, ...]:
    if row[name] is None:
        return (UNKNOWN,)
    text = units.qualified(numbers.number(row[name], language), row[f"{name}_qualifier"], language)
    return (_figure(row, name, text),)


def _result(row: Row, language: str) -> tuple[str | Figure, ...]:
    if row["computed"] is None:
        return ()
    sign = numbers.signed if row["check_kind"] in ("growth", "compound_growth") else numbers.number
    text = sign(row["computed"], language, decimals=_decimals(row))
    return (" = ", _figure(row, "computed", f"{text}{_mark(row, language)}"))


def _implied(row: Row, language: str) -> list[str | Figure]:
    if row["implied_base"] is None:
        return []
    decimals = fitting_decimals(row["implied_base"])

    def part(name: str) -> Figure:
        return _figure(row, name, numbers.number(row[name], language, decimals=decimals))

    return [part("implied_base"), " (", part("implied_base_low"), "–", part("implied_base_high"), ")"]


def _rounded(row: Row, name: str, language: str) -> str:
    return numbers.number(row[name], language, decimals=_decimals(row))


def _decimals(row: Row) -> int:
    """As many decimals as were printed, one at least where a quotient is shown."""
    given = len(row["printed"].partition(".")[2])
    return given if row["check_kind"] in ("parts", "rank_change") else max(1, given)


def _mark(row: Row, language: str) -> str:
    _ = words(language)
    kind = row["check_kind"]
    return "%" if kind in PERCENTAGES else f" {_('times')}" if kind == "multiple" else ""


def _figure(row: Row, name: str, text: str) -> Figure:
    return Figure(f"{row['check_id']}.{name}", row[name], row["unit"] or "", text, tuple(row["source_rows"]))
