"""On screen: cells that run again leave nothing of their earlier run in the kernel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from icanalysis.runs.notebooks import FOLDER, notebook_file, read
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from tests.notebooks.front_end import FrontEnd, front_end

CELLS = [cell.source for cell in read(notebook_file("start_here")).cells if cell.cell_type == "code"]
PAGE = next(number for number, source in enumerate(CELLS) if "Page(" in source and "import" not in source)


@pytest.fixture
def page() -> Iterator[FrontEnd]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(PUBLISHED))
        with front_end(FOLDER) as opened:
            yield opened
            assert opened.errors == []


def run_all(page: FrontEnd) -> None:
    for number, source in enumerate(CELLS):
        page.run(source, cell=f"cell-{number}")


def widgets(page: FrontEnd) -> Counter[str]:
    """How often each section, and the bar, is held by the kernel, as the kernel itself says."""
    page.outputs.clear()
    page.run(
        "from ipywidgets.widgets.widget import _instances\n"
        "display({'text/plain': ','.join(getattr(one, 'name', type(one).__name__) for one in _instances.values())},"
        " raw=True)"
    )
    return Counter(page.outputs[-1]["text/plain"].split(","))


def test_all_cells_run_again_leave_one_bar_and_one_of_each_section(page: FrontEnd):
    run_all(page)
    first = widgets(page)
    run_all(page)
    run_all(page)
    assert first["Bar"] == first["contents"] == 1
    assert widgets(page) == first


def test_a_second_page_in_another_cell_leaves_the_first_one_live(page: FrontEnd):
    run_all(page)
    first = widgets(page)
    page.run(CELLS[PAGE].replace("page", "other"), cell="another")
    page.run("other.show(view.contents)", cell="another-contents")
    assert widgets(page) == first + Counter({"Bar": 1, "contents": 1, "Layout": 2})
