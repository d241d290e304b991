"""How often a process looks at a store: every few seconds at most, without waiting long once it knows a state.

A look that takes its time, because nobody answers or much is to be fetched, goes on beside; until it is done the state
of the look before counts, be it a copy or the error that was told.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from pathlib import Path

from icanalysis.sources.addresses import Address
from icanalysis.sources.mirrors import mirror

LOOK_S = 5.0
PATIENCE_S = 1.0

_looks: dict[Address, _Look] = {}
_lock = threading.Lock()


def copy_of(address: Address) -> Path:
    """The folder of a copy of what stands at an address, as it was seen at most some seconds ago.

    Raises:
        UserError: as `mirrors.mirror`.
    """
    with _lock:
        last = _looks.get(address)
        if last is None or last.is_old():
            last = _looks[address] = _Look(address, before=last)
    return last.result()


class _Look:
    """One look at a store, in a thread: a signal to end is heard meanwhile."""

    def __init__(self, address: Address, *, before: _Look | None) -> None:
        self.begun = time.monotonic()
        self.done: float | None = None
        self.found: Future[Path] = Future()
        self.before = None if before is None else before.found
        threading.Thread(target=self._look, args=(address,), daemon=True).start()

    def is_old(self) -> bool:
        """Whether it is time for the next one."""
        return self.done is not None and time.monotonic() - self.done > LOOK_S

    def result(self) -> Path:
        """What it saw, or what was seen before while it is not done."""
        if self.before is None:
            return self.found.result()
        try:
            return self.found.result(timeout=max(0.0, self.begun + PATIENCE_S - time.monotonic()))
        except TimeoutError:
            return self.before.result()

    def _look(self, address: Address) -> None:
        try:
            self.found.set_result(mirror(address))
        except BaseException as error:
            self.found.set_exception(error)
        finally:
            self.done = time.monotonic()
