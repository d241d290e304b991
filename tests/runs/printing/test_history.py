"""What the ledger knows is read by people: in their language, on 80 columns, no word broken."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from icanalysis.errors import Phrase, RunFailed, UserError
from icanalysis.runs.printing import commands, history
from icanalysis.runs.printing.inputs import Inputs
from icanalysis.runs.printing.ledger import Ledger, Wish
from icanalysis.runs.printing.owner import Owner
from icanalysis.runs.printing.runner import LEDGER

GOOD, BAD = "20261122T133955-f0917446", "20261122T133945-8aa6126d"
HASH = "5a99826b525787b3bb9c9676dc00d868f9f042ac250400a8e67a39a24356d3c8"
PARAMETERS = {"edition": "2024", "place": "22", "as_of": "2025-06-30", "measure": "zone_count", "language": "vi"}
STEM = "clusters_half_year_2024_22_2025-06-30_zone_count_vi"
BEGAN = datetime.fromisoformat("2026-11-22T13:39:55+07:00")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a run that was delivered and one that failed, on a narrow terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    made_from = Inputs(HASH, {"2024": "db0aa2da" + HASH}, "n", "o", "c", "0.1.0", "l")
    owner = Owner("run", "planner", "office-1", 4711, 0.0)
    wish = Wish("clusters_half_year", STEM, PARAMETERS, "key", made_from, owner, timedelta())
    ledger = Ledger(tmp_path / LEDGER)
    files = {f"{STEM}.pdf": (HASH, 228_000)}
    ledger.record(BAD, wish, began=BEGAN, why=RunFailed(Phrase("A cell took too long.")), outputs={}, facts=None)
    ledger.record(GOOD, wish, began=BEGAN, why=None, outputs=files, facts=None)
    ledger.attempt(GOOD, 1, BEGAN, None)
    cells = [{"number": n, "source": f"page.show(view.part_{n})", "seconds": float(n)} for n in range(1, 8)]
    ledger.told(GOOD, cells=cells, checks=[{"name": "place", "passed": True, "said": "Every figure stands there."}])
    return tmp_path


def read(capsys: pytest.CaptureFixture) -> list[str]:
    """The lines that were printed, none wider than the terminal."""
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    return lines


def words_of(lines: list[str]) -> set[str]:
    return {word for line in lines for word in line.split()}


def test_runs_are_listed_whole_on_80_columns(out: Path, capsys: pytest.CaptureFixture):
    history.runs(language="vi", as_json=False, out=out)
    lines = read(capsys)
    told = words_of(lines)
    assert told >= {GOOD, BAD, "clusters_half_year:", "(22),", "30/06/2025,"}
    assert not told & {"zone_count", "2025-06-30", "2024", "22", "vi"}
    assert not told & {"delivered,", "failed,"}


def test_reports_are_listed_in_the_words_of_the_reader(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    commands.reports(language="vi")
    told = words_of(read(capsys))
    assert told >= {"clusters_half_year", "attainment", "hằng", "tháng"}
    assert not told & {"month", "half-year", "all", "all;", "latest"}


def test_a_run_is_shown_with_what_a_planner_asks_for(out: Path, capsys: pytest.CaptureFixture):
    history.show(GOOD[:15], language="vi", out=out)
    text = "\n".join(read(capsys))
    for said in ("planner trên máy office-1", "bảng số liệu: 5a99826b", "✓ địa phương", "….pdf"):
        assert said in text
    assert HASH not in text
    slowest = [line.split()[-1] for line in text.splitlines() if "page.show" in line]
    assert slowest == [f"page.show(view.part_{n})" for n in (7, 6, 5, 4, 3)]


def test_a_run_that_failed_says_why(out: Path, capsys: pytest.CaptureFixture):
    history.show(BAD, language="en", out=out)
    assert any("A cell took too long." in line for line in read(capsys))


def test_the_raw_form_is_the_ledger_word_for_word(out: Path, capsys: pytest.CaptureFixture):
    history.show(GOOD, language="vi", as_json=True, out=out)
    assert json.loads(capsys.readouterr().out) == Ledger(out / LEDGER).run(GOOD)


def test_a_run_that_is_not_there_is_told_without_a_ledger_too(out: Path, tmp_path: Path):
    with pytest.raises(UserError, match=r"^There is no run '2020'\..* List them: icanalysis runs$"):
        history.show("2020", language="vi", out=out)
    with pytest.raises(UserError, match=r"^More than one run begins with '2026'\."):
        history.show("2026", language="vi", out=out)
    with pytest.raises(UserError, match=r"^There is no run '2020'\. No run yet: there is no ledger here\.$"):
        history.show("2020", language="vi", out=tmp_path / "nowhere")
