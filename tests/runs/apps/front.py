"""A small reverse proxy: takes a path away or leaves it, adds what it knows, and passes everything else on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer

PIECE = 65_536


class Front(ThreadingTCPServer):
    """Listens on a free port of this machine and passes on to another."""

    def __init__(self, port: int, *, prefix: str, strips: bool) -> None:
        super().__init__(("127.0.0.1", 0), PassOn)
        self.behind = port
        self.prefix = prefix
        self.strips = strips

    def rewritten(self, request: str, lines: list[str]) -> bytes:
        """The first lines of a request, as the server behind sees them."""
        method, path, version = request.split(" ")
        host = next(line for line in lines if line.lower().startswith("host:")).partition(":")[2].strip()
        kept = [line for line in lines if not line.lower().startswith(("host:", "connection: keep-alive"))]
        known = ["Host: behind.example", f"X-Forwarded-Host: {host}", "X-Forwarded-Proto: https"]
        if self.strips:
            path = path.removeprefix(self.prefix)
            known.append(f"X-Forwarded-Prefix: {self.prefix}")
        return "\r\n".join([f"{method} {path} {version}", *known, *kept, "", ""]).encode("latin1")


class PassOn(StreamRequestHandler):
    """One connection: its first request is rewritten, then both sides talk freely."""

    server: Front

    def handle(self) -> None:
        """Passes on until one side has ended."""
        request, *lines = iter(lambda: self.rfile.readline().decode("latin1").rstrip("\r\n"), "")
        with socket.create_connection(("127.0.0.1", self.server.behind)) as behind:
            behind.sendall(self.server.rewritten(request, lines))
            back = threading.Thread(target=_pipe, args=(behind.makefile("rb", 0), self.connection))
            back.start()
            _pipe(self.rfile, behind)
            back.join()


def _pipe(source, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := (source.read1(PIECE) if hasattr(source, "read1") else source.read(PIECE)):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
    source.close()


@contextmanager
def front(port: int, *, prefix: str, strips: bool) -> Iterator[str]:
    """The address of the start page as a browser knows it."""
    with Front(port, prefix=prefix, strips=strips) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{made.server_address[1]}{prefix}/"
        finally:
            made.shutdown()
            thread.join()
