"""What was due and is done: one file beside the ledger, written anew, whole, after every slot.

The ledger knows what was made, not for which period: a report whose figures did not change is there already and is not
made again, and a run that catches up stands there with the day on which it was made. If a process is stopped between
delivery and account, the runner finds the report in the ledger and the slot is settled then.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from icanalysis.errors import BadLedger, Phrase
from icanalysis.runs.delivery import deliver

FILE = "due.json"


@dataclass(frozen=True)
class Account:
    """`not_before` is the moment from which on periods count; `settled` has report → last day of a period → slots.

    `refused` has report → slot → why its jobs could not be had, as its readers were told, in whichever period.
    """

    not_before: AwareDatetime
    settled: dict[str, dict[date, tuple[str, ...]]] = field(default_factory=dict)
    refused: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def settled_of(self, report: str, end: date) -> frozenset[str]:
        """The slots of a period that are done."""
        return frozenset(self.settled.get(report, {}).get(end, ()))

    def settle(self, report: str, end: date, slot: str) -> Account:
        """The account in which a slot is done, too."""
        of_report = self.settled.get(report, {})
        done = sorted({*of_report.get(end, ()), slot})
        settled = self.settled | {report: of_report | {end: tuple(done)}}
        return replace(self, settled=settled).tell(report, slot, ())

    def is_told(self, report: str, slot: str, why: str) -> bool:
        """Whether readers know already why a slot has to wait."""
        return why in self.refused.get(report, {}).get(slot, ())

    def tell(self, report: str, slot: str, why: tuple[str, ...]) -> Account:
        """The account in which readers know why a slot has to wait; without a reason it does not."""
        others = {one: known for one, known in self.refused.get(report, {}).items() if one != slot}
        return replace(self, refused=self.refused | {report: others | ({slot: why} if why else {})})


KIND = TypeAdapter(Account)


def account(out: Path, *, now: datetime) -> Account:
    """The account beside a ledger; when there is none it begins now and is written.

    Raises:
        BadLedger: when the file cannot be read: nothing is known then, and nothing is guessed.
    """
    file = out / FILE
    try:
        return KIND.validate_json(file.read_bytes())
    except FileNotFoundError:
        begun = Account(now)
        keep(begun, out)
        return begun
    except (OSError, ValidationError) as error:
        raise BadLedger(
            Phrase(
                "What is done of the schedule cannot be read from {file!r}. Bring it back from a copy, or "
                "remove it: then only what becomes due from now on is made.",
                file=str(file),
            )
        ) from error


def keep(known: Account, out: Path) -> None:
    """Writes the account, whole or not at all.

    Raises:
        BadLedger: when it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadLedger(
            Phrase("The folder {out!r} cannot be made ({said}).", out=str(out), said=error.strerror)
        ) from error
    deliver({out / FILE: json.dumps(KIND.dump_python(known, mode="json"), ensure_ascii=False, indent=1).encode()})
