"""Whom a server answers, and when it does not fork."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from icanalysis.runs.kernels import loop as module
from icanalysis.runs.kernels import stamp, threads, wire
from icanalysis.runs.kernels.loop import Loop
from icanalysis.runs.kernels.peer import Peer
from icanalysis.runs.kernels.wire import listening

FORK = {"do": "fork", "arguments": [], "cwd": "/", "env": {}, "independent": True, "umask": 0}


@pytest.fixture
def loop(own_server: Path) -> Iterator[Loop]:
    made = Loop(listening(own_server / "x.sock"), code=stamp.code())
    yield made
    made.retire()
    made.files.close()


@pytest.fixture
def asker(loop: Loop) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as made:
        made.connect(str(loop.path))
        made.settimeout(5)
        yield made


@pytest.fixture
def no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise AssertionError("it forked")

    monkeypatch.setattr(module.os, "fork", fail)


@pytest.mark.usefixtures("no_fork")
def test_another_user_gets_no_answer_and_is_not_read(
    loop: Loop, asker: socket.socket, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    stranger = os.getuid() + 1
    monkeypatch.setattr(module, "peer", lambda connection: Peer(1, stranger, 1))
    wire.send(asker, FORK)
    assert loop.answer() is None
    with pytest.raises((wire.Broken, ConnectionError)):
        wire.receive(asker)
    assert capsys.readouterr().out == f"refused: user {stranger}\n"
    assert loop.listening


@pytest.mark.usefixtures("no_fork")
def test_a_process_with_a_thread_does_not_fork_but_retires(
    loop: Loop, asker: socket.socket, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(threads, "in_the_way", lambda: ["polars-0"])
    wire.send(asker, FORK)
    assert loop.answer() is None
    assert not loop.listening
    assert not loop.path.exists()


@pytest.mark.usefixtures("no_fork")
def test_a_stale_server_does_not_fork_but_retires(loop: Loop, asker: socket.socket):
    loop.code = "of yesterday"
    wire.send(asker, FORK)
    assert loop.answer() is None
    assert not loop.listening


@pytest.mark.usefixtures("no_fork")
@pytest.mark.parametrize("sent", [b"", b"\0", b"\xff\xff\xff\xff", b"\0\0\0\2[]", b"\0\0\0\1{"])
def test_what_is_no_message_is_not_answered_and_harms_nothing(loop: Loop, asker: socket.socket, sent: bytes):
    asker.sendall(sent)
    asker.shutdown(socket.SHUT_WR)
    assert loop.answer() is None
    assert loop.listening


def test_who_sends_nothing_does_not_hold_up_the_others(
    loop: Loop, asker: socket.socket, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "READING_S", 0.1)
    assert loop.answer() is None
    assert loop.listening
