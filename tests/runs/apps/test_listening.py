"""Where the server listens."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest

from icanalysis.errors import CannotServe
from icanalysis.runs.apps.listening import listening
from icanalysis.runs.apps.serving import serve


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_taken_names_a_free_one(taken_port: int):
    with pytest.raises(CannotServe) as error:
        listening("127.0.0.1", taken_port)
    assert str(taken_port) in str(error.value)
    free = int(re.search(r"--port (\d+)", str(error.value))[1])
    listening("127.0.0.1", free).close()


def test_a_port_that_is_none_is_refused():
    with pytest.raises(CannotServe, match="1 to 65535"):
        listening("127.0.0.1", 70_000)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(CannotServe, match=r"192\.0\.2\.1"):
        listening("192.0.2.1", 0)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_a_server_that_others_can_reach_needs_a_password(host: str, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(CannotServe, match="icanalysis app password"):
        serve(None, host=host, port=0, base_url="/", sessions=None, settings=None, tell=print, aside=print)


def test_a_server_without_places_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(CannotServe, match="--sessions"):
        serve(None, host="127.0.0.1", port=0, base_url="/", sessions=0, settings=None, tell=print, aside=print)
