"""Who started a run, and whether that process lives: number, start and machine together name it."""

from __future__ import annotations

import getpass
import os
import socket
from dataclasses import dataclass

import psutil

from icanalysis.errors import Phrase
from icanalysis.wording.language import marked

SLACK_S = 1.0
"""A start time is read in ticks of a clock."""


@dataclass(frozen=True)
class Owner:
    """A process: what it does (`run`, `run-due`, `batch`, `report`), for whom, where, and since when."""

    what: str
    user: str
    host: str
    pid: int
    born: float

    @property
    def said(self) -> str:
        """Such as `run by planner on office-1 (process 4711)`."""
        said = marked("{what} by {user} on {host} (process {pid})")
        return Phrase(said, what=self.what, user=self.user, host=self.host, pid=self.pid)

    @property
    def is_here(self) -> bool:
        """Whether it is a process of this machine."""
        return self.host == socket.gethostname()

    @property
    def lives(self) -> bool:
        """Whether it still runs; another process that got its number is not it. Ask only for one of this machine."""
        try:
            process = psutil.Process(self.pid)
            return abs(process.create_time() - self.born) < SLACK_S and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False
        except psutil.AccessDenied:
            return True


def own(what: str) -> Owner:
    """This process."""
    me = psutil.Process()
    return Owner(what, _user(), socket.gethostname(), os.getpid(), me.create_time())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return str(os.getuid()) if hasattr(os, "getuid") else "?"
