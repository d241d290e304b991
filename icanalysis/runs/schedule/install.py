"""Puts the daily look in place for the user: a timer of systemd, or a line of cron where the user has no systemd.

Only what carries our own mark is ever replaced. What was done and how to undo it is told.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from icanalysis.errors import CannotWrite, Phrase, UserError, first_line
from icanalysis.runs.delivery import deliver
from icanalysis.runs.schedule import timers
from icanalysis.runs.schedule.timers import BEGIN, END, NAME, OWN, Install
from icanalysis.wording.language import marked

ANSWER_S = 60
Tell = Callable[[str], None]


def install(wanted: Install, *, now: datetime, tell: Tell) -> None:
    """Puts the look in place, for the user who asks.

    Raises:
        UserError: when neither systemd nor cron can be used, or something of that name is not ours.
        CannotWrite: when it cannot be written; then nothing has changed.
    """
    if _answers("systemctl", "--user", "show-environment"):
        _systemd(wanted, tell)
    elif shutil.which("crontab"):
        _cron(wanted, now, tell)
    else:
        raise UserError(
            Phrase(
                "Neither systemd for users nor cron is here. Print what another scheduler needs: icanalysis "
                "schedule show"
            )
        )


def placed() -> str | None:
    """Where the daily look of the user stands; None when it was not put in place, or nobody can say."""
    timer = units() / f"{NAME}.timer"
    if timer.is_file():
        return str(timer)
    try:
        return "crontab" if shutil.which("crontab") and BEGIN in map(str.strip, _crontab()) else None
    except CannotWrite:
        return None


def units() -> Path:
    """The folder of the user's own units."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "systemd" / "user"


def _systemd(wanted: Install, tell: Tell) -> None:
    files = {
        units() / f"{NAME}.service": timers.service(wanted).encode(),
        units() / f"{NAME}.timer": timers.timer().encode(),
    }
    before = {file: _own_content(file) for file in files}
    try:
        units().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            Phrase("The folder {units!r} cannot be made ({said}).", units=str(units()), said=error.strerror)
        ) from error
    deliver(files)
    try:
        _run("systemctl", "--user", "daemon-reload")
        _run("systemctl", "--user", "enable", "--now", f"{NAME}.timer")
    except CannotWrite:
        _restore(before)
        raise
    for file in files:
        tell(Phrase("Written: {file}", file=str(file)))
    said = marked("Started: {name}.timer, every day at {time} ({zone}).")
    tell(Phrase(said, name=NAME, time=f"{timers.MORNING:%H:%M}", zone=timers.ZONE))
    tell(Phrase("It runs while you are logged in; to run it always: loginctl enable-linger"))
    undone = " ".join(f"'{file}'" for file in files)
    tell(Phrase("To undo it: {command}", command=f"systemctl --user disable --now {NAME}.timer && rm {undone}"))


def _restore(before: Mapping[Path, bytes | None]) -> None:
    """Puts files back as they were; a timer that was not there before is not left enabled either."""
    if None in before.values():
        _done("systemctl", "--user", "disable", f"{NAME}.timer")
    for file, content in before.items():
        file.unlink() if content is None else deliver({file: content})
    _done("systemctl", "--user", "daemon-reload")


def _own_content(file: Path) -> bytes | None:
    """What stands in a file of ours; None when there is none.

    Raises:
        UserError: when it is not ours.
    """
    if not file.exists():
        return None
    content = file.read_bytes()
    if not content.startswith(OWN.encode()):
        raise UserError(
            Phrase("{file!r} was not written by icanalysis and stays. Move it away, then try again.", file=str(file))
        )
    return content


def _cron(wanted: Install, now: datetime, tell: Tell) -> None:
    others, lines = _others(_crontab()), timers.cron(wanted, now=now)
    _run("crontab", "-", given="\n".join([*others, lines]))
    tell(Phrase("Written into your crontab:"))
    tell(lines.rstrip())
    said = marked("To undo it: crontab -e, and remove the lines from '{begin}' to '{end}'.")
    tell(Phrase(said, begin=BEGIN, end=END))


def _crontab() -> list[str]:
    """The lines of the crontab as it is; none when the user has none.

    Raises:
        CannotWrite: when it cannot be known: it would be lost.
    """
    done = _done("crontab", "-l")
    if done.returncode == 0:
        return done.stdout.splitlines()
    if "no crontab" in done.stderr.lower():
        return []
    raise CannotWrite(
        Phrase("Your crontab cannot be read ({said}). Nothing was changed.", said=first_line(done.stderr))
    )


def _others(lines: list[str]) -> list[str]:
    """The lines that are not ours.

    Raises:
        UserError: when our marks do not stand in pairs: what is between them cannot be told.
    """
    marks = [line.strip() for line in lines if line.strip() in (BEGIN, END)]
    if marks not in ([], [BEGIN, END]):
        raise UserError(
            Phrase(
                "The marks '{begin}' and '{end}' in your crontab are no pair. Mend it by hand: crontab -e",
                begin=BEGIN,
                end=END,
            )
        )
    if not marks:
        return lines
    plain = [line.strip() for line in lines]
    return lines[: plain.index(BEGIN)] + lines[plain.index(END) + 1 :]


def _answers(*command: str) -> bool:
    """Whether a program is there and does what is asked."""
    return shutil.which(command[0]) is not None and _done(*command).returncode == 0


def _run(*command: str, given: str | None = None) -> None:
    """Runs a program.

    Raises:
        CannotWrite: when it fails, with the first line of what it said.
    """
    done = _done(*command, given=given)
    if done.returncode:
        raise CannotWrite(
            Phrase(
                "`{command}` failed ({said}).",
                command=" ".join(command),
                said=first_line(done.stderr) or done.returncode,
            )
        )


def _done(*command: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"LC_ALL": "C"}
    try:
        return subprocess.run(
            command, input=given, env=env, capture_output=True, text=True, timeout=ANSWER_S, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"no answer in {ANSWER_S} s")
