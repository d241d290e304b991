"""JupyterLab writes nothing but copies, keeps to this machine and asks no other host for anything."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from tornado.web import HTTPError

from icanalysis.errors import BadParameter, BadWorkspace, CannotServe, UserError
from icanalysis.runs.export import in_language
from icanalysis.runs.lab import HOST, lab, overrides, settings
from icanalysis.runs.lab_contents import SCRATCH, KeptNotebooks
from icanalysis.runs.notebooks import notebook_file, read
from icanalysis.runs.parameters import parameters_of
from tests.runs.papers import real, saved

NAME = "01_attainment.ipynb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of notebooks as the suite has it."""
    saved(real("attainment"), tmp_path, NAME)
    (tmp_path / SCRATCH).mkdir()
    return tmp_path


def contents(folder: Path, language: str = "vi") -> KeptNotebooks:
    return KeptNotebooks(root_dir=str(folder), language=language)


def as_model(notebook: nbformat.NotebookNode) -> dict[str, object]:
    return {"type": "notebook", "format": "json", "content": notebook}


def opened(**asked: object) -> None:
    lab(**{"name": None, "language": "vi", "port": None, "browser": False, "tell": print, "aside": print} | asked)


def test_notebooks_of_the_suite_are_read_only_and_copies_are_not(folder: Path):
    saved(real("attainment"), folder / SCRATCH, "copy.ipynb")
    kept = contents(folder)
    assert not asyncio.run(kept.get(NAME))["writable"]
    assert asyncio.run(kept.get(f"{SCRATCH}/copy.ipynb"))["writable"]


@pytest.mark.parametrize("path", [NAME, f"/{NAME}", "new.ipynb", "scratch2/x.ipynb", f"{SCRATCH}/../{NAME}"])
def test_nothing_outside_of_scratch_is_written(folder: Path, path: str):
    before = (folder / NAME).read_bytes()
    with pytest.raises(HTTPError) as refused:
        asyncio.run(contents(folder).save(as_model(new_notebook()), path))
    assert refused.value.status_code in (403, 404)
    assert (folder / NAME).read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == [NAME, SCRATCH]


def test_what_is_refused_says_what_to_do_in_the_language(folder: Path):
    with pytest.raises(HTTPError) as refused:
        asyncio.run(contents(folder).save(as_model(new_notebook()), NAME))
    assert refused.value.log_message.endswith("Hãy lưu một bản sao vào thư mục “scratch”.")


@pytest.mark.parametrize(("path", "to"), [(NAME, f"{SCRATCH}/x.ipynb"), (SCRATCH, "x"), (f"{SCRATCH}/c.ipynb", NAME)])
def test_nothing_is_moved_out_of_its_place(folder: Path, path: str, to: str):
    saved(real("audit"), folder / SCRATCH, "c.ipynb")
    with pytest.raises(HTTPError, match="403"):
        asyncio.run(contents(folder).rename_file(path, to))


@pytest.mark.parametrize("path", [NAME, SCRATCH])
def test_neither_a_notebook_nor_the_folder_of_copies_is_removed(folder: Path, path: str):
    with pytest.raises(HTTPError, match="403"):
        asyncio.run(contents(folder).delete_file(path))


def test_a_copy_is_made_written_moved_and_removed(folder: Path):
    kept = contents(folder)
    kept.delete_to_trash = False

    async def session() -> None:
        made = await kept.copy(NAME, SCRATCH)
        await kept.save(as_model(new_notebook()), made["path"])
        await kept.rename_file(made["path"], f"{SCRATCH}/x.ipynb")
        await kept.delete_file(f"{SCRATCH}/x.ipynb")

    asyncio.run(session())
    assert [file for file in (folder / SCRATCH).iterdir() if file.suffix == ".ipynb"] == []


def test_in_english_a_notebook_is_read_in_english(folder: Path):
    found = asyncio.run(contents(folder, "en").get(NAME))["content"]
    markdown = [cell.source for cell in found.cells if cell.cell_type == "markdown"]
    assert markdown == [
        in_language(one.source, "en") for one in real("attainment").cells if one.cell_type == "markdown"
    ]
    assert markdown[0].startswith("# Implementation of")
    assert parameters_of(found, where=NAME)["language"].default == "en"


def test_in_vietnamese_a_notebook_is_read_as_it_is(folder: Path):
    found = asyncio.run(contents(folder).get(NAME))["content"]
    assert [cell.source for cell in found.cells] == [cell.source for cell in real("attainment").cells]


def test_every_notebook_can_be_read_in_english():
    kept = contents(notebook_file("attainment").parent, "en")
    for name in ("start_here", "attainment", "audit", "clusters", "leadership"):
        found = asyncio.run(kept.get(notebook_file(name).name))["content"]
        assert parameters_of(found, where=name)["language"].default == "en"
        assert parameters_of(read(notebook_file(name)), where=name)["language"].default == "vi"


def test_only_this_machine_reaches_it_and_it_installs_nothing():
    given = settings(Path("a.ipynb"), Path("run"), language="vi", port=None, browser=True)
    assert given["ServerApp.ip"] == HOST == "127.0.0.1"
    assert given["LabApp.extension_manager"] == "readonly"
    assert given["LabApp.news_url"] is None


def test_every_file_of_its_own_lies_in_the_folder_of_the_run():
    given = settings(Path("a.ipynb"), Path("run"), language="vi", port=None, browser=True)
    own = [value for option, value in given.items() if option.endswith(("settings_dir", "workspaces_dir"))]
    assert len(own) == 3
    assert all(Path(value).is_relative_to("run") for value in own)


@pytest.mark.parametrize(("language", "locale"), [("vi", "vi_VN"), ("en", "default")])
def test_it_speaks_the_language_and_fetches_no_news(language: str, locale: str):
    said = overrides(language)
    assert said["@jupyterlab/translation-extension:plugin"] == {"locale": locale}
    assert said["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}


def test_what_a_control_says_never_runs_beside_the_cells():
    assert overrides("vi")["@jupyterlab/apputils-extension:kernels-settings"] == {"commsOverSubshells": "disabled"}


def test_an_unknown_notebook_is_answered_with_the_nearest():
    with pytest.raises(UserError, match=r"There is no notebook 'attainmen'\. Did you mean 'attainment'"):
        opened(name="attainmen")


def test_an_unknown_language_is_answered_with_the_choices():
    with pytest.raises(BadParameter, match=r"'fr' is not a choice of 'language'\. Choose: vi, en\."):
        opened(language="fr")


def test_a_port_that_is_taken_is_said_before_anything_starts():
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"Port {port} is taken"):
            opened(port=port)


def test_a_workspace_that_is_not_there_is_said_before_anything_starts(folder_that_is_not_there: Path):
    with pytest.raises(BadWorkspace, match="There is no folder"):
        opened()
