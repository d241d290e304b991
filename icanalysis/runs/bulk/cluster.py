"""The workers of a batch: processes of this machine, or those of a scheduler that is there already."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import dask
from dask.system import CPU_COUNT
from distributed import Client, LocalCluster, Security, WorkerPlugin
from distributed.core import connect

from icanalysis.errors import BadCluster, Phrase, first_line
from icanalysis.runs.bulk import worker
from icanalysis.runs.bulk.worker import Asker
from icanalysis.runs.printing.inputs import inputs_of
from icanalysis.sources import workspace

OURS = {
    "distributed.scheduler.allowed-failures": 1,  # a run whose worker died is done once more
    "distributed.nanny.pre-spawn-environ": {},  # the environment of this process, so that all share one fork server
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.no-workers-timeout": "60s",  # when none comes back, runs fail and do not wait for ever
    "distributed.scheduler.http.routes": [],  # a page that any user of this machine could read
    "distributed.worker.http.routes": [],
}
HERE = {
    "host": "127.0.0.1",
    "threads_per_worker": 1,
    "processes": True,
    "memory_limit": None,  # reports are made by processes of their own
    "dashboard_address": "127.0.0.1:0",
    "scheduler_kwargs": {"dashboard": False},
    "silence_logs": logging.CRITICAL,
}
"""Workers that nobody on another machine reaches."""

LOGGERS = ("distributed", "distributed.client", "tornado.application")
"""What they tell of the work of Dask itself is no news of a report."""

ANSWERS_S = 10.0
"""How long a scheduler may take to answer, and to have a worker."""


class Deaf(WorkerPlugin):
    """A worker that Ctrl-C in the terminal does not reach: it is ended by who started it."""

    def setup(self, worker: object) -> None:
        """In the main thread of the worker."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def cluster(*, workers: int | None = None, scheduler: str | None = None) -> Iterator[Client]:
    """A client of as many new workers on this machine (one per processor when left out), or of a scheduler.

    The workers that were made for it end with it; those of a scheduler stay. All that are there have been looked at.

    Raises:
        BadCluster: when the scheduler does not answer, has no worker, or one of its workers has other inputs.
    """
    with _silence(), _ours(workers or CPU_COUNT) if scheduler is None else _theirs(scheduler) as client:
        _look_at(client)
        yield client


@contextlib.contextmanager
def _ours(workers: int) -> Iterator[Client]:
    """New workers on this machine. They are reached by who has the key that was made for them, and nobody else."""
    with (
        dask.config.set(OURS),
        _same_environment(),
        LocalCluster(n_workers=workers, security=True, **HERE) as made,
        Client(made, set_as_default=False) as client,
    ):
        client.register_plugin(Deaf())
        yield client


@contextlib.contextmanager
def _theirs(address: str) -> Iterator[Client]:
    """The workers of a scheduler."""
    try:
        _knock(address)
        client = Client(address, timeout=ANSWERS_S, set_as_default=False)
    except Exception as error:
        known = isinstance(error, OSError | ValueError | TypeError)
        said = (
            (first_line(str(error)) or type(error).__name__)
            if known
            else Phrase("what is there does not speak as Dask")
        )
        raise BadCluster(
            Phrase(
                "No scheduler answers at {address!r} ({said}). Its address is that which `dask scheduler` "
                "prints, such as tcp://10.0.0.5:8786; without --scheduler the processors of this machine are "
                "used.",
                address=address,
                said=said if isinstance(said, Phrase) else said.rstrip("."),
            )
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=ANSWERS_S)
        except TimeoutError as error:
            raise BadCluster(
                Phrase("The scheduler {address} has no worker. Start one: dask worker {address}", address=address)
            ) from error
        yield client


def _knock(address: str) -> None:
    """Asks a scheduler who it is, in no more than `ANSWERS_S`: what is no Dask can hold a client up for minutes.

    No client is made for it, as one that is half made cannot be closed.
    """
    failures: list[Exception] = []

    def ask() -> None:
        try:
            asyncio.run(_asked(address))
        except Exception as error:
            failures.append(error)

    asking = threading.Thread(target=ask, name="knock", daemon=True)
    asking.start()
    asking.join(ANSWERS_S)
    if failures:
        raise failures[0]
    if asking.is_alive():
        raise TimeoutError(f"no answer in {ANSWERS_S:g} s")


async def _asked(address: str) -> None:
    comm = await connect(address, timeout=ANSWERS_S, **Security().get_connection_args("client"))
    try:
        await comm.write({"op": "identity", "n_workers": 0, "reply": True})
        found = await comm.read()
    finally:
        comm.abort()
    if not isinstance(found, dict) or found.get("type") != "Scheduler":
        raise ValueError("what is there is no scheduler of Dask")


def asker(tables: str | None = None) -> Asker:
    """This machine as who asks; `tables` is the digest of the tables that a run was claimed for."""
    inputs = inputs_of()
    named = os.environ.get(workspace.VARIABLE)
    where = workspace.whole(named) if named else None
    return Asker(socket.gethostname(), replace(inputs, tables=tables or inputs.tables), where)


def _look_at(client: Client) -> None:
    """Holds every worker that is there to have the inputs of this machine."""
    for address, found in client.run(worker.looked_at, asker(), on_error="return").items():
        if isinstance(found, Exception):
            said = first_line(str(found)) or type(found).__name__
            raise BadCluster(
                Phrase(
                    "The worker {address} cannot make reports ({said}). Install icanalysis there.",
                    address=address,
                    said=said,
                )
            ) from found
        if found is not None:
            raise BadCluster(found)


@contextlib.contextmanager
def _same_environment() -> Iterator[None]:
    """Behind it this process has the environment that it had: Dask sets some of it for its workers here as well."""
    before = {name: os.environ[name] for name in worker.SET_BY_DASK if name in os.environ}
    try:
        yield
    finally:
        for name in worker.SET_BY_DASK:
            os.environ.pop(name, None)
        os.environ.update(before)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in LOGGERS}
    try:
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
