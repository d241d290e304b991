"""A single page is made whenever it is asked for, and the ledger knows it; without a ledger it is made all the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from icanalysis.errors import BadParameter, CannotWrite, Phrase, RunFailed, UserError
from icanalysis.runs.delivery import OUT_VARIABLE
from icanalysis.runs.formats import FORMATS
from icanalysis.runs.printing import history, index, single
from icanalysis.runs.printing.ledger import Ledger
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.runs.printing.tracing import manifest_of, trace
from icanalysis.runs.report import Made

ASKED = {"place": "08", "as_of": "2021-07-31"}
NAME = "attainment_2024_08_2021-07-31_vi.html"
FIGURE = {"key": "k", "text": "92,4%", "value": 0.924, "unit": "share", "rows": []}


@dataclass
class Office:
    """Where reports stand, and what a run of a notebook gives there."""

    out: Path
    lines: list[str] = field(default_factory=list)
    fails: UserError | None = None

    def report(self, out: Path | None = None, formats: tuple[str, ...] = FORMATS) -> Path:
        """Prints the page."""
        return single.report("attainment", ASKED, out=out, tell=self.lines.append, formats=formats)

    def made(self, paper: Any, *, run: str, **_: Any) -> Made:
        """As `runs.report.made`, without a notebook."""
        if self.fails:
            raise self.fails
        files = {".html": f"<p>{run}".encode(), ".pdf": b"%PDF"}
        hashes = {ending: sha256(content).hexdigest() for ending, content in files.items()}
        told = {"report": paper.name, "parameters": paper.asked, "run": run, "code_version": "0.1.0", "simulated": True}
        manifest = told | {"figures": [FIGURE], "rows": {}, "data_sha256": {}, "files_sha256": hashes}
        return Made(files, manifest, [], None, "t")

    @property
    def runs(self) -> list[dict[str, Any]]:
        """What the ledger knows, the newest first."""
        ledger = Ledger(self.out / LEDGER)
        return [ledger.run(one["run"]) for one in ledger.runs()]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "out")
    monkeypatch.setenv(OUT_VARIABLE, str(made.out))
    monkeypatch.setattr(single, "made", made.made)
    return made


def test_it_is_made_again_each_time_and_written_down_each_time(office: Office):
    assert [office.report(), office.report()] == [office.out / NAME] * 2
    newest, first = office.runs
    assert (newest["report"], newest["stem"], newest["what"], newest["state"]) == (
        "attainment",
        NAME,
        "report",
        "delivered",
    )
    assert newest["parameters"] == ASKED | {"edition": "2024", "language": "vi"}
    assert newest["key"] == first["key"]
    assert newest["run"] in (office.out / NAME).read_text()
    assert newest["inputs"]["code"] and newest["started"] <= newest["ended"]
    hashes = {one["file"]: one["sha256"] for one in newest["outputs"]}
    assert hashes == {one: sha256((office.out / one).read_bytes()).hexdigest() for one in hashes}
    assert len(hashes) == 3
    assert office.lines == [f"A new folder is made for the reports: {office.out}"]


def test_a_page_elsewhere_is_written_down_with_its_path_and_known_under_another_name(office: Office, tmp_path: Path):
    page = office.report(tmp_path / "elsewhere.html")
    assert office.runs[0]["stem"] == str(page)
    renamed = tmp_path / "renamed.pdf"
    renamed.write_bytes(page.with_suffix(".pdf").read_bytes())
    assert trace(renamed, "92,4%", out=office.out)["run"] == office.runs[0]["run"]
    signed = tmp_path / "signed.html"
    signed.write_bytes(page.read_bytes() + b" signed")
    assert manifest_of(signed, out=office.out)["run"] == office.runs[0]["run"]


def test_a_page_that_was_printed_over_is_known_but_its_manifest_is_not_another_one(office: Office, tmp_path: Path):
    page = office.report()
    (tmp_path / "old.html").write_bytes(page.read_bytes())
    office.report()
    with pytest.raises(UserError, match=rf"made by the run {office.runs[1]['run']}, whose files are gone"):
        manifest_of(tmp_path / "old.html", out=office.out)


def test_a_page_alone_never_stands_beside_documents_of_an_earlier_run(office: Office):
    page = office.report()
    before = page.read_bytes()
    with pytest.raises(CannotWrite, match=rf"documents of an earlier run \({page.stem}.pdf\).*--page-only"):
        office.report(formats=("html",))
    assert page.read_bytes() == before
    page.with_suffix(".pdf").unlink()
    assert office.report(formats=("html",)) == page


def test_a_run_that_failed_is_written_down_and_leaves_the_page_that_was_there(office: Office):
    page = office.report()
    before = page.read_bytes()
    office.fails = RunFailed(Phrase("A cell took more than {seconds} s. Nothing was delivered.", seconds=120))
    with pytest.raises(RunFailed, match="A cell took more than 120 s"):
        office.report()
    assert (office.runs[0]["state"], office.runs[0]["why"]) == ("failed", str(office.fails))
    assert page.read_bytes() == before


def test_what_cannot_be_asked_for_is_no_run(office: Office):
    with pytest.raises(BadParameter):
        single.report("attainment", ASKED | {"as_of": "2021-07-30"}, out=None, tell=office.lines.append)
    assert not office.out.exists()


def test_without_a_ledger_that_can_be_written_the_page_is_there_and_that_is_said(office: Office):
    office.out.mkdir()
    (office.out / LEDGER).write_bytes(b"no ledger" * 200)
    assert office.report().exists()
    (line,) = office.lines
    assert line.startswith("This run was not written into the ledger: The ledger")


def test_a_single_page_is_listed_but_is_no_report_of_the_index(office: Office, capsys: pytest.CaptureFixture[str]):
    office.report()
    history.runs(language="en", as_json=True)
    assert [one["stem"] for one in json.loads(capsys.readouterr().out)] == [NAME]
    assert list(index.entries_of(office.out)) == []


def test_who_only_reads_leaves_no_ledger_behind(office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    history.runs(language="en", as_json=False)
    assert capsys.readouterr().out == f"{history.NO_RUN}\n"
    history.runs(language="vi", as_json=True)
    assert json.loads(capsys.readouterr().out) == []
    with pytest.raises(UserError, match=r"There is no run '2026'\. No run yet"):
        history.show("2026", language="en")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(UserError, match=r"^No run yet: there is no ledger"):
        trace(tmp_path / "a.pdf", "k", out=office.out)
    assert not office.out.exists()
