"""A command of the suite in a process that has imported everything; where there is none, the caller runs it itself.

What is forked is no kernel but the command: it has the arguments, streams, folder and environment of the caller, gets
the signals that the caller gets, and its exit code is the caller's.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import NotWarm
from icanalysis.runs.kernels.process import Forked

WARM = ("report", "run")
"""Commands that take longer to import than to ask."""

ATTEMPT = "attempt"
"""What a runner asks for, and no user: one attempt at a run, in a folder that says what to do."""

PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


def run_warm(arguments: Sequence[str]) -> int | None:
    """Runs a command in a forked process; None when nothing was run.

    No server is started for it, and one that still imports is not waited for: that takes as long as to import here.
    """
    try:
        if not client.possible() or not set(arguments[:1]) & set(WARM):
            return None
        if not client.state().get("loaded"):
            return None
        from icanalysis.runs.kernels.request import Request, own_environment, own_limits, own_umask

        request = Request(list(arguments), os.getcwd(), own_environment(), False, own_umask(), own_limits(), "command")
        answer, (file,), connection = client.ask(request.message(), [0, 1, 2], env=request.env)
    except (NotWarm, OSError):
        return None
    return _code(Forked(answer["pid"], file, connection))


def _code(command: Forked) -> int:
    """Waits for a command; after a signal its code is what a shell makes of it."""

    def pass_on(number: int, frame: object) -> None:
        command.send_signal(number)

    for name in PASSED_ON:
        signal.signal(getattr(signal, name), pass_on)
    code = command.wait()
    return code if code >= 0 else 128 - code
