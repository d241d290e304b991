"""Starts the fork server while the one who will need it still imports."""

from __future__ import annotations

import contextlib
import sys

from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.folder import NotWarm, is_news


def start_ahead() -> None:
    """Starts the server when there is none; where there can be none, says so once."""
    with contextlib.suppress(OSError):
        try:
            client.start()
        except NotWarm as reason:
            if is_news(reason):
                print(f"icanalysis: kernels start the usual way, not warm: {reason}.", file=sys.stderr)
