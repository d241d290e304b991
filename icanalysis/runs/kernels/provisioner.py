"""Jupyter's extension point: a provisioner that forks kernels, and starts them as Jupyter does where it cannot."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Unicode

from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import NotWarm, folder, is_news, private
from icanalysis.runs.kernels.process import Forked

LAUNCHER = ["-m", "ipykernel_launcher"]
UNDERSTOOD = {"env", "cwd", "independent", "stdin", "stdout", "stderr", "kernel_id", "extra_arguments"}
"""What a caller may give with a kernel; with anything else it is started as Jupyter does."""


class WarmProvisioner(LocalProvisioner):
    """Polls, waits, signals, kills and cleans up as Jupyter's own: only the launch differs."""

    work = Unicode("kernel", config=True, help="What the kernel is for: `kernel`, or `paper` for one that prints.")
    _sockets: Path | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Gives the kernel sockets in a private folder instead of TCP ports, unless told otherwise."""
        with contextlib.suppress(NotWarm):
            self._make_private()
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Forks a kernel, or launches it as Jupyter does and says why, once."""
        try:
            self.process = await asyncio.to_thread(_forked, cmd, kwargs, self.work)
        except NotWarm as reason:
            if is_news(reason):
                self.log.warning("Kernels start the usual way, not warm: %s.", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kills the kernel and waits until it is dead: else Jupyter would look again after a tenth of a second."""
        await super().kill(restart=restart)
        if isinstance(self.process, Forked):
            await asyncio.to_thread(self.process.wait_shortly)

    async def cleanup(self, restart: bool = False) -> None:
        """Removes the folder of the kernel's sockets with the kernel."""
        await super().cleanup(restart=restart)
        if self._sockets is not None and not restart:
            with contextlib.suppress(OSError):
                for left in self._sockets.iterdir():
                    left.unlink()
                self._sockets.rmdir()

    def _make_private(self) -> None:
        manager = self.parent
        if manager is None or not client.possible() or manager.transport != "tcp" or manager.shell_port:
            return
        told = [section for name, section in manager.config.items() if name.endswith("KernelManager")]
        if any("transport" in section or "ip" in section for section in told):
            return
        self._sockets = private(folder() / f"k-{os.urandom(4).hex()}")
        manager.transport = "ipc"
        manager.ip = str(self._sockets / "s")


def _forked(cmd: list[str], given: dict[str, Any], work: str) -> Forked:
    """A kernel forked with what the caller gave.

    Raises:
        NotWarm: when it cannot be had so.
        OSError: when the folder to start in is not there, as of `Popen`.
    """
    if not client.possible():
        raise NotWarm(f"processes cannot be forked safely on {sys.platform}")
    from icanalysis.runs.kernels.request import Request, own_environment, own_limits, own_umask

    if cmd[:1] != [sys.executable] or cmd[1:3] != LAUNCHER or set(given) - UNDERSTOOD:
        raise NotWarm("it is asked for in a way that only the usual start knows")
    independent = bool(given.get("independent"))
    env = dict(own_environment() if given.get("env") is None else given["env"])
    cwd = os.path.abspath(given.get("cwd") or os.getcwd())
    os.stat(cwd)
    if not independent:
        env["JPY_PARENT_PID"] = str(os.getpid())
    request = Request(cmd[3:], cwd, env, independent, own_umask(), own_limits(), work)
    with contextlib.ExitStack() as opened:
        streams = [_stream(given.get(name), usual, opened) for name, usual in (("stdout", 1), ("stderr", 2))]
        answer, files, connection = client.ask(request.message(), streams, env=env)
    return Forked(answer["pid"], files[0], connection)


def _stream(given: Any, usual: int, opened: contextlib.ExitStack) -> int:
    """The file behind a standard stream; a pipe needs a parent, so it is left to the usual start."""
    if given in (subprocess.PIPE, subprocess.STDOUT):
        raise NotWarm("its output is asked for as a pipe")
    if given == subprocess.DEVNULL:
        return opened.enter_context(open(os.devnull, "wb")).fileno()
    if given is None:
        return usual
    return given if isinstance(given, int) else given.fileno()
