"""What a fork server does ahead: enough for any page before the first fork, the rest while nobody asks."""

from __future__ import annotations

import gc
import pkgutil
from collections.abc import Iterator
from importlib import import_module

from icanalysis.runs.kernels import gaps, warm

FIRST = (
    "polars",
    "ipykernel_launcher",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "pdb",
    "sqlite3",
    "zmq.utils.garbage",
    "altair",
    "vl_convert",
    "great_tables",
    "ipywidgets",
    "anywidget",
    "babel.dates",
    "babel.numbers",
    "narwhals._interchange.dataframe",
    "polars._utils.udfs",
    "icanalysis.runs.kernels.application",
    "icanalysis.runs.page",
    "icanalysis.runs.bar",
    "icanalysis.sources.tables",
    "icanalysis.views.attainment",
)
"""Imported before anyone is answered. None of them runs a query: Polars starts its thread pool with the first one."""

LAST = (
    "papermill.clientwrap",
    "icanalysis.cli",
    "icanalysis.runs.printing.child",
    "icanalysis.runs.printing.single",
)
"""For commands; a kernel needs none of them."""


def first() -> None:
    """Imports and works out what every notebook needs. No garbage is looked for meanwhile: there is none."""
    gc.disable()
    for name in FIRST:
        import_module(name)
    for step in warm.STEPS:
        step()


def rest() -> Iterator[str]:
    """One more step at a time: the views, and with them GeoPandas and the maps; then what prints a report.

    At last the gaps that all of it left are filled.
    """
    views = import_module("icanalysis.views")
    for name in ("geopandas", *(f"{views.__name__}.{one.name}" for one in pkgutil.iter_modules(views.__path__)), *LAST):
        import_module(name)
        yield name
    for step in (warm.page, warm.command_line, warm.attempt, warm.kernel, gaps.fill):
        step()
        yield step.__name__
