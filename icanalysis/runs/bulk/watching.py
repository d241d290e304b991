"""How a batch goes: one line that changes in a terminal, else a plain line for each job that has come to an end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from icanalysis.errors import Phrase, listed
from icanalysis.runs.printing.runner import Outcome

Clock = Callable[[], float]
Own = Callable[[str], str]
"""A line in the words of who reads it."""


@dataclass
class Counts:
    """What has become of the jobs so far."""

    total: int
    clock: Clock = time.monotonic
    delivered: int = 0
    there: int = 0
    failed: list[Outcome] = field(default_factory=list)
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def add(self, outcome: Outcome) -> None:
        """Counts one more."""
        if outcome.error is not None:
            self.failed.append(outcome)
        elif outcome.is_new:
            self.delivered += 1
        else:
            self.there += 1

    @property
    def done(self) -> int:
        """How many have come to an end."""
        return self.delivered + self.there + len(self.failed)

    @property
    def per_minute(self) -> float:
        """How many were made in a minute; those that were there already took no time."""
        return 60 * (self.done - self.there) / max(self.clock() - self.began, 1e-9)

    @property
    def left_s(self) -> float | None:
        """How long the rest takes at this rate; None while there is none."""
        left = self.total - self.done
        return 60 * left / self.per_minute if self.per_minute else None

    @property
    def said(self) -> str:
        """Such as `1 failed, 42 a minute, 2 min 10 s left`."""
        failed = [Phrase("{count} failed", count=len(self.failed))] if self.failed else []
        rate = Phrase("{count} a minute", count=round(self.per_minute))
        left = [] if self.left_s is None else [rate, Phrase("{time} left", time=duration(self.left_s))]
        return listed(failed + left)

    @property
    def summary(self) -> str:
        """Such as `120 delivered, 3 already there, 1 failed of 124, in 2 min 58 s`."""
        parts = [
            Phrase("{count} delivered", count=self.delivered),
            Phrase("{count} already there", count=self.there),
            Phrase("{count} failed", count=len(self.failed)),
        ]
        open_ = self.total - self.done
        parts += [Phrase("{count} not made", count=open_)] if open_ else []
        time = duration(self.clock() - self.began)
        return Phrase("{parts} of {total}, in {time}", parts=listed(parts), total=self.total, time=time)


def duration(seconds: float) -> str:
    """A span of time in the two largest units that matter.

    >>> duration(9.6), duration(130), duration(3 * 3600 + 300)
    ('10 s', '2 min 10 s', '3 h 5 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 60:
        return Phrase("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    return Phrase("{minutes} min {seconds} s", minutes=minutes, seconds=rest) if minutes else f"{rest} s"


class Watch(AbstractContextManager):
    """Tells how a batch goes, on the error stream, in the words of `own`; paths go to the other one."""

    def __init__(self, name: str, total: int, *, own: Own = str, console: Console | None = None) -> None:
        self.counts = Counts(total)
        self.own = own
        self.console = console or Console(stderr=True)
        self._bar = self._progress(name) if self.console.is_terminal else None

    def __enter__(self) -> Watch:
        (self._bar or nullcontext()).__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()

    def start(self) -> None:
        """From now on jobs are made: what came before counts for no rate."""
        self.counts.began = self.counts.clock()

    def last(self, line: str) -> None:
        """What a runner tells on the way: in a terminal the last of it is seen."""
        if self._bar:
            self._bar.update(self._task, last=self.own(line))

    def add(self, outcome: Outcome) -> None:
        """Tells of one more job that has come to an end."""
        self.counts.add(outcome)
        became = Phrase("delivered") if outcome.is_new else Phrase("already there")
        became = outcome.error.phrase if outcome.error else became
        if self._bar:
            self._bar.update(self._task, completed=self.counts.done, said=self.own(self.counts.said))
        else:
            how = [Phrase("{done} of {total}", done=self.counts.done, total=self.counts.total)]
            how += [self.counts.said] if self.counts.said else []
            self.tell(Phrase("{job}: {said} ({how})", job=outcome.job.stem, said=became, how=listed(how)))

    def sum_up(self) -> None:
        """Says what became of all, and why each that failed did."""
        for outcome in self.counts.failed:
            self.tell(Phrase("{job}: {said}", job=outcome.job.stem, said=outcome.error.phrase))
        self.tell(self.counts.summary)

    def tell(self, line: str) -> None:
        """A line that stays."""
        self.console.print(self.own(line), markup=False, highlight=False, soft_wrap=True)

    def _progress(self, name: str) -> Progress:
        plain = {"markup": False, "style": ""}
        columns = [TextColumn("{task.description}", **plain), BarColumn(bar_width=20), MofNCompleteColumn()]
        columns += [TextColumn("{task.fields[said]}", **plain), TextColumn("{task.fields[last]}", **plain)]
        made = Progress(*columns, console=self.console, redirect_stdout=sys.stdout.isatty(), transient=True)
        last = self.own(Phrase("workers are starting"))
        self._task = made.add_task(name, total=self.counts.total, said="", last=last)
        return made
