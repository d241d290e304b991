"""Starts the fork server while the one who will need it still imports."""

from __future__ import annotations

import contextlib

from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import NotWarm


def start_ahead() -> None:
    """Starts the server when there is none; where there can be none, the first kernel will say so."""
    with contextlib.suppress(NotWarm, OSError):
        client.start()
