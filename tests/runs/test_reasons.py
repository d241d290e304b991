"""Why a report was not made is said to readers in their language: in a notice, beside the report, in the index."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from icanalysis import errors
from icanalysis.wording.language import catalogue

PACKAGE = Path(errors.__file__).parent
RUNS = PACKAGE / "runs"
SPOKEN = sorted([*(RUNS / "printing").glob("*.py"), *(RUNS / "schedule").glob("*.py")])
"""Modules whose phrases readers may meet."""

KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.UserError)}


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


def test_no_error_that_a_user_meets_is_plain_english():
    """What a command prints, a page shows, or a notice tells."""
    plain = [
        f"{file.relative_to(PACKAGE)}:{line}"
        for file in PACKAGE.rglob("*.py")
        for line, one in calls(file, KINDS)
        if isinstance(one, ast.Constant | ast.JoinedStr)
    ]
    assert plain == []


def test_there_are_phrases_and_errors_to_look_at():
    assert sum(1 for file in SPOKEN for _ in calls(file, {"Phrase", "marked"})) > 50
    assert sum(1 for file in PACKAGE.rglob("*.py") for _ in calls(file, KINDS)) > 150
