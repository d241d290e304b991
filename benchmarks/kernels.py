"""How long a kernel takes to start, and to be ready for the first cell of a page: warm, and as ipykernel starts it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from jupyter_client.manager import KernelManager
from rich.table import Table

from benchmarks.measure import in_turn, spread, times
from benchmarks.warm import warm_server
from icanalysis.runs.kernels.spec import NAME, USUAL

SUITE, PLAIN = "warm kernel", "ipykernel's own"
READY = "from icanalysis.runs import Page; from icanalysis.views import attainment; Page"
PATIENCE_S = 120


def compared(*, repeats: int, tell: Callable[[str], None]) -> Table:
    """The table of starts."""
    tell(f"kernels: {repeats} rounds of both")
    shown = Table("kernel", "answers s", "ratio", "libraries imported s", "ratio", title="Start of a kernel")
    with warm_server():
        measured = in_turn({SUITE: partial(started_s, NAME), PLAIN: partial(started_s, USUAL)}, repeats=repeats)
    answers, imported = ({name: [one[n] for one in each] for name, each in measured.items()} for n in (0, 1))
    for name in measured:
        first, second = answers[name], imported[name]
        shown.add_row(name, spread(first), times(first, answers[SUITE]), spread(second), times(second, imported[SUITE]))
    return shown


def started_s(name: str) -> tuple[float, float]:
    """Seconds until a kernel answers, and until it has imported what a page needs."""
    start = time.perf_counter()
    manager = KernelManager(kernel_name=name)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE_S)
        answers = time.perf_counter() - start
        client.execute_interactive(READY, timeout=PATIENCE_S, silent=True)
        return answers, time.perf_counter() - start
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
