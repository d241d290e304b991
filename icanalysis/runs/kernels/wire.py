"""One message on a UNIX stream: length, JSON, and open files beside it. And the four bytes that tell an end.

Where to listen for such a stream, for its owner alone.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LENGTH = struct.Struct("!I")
END = struct.Struct("!i")
LARGEST = 8_000_000
MOST_FILES = 4
WAITING = 64


class Broken(Exception):
    """The other end left in the middle, or sent what is no message."""


def send(connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()) -> None:
    """Sends a message; open files go with its first bytes.

    >>> ours, theirs = socket.socketpair()
    >>> send(ours, {"do": "say"})
    >>> receive(theirs)
    ({'do': 'say'}, [])
    >>> ours.close(); theirs.close()
    """
    body = json.dumps(message).encode()
    socket.send_fds(connection, [LENGTH.pack(len(body))], files)
    connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The next message and the files that came with it, which now belong to the caller.

    Raises:
        Broken: when there is none; files that came are closed.
        TimeoutError: when the connection has a time-out and it is over; the same holds.
    """
    files: list[int] = []
    try:
        head, files, *_ = socket.recv_fds(connection, LENGTH.size, MOST_FILES)
        (length,) = LENGTH.unpack(head + _rest(connection, LENGTH.size - len(head)))
        if length > LARGEST:
            raise Broken(f"a message of {length} bytes")
        message = json.loads(_rest(connection, length))
        if not isinstance(message, dict):
            raise Broken("a message without names")
    except BaseException as error:
        for file in files:
            os.close(file)
        if isinstance(error, (ConnectionError, ValueError)):
            raise Broken(str(error)) from error
        raise
    return message, files


def listening(path: Path) -> socket.socket:
    """A socket at a path, for its owner alone; one that a killed process has left is replaced."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(WAITING)
    return listener


def _rest(connection: socket.socket, wanted: int) -> bytes:
    parts = bytearray()
    while len(parts) < wanted:
        part = connection.recv(wanted - len(parts))
        if not part:
            raise Broken("the other end left")
        parts += part
    return bytes(parts)
