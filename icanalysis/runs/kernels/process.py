"""A forked kernel as its owner sees it: what Jupyter's own provisioner uses of `subprocess.Popen`."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import time

from icanalysis.runs.kernels.wire import END

UNKNOWN = 255
"""Exit code of a kernel whose server was lost before it could tell."""

TELLING_S = 2.0
"""How long after a kernel's end its server may take to tell the exit code."""


class Forked:
    """A kernel forked by a server: `file` is its pidfd, `connection` tells its end."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, file: int, connection: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._file = file
        connection.setblocking(False)
        self._connection = connection.detach()  # a bare file, as the other: both are closed here and nowhere else
        self._lost = False
        self._seen_dead: float | None = None

    def poll(self) -> int | None:
        """The exit code (minus a signal's number), or None while the kernel runs."""
        if self.returncode is None:
            self._listen()
            if self.returncode is None and _readable(self._file, 0):
                self._seen_dead = self._seen_dead or time.monotonic()
                if self._lost or time.monotonic() - self._seen_dead > TELLING_S:
                    self.returncode = UNKNOWN
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Waits for the end and lets the server forget the kernel.

        Raises:
            subprocess.TimeoutExpired: when it runs longer.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("kernel", timeout)
            _readable(self._file, 0.1)
            if self._seen_dead:
                time.sleep(0.005)
        self.close()
        return self.returncode

    def wait_shortly(self) -> None:
        """Waits until the kernel has ended and its server has told how, but not for long."""
        if self.returncode is None and _readable(self._file, TELLING_S) and not self._lost:
            _readable(self._connection, TELLING_S)

    def send_signal(self, number: int) -> None:
        """Sends a signal to the kernel, never to another process that got its number; none once it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._file, number)

    def terminate(self) -> None:
        """Asks the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends the kernel."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Lets go of the connection and of the process."""
        for file in (self._connection, self._file):
            if file >= 0:
                os.close(file)
        self._connection = self._file = -1

    def __del__(self) -> None:
        self.close()

    def _listen(self) -> None:
        if self._lost:
            return
        try:
            told = os.read(self._connection, END.size)
        except BlockingIOError:
            return
        except OSError:
            told = b""
        if len(told) == END.size:
            (self.returncode,) = END.unpack(told)
        else:
            self._lost = True


def _readable(file: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
