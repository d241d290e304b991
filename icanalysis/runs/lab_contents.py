"""What JupyterLab reads and may write: the notebooks of the suite stay as they are, only `scratch` changes.

Scheduled reports are printed from them: an autosave of a changed parameter, or an output, must not get into them.
JupyterLab shows them as read-only, runs them, and offers "Save as". Since nothing goes back, they can be shown in the
language of the reader.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError
from traitlets import Unicode

from icanalysis.runs.export import in_language
from icanalysis.runs.lab import SCRATCH
from icanalysis.runs.parameters import TAG
from icanalysis.wording.language import marked, words

REFUSED = marked("The notebooks of the suite are not changed here. Save a copy in the folder “{folder}”.")
SPEAKS = 'language: str = "{}"'
"""The line of a parameters cell that says in which language a page speaks."""


class KeptNotebooks(AsyncLargeFileManager):
    """The files of the notebooks' folder; all but those in `scratch` can be read and run, not written."""

    language = Unicode("vi", help="Language of the reader.").tag(config=True)

    def is_writable(self, path: str) -> bool:
        """Whether a file may be written: JupyterLab asks before it saves by itself."""
        return _is_own(path) and super().is_writable(path)

    async def get(self, path: str, content: bool = True, **kwargs: Any) -> dict[str, Any]:
        """A file; a notebook of the suite in the language of the reader."""
        model = await super().get(path, content=content, **kwargs)
        if content and model["type"] == "notebook" and not _is_own(path):
            _speak(model["content"], self.language)
        return model

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        """Writes a file of `scratch`."""
        self._hold(path)
        return await super().save(model, path)

    async def delete_file(self, path: str) -> None:
        """Removes a file of `scratch`."""
        self._hold(path, itself=False)
        await super().delete_file(path)

    async def rename_file(self, old_path: str, new_path: str) -> None:
        """Moves a file within `scratch`."""
        self._hold(old_path, itself=False)
        self._hold(new_path, itself=False)
        await super().rename_file(old_path, new_path)

    async def restore_checkpoint(self, checkpoint_id: str, path: str) -> None:
        """Brings an earlier version of a file of `scratch` back."""
        self._hold(path)
        await super().restore_checkpoint(checkpoint_id, path)

    def _hold(self, path: str, *, itself: bool = True) -> None:
        """Refuses a path outside of `scratch`; `itself` is whether the folder as such may be meant.

        Raises:
            HTTPError: 403, with what to do instead.
        """
        if not _is_own(path) or (path.strip("/") == SCRATCH and not itself):
            raise HTTPError(403, words(self.language)(REFUSED).format(folder=SCRATCH))


def _is_own(path: str) -> bool:
    """Whether a path is `scratch` or leads into it, and not out of it again."""
    parts = path.strip("/").split("/")
    return parts[0] == SCRATCH and ".." not in parts


def _speak(notebook: Any, language: str) -> None:
    """Puts the Markdown of a notebook, and what its parameters say, into the language."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = in_language(cell.source, language)
        elif TAG in cell.metadata.get("tags", ()):
            cell.source = cell.source.replace(SPEAKS.format("vi"), SPEAKS.format(language))
