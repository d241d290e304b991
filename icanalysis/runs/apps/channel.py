"""The connection of a page to its kernel. A page draws and moves controls: it cannot run code, nor read any."""

from __future__ import annotations

import json
import time
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler, read_header_from_binary_message

from icanalysis.runs.apps.base import Base
from icanalysis.runs.connection import Connection

PROTOCOL = "v1.kernel.websocket.jupyter.org"
INWARDS = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request"})
OUTWARDS = frozenset({"comm_open", "comm_msg", "comm_close", "comm_info_reply", "kernel_info_reply", "status"})
"""Messages that pass, by type. What a kernel prints, runs or fails with stays with the server."""

CONTROL = "jupyter.widget.control"
"""The only comm that a page may open: it asks for the state of the widgets that are there."""

LARGEST = 1_000_000
"""Bytes of a message inwards."""

FEWEST, MOST = 5, 64
"""Offsets of the parts of a message: channel, header, parent, metadata, content, and its buffers."""


def may_pass(message: Any) -> bool:
    """Whether a message of the browser is one that a page needs.

    How many parts it has is looked at first: Jupyter's reader counts as far as the message says, and would count for
    ever.
    """
    if not isinstance(message, bytes) or not FEWEST <= int.from_bytes(message[:8], "little") <= MOST:
        return False
    try:
        channel, parts = deserialize_msg_from_ws_v1(message)
        kind = json.loads(parts[0])["msg_type"]
        opened = json.loads(parts[3])["target_name"] if kind == "comm_open" else CONTROL
    except (ValueError, KeyError, IndexError, TypeError, UnicodeDecodeError):
        return False
    return channel in ("shell", "control") and kind in INWARDS and opened == CONTROL


class PageConnection(Connection):
    """Between the socket of a page and the sockets of its kernel."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Passes a message on to the kernel, or drops it."""
        if may_pass(incoming_msg):
            self.websocket_handler.touched()
            super().handle_incoming_message(incoming_msg)
        else:
            self.log.warning("A message that pages do not send was dropped.")


class PageSocket(Base, VoilaKernelWebsocketHandler):
    """The socket of one page."""

    @property
    def max_message_size(self) -> int:
        """Bytes of a message; a longer one closes the connection."""
        return LARGEST

    async def get(self, kernel_id: str) -> None:
        """Opens the connection.

        Raises:
            HTTPError: 404 for a session that is not open, 400 for an older protocol.
        """
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in [one.strip() for one in offered.split(",")]:
            raise HTTPError(400)
        if kernel_id not in self.sessions.open:
            raise HTTPError(404)
        await super().get(kernel_id=kernel_id)

    async def open(self, kernel_id: str) -> None:
        """Counts the page as there."""
        if kernel_id in self.sessions.open:
            self.sessions.open[kernel_id].pages.add(self)
        await super().open(kernel_id)

    def touched(self) -> None:
        """A control was moved."""
        if self.kernel_id in self.sessions.open:
            self.sessions.open[self.kernel_id].touched = time.monotonic()

    def on_close(self) -> None:
        """Counts the page as away."""
        session = self.sessions.open.get(getattr(self, "kernel_id", ""))
        if session is not None:
            session.pages.discard(self)
            session.seen = time.monotonic()
        super().on_close()

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Sends what a page needs; in this protocol every message of a kernel is bytes."""
        header = read_header_from_binary_message(message) if isinstance(message, bytes) else None
        if header and header.get("msg_type") in OUTWARDS:
            return super().write_message(message, binary)
        return None
