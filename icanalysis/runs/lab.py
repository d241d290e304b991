"""JupyterLab on the notebooks: our kernel, our language, nothing from another host, nothing written but scratch copies.

All settings live in a folder of the run: those of the user's own Jupyter are neither read nor changed, and what other
packages would add to the server is left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from icanalysis.errors import CannotWrite, Phrase
from icanalysis.runs.apps.listening import listening
from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.ahead import start_ahead
from icanalysis.runs.kernels.folder import NotWarm
from icanalysis.runs.kernels.spec import put_in
from icanalysis.runs.notebooks import FOLDER, notebook_file
from icanalysis.runs.parameters import hold_language
from icanalysis.sources import workspace
from icanalysis.wording.language import in_every_language, marked

HOST = "127.0.0.1"
PORT = 8888
FIRST = "start_here"
SCRATCH = "scratch"
LOCALES = {"vi": "vi_VN", "en": "default"}
NOT_HERE = ("@voila-dashboards/jupyterlab-preview", "jupyterlab-jupytext")
"""Extensions of JupyterLab that other packages bring and that lead nowhere here."""

BEGUN = marked("JupyterLab runs at the address below, for this machine alone: open it in a browser. Ctrl-C ends it.")

Tell = Callable[[str], None]


def lab(name: str | None, *, language: str, port: int | None, browser: bool, tell: Tell, aside: Tell) -> None:
    """Opens JupyterLab on a notebook and serves it until it is told to stop; what to do with it is told aside.

    Raises:
        UserError: for an unknown notebook or language, a port that is taken, a workspace that is not there.
    """
    hold_language(language)
    file = notebook_file(name or FIRST)
    workspace.folder()
    if given := os.environ.get(workspace.VARIABLE):
        os.environ[workspace.VARIABLE] = workspace.whole(given)  # kernels start in the folder of the notebooks
    if port is not None:
        _hold_free(port)
    _make_scratch()
    start_ahead()
    with TemporaryDirectory(prefix="icanalysis-lab-") as folder:
        try:
            _serve(file, Path(folder), language=language, port=port, browser=browser, tell=tell, aside=aside)
        finally:
            with suppress(NotWarm, OSError):
                client.stop()


def settings(file: Path, folder: Path, *, language: str, port: int | None, browser: bool) -> dict[str, Any]:
    """The settings of a run that keeps all its own files in a folder: option → value."""
    return {
        "ServerApp.ip": HOST,
        "ServerApp.port": PORT if port is None else port,
        "ServerApp.port_retries": 0 if port else 50,
        "ServerApp.root_dir": str(FOLDER),
        "ServerApp.open_browser": browser,
        "ServerApp.allow_root": True,
        "ServerApp.answer_yes": True,
        "ServerApp.log_level": "WARN",
        "LabApp.log_level": "WARN",
        "ServerApp.jpserver_extensions": {"icanalysis.runs.lab_words": True, "jupyter_lsp": True},
        "ServerApp.contents_manager_class": "icanalysis.runs.lab_contents.KeptNotebooks",
        "KeptNotebooks.language": language,
        "ServerApp.kernel_websocket_connection_class": "icanalysis.runs.connection.Connection",
        "LabApp.default_url": f"/lab/tree/{file.name}",
        "LabApp.app_settings_dir": str(folder / "settings"),
        "LabApp.user_settings_dir": str(folder / "user"),
        "LabApp.workspaces_dir": str(folder / "workspaces"),
        "LabApp.extension_manager": "readonly",
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }


def overrides(language: str) -> dict[str, dict[str, Any]]:
    """What JupyterLab does other than usual.

    It speaks the language, and asks no other host for news or updates. What a control says waits its turn behind the
    cells that run: JupyterLab's own way is a thread beside them, which answers never again when the kernel was
    restarted while it was being made (JupyterLab 4, jupyterlab/jupyterlab#19719).
    """
    return {
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[language]},
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
        "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
    }


def _serve(
    file: Path, folder: Path, *, language: str, port: int | None, browser: bool, tell: Tell, aside: Tell
) -> None:
    files = {"overrides": overrides(language), "page_config": {"disabledExtensions": dict.fromkeys(NOT_HERE, True)}}
    (folder / "settings").mkdir()
    for name, content in files.items():
        (folder / "settings" / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    usual = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(put_in(folder / "data")), usual]))
    os.environ |= {"JUPYTER_NO_CONFIG": "1", "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    from jupyterlab.labapp import LabApp
    from traitlets.config import Config

    config = Config()
    for option, value in settings(file, folder, language=language, port=port, browser=browser).items():
        section, key = option.split(".")
        config[section][key] = value
    server = LabApp.initialize_server(argv=[], config=config)
    for line in in_every_language(BEGUN):
        aside(line)
    tell(f"http://{HOST}:{server.port}/lab/tree/{file.name}?token={server.identity_provider.token}")
    server.start()


def _hold_free(port: int) -> None:
    """Holds the port to be free; says which one is, if it is not."""
    listening(HOST, port).close()


def _make_scratch() -> None:
    try:
        (FOLDER / SCRATCH).mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            Phrase(
                "There is no folder for copies of notebooks and none can be made at {folder!r} ({said}). Make "
                "it, or use a clone of your own.",
                folder=str(FOLDER / SCRATCH),
                said=error.strerror,
            )
        ) from error
