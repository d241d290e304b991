"""A workspace with a fault: pages say so, the server goes on, and all is well when it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs.apps.served import Served, served
from tests.workspaces import Workspace, copied


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return copied(tmp_path_factory.mktemp("data") / "workspace")


@pytest.fixture(scope="module")
def server(workspace: Workspace) -> Iterator[Served]:
    """A server that was started before anything was there."""
    away = workspace.folder.rename(workspace.folder.with_name("away"))
    with served(data=workspace.folder) as running:
        for address in ("", "attainment"):
            assert str(workspace.folder) in running.get(address).body
        away.rename(workspace.folder)
        yield running


def broken(server: Served, said: str) -> bool:
    """Whether the start page and a page both say what is wrong, and the start page still lists the pages."""
    start, page = server.get(""), server.get("attainment")
    listed = start.status == 200 and 'href="/attainment?language=vi"' in start.body
    return listed and said in start.body and page.status == 500 and said in page.body


def whole(server: Served) -> bool:
    """Whether both work."""
    start, page = server.get(""), server.get("attainment")
    return 'role="alert"' not in start.body and page.status == 200 and 'class="ic-headline"' in page.body


def test_a_server_that_started_without_a_workspace_serves_it_when_it_is_there(server: Served):
    assert whole(server)


def test_a_table_that_is_missing_is_said_and_comes_back(server: Served, workspace: Workspace):
    away = workspace.file("targets").rename(workspace.folder / "away.csv")
    assert broken(server, "targets")
    away.rename(workspace.file("targets"))
    assert whole(server)


def test_a_value_that_breaks_a_rule_is_said_with_its_line(server: Served, workspace: Workspace):
    content = workspace.file("observations").read_bytes()
    workspace.change("observations", "o_tq_2021_07_gross_output", value="9,2 nghìn")
    assert broken(server, "observations.csv, dòng")
    workspace.file("observations").write_bytes(content)
    assert whole(server)


def test_an_empty_workspace_is_said(server: Served, workspace: Workspace):
    away = workspace.folder.rename(workspace.folder.with_name("away"))
    Path(workspace.folder).mkdir()
    try:
        assert broken(server, "không có bảng nào")
    finally:
        workspace.folder.rmdir()
        away.rename(workspace.folder)
    assert whole(server)


def test_an_open_page_is_told_of_newer_tables_and_keeps_its_own(server: Served, workspace: Workspace):
    kernel_id = server.get("attainment").kernel_id
    assert server.alive(kernel_id) == {"alive": True}
    content = workspace.file("observations").read_bytes()
    workspace.change("observations", "o_tq_2021_07_gross_output", value="1")
    told = server.alive(kernel_id)
    assert told["alive"] and told["newer"].startswith("Có số liệu mới hơn")
    newer = server.get("attainment?place=08&as_of=2021-07-31")
    assert "newer" not in server.alive(newer.kernel_id)
    workspace.file("observations").write_bytes(content)
