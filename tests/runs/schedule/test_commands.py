"""`run-due` from definition to notice, with the runner and its ledger, but without notebooks; `schedule show`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from icanalysis.errors import BadSettings, RunFailed
from icanalysis.runs.delivery import OUT_VARIABLE
from icanalysis.runs.printing import definitions, runner
from icanalysis.runs.printing.ledger import Ledger
from icanalysis.runs.schedule import commands
from icanalysis.runs.schedule import settings as notices_settings
from icanalysis.runs.schedule.commands import passed_on, run_due, show
from icanalysis.runs.schedule.outbox import FOLDER
from tests.runs.printing import orders
from tests.runs.schedule.looks import at
from tests.runs.schedule.servers import HOST, closed_port, webhook_server

REPORT = """\
notebook = "start_here"
title = { vi = "Thử", en = "Trial" }
formats = ["html"]
[[each]]
parameter = "language"
values = ["vi", "en"]
[retry]
attempts = 1
[schedule]
rule = "month"
[recipients]
webhook = ["chat"]
"""


class Office:
    """An office with one report, a clock that can be set, and runs that take no notebook."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.out, self.now = folder, folder / "out", at("2026-10-01")
        self.fails: set[str] = set()
        self.lines: list[str] = []
        (folder / "reports").mkdir()
        self.define("trial", REPORT)
        monkeypatch.setenv(definitions.VARIABLE, str(folder / "reports"))
        monkeypatch.setenv(OUT_VARIABLE, str(self.out))
        monkeypatch.setattr(commands, "start_ahead", bool)
        monkeypatch.setattr(commands, "_now", self._now)
        monkeypatch.setattr(runner, "attempt", self._attempt)

    def define(self, name: str, content: str) -> None:
        """Writes a definition."""
        (self.folder / "reports" / f"{name}.toml").write_text(content, encoding="utf-8")

    def look(self, now: str) -> int:
        """The exit code of a look at a moment."""
        self.now = at(now)
        self.lines.clear()
        return run_due(back_days=92, out=None, tell=self.lines.append)

    def delivered(self) -> list[str]:
        """The jobs that the ledger has as delivered, the oldest first."""
        return [one["stem"] for one in reversed(Ledger(self.out / runner.LEDGER).runs(state="delivered"))]

    def _now(self) -> datetime:
        return self.now

    def _attempt(self, asked, *, env):
        if asked.parameters["language"] in self.fails:
            raise RunFailed("The chart is empty.")
        return orders.at_once(asked, env=env)


