"""ipykernel's application, made before it is known what it is for."""

from __future__ import annotations

import pytest

from icanalysis.runs.kernels.application import WarmKernelApp
from tests.runs.kernels.live import kernel

CONFIGURED = "c.InteractiveShellApp.exec_lines = ['said = 5']\n"


@pytest.fixture
def ahead():
    """An application that is ready, as the server has it."""
    WarmKernelApp.make_ahead()
    yield WarmKernelApp.instance()
    WarmKernelApp.clear_instance()


def test_the_file_of_the_connection_is_taken_as_it_is_given(ahead):
    ahead.parse_command_line(["-f", "kernel-1.json"])
    assert ahead.connection_file == "kernel-1.json"


def test_other_arguments_are_read_as_ipykernel_reads_them(ahead):
    ahead.parse_command_line(["-f", "kernel-1.json", "--IPKernelApp.no_stdout=True"])
    assert (ahead.connection_file, ahead.no_stdout) == ("kernel-1.json", True)


def test_the_profile_of_who_asks_is_read_by_each_kernel(tmp_path, monkeypatch):
    profile = tmp_path / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.py").write_text(CONFIGURED, "utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    with kernel() as live:
        assert live.run("print(said)") == "5"
    monkeypatch.delenv("IPYTHONDIR")
    with kernel() as live:
        assert live.run("print(said)") == "NameError"
