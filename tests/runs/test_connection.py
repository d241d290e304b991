"""A page that connects anew before its first connection has ended is heard, and holds up nobody."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import zmq
import zmq.asyncio
from jupyter_client.ioloop import AsyncIOLoopKernelManager
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection import channels
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from traitlets.utils.importstring import import_item

from icanalysis.runs.apps.channel import PROTOCOL, PageConnection
from icanalysis.runs.connection import Connection
from icanalysis.runs.lab import settings

HEARD_S = 10


class Socket(KernelWebsocketHandler):
    """The socket of a page, as far as a connection asks it."""

    def __init__(self) -> None:
        self.ws_connection = SimpleNamespace(selected_subprotocol=PROTOCOL)


class Kernel:
    """A kernel's ear for requests, and the connections of one page to it."""

    def __init__(self, folder: Path) -> None:
        ports = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4}
        known = AsyncMappingKernelManager()
        self.manager = AsyncIOLoopKernelManager(parent=known, transport="ipc", ip=str(folder / "s"), **ports)
        self.context = zmq.asyncio.Context()
        self.shell = self.context.socket(zmq.ROUTER)
        self.shell.bind(f"ipc://{folder / 's'}-1")

    def connection(self) -> Connection:
        """One more connection of the same page."""
        made = Connection(parent=self.manager, websocket_handler=Socket(), session=Session(session="page", key=b"key"))
        made.create_stream()
        return made

    async def heard(self) -> str:
        """What is asked in the next request that arrives."""
        *_, content = await asyncio.wait_for(self.shell.recv_multipart(), HEARD_S)
        return json.loads(content)["asked"]

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_error: object) -> None:
        self.manager.context.destroy(linger=0)
        self.context.destroy(linger=0)


def request(asked: str) -> bytes:
    parts = [json.dumps(part).encode() for part in ({"msg_type": "comm_info_request"}, {}, {}, {"asked": asked})]
    return serialize_msg_to_ws_v1(parts, "shell")


def test_a_kernel_hears_the_second_connection_of_a_page_while_the_first_is_still_there(tmp_path: Path):
    async def page() -> list[str]:
        heard = []
        with Kernel(tmp_path) as kernel:
            for asked in ("first", "second"):
                kernel.connection().handle_incoming_message(request(asked))
                heard.append(await kernel.heard())
        return heard

    assert asyncio.run(page()) == ["first", "second"]


def test_the_kernel_of_a_connection_is_told_the_session_of_its_page(tmp_path: Path):
    async def page() -> str:
        with Kernel(tmp_path) as kernel:
            return kernel.connection().session_id

    assert asyncio.run(page()) == "page"


def test_what_comes_on_a_connection_that_was_replaced_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(channels, "deserialize_binary_message", lambda _: pytest.fail("read by the other protocol"))

    async def page() -> str:
        with Kernel(tmp_path) as kernel:
            replaced, now = kernel.connection(), kernel.connection()
            replaced.websocket_handler.ws_connection = None  # as Tornado leaves it
            replaced.handle_incoming_message(request("late"))
            now.handle_incoming_message(request("now"))
            return await kernel.heard()

    assert asyncio.run(page()) == "now"


def test_jupyterlab_and_the_dashboards_connect_so():
    given = settings(Path("a.ipynb"), Path("run"), language="vi", port=None, browser=True)
    assert import_item(given["ServerApp.kernel_websocket_connection_class"]) is Connection
    assert issubclass(PageConnection, Connection)
