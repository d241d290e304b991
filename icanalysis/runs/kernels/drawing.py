"""One engine of charts for all who print: to start it takes longer than to draw a page, and it cannot be forked.

    who prints ── specification ──> a process of the fork server ── SVG ──> who prints

Where there is none, or it does not answer, a process draws with an engine of its own; the picture is the same.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import vl_convert

from icanalysis.runs.kernels import wire
from icanalysis.runs.kernels.peer import is_own, peer

LONGEST_S = 20
"""Whoever draws one chart for longer is ended, and with it what held up the others."""

PATIENCE_S = 30.0
READING_S = 5.0

READ_AT_START = ("TZ", "TZDIR", "HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
"""Variables that the engine reads when it starts: for days and for fonts."""

_drawer = SimpleNamespace(path=None)


def at(path: Path | None) -> None:
    """From now on this process, and those forked from it, ask at this path; nobody where it is None."""
    _drawer.path = path


def only_with(env: Mapping[str, str]) -> None:
    """Asks nobody where the engine would read another environment than the one it was started in."""
    if any(env.get(name) != os.environ.get(name) for name in READ_AT_START):
        at(None)


def svg(spec: Mapping[str, Any], *, numbers: Mapping[str, Any], times: Mapping[str, Any]) -> str:
    """A Vega-Lite specification as SVG text; `numbers` and `times` are d3's locales of numbers and days.

    Raises:
        ValueError: when it cannot be drawn.
    """
    asked = {"spec": spec, "numbers": numbers, "times": times}
    return _asked(asked) or _drawn(**asked)


def serve(leave: socket.socket) -> None:
    """Draws for whoever asks, one after the other, until the other end of `leave` has gone."""
    path = _drawer.path
    at(None)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with wire.listening(path) as listener:
        serve_at(listener, leave)
    path.unlink(missing_ok=True)


def serve_at(listener: socket.socket, leave: socket.socket) -> None:
    """Draws for whoever connects there."""
    with selectors.DefaultSelector() as files:
        files.register(listener, selectors.EVENT_READ)
        files.register(leave, selectors.EVENT_READ)
        while all(key.fileobj is not leave for key, _ in files.select()):
            _answer(listener)


def _answer(listener: socket.socket) -> None:
    """Draws for who has connected; who gets no answer draws for itself, and hears there what is wrong."""
    with contextlib.suppress(OSError, TypeError, ValueError, wire.Broken):
        asker, _ = listener.accept()
        with asker:
            asker.settimeout(READING_S)
            if is_own(peer(asker)):
                asked, _ = wire.receive(asker)
                wire.send(asker, {"svg": _drawn_in_time(**asked)})


def _asked(asked: Mapping[str, Any]) -> str | None:
    """The picture from the one who draws for all; None without an answer."""
    if _drawer.path is None:
        return None
    with contextlib.suppress(OSError, wire.Broken), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE_S)
        connection.connect(str(_drawer.path))
        if is_own(peer(connection)):
            wire.send(connection, dict(asked))
            return wire.receive(connection)[0]["svg"]
    return None


def _drawn_in_time(**asked: Any) -> str:
    """A picture, or the end of this process: nothing else ends the engine."""
    signal.alarm(LONGEST_S)
    try:
        return _drawn(**asked)
    finally:
        signal.alarm(0)


def _drawn(spec: Mapping[str, Any], numbers: Mapping[str, Any], times: Mapping[str, Any]) -> str:
    return vl_convert.vegalite_to_svg(spec, format_locale=numbers, time_format_locale=times)
