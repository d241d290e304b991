"""What the command `trace` prints: a figure with its arithmetic, its rows and their sources, and the run behind it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from icanalysis.runs.delivery import out_folder
from icanalysis.runs.parameters import hold_language
from icanalysis.runs.printing.reckoning import counted, reckoned
from icanalysis.runs.printing.tracing import trace as traced
from icanalysis.style import numbers
from icanalysis.wording.language import words


def trace(file: Path, key: str, *, language: str, as_json: bool, out: Path | None = None) -> None:
    """Prints where a figure of a document comes from; where several are meant, their keys, to choose from.

    Raises:
        UserError: as `tracing.trace`.
        BadParameter: for another language.
    """
    hold_language(language)
    found = traced(file, key, out=out or out_folder())
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return
    figures, _ = found["figures"], words(language)
    if len({figure["key"] for figure in figures}) > 1:
        print(_("Several figures are printed so. Ask again with the key of one:"))
        for figure in figures:
            print(f"  {figure['key']}: {figure['text']} [{figure['unit']}]{_aside(figure, language)}")
    else:
        for figure in figures:
            _print_figure(figure, language)
    _print_run(found, language)


def _print_figure(figure: dict[str, Any], language: str) -> None:
    print(f"{figure['key']}: {figure['text']} (= {figure['value']} {figure['unit']})")
    _ = words(language)
    if where := _where(figure["where"], language):
        print(f"  {_('Where it stands')}: {where}")
    told = reckoned(figure, [row["columns"] or {} for row in figure["rows"]], language)
    told = told or counted(figure, [row["row"] for row in figure["rows"]], language)
    if told is not None:
        print(f"  {_('Agrees with the rows')}: {told}")
    for row in figure["rows"]:
        _print_row(row, language)


def _aside(figure: dict[str, Any], language: str) -> str:
    """Where one of several figures stands, for those who choose between them."""
    where = _where(figure["where"], language)
    return f" – {where}" if where else ""


def _where(where: dict[str, str], language: str) -> str:
    """The title of the section and, as far as they are known, the row and the column; nothing of an old manifest."""
    _ = words(language)
    names = {"title": _("section"), "row": _("row"), "column": _("column")}
    return ", ".join(f"{name} “{where[part]}”" for part, name in names.items() if where.get(part))


def _print_row(row: dict[str, Any], language: str) -> None:
    _ = words(language)
    changed = "" if row["same_table"] else f"   ({_('the table has changed since')})"
    print(f"  {row['row']}{changed}")
    for name, value in (row["columns"] or {}).items():
        if value is not None:
            print(f"    {name} = {value}")
    source = row["source"]
    if source:
        day = source["published_on"]
        when = numbers.day(date.fromisoformat(day), language) if day else _("no day is recorded")
        print(f"    ← {source['publisher']}: {source['title']}, {when}, {source['address'] or _('no address')}")


def _print_run(found: dict[str, Any], language: str) -> None:
    _ = words(language)
    run = f"{_('Run').lower()} {found['run']}, " if found["run"] else ""
    parameters = " ".join(map(str, found["parameters"].values()))
    print(f"{found['report']} {parameters}: {run}icanalysis {found['code_version']}")
