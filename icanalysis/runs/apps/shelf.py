"""What the start page offers: every notebook with its question, and a choice of places where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from icanalysis.errors import UserError
from icanalysis.runs.apps.visit import address
from icanalysis.runs.export import in_language
from icanalysis.runs.links import as_words
from icanalysis.runs.notebooks import notebooks, read, title, view_module
from icanalysis.runs.parameters import parameters_of
from icanalysis.runs.simulated import mark
from icanalysis.sources import tables
from icanalysis.wording.language import said

State = tuple[tuple[str, Path, int], ...]
"""Names, files and times of change of all notebooks."""


@dataclass(frozen=True)
class Shelf:
    """The apps in order, what is wrong with the workspace or nothing, and the mark of simulated data or nothing."""

    apps: list[dict[str, Any]]
    trouble: str
    simulated: str


def titles(language: str) -> list[dict[str, str]]:
    """Name, question, text below it and address of every notebook that can be read."""
    return _titles(language, _state())


def shelf(language: str) -> Shelf:
    """All that the start page shows. Where the workspace has a fault, no app has choices."""
    try:
        return _shelf(language, _state(), tables.stamps())
    except UserError as error:
        return Shelf([app | {"groups": [], "dated": False} for app in titles(language)], said(error, language), "")


def _state() -> State:
    return tuple((name, file, file.stat().st_mtime_ns) for name, file in notebooks().items())


@lru_cache(maxsize=4)
def _titles(language: str, state: State) -> list[dict[str, str]]:
    return [app for name, file, _changed in state if (app := _app(name, file, language))]


@lru_cache(maxsize=4)
def _shelf(language: str, state: State, stamps: tuple) -> Shelf:
    apps = [app | _choices(app["name"], language) for app in _titles(language, state)]
    return Shelf(apps, "", mark(language) or "")


def _app(name: str, file: Path, language: str) -> dict[str, str] | None:
    try:
        notebook = read(file)
    except UserError:
        return None
    notebook.cells[0].source = in_language(notebook.cells[0].source, language)
    text = as_words(notebook.cells[0].source.partition("\n")[2].replace("`", "").strip())
    return {"name": name, "title": title(notebook), "text": text, "address": address(name, {"language": language})}


def _choices(name: str, language: str) -> dict[str, Any]:
    """The places that can be chosen, by edition, and whether the page has a date."""
    controls = view_module(name).CONTROLS
    if not {"edition", "place"} <= set(controls):
        return {"groups": [], "dated": False}
    declared = parameters_of(read(notebooks()[name]), where=name)
    usual = {key: one.default for key, one in declared.items()} | {"language": language}
    groups = [
        {"edition": edition, "words": words, "places": controls["place"](usual | {"edition": edition})}
        for edition, words in controls["edition"](usual).items()
    ]
    return {"groups": [group for group in groups if group["places"]], "usual": usual, "dated": "as_of" in controls}
