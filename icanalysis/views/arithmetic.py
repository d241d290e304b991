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
    if row["check_kind"] == "occupancy":
        return (*_occupancy(row, language), *_result(row, language))
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
    """Why it cannot be checked, what rounding allows, and the base that would explain the printed figure.

    For an occupancy also each pair of figures that was tried in vain.
    """
    _ = words(language)
    verdict = row["verdict"]
    if verdict == "consistent":
        return ""
    implied = _implied(row, language)
    tried = tuple(piece for cell in _tried(row, language) for piece in ("; ", *cell))
    if verdict == "cannot_be_checked":
        reason = units.word(units.REASONS, row["reason"], language)
        return (reason, *tried, *([f"; {_('implied base')}: ", *implied] if implied else []))
    places = telling_decimals(row["computed_low"], row["computed_high"], at_least=_decimals(row))
    low, high = (numbers.number(row[name], language, decimals=places) for name in ("computed_low", "computed_high"))
    allowed = (
        f"{_('rounding allows')} ",
        _figure(row, "computed_low", low),
        "–",
        _figure(row, "computed_high", f"{high}{_mark(row, language)}"),
    )
    if row["computed_low"] == row["computed_high"]:
        allowed = (_("exact counts, nothing is rounded"),)
    return (*allowed, *tried, *(["; ", *_needed(row, implied, language)] if implied else []))


def _needed(row: Row, implied: list[str | Figure], language: str) -> tuple[str | Figure, ...]:
    """Which base would explain the printed figure; that of an occupancy is land."""
    _ = words(language)
    if row["check_kind"] != "occupancy":
        return (f"{_('the printed figure would need the base')} ", *implied)
    middle, *interval = implied
    before, after = _("a base of {} would explain it").split("{}")
    return (before, middle, " ha", *interval, after)


def _occupancy(row: Row, language: str) -> tuple[str | Figure, ...]:
    """Which land ÷ which land, as far as either is known; a derived figure as the difference that it is."""
    figure = _difference(row, language) if row["parts"] else _operand(row, "figure", language)
    base = _operand(row, "base", language)
    pieces = (_named(units.NUMERATORS, row["numerator_kind"], language), *figure, " ÷ ")
    of_some = row["scope"] == "operating" and row["base"] is not None
    scope = f" ({units.word(units.SCOPES, row['scope'], language)})" if of_some else ""
    return (*pieces, _named(units.DENOMINATORS, row["denominator_kind"], language), *base, scope)


def _difference(row: Row, language: str) -> tuple[str | Figure, ...]:
    """Industrial land less what is still to be leased."""
    whole, rest = (
        Figure(f"{row['check_id']}.part_{n}", abs(part), row["unit"], numbers.number(abs(part), language), _behind(row))
        for n, part in enumerate(row["parts"], start=1)
    )
    return ("(", whole, f" {numbers.MINUS} ", rest, ")")


def _tried(row: Row, language: str) -> list[Cell]:
    """Each pair that a statement prints, with its share: "÷ industrial land 196 ha = 55.5%".

    The numerator is named where it is not the one that decides.
    """
    return [
        (
            *_other_numerator(row, n, pair, language),
            f"÷ {units.word(units.DENOMINATORS, pair['denominator_kind'], language)} ",
            _land_of(row, n, pair, "denominator_ha", language),
            " ha = ",
            Figure(
                f"{row['check_id']}.tried_{n}.share",
                pair["share"],
                "share",
                numbers.percent(pair["share"], language, decimals=_decimals(row)),
                _behind(row),
            ),
        )
        for n, pair in enumerate(row["tried"] or (), start=1)
    ]


def _other_numerator(row: Row, n: int, pair: Row, language: str) -> tuple[str | Figure, ...]:
    if pair["numerator_kind"] == row["numerator_kind"]:
        return ()
    name = units.word(units.NUMERATORS, pair["numerator_kind"], language)
    return (f"{name} ", _land_of(row, n, pair, "numerator_ha", language), " ")


def _land_of(row: Row, n: int, pair: Row, name: str, language: str) -> Figure:
    return Figure(
        f"{row['check_id']}.tried_{n}.{name}", pair[name], "ha", numbers.number(pair[name], language), _behind(row)
    )


def _named(table: dict[str, str], kind: str | None, language: str) -> str:
    """The word before a figure, where it is known which land it is."""
    return f"{units.word(table, kind, language)} " if kind else ""


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
    return Figure(f"{row['check_id']}.{name}", row[name], _unit(row, name), text, _behind(row))


def _behind(row: Row) -> tuple[str, ...]:
    return tuple(row["source_rows"])


def _unit(row: Row, name: str) -> str:
    """% or times for what is printed and recomputed, years, else the unit of the indicator."""
    kind = row["check_kind"]
    if name == "years":
        return "years"
    if name in IN_THE_PRINTED_UNIT and kind in (*PERCENTAGES, "multiple"):
        return "pct" if kind in PERCENTAGES else "times"
    return "times" if _of_a_multiple(row) else row["unit"] or ""
