"""What a fork server imports: enough for any page before the first fork, the rest while nobody asks."""

from __future__ import annotations

import gc
import pkgutil
from collections.abc import Iterator
from importlib import import_module

FIRST = (
    "polars",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.magics",
    "altair",
    "vl_convert",
    "great_tables",
    "ipywidgets",
    "anywidget",
    "babel.dates",
    "babel.numbers",
    "icanalysis.runs.page",
    "icanalysis.runs.bar",
    "icanalysis.sources.tables",
    "icanalysis.views.attainment",
)
"""Imported before anyone is answered. None of them runs a query: Polars starts its thread pool with the first one."""


def first() -> None:
    """Imports what every notebook needs. No garbage is looked for meanwhile: there is none."""
    gc.disable()
    for name in FIRST:
        import_module(name)


def rest() -> Iterator[str]:
    """Imports one more module at every step: the views, and with them GeoPandas and the maps."""
    views = import_module("icanalysis.views")
    for name in ("geopandas", *(f"{views.__name__}.{one.name}" for one in pkgutil.iter_modules(views.__path__))):
        import_module(name)
        yield name
