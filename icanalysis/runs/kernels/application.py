"""ipykernel's application as a forked process runs it, made before the fork, so that its many traits are shared."""

from __future__ import annotations

from collections.abc import Sequence

from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

from icanalysis.runs.kernels import modules
from icanalysis.runs.kernels.owner import OwnerPoller


class WarmKernelApp(IPKernelApp):
    """Watches the process that asked for the kernel instead of its parent; `owner` is a pidfd, or None."""

    owner: int | None = None
    is_made_ahead = False

    @classmethod
    def make_ahead(cls) -> None:
        """Makes the application with its parser and its logger, which are the same for all kernels.

        What depends on who asks (folder, profile, configuration files) is left to the kernel.
        """
        made = cls.instance()
        made.parse_command_line([])
        made.is_made_ahead = True

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Takes `-f FILE`, as everybody starts a kernel, for what it says; anything else goes through the parser."""
        match argv:
            case ["-f", file] if self.is_made_ahead:
                self.update_config(Config(IPKernelApp=Config(connection_file=file)))
            case _:
                super().parse_command_line(argv)

    def init_poller(self) -> None:
        """Ends with the owner, if there is one to end with."""
        if self.owner is not None:
            self.poller = OwnerPoller(self.owner)

    def init_kernel(self) -> None:
        """Makes the kernel; its debugger is told the files of all modules, to leave them out."""
        with modules.unlisted():
            super().init_kernel()
        self.kernel._kernel_modules = modules.files()
        if hasattr(self.kernel, "debugger"):
            self.kernel.debugger.kernel_modules = self.kernel._kernel_modules

    def init_code(self) -> None:
        """Runs what a profile says; `%reset` is told the names of all modules, to keep them."""
        with modules.unlisted():
            super().init_code()
        self.shell._sys_modules_keys = modules.names()
