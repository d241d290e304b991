"""From a notebook to the pieces of a page: Voilà's renderer, with kernels that are started when the frame is out."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from html import escape
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer

from icanalysis import errors
from icanalysis.runs.apps.kernels import PageKernel
from icanalysis.runs.apps.sessions import NOTICES
from icanalysis.runs.apps.turns import Turns
from icanalysis.wording.language import marked, words

START_S = 60
CODE = marked("This page cannot be shown just now; error code {code}.")

Start = Callable[[str], Awaitable[PageKernel]]
"""Starts a kernel under an id."""


class PageRenderer(NotebookRenderer):
    """Renders the notebook that it was given; the template asks for the kernel, then for one cell after the other."""

    def __init__(self, *, script: NotebookNode, language: str, turns: Turns, **voila: Any) -> None:
        super().__init__(**voila)
        self.script = script
        self.language = language
        self.turns = turns

    async def load_notebook(self, path: str) -> NotebookNode:
        """The notebook as it was made ready; no file is read here."""
        return self.script

    def pieces(self, kernel_id: str, start: Start) -> AsyncIterator[tuple[str, dict]]:
        """The page, piece by piece; `start` starts its kernel when it is this page's turn."""
        context = {
            "frontend": "voila",
            "main_js": "voila.js",
            "kernel_start": self._kernel_start,
            "cell_generator": self._cells,
            "progressive_rendering": False,
        }
        self._start = start
        self._kernel_id = kernel_id
        return self.exporter.generate_from_notebook_node(
            self.notebook, resources=self.resources, extra_context=context, page_config=self.page_config
        )

    async def _kernel_start(self, nb: NotebookNode) -> str:
        """Lets the template go on: the id is known before there is a kernel."""
        return self._kernel_id

    async def _cells(self, nb: NotebookNode, kernel_id: str) -> AsyncIterator[NotebookNode]:
        """Runs the cells in order. Where one fails, its place says so and the page ends there."""
        async with self.turns.turn():
            executor = await self._executor(nb)
            with contextlib.ExitStack() as ending:
                ending.callback(executor.kc.stop_channels)
                for number, cell in enumerate(nb.cells):
                    failure = await self._run(executor, cell, number)
                    yield cell
                    if failure:
                        return

    async def _executor(self, nb: NotebookNode) -> VoilaExecutor:
        kernel = await self._start(self._kernel_id)
        executor = VoilaExecutor(nb, km=kernel, config=self.traitlet_config)
        executor.kc = kernel.client()
        executor.kc.allow_stdin = False
        executor.kc.start_channels()
        await executor.kc.wait_for_ready(START_S)
        return executor

    async def _run(self, executor: VoilaExecutor, cell: NotebookNode, number: int) -> bool:
        """Runs one cell; true when it failed, then its output is a sentence for its reader."""
        try:
            await executor.async_execute_cell(cell, number, store_history=False)
        except CellExecutionError as error:
            self._say(cell, self._sentence(error))
            return True
        except DeadKernelError:
            self._say(cell, words(self.language)(NOTICES["died"]))
            return True
        return False

    def _sentence(self, error: CellExecutionError) -> str:
        """What a reader can use of an error; the log has all of it, under the code that the reader sees."""
        _ = words(self.language)
        kind = getattr(errors, str(error.ename), None)
        if isinstance(kind, type) and issubclass(kind, errors.UserError):
            return str(error.evalue)
        code = secrets.token_hex(4)
        self.log.error("Code %s: a cell failed.\n%s", code, error)
        if error.ename == "KeyboardInterrupt":
            return _("This page took too long to calculate and was stopped; error code {code}.").format(code=code)
        return _(CODE).format(code=code)

    def _say(self, cell: NotebookNode, sentence: str) -> None:
        html = f'<p class="ic-error" role="alert">{escape(sentence)}</p>'
        cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html})]
