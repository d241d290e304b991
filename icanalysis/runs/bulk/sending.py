"""Sends attempts to the workers of a cluster, from several threads at once, and takes back what they made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Event, Lock

from distributed import CancelledError, Client, Future, KilledWorker
from distributed.client import ClosedClientError
from distributed.comm import CommClosedError

from icanalysis.errors import BadCluster, Phrase, RunFailed, UserError, first_line
from icanalysis.runs.bulk.cluster import asker
from icanalysis.runs.bulk.worker import Order, on_worker
from icanalysis.runs.printing.attempt import Asked, Finished, sweep
from icanalysis.wording.language import marked

LOST = (CancelledError, ClosedClientError, CommClosedError)
"""What a future says whose scheduler is gone, or that nobody waits for any more."""


class Sender:
    """Attempts as `printing.attempt.attempt`, but on a worker; `runner.Runner` takes it as its way to attempt."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.over = Event()
        self._open: set[Future] = set()
        self._lock = Lock()
        self._numbers = count(1)

    def attempt(self, asked: Asked, *, env: Mapping[str, str]) -> Finished:
        """What a worker made of a run. It has an environment of its own, so `env` is not sent.

        Raises:
            UserError: as the worker said.
            RunFailed: when the workers that were at it ended, one after the other.
            BadCluster: when the scheduler is gone.
            KeyboardInterrupt: when all is to end.
        """
        order = Order(asked, Path(asked.file).read_bytes(), asker(asked.tables))
        try:
            return self._result(order, f"{asked.report}-{asked.run}-{next(self._numbers)}")
        except UserError:
            raise
        except LOST as error:
            sweep(asked.run)  # a worker on this machine would go on
            if self.over.is_set():
                raise KeyboardInterrupt from error
            raise BadCluster(Phrase("The scheduler of the workers is gone. Nothing was delivered.")) from error
        except KilledWorker as error:
            said = marked("The workers that made it ended before it was done, {times} times. Nothing was delivered.")
            raise RunFailed(Phrase(said, times=error.allowed_failures + 1)) from error
        except Exception as error:  # what a worker raises that is no error of ours: the others can go on
            said = marked("The worker could not make it ({said}). Nothing was delivered.")
            raise RunFailed(Phrase(said, said=first_line(f"{type(error).__name__}: {error}"))) from error

    def sleep(self, seconds: float) -> None:
        """Sleeps, but not on when all is to end.

        Raises:
            KeyboardInterrupt: then.
        """
        if self.over.wait(seconds):
            raise KeyboardInterrupt

    def end(self) -> None:
        """Lets every attempt that is waited for end, and every later one."""
        with self._lock:
            self.over.set()
            with suppress(*LOST, OSError):
                self.client.cancel(list(self._open))

    def _result(self, order: Order, key: str) -> Finished:
        with self._lock:
            if self.over.is_set():
                raise KeyboardInterrupt
            future = self.client.submit(on_worker, order, pure=False, key=key)
            self._open.add(future)
        try:
            return future.result()
        finally:
            with self._lock:
                self._open.discard(future)
