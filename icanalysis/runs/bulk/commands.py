"""What the command `batch` prints."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import current_thread, main_thread

from icanalysis.errors import BadCluster, Phrase
from icanalysis.runs import simulated
from icanalysis.runs.bulk.cluster import cluster
from icanalysis.runs.bulk.making import Batch
from icanalysis.runs.bulk.watching import Own, Watch
from icanalysis.runs.delivery import told_if_new
from icanalysis.runs.office import office
from icanalysis.runs.printing import index
from icanalysis.runs.printing.ages import today, told_of_past
from icanalysis.runs.printing.jobs import Given

INTERRUPTED = 130
"""The exit code of a command that was ended by Ctrl-C, as shells have it."""


def batch(
    name: str,
    given: Given,
    each: Sequence[str],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    again: bool = False,
    out: Path | None = None,
    own: Own = str,
) -> int:
    """Makes the jobs of a report on many workers, told in the words of `own`. Its exit code is of the first failure.

    Raises:
        UserError: for anything asked that cannot be had; nothing is run then.
        BadCluster: as `cluster`, and when the scheduler is gone before all is made.
    """
    office()
    planned = Batch.of(name, given, each, out=out, again=again)
    simulated.tell(aside=True)
    if new := told_if_new(out):
        print(own(new), file=sys.stderr)
    return make(planned, workers=workers, scheduler=scheduler, own=own)


def make(planned: Batch, *, workers: int | None = None, scheduler: str | None = None, own: Own = str) -> int:
    """Makes a batch; prints where each set is, and on the error stream how it goes and what became of all."""
    watch, code = Watch(planned.runner.name, len(planned.jobs), own=own), 0
    try:
        with watch, cluster(workers=workers, scheduler=scheduler) as client:
            watch.start()
            made = closing(planned.made(client, tell=watch.last))
            with made as outcomes, index.in_step(planned.runner.out, tell=watch.tell) as changed:
                for outcome in outcomes:
                    with _unbroken():
                        watch.add(outcome)
                        if outcome.error is None:
                            print(outcome.path, flush=True)
                        else:
                            code = code or outcome.error.exit_code
                        changed()
    except BadCluster:
        if watch.counts.done:
            watch.sum_up()
        raise
    except KeyboardInterrupt:
        watch.tell(Phrase("Interrupted. The same command goes on from here."))
        code = INTERRUPTED
    watch.sum_up()
    definition = planned.runner.definition
    if past := told_of_past(planned.jobs, definition, named=planned.given, today=today(definition)):
        watch.tell(past)
    return code


@contextmanager
def _unbroken() -> Iterator[None]:
    """Ctrl-C is heard when this is done, so that nothing stays locked; only the main thread hears it at all."""
    if current_thread() is not main_thread():
        yield
        return
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard:
            signal.raise_signal(signal.SIGINT)
