"""What makes an operating system look for due reports every day: a systemd timer, a line of cron, a task of Windows.

Each runs `icanalysis run-due` in the morning. A day on which the machine is off is no loss: the next look catches up.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

NAME = "icanalysis-run-due"
ZONE = "Asia/Ho_Chi_Minh"
MORNING = time(6, 30)
OWN = "# Written by `icanalysis schedule install --user`; it is replaced when that is run again."
BEGIN, END = f"# >>> {NAME}", f"# <<< {NAME}"


@dataclass(frozen=True)
class Install:
    """What is to be run: by which interpreter, with which settings of the environment."""

    python: Path
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def arguments(self) -> list[str]:
        """The command."""
        return [str(self.python), "-m", "icanalysis", "run-due"]


def service(install: Install) -> str:
    """The unit that systemd runs."""
    settings = [f"Environment={_unit_word(f'{name}={value}')}" for name, value in sorted(install.env.items())]
    lines = [
        OWN,
        "[Unit]",
        "Description=Reports of icanalysis that are due",
        "",
        "[Service]",
        "Type=oneshot",
        *settings,
        f"ExecStart={' '.join(_unit_word(word, command=True) for word in install.arguments)}",
    ]
    return "\n".join(lines) + "\n"


def timer() -> str:
    """The unit that says when: every morning in Việt Nam; a morning that was missed is made up for."""
    lines = [
        OWN,
        "[Unit]",
        "Description=Looks every morning for reports of icanalysis that are due",
        "",
        "[Timer]",
        f"OnCalendar=*-*-* {MORNING:%H:%M:%S} {ZONE}",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return "\n".join(lines) + "\n"


def cron(install: Install, *, now: datetime) -> str:
    """The lines of a crontab, between marks. Cron knows the clock of the machine only: `now` has its offset."""
    morning = datetime.combine(now.date(), MORNING, ZoneInfo(ZONE)).astimezone(now.tzinfo)
    settings = [f"{name}={value}" for name, value in sorted(install.env.items())]
    words = ["env", *settings, *install.arguments] if settings else install.arguments
    command = shlex.join(words).replace("%", r"\%")
    return "\n".join([BEGIN, OWN, f"{morning.minute} {morning.hour} * * * {command}", END]) + "\n"


def windows(install: Install) -> str:
    """What makes a task of Windows, by the clock of the machine: a command, and before it the file that it runs.

    There is a file where settings go with it, as a task has none and its command may have 261 signs only.
    """
    action = subprocess.list2cmdline(install.arguments)
    create = ["schtasks", "/Create", "/TN", NAME, "/SC", "DAILY", "/ST", f"{MORNING:%H:%M}", "/TR"]
    if not install.env:
        return subprocess.list2cmdline([*create, action])
    settings = [f'set "{_cmd(name)}={_cmd(value)}"' for name, value in sorted(install.env.items())]
    command = f'"{_cmd(str(install.python))}" {subprocess.list2cmdline(install.arguments[1:])}'
    file = rf"%USERPROFILE%\{NAME}.cmd"
    lines = [
        rf"rem Save these lines, to the one before schtasks, as {file} in UTF-8; then run the line of schtasks.",
        "@echo off",
        "chcp 65001 >nul",
        *settings,
        command,
        "",
        rf'{" ".join(create)} "\"{file}\""',
    ]
    return "\n".join(lines)


def _cmd(text: str) -> str:
    """A text as a .cmd file has it between quotes, which no path of Windows holds: `%` is written twice."""
    return text.replace("%", "%%")


def _unit_word(word: str, *, command: bool = False) -> str:
    """A word as a unit of systemd has it: in quotes, with what systemd would read as its own sign written twice."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped.replace("$", "$$") if command else escaped}"'
