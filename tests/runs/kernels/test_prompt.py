"""A client that does not wait for silence hears everything all the same."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from icanalysis.runs.apps.kernels import PageKernel
from icanalysis.runs.kernels import prompt
from icanalysis.runs.kernels.spec import NAME
from tests.runs.kernels.live import is_running

CONFIG = Config(KernelManager={"client_class": prompt.NAME})


def test_the_first_cell_that_is_run_at_once_loses_no_output(manager: AsyncKernelManager):
    notebook = new_notebook(cells=[new_code_cell("print('first')"), new_code_cell("2")])
    notebook.metadata.kernelspec = {"name": NAME}
    assert manager.client_factory is prompt.PromptClient
    done = NotebookClient(notebook, km=manager, timeout=60, shutdown_kernel="immediate").execute(cleanup_kc=True)
    assert done.cells[0].outputs[0].text == "first\n"
    assert done.cells[1].outputs[0].data["text/plain"] == "2"


async def _ready(manager: AsyncKernelManager, timeout: float) -> None:
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout)
    finally:
        client.stop_channels()


@pytest.fixture
def manager() -> AsyncKernelManager:
    return AsyncKernelManager(kernel_name=NAME, config=CONFIG)


def test_pages_talk_to_their_kernels_by_it():
    client = PageKernel().client()
    assert isinstance(client, prompt.PromptClient)
    client.context.destroy()


def test_a_kernel_that_has_ended_is_not_waited_for(manager: AsyncKernelManager):
    async def lost() -> None:
        await manager.start_kernel()
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        with pytest.raises(RuntimeError, match="Kernel died"):
            await _ready(manager, 60)
        await manager.shutdown_kernel(now=True)

    asyncio.run(lost())


def test_a_kernel_that_never_answers_is_waited_for_so_long(manager: AsyncKernelManager):
    async def silent() -> None:
        await manager.start_kernel()
        os.kill(manager.provisioner.pid, signal.SIGSTOP)
        with pytest.raises(RuntimeError, match="Kernel didn't respond"):
            await _ready(manager, 0.5)
        await manager.shutdown_kernel(now=True)

    asyncio.run(silent())


def test_a_kernel_that_was_killed_is_known_to_be_dead():
    manager = KernelManager(kernel_name=NAME)
    manager.start_kernel()
    process = manager.provisioner.process
    manager.shutdown_kernel(now=True)
    assert process.returncode == -signal.SIGKILL
    assert not is_running(process.pid)
