"""What is asked of a server: everything of the caller that a process started by the caller itself would have had."""

from __future__ import annotations

import os
import resource
from dataclasses import asdict, dataclass, field
from typing import Any

DATA = ("ICANALYSIS_DATA", "ICANALYSIS_TABLES_HELD")
"""Variables: the workspace, without which it is the published one, and which bytes of tables are known to be good."""

LIMITS = ("RLIMIT_AS", "RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC")


@dataclass(frozen=True)
class Request:
    """A process with these arguments, in this folder, with this environment, and with the limits of the caller.

    `work` is `kernel`, `paper` for a kernel that prints, or `command` for a command of the suite.
    """

    arguments: list[str]
    cwd: str
    env: dict[str, str]
    independent: bool
    umask: int
    limits: dict[str, list[int]] = field(default_factory=dict)
    work: str = "kernel"

    @property
    def data(self) -> dict[str, str]:
        """What the caller's environment says of the tables."""
        return {name: self.env[name] for name in DATA if name in self.env}

    def message(self) -> dict[str, Any]:
        """The request as it is sent."""
        return {"do": "fork"} | asdict(self)


def own_umask() -> int:
    """The mask for new files of this process, read without setting it."""
    with open("/proc/self/status", encoding="utf-8", errors="replace") as lines:
        return next((int(line.split()[1], 8) for line in lines if line.startswith("Umask:")), 0o077)


def own_limits() -> dict[str, list[int]]:
    """The limits of this process, by name."""
    return {name: list(resource.getrlimit(getattr(resource, name))) for name in LIMITS}


def keep_limits(limits: dict[str, list[int]]) -> None:
    """Sets limits of this process; one that may not be raised stays."""
    for name, (soft, hard) in limits.items():
        if name in LIMITS:
            kind = getattr(resource, name)
            most = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (_at_most(soft, most), _at_most(hard, most)))


def _at_most(limit: int, most: int) -> int:
    """The lesser of two limits; no limit is -1."""
    return min((one for one in (limit, most) if one != resource.RLIM_INFINITY), default=resource.RLIM_INFINITY)


def own_environment() -> dict[str, str]:
    """The environment of this process."""
    return dict(os.environ)
