"""The connection between a page and its kernel, when a page takes another one before its first has ended.

    page ── closes ── connection 1 ── still waits for the kernel ──┐
      └──── opens ─── connection 2 ── same session ────────────────┴── kernel

JupyterLab does so when a kernel is restarted while a page is being opened; a page whose network was lost may. Two
faults of Jupyter's server (2.21, with every kernel) are kept away here: a page that would never hear of its kernel
again, and a server that stands still.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class Connection(ZMQChannelsWebsocketConnection):
    """Jupyter's connection between the socket of a page and the sockets of its kernel, each one by itself."""

    def create_stream(self) -> None:
        """Connects to the kernel by a name of this connection alone.

        Jupyter names it by the session of the page. Of two with one name, a kernel's socket hears the first: what the
        page asks on its new connection would be dropped, without a word, as long as the page is open.
        """
        self.session.bsession = uuid4().hex.encode()
        super().create_stream()

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Passes a message on to the kernel; one of a connection that was replaced is dropped.

        Such a connection no longer knows its protocol. Read by the other one, the first bytes of a message say that it
        has a hundred million parts: the server would stand still for a quarter of a minute, and hold 3 GB ever after.
        """
        if self.websocket_handler.ws_connection is not None:
            super().handle_incoming_message(incoming_msg)
