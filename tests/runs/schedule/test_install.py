"""The daily look is put in place where the user has systemd or cron; nothing that is not ours is touched."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from icanalysis.errors import CannotWrite, UserError
from icanalysis.runs.schedule.install import install
from icanalysis.runs.schedule.timers import BEGIN, END, NAME, OWN, Install

NOW = datetime(2026, 10, 23, tzinfo=UTC)
WANTED = Install(Path("/srv/python"))
OTHERS = "# mine\n5 4 * * * backup 100\\%\n"
SYSTEMCTL = """echo "$*" >> "$HOME/asked"
[ "$2" = "$FAILS" ] && { echo "Failed: $2" >&2; exit 1; }
exit 0"""
CRONTAB = """if [ "$1" = "-l" ]; then
    [ -n "$UNREADABLE" ] && { echo "crontab: you are not allowed" >&2; exit 1; }
    [ -e "$HOME/table" ] || { echo "no crontab for planner" >&2; exit 1; }
    cat "$HOME/table"
else
    cat > "$HOME/table"
fi"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="systemd and cron are of UNIX")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A home of its own, and a PATH that has nothing but a shell's own tools."""
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "cat", "echo"):
        found = next(Path(folder) / tool for folder in ("/bin", "/usr/bin") if (Path(folder) / tool).exists())
        (tmp_path / "bin" / tool).symlink_to(found)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("XDG_CONFIG_HOME", "FAILS", "UNREADABLE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def program(home: Path, name: str, script: str) -> None:
    """Puts a program on the PATH."""
    file = home / "bin" / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def installed() -> str:
    """Installs; what was told."""
    told: list[str] = []
    install(WANTED, now=NOW, tell=told.append)
    return "\n".join(told)


def units(home: Path) -> list[Path]:
    """The files of the user's own units."""
    return sorted((home / ".config" / "systemd" / "user").glob("*"))


def test_with_systemd_two_units_are_written_and_the_timer_started(home):
    program(home, "systemctl", SYSTEMCTL)
    said = installed()
    assert [file.name for file in units(home)] == [f"{NAME}.service", f"{NAME}.timer"]
    assert all(file.read_text("utf-8").startswith(OWN) for file in units(home))
    assert (home / "asked").read_text().splitlines() == [
        "--user show-environment",
        "--user daemon-reload",
        f"--user enable --now {NAME}.timer",
    ]
    assert f"To undo it: systemctl --user disable --now {NAME}.timer && rm '" in said
    assert all(f"Written: {file}" in said for file in units(home))


def test_units_of_ours_are_replaced(home):
    program(home, "systemctl", SYSTEMCTL)
    installed()
    units(home)[0].write_text(f"{OWN}\nold\n", encoding="utf-8")
    installed()
    assert "old" not in units(home)[0].read_text("utf-8")


def test_a_unit_that_is_not_ours_stays(home):
    program(home, "systemctl", SYSTEMCTL)
    folder = home / ".config" / "systemd" / "user"
    folder.mkdir(parents=True)
    (folder / f"{NAME}.timer").write_text("[Timer]\n")
    with pytest.raises(UserError, match=r"timer' was not written by icanalysis and stays"):
        installed()
    assert [(file.name, file.read_text()) for file in units(home)] == [(f"{NAME}.timer", "[Timer]\n")]


def test_when_the_timer_cannot_be_started_nothing_is_left(home, monkeypatch):
    program(home, "systemctl", SYSTEMCTL)
    monkeypatch.setenv("FAILS", "enable")
    with pytest.raises(CannotWrite, match=r"`systemctl --user enable --now .*` failed \(Failed: enable\)"):
        installed()
    assert units(home) == []
    assert (home / "asked").read_text().splitlines()[-2:] == [f"--user disable {NAME}.timer", "--user daemon-reload"]


def test_without_systemd_a_line_is_added_to_the_crontab(home):
    program(home, "crontab", CRONTAB)
    (home / "table").write_text(OTHERS)
    said = installed()
    table = (home / "table").read_text()
    assert table.startswith(OTHERS + BEGIN)
    assert table.endswith(f"run-due\n{END}\n")
    assert f"To undo it: crontab -e, and remove the lines from '{BEGIN}' to '{END}'." in said


def test_a_systemd_that_does_not_answer_leaves_it_to_cron(home, monkeypatch):
    program(home, "systemctl", SYSTEMCTL)
    program(home, "crontab", CRONTAB)
    monkeypatch.setenv("FAILS", "show-environment")
    installed()
    assert (home / "table").read_text().startswith(BEGIN)
    assert units(home) == []


def test_installed_twice_stands_in_the_crontab_once(home):
    program(home, "crontab", CRONTAB)
    (home / "table").write_text(OTHERS)
    installed()
    once = (home / "table").read_text()
    installed()
    assert (home / "table").read_text() == once
    (home / "table").write_text(f"{once}# after\n")
    installed()
    assert (home / "table").read_text() == f"{OTHERS}# after\n{once.removeprefix(OTHERS)}"


def test_a_crontab_that_cannot_be_read_is_not_written(home, monkeypatch):
    program(home, "crontab", CRONTAB)
    (home / "table").write_text(OTHERS)
    monkeypatch.setenv("UNREADABLE", "yes")
    with pytest.raises(CannotWrite, match=r"cannot be read \(crontab: you are not allowed\)\. Nothing was changed"):
        installed()
    assert (home / "table").read_text() == OTHERS


@pytest.mark.parametrize("marks", [BEGIN, END, f"{END}\n{BEGIN}", f"{BEGIN}\n{BEGIN}\n{END}"])
def test_marks_that_are_no_pair_are_told(home, marks: str):
    program(home, "crontab", CRONTAB)
    (home / "table").write_text(f"{marks}\n{OTHERS}")
    with pytest.raises(UserError, match=r"are no pair\. Mend it by hand: crontab -e"):
        installed()
    assert (home / "table").read_text() == f"{marks}\n{OTHERS}"


def test_without_both_nothing_is_done(home):
    before = sorted(os.listdir(home))
    with pytest.raises(UserError, match=r"Neither systemd for users nor cron is here"):
        installed()
    assert sorted(os.listdir(home)) == before
