"""Who is at the other end of a UNIX socket; the kernel of the system says so, not the peer."""

from __future__ import annotations

import os
import socket
import struct
from typing import NamedTuple

CREDENTIALS = struct.Struct("3i")


class Peer(NamedTuple):
    """Process and user at the other end."""

    pid: int
    uid: int
    gid: int


def peer(connection: socket.socket) -> Peer:
    """The process that connected, or that listened (SO_PEERCRED)."""
    return Peer(*CREDENTIALS.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)))


def is_own(who: Peer) -> bool:
    """Whether it is a process of this user: not even root may ask for a kernel of another."""
    return who.uid == os.getuid()
