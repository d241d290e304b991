"""The ledger: one claim per key, nothing is made twice, the claim of a process that is gone is taken over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from icanalysis.errors import BadLedger, UserError
from icanalysis.runs.printing import ledger as shelf
from icanalysis.runs.printing.inputs import Inputs
from icanalysis.runs.printing.ledger import ABANDONED, DELIVERED, FAILED, Claim, Ledger, Wish
from icanalysis.runs.printing.owner import Owner, own

MADE_FROM = Inputs("t", {}, "n", "o", "c", "0.1.0", "l")
ASKED = {"edition": "2024", "place": "08", "language": "vi"}


def wish(key: str = "k", *, owner: Owner | None = None, lasts: timedelta = timedelta(hours=1), **asked: str) -> Wish:
    """A wish for a run of the trial report."""
    return Wish("trial", "trial_08", ASKED | asked, key, MADE_FROM, owner or own("run"), lasts)


def claimed(
    ledger: Ledger,
    asked: Wish,
    *,
    again: bool = False,
    gone: Callable[[str], str] = lambda run: ABANDONED,
    whole: Callable[[str], bool] = lambda run: True,
) -> Claim:
    """The answer of a ledger in which every set still stands."""
    return ledger.claim(asked, again=again, gone=gone, whole=whole)


def dead() -> Owner:
    """A process with our number that began at another time: it is gone."""
    return replace(own("run"), born=1.0)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "out" / "ledger.sqlite")


def test_the_first_who_asks_makes_it(ledger: Ledger):
    claim = claimed(ledger, wish())
    assert claim.is_mine
    (run,) = ledger.runs()
    assert (run["run"], run["state"], run["parameters"], run["what"]) == (claim.run, "started", ASKED, "run")
    assert run["inputs"]["tables"] == "t"


def test_who_asks_while_it_is_made_hears_who_makes_it(ledger: Ledger):
    first = claimed(ledger, wish())
    second = claimed(ledger, wish())
    assert (second.state, second.run, second.owner) == ("busy", first.run, own("run"))


def test_what_is_delivered_is_not_made_again(ledger: Ledger):
    first = claimed(ledger, wish())
    ledger.end(first.run, DELIVERED)
    second = claimed(ledger, wish())
    assert (second.state, second.run) == ("delivered", first.run)
    assert len(ledger.runs()) == 1


def test_what_is_delivered_is_made_again_when_asked_so_or_when_its_files_are_gone(ledger: Ledger):
    ledger.end(claimed(ledger, wish()).run, DELIVERED)
    again = claimed(ledger, wish(), again=True)
    assert again.is_mine
    ledger.end(again.run, DELIVERED)
    assert claimed(ledger, wish(), whole=lambda run: False).is_mine


def test_what_failed_is_made_when_it_is_asked_for_again(ledger: Ledger):
    ledger.end(claimed(ledger, wish()).run, FAILED, "The disk was full.")
    assert claimed(ledger, wish()).is_mine
    assert [run["state"] for run in ledger.runs()] == ["started", "failed"]


def test_another_key_is_another_run(ledger: Ledger):
    ledger.end(claimed(ledger, wish("a")).run, DELIVERED)
    assert claimed(ledger, wish("b")).is_mine


def test_a_job_is_made_from_one_version_after_the_other(ledger: Ledger):
    first = claimed(ledger, wish("older"))
    assert (claimed(ledger, wish("newer")).state, claimed(ledger, wish("newer")).run) == ("busy", first.run)
    ledger.end(first.run, DELIVERED)
    assert claimed(ledger, wish("newer")).is_mine


def test_another_job_waits_for_nobody(ledger: Ledger):
    claimed(ledger, wish())
    assert claimed(ledger, replace(wish("b"), stem="trial_22")).is_mine


def test_the_claim_of_a_process_that_is_gone_is_taken_over(ledger: Ledger):
    first = claimed(ledger, wish(owner=dead()))
    asked = []
    second = claimed(ledger, wish(), gone=lambda run: asked.append(run) or ABANDONED)
    assert second.is_mine
    assert asked == [first.run]
    old = ledger.run(first.run)
    assert old["state"] == ABANDONED
    assert old["why"].startswith("Its process ended before it did: run by ")


def test_what_a_process_had_delivered_before_it_was_killed_is_not_made_again(ledger: Ledger):
    first = claimed(ledger, wish(owner=dead()))
    second = claimed(ledger, wish(), gone=lambda run: DELIVERED)
    assert (second.state, second.run) == ("delivered", first.run)


@pytest.mark.parametrize(("lasts", "state"), [(60, "busy"), (-1, "mine")])
def test_the_claim_of_another_machine_stands_until_its_time_is_over(ledger: Ledger, lasts: int, state: str):
    far = replace(dead(), host="elsewhere")
    claimed(ledger, wish(owner=far, lasts=timedelta(seconds=lasts)))
    assert claimed(ledger, wish()).state == state


def test_a_claim_takes_the_key_of_its_new_inputs(ledger: Ledger):
    first = claimed(ledger, wish("old"))
    ledger.change_key(first.run, wish("new"))
    ledger.end(first.run, DELIVERED)
    assert claimed(ledger, wish("new")).run == first.run
    assert claimed(ledger, wish("old")).is_mine


def test_all_that_a_run_tells_is_found_again_by_the_beginning_of_its_id(ledger: Ledger):
    run = claimed(ledger, wish()).run
    began = datetime.now().astimezone()
    ledger.attempt(run, 1, began, "The kernel did not start.")
    ledger.attempt(run, 2, began, None)
    cells = [{"source": "import x", "seconds": 0.5}]
    checks = [{"name": "whole", "passed": True, "said": "All of it."}]
    ledger.told(run, cells=cells, checks=checks, outputs={"a.html": ("ab12", 7)})
    found = ledger.run(run[:20])
    assert [one["why"] for one in found["attempts"]] == ["The kernel did not start.", None]
    assert found["cells"] == [{"number": 1, **cells[0]}]
    assert found["checks"] == [{"name": "whole", "passed": 1, "said": "All of it."}]
    assert found["outputs"] == [{"file": "a.html", "sha256": "ab12", "bytes": 7}]
    assert ledger.run_with("ab12") == run
    assert ledger.run_with("cd34") is None


def test_times_have_their_offset(ledger: Ledger):
    ledger.end(claimed(ledger, wish()).run, DELIVERED)
    (run,) = ledger.runs()
    assert datetime.fromisoformat(run["started"]).utcoffset() is not None
    assert datetime.fromisoformat(run["ended"]) >= datetime.fromisoformat(run["started"])


def test_runs_are_filtered(ledger: Ledger):
    ledger.end(claimed(ledger, wish("a", place="08")).run, DELIVERED)
    claimed(ledger, wish("b", place="22"))
    assert [run["parameters"]["place"] for run in ledger.runs()] == ["22", "08"]
    assert [run["state"] for run in ledger.runs(place="08")] == ["delivered"]
    assert len(ledger.runs(state="started", report="trial")) == 1
    assert ledger.runs(report="other") == []
    assert len(ledger.runs(since="2021-07-31")) == 2
    assert ledger.runs(since="2090-01-01") == []


def test_a_filter_that_cannot_be_is_told(ledger: Ledger):
    with pytest.raises(UserError, match=r"There is no state 'deliverd'\. Did you mean 'delivered'\?"):
        ledger.runs(state="deliverd")
    with pytest.raises(UserError, match=r"'31/07/2021' is no day\. Write it as year-month-day"):
        ledger.runs(since="31/07/2021")


def test_an_unknown_run_is_told_with_the_nearest(ledger: Ledger):
    run = claimed(ledger, wish()).run
    with pytest.raises(UserError, match=rf"There is no run '{run}x'\. Did you mean {run}\?"):
        ledger.run(f"{run}x")


def test_a_ledger_of_an_older_version_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    old = Ledger(tmp_path / "ledger.sqlite")
    run = claimed(old, wish()).run
    monkeypatch.setattr(shelf, "STEPS", (*shelf.STEPS, ("ALTER TABLE runs ADD COLUMN note TEXT",)))
    (found,) = Ledger(tmp_path / "ledger.sqlite").runs()
    assert (found["run"], found["note"]) == (run, None)


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path):
    file = tmp_path / "ledger.sqlite"
    Ledger(file)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(BadLedger, match=r"was written by a newer version \(schema 99, known 2\)\. Upgrade icanalysis"):
        Ledger(file)


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path):
    (tmp_path / "ledger.sqlite").write_bytes(b"<p>yesterday</p>" * 100)
    with pytest.raises(BadLedger, match=r"cannot be used \(file is not a database\)"):
        Ledger(tmp_path / "ledger.sqlite")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(BadLedger, match=r"cannot be made"):
        Ledger(tmp_path / "file" / "out" / "ledger.sqlite")
