"""One process draws the charts of all that print; without it each draws its own, and the picture is the same."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from traitlets.config import Config

from icanalysis.runs.display import svg
from icanalysis.runs.kernels import client, drawing, warm, wire
from icanalysis.style.theme import locale
from tests.runs.kernels.live import is_running, kernel, until

PRINTS = Config(WarmProvisioner={"work": "paper"})
ENGINE = "any('v8' in open(f'/proc/self/task/{task}/comm').read().lower() for task in os.listdir('/proc/self/task'))"
DRAW = f"""
import hashlib, os
from icanalysis.runs.display import svg
from icanalysis.runs.kernels import warm
print(hashlib.sha256(svg(warm._bars(), "vi").encode()).hexdigest(), {ENGINE})
"""


def drawer(but: int | None = None) -> int | None:
    """The process that draws, once it is ready and another than the one named."""
    found = lambda: client.state().get("waiting", {}).get(warm.DRAWING, but)  # noqa: E731
    return found() if until(lambda: found() != but, seconds=60) else None


def digest_here() -> str:
    """The picture as this process draws it itself."""
    from hashlib import sha256

    return sha256(svg(warm._bars(), "vi").encode()).hexdigest()


def test_who_prints_has_its_charts_drawn_by_another_and_draws_them_itself_when_that_one_is_gone(own_server: Path):
    client.start()
    client.expect("paper", data={})
    first = drawer()
    with kernel(config=PRINTS) as live:
        assert live.run(DRAW) == f"{digest_here()} False"
        os.kill(first, signal.SIGKILL)
        assert until(lambda: not is_running(first))
        assert live.run(DRAW) == f"{digest_here()} True"
    with kernel(config=PRINTS):
        second = drawer(but=first)
        assert second != first
    client.stop()
    assert until(lambda: not is_running(second))


def test_a_kernel_with_other_fonts_has_nobody_draw_for_it(own_server: Path, tmp_path: Path):
    client.start()
    client.expect("paper", data={})
    assert drawer()
    with kernel(config=PRINTS, env=os.environ | {"HOME": str(tmp_path)}) as live:
        assert live.run(DRAW).endswith("True")


@contextmanager
def serving(path: Path) -> Iterator[None]:
    """Someone who draws at this path, in a thread of this process."""
    ours, theirs = socket.socketpair()
    listener = wire.listening(path)
    thread = Thread(target=drawing.serve_at, args=(listener, theirs))
    thread.start()
    try:
        yield
    finally:
        ours.close()
        thread.join(10)
        listener.close()
        theirs.close()
        assert not thread.is_alive()


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What was asked of who draws; this process asks there, and cannot draw itself."""
    seen: list[dict] = []
    monkeypatch.setattr(drawing._drawer, "path", tmp_path / "d")
    monkeypatch.setattr(drawing.signal, "alarm", lambda seconds: None)

    def draw(spec: dict, numbers: dict, times: dict) -> str:
        seen.append(spec)
        if "fault" in spec:
            raise ValueError(spec["fault"])
        return f"<svg>{spec['name']}</svg>"

    monkeypatch.setattr(drawing, "_drawn", draw)
    with serving(tmp_path / "d"):
        yield seen


def drawn(spec: dict) -> str:
    return drawing.svg(spec, numbers=locale("vi")["number"], times=locale("vi")["time"])


def test_a_picture_comes_from_the_one_who_draws(asked: list[dict]):
    assert [drawn({"name": name}) for name in "ab"] == ["<svg>a</svg>", "<svg>b</svg>"]
    assert [one["name"] for one in asked] == ["a", "b"]


def test_what_is_wrong_with_a_chart_is_heard_by_who_asked_and_harms_no_other(asked: list[dict]):
    with pytest.raises(ValueError, match="no mark"):
        drawn({"fault": "no mark"})
    assert drawn({"name": "next"}) == "<svg>next</svg>"


def test_who_sends_no_message_harms_no_other(asked: list[dict]):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stranger:
        stranger.connect(str(drawing._drawer.path))
        stranger.sendall(b"no message at all, and no length")
    assert drawn({"name": "next"}) == "<svg>next</svg>"