@pytest.fixture
def office(tmp_path, monkeypatch) -> Office:
    """An office that has looked for the first time."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda _name: tmp_path / "config")
    monkeypatch.delenv(notices_settings.VARIABLE, raising=False)
    made = Office(tmp_path, monkeypatch)
    assert made.look("2026-10-01") == 0
    return made


@pytest.fixture
def chat(tmp_path, monkeypatch):
    """Settings of notices with a webhook at a port."""
    file = tmp_path / "notices.toml"
    monkeypatch.setenv(notices_settings.VARIABLE, str(file))

    def make(port: int) -> None:
        file.write_text(f'[webhook]\nchat = "http://{HOST}:{port}/"\n', encoding="utf-8")

    return make


def test_what_is_due_is_delivered_once(office):
    assert office.look("2026-10-22") == 0
    assert office.lines == ["Every report that is due has been made."]
    assert office.look("2026-10-26") == 0
    assert office.delivered() == ["trial_vi", "trial_en"]
    assert office.look("2026-10-27") == 0
    assert len(office.delivered()) == 2


def test_a_month_whose_figures_did_not_change_is_settled_without_a_new_run(office):
    office.look("2026-10-23")
    assert office.look("2026-11-25") == 0
    assert office.lines[:2] == ["trial_vi: already there", "trial_en: already there"]
    assert len(office.delivered()) == 2
    office.look("2026-11-26")
    assert office.lines == ["Every report that is due has been made."]


def test_one_that_fails_gives_its_code_and_the_other_is_delivered(office):
    office.fails = {"vi"}
    assert office.look("2026-10-23") == RunFailed.exit_code
    assert office.delivered() == ["trial_en"]
    office.fails = set()
    assert office.look("2026-10-24") == 0
    assert office.delivered() == ["trial_en", "trial_vi"]


def test_killed_between_delivery_and_account_nothing_is_made_again(office):
    before = (office.out / "due.json").read_bytes()
    office.look("2026-10-23")
    (office.out / "due.json").write_bytes(before)
    assert office.look("2026-10-24") == 0
    assert office.delivered() == ["trial_vi", "trial_en"]
    assert json.loads((office.out / "due.json").read_text())["settled"]["trial"].keys() == {"2026-10-31"}


def test_a_definition_with_a_mistake_stops_no_other(office):
    office.define("broken", REPORT.replace("start_here", "strat_here"))
    office.define("no_zone", REPORT.replace('rule = "month"', 'rule = "month"\nzone = "Asia/Nowhere"'))
    assert office.look("2026-10-23") == 12
    assert "no notebook 'strat_here'" in office.lines[0]
    assert "there is no such time zone" in office.lines[1]
    assert len(office.delivered()) == 2


def test_recipients_are_told(office, chat):
    office.fails = {"en"}
    with webhook_server() as (posted, port):
        chat(port)
        office.look("2026-10-23")
    assert [one["subject"] for one in posted] == ["Thử, kỳ đến 31/10/2026: đã lập: 1, không lập được: 1"]
    assert "trial_en: The chart is empty." in posted[0]["text"]
    assert (office.out / "trial" / "trial_vi").as_uri() in posted[0]["text"]


def test_a_notice_that_cannot_be_sent_breaks_nothing_and_goes_out_next_time(office, chat):
    chat(closed_port())
    assert office.look("2026-10-23") == 0
    assert office.lines[-1].endswith("cannot be reached (ConnectError). The notice is kept and sent next time.")
    with webhook_server() as (posted, port):
        chat(port)
        assert office.look("2026-10-24") == 0
    assert [one["at"] for one in posted] == ["2026-10-23T00:00:00+07:00"]
    assert list((office.out / FOLDER).glob("*.json")) == []


def test_settings_of_notices_with_a_mistake_break_nothing(office, chat, tmp_path):
    chat(closed_port())
    (tmp_path / "notices.toml").write_text("[webhok]\n")
    assert office.look("2026-10-23") == 0
    assert office.lines[-1].startswith("Notices were not sent: ")
    assert len(office.delivered()) == 2


def test_recipients_without_settings_are_not_forgotten_silently(office):
    office.look("2026-10-23")
    assert office.lines[-1] == "Nobody was told: there is no notices.toml."


def test_show_names_this_interpreter_and_what_is_next(office, capsys, monkeypatch):
    monkeypatch.setattr("sys.executable", "/srv/a b/python")
    office.now = at("2026-10-24")
    show()
    said = capsys.readouterr().out
    assert 'ExecStart="/srv/a b/python" "-m" "icanalysis" "run-due"' in said
    assert "30 6 * * * env " in said
    assert "schtasks /Create" in said
    assert said.partition("# Next due\n")[2].splitlines()[0] == "2026-11-25  trial  2026-11-01 – 2026-11-30"


def test_the_schedule_says_who_looks_and_what_is_next(office, capsys, monkeypatch):
    monkeypatch.setattr(commands.placing, "placed", lambda: None)
    office.now = at("2026-10-24")
    commands.state(language="vi")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("Để cài: icanalysis schedule install --user")
    first = next(line.split() for line in lines if "trial" in line)
    assert first[1:4] == ["25/11/2026", "│", "trial"]
    monkeypatch.setattr(commands.placing, "placed", lambda: "crontab")
    commands.state(language="en")
    assert capsys.readouterr().out.startswith("Somebody looks every day for what is due: crontab\n")


def test_with_a_mistake_in_the_settings_of_the_office_nothing_is_run_and_readers_are_told(office, chat, monkeypatch):
    (office.folder / "office.toml").write_text("seat = 5\n")
    monkeypatch.setenv(commands.office.VARIABLE, str(office.folder / "office.toml"))
    monkeypatch.setattr(runner, "attempt", None)
    with webhook_server() as (posted, port):
        chat(port)
        assert office.look("2026-10-23") == BadSettings.exit_code
    assert "office.toml': 'seat' đang ghi là 5. Phải là văn bản đặt trong dấu ngoặc kép." in posted[0]["text"]
    monkeypatch.undo()


def test_paths_are_passed_on_whole_and_nothing_else_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    env = {"ICANALYSIS_DATA": "figures", "ICANALYSIS_SECRET": "x", "SMTP_PASSWORD": "y", "ICANALYSIS_OUT": ""}
    assert passed_on(env) == {"ICANALYSIS_DATA": str(tmp_path / "figures")}
    env = {"ICANALYSIS_DATA": "s3://planning/figures", "AWS_SECRET_ACCESS_KEY": "x"}
    assert passed_on(env) == {"ICANALYSIS_DATA": "s3://planning/figures"}


def test_from_its_installation_on_what_becomes_due_counts(office, monkeypatch):
    def placed(wanted, *, now, tell):
        tell(f"placed at {now:%Y-%m-%d}")

    monkeypatch.setattr(commands.placing, "install", placed)
    (office.out / "due.json").unlink()
    office.now = at("2026-10-22")
    commands.install(tell=office.lines.append)
    assert office.lines[-1] == "placed at 2026-10-22"
    assert json.loads((office.out / "due.json").read_text())["not_before"] == "2026-10-22T00:00:00+07:00"
    office.look("2026-10-26")
    assert len(office.delivered()) == 2
