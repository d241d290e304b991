"""On screen: tables replaced under an open page change nothing in it; the bar says that there are newer ones."""

from __future__ import annotations

from icanalysis.runs.notebooks import FOLDER, notebook_file, read
from tests.conftest import OUTPUT
from tests.notebooks.front_end import front_end
from tests.workspaces import Workspace

NEWER = "Có số liệu mới hơn"


def test_tables_swapped_under_an_open_page_show_only_after_its_cells_are_run_again(workspace: Workspace):
    notebook = read(notebook_file("attainment"))
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    with front_end(FOLDER) as page:
        for source in code:
            page.run(source)
        before, said_before = page.sections(), page.newer()
        workspace.change("observations", OUTPUT, value="9999")
        page.ask(set={"place": "194"})
        page.ask(set={"place": "08", "as_of": "2021-07-31"})
        swapped, said = page.sections(), page.newer()
        for source in code:
            page.run(source)
        again, said_again = page.sections()[-len(before) :], page.newer()
    assert (said_before, said_again) == ("", "")
    assert said.startswith(NEWER)
    assert swapped == before
    assert again != before
    assert "9.999" in "".join(again)
