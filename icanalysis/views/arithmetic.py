"""The arithmetic of a check in words: what was divided by what, and what that gives."""

from __future__ import annotations

from icanalysis.style import numbers
from icanalysis.views.cells import Row, fitting_decimals, telling_decimals
from icanalysis.views.shown import Cell, Figure
from icanalysis.wording import units
from icanalysis.wording.language import words

PERCENTAGES = ("attainment", "share", "occupancy", "index", "growth", "compound_growth")
RATES = ("growth", "compound_growth")
IN_THE_PRINTED_UNIT = ("printed", "computed", "computed_low", "computed_high")
UNKNOWN = "?"


def printed_cell(row: Row, language: str) -> Cell:
    """The printed figure with its qualifier and all its digits."""
    text = f"{numbers.printed(row['printed'], language)}{_mark(row, language)}"
    return _figure(row, "printed", units.qualified(text, row["printed_qualifier"], language))


def arithmetic_cell(row: Row, language: str) -> Cell:
    """The formula with its numbers and its result; a question mark for what is not printed."""
    if row["check_kind"] == "parts":
        return (*_sum(row, language), *_result(row, language))
    figure, base, years = (_operand(row, name, language) for name in ("figure", "base", "years"))
    quotient = (*figure, " ÷ ", *base)
    times = figure if _of_a_multiple(row) else ("(", *quotient, ")")
    formula: dict[str, Cell] = {
        "growth": (*quotient, " − 1"),
        "compound_growth": (*times, "^(1/", *years, ") − 1"),
        "average_per_year": (*figure, " ÷ ", *years),
        "rank_change": (*base, " − ", *figure),
    }
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
    places = telling_decimals(row["computed_low"], row["computed_high"], at_least=_decimals(row))
    low, high = (numbers.number(row[name], language, decimals=places) for name in ("computed_low", "computed_high"))
    allowed = (
        f"{_('rounding allows')} ",
        _figure(row, "computed_low", low),
        "–",
        _figure(row, "computed_high", f"{high}{_mark(row, language)}"),
    )
    return (*allowed, *([f"; {_('the printed figure would need the base')} ", *implied] if implied else []))


def _operand(row: Row, name: str, language: str) -> tuple[str | Figure, ...]:
    if row[name] is None:
        return (UNKNOWN,)
    text = units.qualified(numbers.number(row[name], language), row.get(f"{name}_qualifier"), language)
    return (_figure(row, name, text),)


def _sum(row: Row, language: str) -> tuple[str | Figure, ...]:
    """The parts joined by plus signs, each with the row it was printed in; the first source row is the total."""
    _total, *behind = row["source_rows"]
    parts = [
        Figure(f"{row['check_id']}.part_{n}", part, row["unit"] or "", numbers.number(part, language), (source,))
        for n, (part, source) in enumerate(zip(row["parts"], behind, strict=True), start=1)
    ]
    return tuple(piece for part in parts for piece in (" + ", part))[1:]


def _result(row: Row, language: str) -> tuple[str | Figure, ...]:
    if row["computed"] is None:
        return ()
    sign = numbers.signed if row["check_kind"] in RATES else numbers.number
    text = sign(row["computed"], language, decimals=_decimals(row))
    return (" = ", _figure(row, "computed", f"{text}{_mark(row, language)}"))


def _implied(row: Row, language: str) -> list[str | Figure]:
    """The base that would explain the printed figure, with its interval where the digits tell its ends apart."""
    if row["implied_base"] is None or _of_a_multiple(row):
        return []
    least = 0 if row["check_kind"] == "rank_change" else fitting_decimals(row["implied_base"])
    places = telling_decimals(row["implied_base_low"], row["implied_base_high"], at_least=least)

    def part(name: str) -> Figure:
        return _figure(row, name, numbers.number(row[name], language, decimals=places))

    middle, low, high = part("implied_base"), part("implied_base_low"), part("implied_base_high")
    told_apart = low.text != high.text and row["check_kind"] != "rank_change"
    return [middle, *([" (", low, "–", high, ")"] if told_apart else [])]


def _of_a_multiple(row: Row) -> bool:
    """Whether a yearly rate is held against a printed multiple or growth, so that no base stands behind it."""
    only_claims = all(name.startswith("claims:") for name in row["source_rows"])
    return row["check_kind"] == "compound_growth" and only_claims


def _decimals(row: Row) -> int:
    """As many decimals as were printed, one at least where a quotient is shown."""
    given = numbers.decimals_of(row["printed"])
    return given if row["check_kind"] in ("parts", "rank_change") else max(1, given)


def _mark(row: Row, language: str) -> str:
    _ = words(language)
    kind = row["check_kind"]
    return "%" if kind in PERCENTAGES else f" {_('times')}" if kind == "multiple" else ""


def _figure(row: Row, name: str, text: str) -> Figure:
    return Figure(f"{row['check_id']}.{name}", row[name], _unit(row, name), text, tuple(row["source_rows"]))


def _unit(row: Row, name: str) -> str:
    """% or times for what is printed and recomputed, years, else the unit of the indicator."""
    kind = row["check_kind"]
    if name == "years":
        return "years"
    if name in IN_THE_PRINTED_UNIT and kind in (*PERCENTAGES, "multiple"):
        return "pct" if kind in PERCENTAGES else "times"
    return "times" if _of_a_multiple(row) else row["unit"] or ""
