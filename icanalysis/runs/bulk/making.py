"""A batch: many jobs of one report, several at once, each outcome as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

from distributed import Client

from icanalysis.errors import BadCluster
from icanalysis.runs.bulk.rules import varied
from icanalysis.runs.bulk.sending import Sender
from icanalysis.runs.delivery import out_folder
from icanalysis.runs.printing.definitions import definition
from icanalysis.runs.printing.jobs import Given, Job, jobs_of
from icanalysis.runs.printing.runner import Outcome, Runner, Tell

WHAT = "batch"
WAITING = 2
"""So many more jobs are begun here than workers can make: none waits while another is claimed or delivered."""


@dataclass(frozen=True)
class Batch:
    """What is to be made, and by which runner; `given` is what was asked for by name."""

    runner: Runner
    jobs: list[Job]
    given: Given = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        name: str,
        given: Given,
        each: Sequence[str] = (),
        *,
        out: Path | None = None,
        again: bool = False,
    ) -> Batch:
        """The batch of a report: its jobs as it is defined, but for what is asked for (`rules.varied`).

        Raises:
            UserError: for anything asked that cannot be had; nothing is run then.
        """
        made, values = varied(definition(name), each, given)
        jobs = jobs_of(name, made, values)
        return cls(Runner(name, made, WHAT, out=out or out_folder(), again=again), jobs, values)

    def made(self, client: Client, *, tell: Tell = lambda line: None) -> Iterator[Outcome]:
        """The outcome of each job, the first that is known first; one that fails does not stop the others.

        Claims, checks, retries and delivery are the runner's, in threads of this process; attempts are the workers'.
        Whoever stops listening ends it: what is being made then counts as interrupted.

        Raises:
            BadCluster: when the scheduler is gone; the jobs that are left are not begun.
            BadLedger: when the ledger cannot be used.
        """
        sender = Sender(client)
        runner = replace(self.runner, attempt=sender.attempt, sleep=sender.sleep, tell=tell)
        with ThreadPoolExecutor(sum(client.nthreads().values()) + WAITING) as pool:
            asked = {pool.submit(runner.run, job) for job in self.jobs}
            try:
                for done in as_completed(asked):
                    asked.discard(done)
                    outcome = done.result()
                    yield outcome
                    if isinstance(outcome.error, BadCluster):
                        raise outcome.error
            except KeyboardInterrupt:
                _end(sender, pool)
                yield from (one.result() for one in asked if not one.cancelled() and one.exception() is None)
                raise
            finally:
                _end(sender, pool)


def _end(sender: Sender, pool: ThreadPoolExecutor) -> None:
    """Begins nothing more and waits for what cannot be stopped: a set that is just being delivered."""
    sender.end()
    pool.shutdown(cancel_futures=True)
