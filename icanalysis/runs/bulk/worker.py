"""What happens on a worker: the inputs of the run are held to be those of who asks, then it is attempted, apart.

A worker may be on another machine, with other folders. The notebook is sent to it; all else it must have itself.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from distributed import get_worker

from icanalysis.errors import BadWorkspace, Phrase, Transient
from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import NotWarm
from icanalysis.runs.printing.attempt import Asked, Finished, attempt, prefix_of, sweep
from icanalysis.runs.printing.inputs import Inputs, inputs_of
from icanalysis.runs.printing.secrecy import hold_secret, secrets_of
from icanalysis.sources import tables, workspace
from icanalysis.wording.language import marked

COMPARED = {
    "code": marked("code"),
    "lock": marked("versions of packages"),
    "tables": marked("tables"),
    "boundaries": marked("boundaries"),
    "office": marked("settings of the office"),
}
"""What must be the same on a worker, and its words."""

SET_BY_DASK = ("PYTHONHASHSEED",)
"""Dask sets it in its workers; with it, they would want a fork server of their own."""

READY_S = 30.0
"""How long the first attempt of a worker waits for its fork server: the usual way takes seconds each time."""

_own = os.environ.get(workspace.VARIABLE)
_naming = RLock()


@dataclass(frozen=True)
class Asker:
    """Who asks: the machine, what it would make its reports from, and where its tables are.

    `tables_at` is for a worker that names no workspace itself.
    """

    host: str
    inputs: Inputs
    tables_at: str | None


@dataclass(frozen=True)
class Order:
    """An attempt as it is sent, with the bytes of its notebook."""

    asked: Asked
    notebook: bytes
    asker: Asker


def on_worker(order: Order) -> Finished:
    """Attempts a run on this worker; what another worker that died has left of it here is removed first.

    Raises:
        Transient: when this worker has other inputs: the next attempt may be on another one.
        UserError: as `printing.attempt.attempt`.
    """
    asked = order.asked
    sweep(asked.run)
    env = held(order.asker, at=get_worker().address)
    _warmed()
    with tempfile.TemporaryDirectory(prefix=prefix_of(asked.run)) as folder:
        notebook = Path(folder) / Path(asked.file).name
        notebook.write_bytes(order.notebook)
        finished = attempt(replace(asked, file=str(notebook)), env=env)
    if order.asker.host != socket.gethostname():  # else who asks looks for the same secrets
        hold_secret(finished.files | {"The log": finished.log}, secrets_of(os.environ))
    return finished


def looked_at(asker: Asker, dask_worker: Any) -> str | None:
    """Why this worker cannot make what is asked for; None when it can. Its fork server is started.

    `dask_worker` is the worker itself: Dask gives it to a function that runs beside its tasks and names it so.
    """
    with contextlib.suppress(NotWarm, OSError):
        client.start(_environment())
    try:
        held(asker, at=dask_worker.address)
    except Transient as error:
        return error.args[0]
    return None


def held(asker: Asker, *, at: str) -> dict[str, str]:
    """The environment of an attempt on this worker, held to have the same inputs as who asks; `at` is its address.

    Raises:
        Transient: names the worker and what it has other.
    """
    name = f"{at} ({socket.gethostname()})"
    with _workspace(asker.tables_at):
        try:
            here, env = inputs_of(), _environment() | tables.for_another()
        except BadWorkspace as error:
            said = marked("The worker {worker} cannot read the tables: {said}")
            raise Transient(Phrase(said, worker=name, said=error.args[0])) from error
    other = [Phrase(words) for name, words in COMPARED.items() if getattr(here, name) != getattr(asker.inputs, name)]
    if other:
        said = marked(
            "The worker {worker} has other {what} than {host}, which asks for the report. "
            "Give it the same, or go on without it."
        )
        raise Transient(Phrase(said, worker=name, what=_and(other), host=asker.host))
    return env


def _and(words: list[Phrase]) -> Phrase:
    """All of the words."""
    *before, last = words
    return Phrase("{some} and {one}", some=_and(before), one=last) if before else last


@contextlib.contextmanager
def _workspace(tables_at: str | None) -> Iterator[None]:
    """Within, this process uses the workspace that its own machine names, or else that of who asks.

    One at a time: a process has but one environment, and a worker may have several threads.
    """
    with _naming:
        os.environ.pop(workspace.VARIABLE, None)
        os.environ |= {workspace.VARIABLE: named} if (named := _own or tables_at) else {}
        yield


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SET_BY_DASK}


@cache
def _warmed() -> None:
    """Waits until the fork server has imported what an attempt needs, once in a worker; not where there is none."""
    env, until = _environment(), time.monotonic() + READY_S
    with contextlib.suppress(NotWarm, OSError):
        client.start(env)
        while not client.state(env).get("loaded") and time.monotonic() < until:
            time.sleep(0.1)
