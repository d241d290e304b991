"""A script as one would write it: Papermill and nbconvert in two processes: `python -m benchmarks.pool JOBS`."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import papermill
from nbconvert import HTMLExporter

PROCESSES = 2


def printed(file: str, parameters: dict[str, str], page: Path) -> int:
    """Runs a notebook and writes its page; the length of it."""
    executed = page.with_suffix(".ipynb")
    papermill.execute_notebook(file, executed, parameters={**parameters, "interactive": False}, progress_bar=False)
    html, _ = HTMLExporter().from_notebook_node(nbformat.read(executed, as_version=4))
    return page.write_text(html, encoding="utf-8")


def main() -> None:
    """All jobs of a list."""
    jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder, ProcessPoolExecutor(PROCESSES) as pool:
        pages = [Path(folder) / f"{number}.html" for number in range(len(jobs))]
        files, parameters = zip(*jobs, strict=True)
        assert all(pool.map(printed, files, parameters, pages))


if __name__ == "__main__":
    main()
