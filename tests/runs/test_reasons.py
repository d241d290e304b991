"""Why a report was not made is said to readers in their language: in a notice, beside the report, in the index."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from icanalysis import errors
from icanalysis.wording.language import catalogue

RUNS = Path(errors.__file__).parent / "runs"
SPOKEN = sorted([*(RUNS / "printing").glob("*.py"), *(RUNS / "schedule").glob("*.py")])
"""Modules whose phrases readers may meet."""

ON_THE_WAY = [
    RUNS / "delivery.py",
    RUNS / "report.py",
    RUNS / "sections.py",
    *(
        RUNS / "printing" / f"{name}.py"
        for name in ("attempt", "checks", "jobs", "ledger", "runner", "secrecy", "sets")
    ),
    RUNS / "schedule" / "catching_up.py",
    RUNS.parent / "documents" / "typeset.py",
]
"""Modules that end a run: what they raise becomes a reason; a bare `UserError` is what a command prints."""

KINDS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.UserError) and kind is not errors.UserError
}


def calls(file: Path, names: set[str]) -> Iterator[tuple[int, ast.expr]]:
    """The first argument of each call of these names, with its line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
            yield node.lineno, node.args[0]


def places_for(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize("file", SPOKEN, ids=lambda file: f"{file.parent.name}.{file.stem}")
def test_every_phrase_is_in_the_catalogue_with_the_same_places(file: Path):
    known = catalogue("vi")
    said = [one.value for _, one in calls(file, {"Phrase", "marked", "_"}) if isinstance(one, ast.Constant)]
    assert [one for one in said if one not in known] == []
    assert [one for one in said if places_for(known[one]) - places_for(one)] == []


@pytest.mark.parametrize("file", ON_THE_WAY, ids=lambda file: f"{file.parent.name}.{file.stem}")
def test_what_ends_a_run_is_no_plain_english(file: Path):
    plain = [line for line, one in calls(file, KINDS) if isinstance(one, ast.Constant | ast.JoinedStr)]
    assert plain == []


def test_there_are_phrases_and_reasons_to_look_at():
    assert sum(1 for file in SPOKEN for _ in calls(file, {"Phrase", "marked"})) > 50
    assert sum(1 for file in ON_THE_WAY for _ in calls(file, KINDS)) > 30
