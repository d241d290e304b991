"""The live page: the suite's server against Voilà, plain and pre-heated, on the same notebook in Chromium.

Pre-heated Voilà knows neither visitor nor parameters; the suite's server has both on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import inf, isfinite
from statistics import median, quantiles

from rich.table import Table

from benchmarks import kernels, report
from benchmarks.contest import ratio
from benchmarks.measure import in_turn, spread
from benchmarks.processes import pss_mb
from benchmarks.served import PLAIN, PREHEATED, SUITE, Served, served
from benchmarks.visitors import first_chart_s, first_charts_s, redraws_ms, while_open
from benchmarks.warm import own_servers

CROWD, WITHIN_S = 10, 10.0
OPEN = 4
CHANGES = 60
Tell = Callable[[str], None]


def compared(*, repeats: int, tell: Tell) -> Iterator[Table]:
    """One table after the other: first chart, many visitors with memory, redraws, kernels, reports.

    Raises:
        Failed: when a server does not start or shows no chart.
    """
    with own_servers():
        yield alone(repeats=repeats, tell=tell)
        yield crowded(repeats=repeats, tell=tell)
        yield redrawn(tell=tell)
    yield kernels.compared(repeats=repeats, tell=tell)
    yield report.compared(repeats=repeats, tell=tell)


def alone(*, repeats: int, tell: Tell) -> Table:
    """One visitor of a server that has nothing else to do."""
    tell(f"{report.NOTEBOOK.name}, first chart for one visitor: {repeats} rounds of three servers")
    measured = in_turn({name: partial(_alone, name) for name in (SUITE, PREHEATED, PLAIN)}, repeats=repeats)
    shown = Table("server", "first chart s", "ratio", title="One visitor, from the address to the first chart")
    shown.caption = _goals(measured[SUITE], (measured[PLAIN], 1 / 5, "plain"), (measured[PREHEATED], 1.2, "pre-heated"))
    for name, values in measured.items():
        shown.add_row(name, spread(values), ratio(values, measured[SUITE]))
    return shown


def crowded(*, repeats: int, tell: Tell) -> Table:
    """Ten visitors within ten seconds, and the memory that each further one takes.

    Who gives up has waited for ever: of a crowd that mostly does, no median can be told.
    """
    tell(f"{CROWD} visitors within {WITHIN_S:g} s, and memory of {OPEN} open pages: {repeats} rounds of two servers")
    ways = {name: partial(_crowd, name) for name in (SUITE, PLAIN)}
    measured = in_turn(ways, repeats=repeats)
    seen = {name: [median(waits) for waits, _ in each] for name, each in measured.items()}
    never = {name: [waits.count(inf) for waits, _ in each] for name, each in measured.items()}
    memory = {name: [each_mb for _, each_mb in each] for name, each in measured.items()}
    shown = Table("server", "median first chart s", "ratio", "gave up", "MB per further visitor (PSS)", "ratio")
    shown.title = f"{CROWD} visitors within {WITHIN_S:g} s"
    shown.caption = (
        f"{_goals(seen[SUITE], (seen[PLAIN], 1 / 4, 'plain'))} "
        f"Goal: 40 MB per further visitor. {'Met' if median(memory[SUITE]) <= 40 else 'NOT met'}."
    )
    for name in ways:
        shown.add_row(
            name,
            spread(seen[name]),
            ratio(seen[name], seen[SUITE]),
            f"{median(never[name]):g} of {CROWD}",
            f"{median(memory[name]):.0f} ({min(memory[name]):.0f}–{max(memory[name]):.0f})",
            ratio(memory[name], memory[SUITE]),
        )
    return shown


def redrawn(*, tell: Tell) -> Table:
    """From a control to the whole page drawn anew; Voilà would have the same kernel behind it: there is no contest."""
    tell(f"{CHANGES} changes of a control")
    with served(SUITE) as server:
        took = redraws_ms(server.url, CHANGES)
    p95 = quantiles(took, n=20)[-1]
    shown = Table(
        "changes", "median ms", "95th percentile ms", "most ms", title="From a control to the page drawn anew"
    )
    shown.add_row(str(len(took)), f"{median(took):.0f}", f"{p95:.0f}", f"{max(took):.0f}")
    shown.caption = f"Goal for the 95th percentile: 300 ms. {'Met' if p95 <= 300 else 'NOT met'}."
    return shown


def _alone(name: str) -> float:
    with served(name) as server:
        return first_chart_s(server.url)


def _crowd(name: str) -> tuple[list[float], float]:
    """How long each waited, and the MB of one further visitor; each by a server of its own."""
    with served(name) as server:
        waits = first_charts_s(server.url, CROWD, within_s=WITHIN_S)
    with served(name) as server:
        held = while_open(server.url, OPEN, partial(_held_mb, server))
    return waits, (held[-1] - held[0]) / (len(held) - 1)


def _held_mb(server: Served) -> float:
    server.come_to_rest()
    return sum(map(pss_mb, server.processes()))


def _goals(values: list[float], *goals: tuple[list[float], float, str]) -> str:
    """Whether the share of each other's median is reached; nothing can be said where there is no median."""
    told = []
    for others, most, name in goals:
        share = median(values) / median(others)
        said = "NOT met" if share > most else "Met" if isfinite(median(others)) else f"{name} has no median"
        told.append(f"Goal: at most {most:.2g} × {name}. {said}: {share:.2f}.")
    return " ".join(told)
