"""In a real browser: HTML and script in every text of the data is shown as text, and nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dataframely as dy
import pytest
from playwright.sync_api import Browser, Page

from icanalysis.runs.notebooks import notebooks, read
from icanalysis.runs.sections import promised
from icanalysis.schemas import TABLES
from icanalysis.sources.workspace import VARIABLE
from tests.browser.visitor import Visitor, close
from tests.runs.apps.served import served
from tests.workspaces import Workspace, copied

PROMISED = {name: promised(read(file), where=name) for name, file in notebooks().items()}
MARKUP = "<script>window.ran=1</script><img src=x onerror=window.ran=2>"
STRANGE = """() => [...document.querySelectorAll("main script:not([type*=json]), main img, main [onerror]")]
  .map((one) => one.outerHTML)"""


def free_texts(table: str) -> list[str]:
    """The columns of a table in which anything may stand: no key, no reference, no word of a list, no pattern."""
    schema = TABLES[table]
    columns = schema.columns()
    keys = set(schema.primary_key())
    return [
        name
        for name, column in columns.items()
        if isinstance(column, dy.String)
        and name not in keys
        and not name.endswith(("_id", "_code"))
        and not column.regex
    ]


def with_markup(workspace: Workspace) -> dict[str, list[str]]:
    """Puts markup behind every free text; returns the columns by table."""
    changed = {}
    for table in TABLES:
        rows = workspace.rows(table)
        changed[table] = [name for name in free_texts(table) if rows and name in rows[0]]
        for row in rows:
            row.update({name: f"{row[name]} {MARKUP}" for name in changed[table] if row[name]})
        if rows:
            workspace.keep(table, rows)
    return changed


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = copied(tmp_path_factory.mktemp("hostile") / "workspace")
    assert sum(map(len, with_markup(made).values())) > 20
    return made.folder


@pytest.fixture(scope="module")
def visitor(browser: Browser, hostile: Path) -> Iterator[Visitor]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(hostile))
        with served("--sessions", "12", data=hostile) as server:
            yield Visitor(browser, server.url)


def is_tame(page: Page) -> None:
    """Nothing of the markup became part of the page, and nothing ran."""
    assert page.evaluate("() => window.ran ?? 0") == 0
    assert page.evaluate(STRANGE) == []


@pytest.mark.parametrize("name", list(PROMISED))
def test_markup_in_the_data_is_shown_as_text(visitor: Visitor, name: str):
    page = visitor.open(name, sections=len(PROMISED[name]))
    try:
        is_tame(page)
        assert "<script>window.ran=1</script>" in page.locator("main").inner_text()
        place = page.locator('.ic-bar select[name="place"]')
        if place.count():
            assert "<script>" in place.locator("option").last.text_content()
    finally:
        close(page)


def test_markup_in_the_data_is_shown_as_text_on_the_start_page(visitor: Visitor):
    page = visitor.page()
    try:
        page.goto(visitor.url)
        is_tame(page)
    finally:
        close(page)


def test_markup_in_the_address_is_shown_as_text(visitor: Visitor):
    page = visitor.page()
    try:
        page.goto(f"{visitor.url}attainment?place={MARKUP}&{MARKUP}=1")
        is_tame(page)
    finally:
        close(page)
