"""What schedulers are given: paths with blanks and signs of their own stay whole; the morning is that of Việt Nam."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest

from icanalysis.runs.schedule.timers import NAME, Install, cron, service, timer, windows

ODD = PurePosixPath('/srv/công nghiệp/100%/$HOME/py"thon')
ENV = {"ICANALYSIS_DATA": "/srv/số liệu 100%"}
PLAIN = Install(PurePosixPath("/srv/python"))


def test_cron_runs_by_the_clock_of_the_machine():
    summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert "\n30 1 * * * /srv/python -m icanalysis run-due\n" in cron(PLAIN, now=summer)
    assert "\n0 5 * * * " in cron(PLAIN, now=datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=5, minutes=30))))


def test_a_shell_reads_the_line_of_cron_as_it_was_meant():
    line = cron(Install(ODD, ENV), now=datetime(2026, 7, 1, tzinfo=UTC)).splitlines()[2]
    command = line.split(" ", 5)[5]
    assert "%" not in command.replace(r"\%", "")
    words = shlex.split(command.replace(r"\%", "%"))
    assert words == ["env", "ICANALYSIS_DATA=/srv/số liệu 100%", str(ODD), "-m", "icanalysis", "run-due"]


def test_signs_of_systemd_are_written_twice():
    said = service(Install(ODD, ENV))
    assert 'ExecStart="/srv/công nghiệp/100%%/$$HOME/py\\"thon" "-m" "icanalysis" "run-due"\n' in said
    assert 'Environment="ICANALYSIS_DATA=/srv/số liệu 100%%"\n' in said


def test_the_timer_makes_up_for_a_morning_that_was_missed():
    assert "OnCalendar=*-*-* 06:30:00 Asia/Ho_Chi_Minh\nPersistent=true\n" in timer()


def test_windows_gets_the_command_as_one_word():
    said = windows(Install(PurePosixPath("C:/Program Files/python.exe")))
    assert said == (
        rf'schtasks /Create /TN {NAME} /SC DAILY /ST 06:30 /TR "\"C:/Program Files/python.exe\" -m icanalysis run-due"'
    )


def test_windows_gets_a_file_that_sets_the_folders():
    env = {"ICANALYSIS_OUT": r"D:\báo cáo 100%", "ICANALYSIS_DATA": r"D:\a & b"}
    *file, blank, create = windows(Install(PurePosixPath("C:/Program Files/python.exe"), env)).splitlines()
    assert file[1:] == [
        "@echo off",
        "chcp 65001 >nul",
        r'set "ICANALYSIS_DATA=D:\a & b"',
        r'set "ICANALYSIS_OUT=D:\báo cáo 100%%"',
        '"C:/Program Files/python.exe" -m icanalysis run-due',
    ]
    assert (file[0][:4], blank) == ("rem ", "")
    assert rf"%USERPROFILE%\{NAME}.cmd" in file[0]
    assert create == rf'schtasks /Create /TN {NAME} /SC DAILY /ST 06:30 /TR "\"%USERPROFILE%\{NAME}.cmd\""'


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_to_say_against_the_units(tmp_path):
    (tmp_path / f"{NAME}.service").write_text(service(Install(Path(sys.executable), ENV)), encoding="utf-8")
    (tmp_path / f"{NAME}.timer").write_text(timer(), encoding="utf-8")
    units = [str(tmp_path / f"{NAME}.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if NAME in line] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_would_say_so_if_there_were(tmp_path):
    (tmp_path / f"{NAME}.timer").write_text(timer().replace("OnCalendar=*", "OnCalendar=every"), encoding="utf-8")
    units = [str(tmp_path / f"{NAME}.timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if NAME in line]
