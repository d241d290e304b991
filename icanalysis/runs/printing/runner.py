"""Runs jobs one after the other: claimed in the ledger, attempted apart, checked, delivered as a set, told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from icanalysis.errors import CannotWrite, Phrase, RunFailed, Transient, UserError
from icanalysis.runs.delivery import out_folder
from icanalysis.runs.printing import sets
from icanalysis.runs.printing.attempt import Asked, Finished, attempt, sweep
from icanalysis.runs.printing.definitions import Definition
from icanalysis.runs.printing.facts import facts_of
from icanalysis.runs.printing.inputs import inputs_of, key_of
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.ledger import ABANDONED, DELIVERED, FAILED, Claim, Ledger, Wish
from icanalysis.runs.printing.owner import own
from icanalysis.runs.printing.period import period_words
from icanalysis.runs.printing.secrecy import hold_secret, secrets_of
from icanalysis.sources import tables
from icanalysis.wording.language import marked

LEDGER = "ledger.sqlite"
INTERRUPTED = marked("It was interrupted before it was done.")
FAULT = marked("The program has a fault here ({fault}). Nothing was delivered. Tell who looks after the program.")

LONGEST_WAIT_S = 60.0
"""The most that lies between two attempts."""

LOOK_AGAIN_S = 0.5
"""How long to wait for another process that makes the very same report, before looking again."""

Tell = Callable[[str], None]
Attempt = Callable[..., Finished]
"""How an attempt is made: as `attempt`, here or elsewhere."""


@dataclass(frozen=True)
class Outcome:
    """What became of a job: `path` leads to its last good set, whoever made it; `error` says why it failed.

    `is_new` tells whether this call made the set.
    """

    job: Job
    run: str | None
    path: Path | None
    is_new: bool
    error: UserError | None = None


@dataclass(frozen=True)
class Runner:
    """Makes the jobs of one report. `what` is written down as who asked: run, run-due, batch.

    `env` is what a run may see, but for what looks secret in it. `attempt` makes one attempt, here or elsewhere.
    Between attempts, and while another process makes the same, it sleeps by `sleep`.
    """

    name: str
    definition: Definition
    what: str
    out: Path = field(default_factory=out_folder)
    again: bool = False
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    attempt: Attempt = field(default_factory=lambda: attempt)
    sleep: Callable[[float], None] = time.sleep
    tell: Tell = lambda line: None

    @property
    def ledger(self) -> Ledger:
        """The ledger beside the reports."""
        return Ledger(self.out / LEDGER)

    def run_all(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """The outcomes of jobs, each as soon as it is known; one that fails does not stop the others."""
        for job in jobs:
            yield self.run(job)

    def run(self, job: Job) -> Outcome:
        """Makes a job, unless it is made already; waits for another process that is at work on it.

        Raises:
            BadLedger: when the ledger cannot be used: nothing can be known then.
        """
        place = sets.Place(self.out, job.report, job.stem)
        ledger = self.ledger
        try:
            sets.check_room(place)
            claim = self._claim(job, place, ledger)
            if claim.state == "busy":
                self.tell(Phrase("{job}: is being made already, {by}", job=job.stem, by=claim.owner.said))
            while claim.state == "busy":
                self.sleep(LOOK_AGAIN_S)
                claim = self._claim(job, place, ledger)
        except UserError as error:
            return Outcome(job, None, None, False, error)
        if claim.is_mine:
            return self._make(job, place, claim.run, ledger)
        try:
            return Outcome(job, claim.run, sets.lead(place, claim.run), False)
        except CannotWrite as error:
            return Outcome(job, claim.run, None, False, error)

    def _wish(self, job: Job) -> Wish:
        inputs = inputs_of(job.file)
        limits, retry = self.definition.limits, self.definition.retry
        longest = (retry.attempts + 1) * (limits.run_s + LONGEST_WAIT_S)
        key = key_of(job.report, job.parameters, self.definition.formats, inputs)
        return Wish(job.report, job.stem, job.parameters, key, inputs, own(self.what), timedelta(seconds=longest))

    def _claim(self, job: Job, place: sets.Place, ledger: Ledger) -> Claim:
        """Claims a job. What a killed process had delivered counts as delivered; what it left half is removed."""

        def gone(run: str) -> str:
            sweep(run)
            return _became(place, run)

        def whole(run: str) -> bool:
            told = {one["file"]: one["sha256"] for one in ledger.run(run)["outputs"]}
            return sets.is_whole(place, run, told)

        return ledger.claim(self._wish(job), again=self.again, gone=gone, whole=whole)

    def _make(self, job: Job, place: sets.Place, run: str, ledger: Ledger) -> Outcome:
        """Makes what was claimed; however that ends, the ledger says so."""
        try:
            if job.refusal is not None:
                raise job.refusal
            finished = self._attempted(job, run, ledger)
            ledger.told(run, cells=finished.cells, checks=finished.checks)
            files = self._checked(job, finished)
            outputs = {name: (sha256(content).hexdigest(), len(content)) for name, content in files.items()}
            ledger.told(run, outputs=outputs, facts=facts_of(finished.files))
            path = sets.deliver_set(place, run, files)
        except UserError as error:
            return Outcome(job, run, None, False, self._failed(error, place, run, ledger))
        except Exception as error:
            ledger.end(run, FAILED, RunFailed(Phrase(FAULT, fault=type(error).__name__)))
            raise
        except BaseException:  # Ctrl-C: nobody's failure, and whoever asks next makes it
            became = _became(place, run)
            ledger.end(run, became, RunFailed(Phrase(INTERRUPTED)) if became == ABANDONED else None)
            raise
        ledger.end(run, DELIVERED)
        made = ledger.runs(report=job.report, stem=job.stem, state=DELIVERED)
        sets.prune(place, [one["run"] for one in made], kept=self.definition.kept)
        return Outcome(job, run, path, True)

    def _attempted(self, job: Job, run: str, ledger: Ledger) -> Finished:
        """The first attempt that comes to its end; tried again only for a reason that may pass."""
        retry = self.definition.retry

        def before_next(state: RetryCallState) -> None:
            why = state.outcome.exception().phrase
            said = marked("{job}: attempt {number} failed: {why} Next in {seconds} s.")
            seconds = f"{state.upcoming_sleep:.0f}"
            self.tell(Phrase(said, job=job.stem, number=state.attempt_number, why=why, seconds=seconds))

        tries = Retrying(
            stop=stop_after_attempt(retry.attempts),
            wait=wait_exponential(multiplier=retry.wait_s, max=LONGEST_WAIT_S),
            retry=retry_if_exception_type(Transient),
            before_sleep=before_next,
            sleep=self.sleep,
            reraise=True,
        )
        for one in tries:
            with one:
                return self._one_attempt(job, run, one.retry_state.attempt_number, ledger)
        raise AssertionError("tenacity ends with a result or an error")

    def _one_attempt(self, job: Job, run: str, number: int, ledger: Ledger) -> Finished:
        began = datetime.now().astimezone()
        wish = self._wish(job)
        ledger.change_key(run, wish)
        asked = Asked(
            run=run,
            report=job.report,
            notebook=job.notebook,
            file=str(job.file),
            parameters=job.parameters,
            formats=self.definition.formats,
            tables=wish.inputs.tables,
            expected=self.definition.expected,
            limits=self.definition.limits,
            period=period_words(self.definition.schedule, job.parameters.get("as_of"), job.parameters["language"]),
        )
        self.tell(Phrase("{job}: attempt {number}, run {run}", job=job.stem, number=number, run=run))
        try:
            finished = self.attempt(asked, env={**self.env, **tables.for_another()})
        except BaseException as error:
            why = str(error) or type(error).__name__
            ledger.attempt(run, number, began, why if isinstance(error, Exception) else INTERRUPTED)
            raise
        ledger.attempt(run, number, began, None)
        return finished

    def _checked(self, job: Job, finished: Finished) -> dict[str, bytes]:
        """The files of a set by name, when all checks passed, every format is there and none holds a secret."""
        if finished.error is not None:
            raise finished.error
        missing = [one for one in self.definition.formats if not finished.files.get(f".{one}")]
        if missing:
            said = Phrase("The report was not made as {missing}. Nothing was delivered.", missing=", ".join(missing))
            raise RunFailed(said)
        files = {f"{job.stem}{ending}": content for ending, content in finished.files.items()}
        hold_secret(files | {"The log": finished.log}, secrets_of(self.env))
        return files

    def _failed(self, error: UserError, place: sets.Place, run: str, ledger: Ledger) -> UserError:
        """Writes down that a run failed, beside the last good set too."""
        ledger.end(run, FAILED, error)
        good = next(iter(ledger.runs(report=place.report, stem=place.stem, state=DELIVERED)), None)
        last_good = datetime.fromisoformat(good["ended"]) if good and place.last_good.exists() else None
        try:
            sets.warn(place, run, why=error, at=datetime.now().astimezone(), last_good=last_good)
        except CannotWrite as second:
            self.tell(second.phrase)
        return error


def _became(place: sets.Place, run: str) -> str:
    """What became of a run that ended in the middle; what it left half is removed."""
    sets.clear(place, run)
    return DELIVERED if sets.leads_to(place) == run else ABANDONED
