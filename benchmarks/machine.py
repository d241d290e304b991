"""The machine the times were taken on, in one line."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

PACKAGES = ("polars", "pandas", "pyarrow", "duckdb", "papermill", "nbconvert")


def machine() -> str:
    """Cores, how busy they are, memory, Python and the versions of the packages that were measured."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = f"load {os.getloadavg()[0]:.1f}"
    computer = f"{os.cpu_count()} cores ({load}), {memory_gb:.0f} GB, {platform.system()}"
    return f"{computer}, Python {platform.python_version()}; {packages}"
