"""Imports keep to the layers, in the graph and, for what a graph cannot see, in the text."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT

PACKAGE = ROOT / "icanalysis"
NOT_FOR_FRAMES = {"altair", "geopandas", "ipywidgets", "papermill", "pathlib", "os", "io"}
ONLY_FOR_RUNS = {"ipywidgets", "nbconvert", "papermill", "voila"}


def imported(text: str) -> Iterator[str]:
    """Top names of everything a module imports, at any depth and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def offences(files: list[Path], forbidden: set[str]) -> dict[str, set[str]]:
    """The forbidden imports of each file that has some."""
    assert files
    found = {str(file.relative_to(ROOT)): forbidden & set(imported(file.read_text("utf-8"))) for file in files}
    return {file: names for file, names in found.items() if names}


def test_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run([lint, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert ", 0 broken." in said.stdout


def test_transforms_and_schemas_know_nothing_but_frames():
    files = [*PACKAGE.glob("transforms/**/*.py"), *PACKAGE.glob("schemas/**/*.py")]
    assert offences(files, NOT_FOR_FRAMES) == {}


def test_only_runs_runs_notebooks():
    files = [file for file in PACKAGE.rglob("*.py") if file.relative_to(PACKAGE).parts[0] != "runs"]
    assert offences(files, ONLY_FOR_RUNS) == {}


def test_imports_are_found_wherever_they_hide():
    hidden = "def f():\n    import papermill.iorw\n    from pathlib import Path\nfrom . import keys\n"
    assert sorted(imported(hidden)) == ["papermill", "pathlib"]
