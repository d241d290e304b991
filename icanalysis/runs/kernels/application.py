"""ipykernel's application as a forked process runs it; imported before the fork, so that its many traits are shared."""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp

from icanalysis.runs.kernels import modules
from icanalysis.runs.kernels.owner import OwnerPoller


class WarmKernelApp(IPKernelApp):
    """Watches the process that asked for the kernel instead of its parent; `owner` is a pidfd, or None."""

    owner: int | None = None

    def init_poller(self) -> None:
        """Ends with the owner, if there is one to end with."""
        if self.owner is not None:
            self.poller = OwnerPoller(self.owner)

    def init_kernel(self) -> None:
        """Makes the kernel; its debugger finds the files of all modules listed."""
        with modules.found():
            super().init_kernel()

    def init_code(self) -> None:
        """Runs what a profile says; `%reset` finds the names of all modules listed."""
        with modules.found():
            super().init_code()
