"""The folder of the sockets is its owner's alone, or it is not used."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from icanalysis.runs.kernels import folder as module
from icanalysis.runs.kernels.folder import VARIABLE, NotWarm, folder, private


def test_it_is_made_for_the_owner_alone_whatever_the_umask(own_server: Path):
    before = os.umask(0)
    try:
        made = private(own_server / "new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_one_that_others_may_enter_is_refused_and_stays_as_it_was(own_server: Path):
    (own_server / "open").mkdir(mode=0o755)
    with pytest.raises(NotWarm, match="not a folder of this user alone"):
        private(own_server / "open")
    assert stat.S_IMODE((own_server / "open").stat().st_mode) == 0o755


def test_one_of_another_user_is_refused(own_server: Path, monkeypatch: pytest.MonkeyPatch):
    other = os.getuid() + 1
    monkeypatch.setattr(module.os, "getuid", lambda: other)
    with pytest.raises(NotWarm):
        private(own_server)


def test_a_link_is_refused(own_server: Path):
    (own_server / "real").mkdir(mode=0o700)
    (own_server / "link").symlink_to(own_server / "real")
    with pytest.raises(NotWarm):
        private(own_server / "link")


def test_a_path_too_long_for_a_socket_is_refused(own_server: Path):
    with pytest.raises(NotWarm, match="at most 60 bytes"):
        private(own_server / ("x" * 60))


def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "off")
    with pytest.raises(NotWarm, match="is off"):
        folder()


def test_it_stands_where_the_system_keeps_such_things(own_server: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own_server))
    assert folder() == own_server / "icanalysis"
