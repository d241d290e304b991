"""Where the server listens: whether others can reach it there, and whether the port is free."""

from __future__ import annotations

import errno
import ipaddress
import socket

from icanalysis.errors import CannotServe, Phrase
from icanalysis.wording.language import marked

LAST = 65_535
WAITING = 128
TRIED = 20
"""Ports looked at for a free one."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server there.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost")
    (True, True, True)
    >>> is_loopback("0.0.0.0"), is_loopback(""), is_loopback("plan.example")
    (False, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises:
        CannotServe: when the port is taken, with the next free one, or the address is not this machine's.
    """
    if not 0 <= port <= LAST:
        raise CannotServe(
            Phrase("There is no port {port}; ports are 1 to {last}, and 0 takes a free one.", port=port, last=LAST)
        )
    try:
        opened = socket.create_server((host, port), family=_family(host), backlog=WAITING)
    except OSError as error:
        raise CannotServe(_why(error, host, port)) from error
    opened.setblocking(False)
    return opened


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        free = next((other for other in range(port + 1, min(port + TRIED, LAST)) if _free(host, other)), None)
        hint = Phrase(" Port {free} is free: --port {free}", free=free) if free else Phrase(" Name another one: --port")
        return Phrase("Port {port} is taken by another program.{hint}", port=port, hint=hint)
    if error.errno == errno.EACCES:
        return Phrase("Port {port} is for the system; take one above 1023: --port 8866", port=port)
    said = marked("Nothing can listen at '{host}' ({said}). Name an address of this machine: --host 127.0.0.1")
    return Phrase(said, host=host, said=error.strerror)


def _free(host: str, port: int) -> bool:
    try:
        socket.create_server((host, port), family=_family(host)).close()
    except OSError:
        return False
    return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
