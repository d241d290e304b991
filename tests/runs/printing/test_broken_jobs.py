"""A run that goes wrong delivers nothing, leaves no process and no folder, and says why; the last good set stays."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
import pytest

from icanalysis.errors import BadNotebook, CannotWrite, RunFailed, Transient, UserError
from icanalysis.runs.printing import attempt as attempting
from icanalysis.runs.printing import index, sets
from icanalysis.runs.printing import runner as running
from icanalysis.runs.printing.definitions import Definition, Expected, Limits, Retry
from icanalysis.runs.printing.ledger import why_of
from icanalysis.runs.printing.runner import Outcome
from icanalysis.wording.language import said
from tests.runs.kernels.live import is_running, until
from tests.runs.papers import real, saved, with_cell, with_section
from tests.runs.printing.orders import at_once, definition, job, runner
from tests.workspaces import Workspace

SHOWN = "page.show(view.contents)"
SAME_ROWS = "table.write_bytes(table.read_bytes().replace(b'\\n', b'\\r\\n'))"
"""Another file with the same rows."""
PLANTED = "hunter2-planted-value"


def short(cell: str = "pass") -> nbformat.NotebookNode:
    """The notebook with the shortest run, and this cell behind its parameters."""
    return with_cell(with_section(real("start_here"), "contents", instead=SHOWN), cell)


@dataclass
class Office:
    """A folder of reports in which one good set stands."""

    out: Path
    papers: Path
    good: bytes = b""

    def run(self, paper: nbformat.NotebookNode, made: Definition | None = None, **changed: object) -> Outcome:
        """Runs a notebook as the job whose good set stands here."""
        return runner(self.out, made, **changed).run(job(saved(paper, self.papers)))

    def refusal(self, paper: nbformat.NotebookNode, made: Definition | None = None, **changed: object) -> UserError:
        """Why a run is not delivered; whatever it says, nothing else has changed."""
        outcome = self.run(paper, made, **changed)
        assert outcome.path is None
        assert (self.place.last_good / f"{self.place.stem}.html").read_bytes() == self.good
        assert [one.name for one in (self.out / sets.SETS).iterdir()] == [sets.leads_to(self.place)]
        assert str(outcome.error) in self.place.banner.read_text("utf-8")
        told = runner(self.out).ledger.run(outcome.run)
        assert (told["state"], told["why"]) == ("failed", str(outcome.error))
        assert list(Path(tempfile.gettempdir()).glob(f"icanalysis-run-{outcome.run}-*")) == []
        return outcome.error

    @property
    def place(self) -> sets.Place:
        """Where the sets of the job stand."""
        return sets.Place(self.out, "trial", "trial_vi")


@pytest.fixture(scope="module")
def office(warm, tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("papers"))
    outcome = made.run(short())
    assert outcome.error is None
    made.good = (outcome.path / "trial_vi.html").read_bytes()
    return made


def test_an_exit_that_looks_like_success(office: Office):
    assert str(office.refusal(short("import sys\n\nsys.exit(0)"))).startswith("The cell 'import sys' was not completed")


def test_a_shell_line_that_fails(office: Office):
    refused = office.refusal(short("!false"))
    assert isinstance(refused, BadNotebook)
    assert "holds a cell that is no plain Python: '!false'" in str(refused)


def test_a_cell_that_hangs(office: Office):
    made = definition(limits=Limits(cell_s=1, run_s=300))
    refused = office.refusal(short("import threading\n\nthreading.Event().wait()"), made)
    assert str(refused) == "A cell took more than 1 s. Nothing was delivered."


def test_a_run_that_takes_too_long_is_ended_with_its_kernel(office: Office, tmp_path: Path):
    told = tmp_path / "pid"
    cell = f"import os, time\n\nopen({str(told)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"
    made = definition(limits=Limits(cell_s=600, run_s=5))
    assert str(office.refusal(short(cell), made)) == "The run took more than 5 s. Nothing was delivered."
    if told.exists():  # else the machine was too slow to come so far
        assert until(lambda: not is_running(int(told.read_text())))


def test_a_kernel_that_is_killed(office: Office):
    refused = office.refusal(short("import os, signal\n\nos.kill(os.getpid(), signal.SIGKILL)"))
    assert type(refused) is RunFailed
    assert "The kernel ended before the notebook did" in str(refused)


def test_the_process_of_a_run_that_is_killed(office: Office):
    cell = (
        "import os, signal\n\nos.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)\nimport time\ntime.sleep(60)"
    )
    assert "The process of the run ended before it was done (code " in str(office.refusal(short(cell)))


def test_less_than_is_expected(office: Office):
    refused = office.refusal(short(), definition(expected=Expected(figures=1000)))
    assert str(refused).endswith("at least 1000 are expected. Nothing was delivered.")


def test_a_format_that_was_not_made(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "attempt", at_once)
    refused = office.refusal(short(), definition(formats=("html", "pdf")))
    assert str(refused) == "The report was not made as pdf. Nothing was delivered."


def test_a_planted_secret_is_caught(office: Office):
    cell = f"from IPython.display import HTML, display\n\ndisplay(HTML('<p>{PLANTED}</p>'))"
    refused = office.refusal(short(cell), env=os.environ | {"MAIL_PASSWORD": PLANTED})
    assert str(refused).startswith("trial_vi.html holds the value of the variable MAIL_PASSWORD, which looks secret.")
    assert PLANTED not in office.place.banner.read_text("utf-8")


def test_no_run_sees_a_secret_of_the_environment(office: Office, tmp_path: Path):
    cell = "import os\n\nassert not [name for name in os.environ if name.startswith('MAIL_')], 'seen'"
    env = os.environ | {"MAIL_PASSWORD": PLANTED, "MAIL_TOKEN": PLANTED}
    outcome = replace(runner(tmp_path / "out"), env=env).run(job(saved(short(cell), tmp_path)))
    assert outcome.error is None
    assert all(PLANTED.encode() not in file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file())


def test_a_run_works_in_folders_of_its_own(office: Office, tmp_path: Path):
    told = tmp_path / "told"
    cell = f"import os, tempfile\n\nopen({str(told)!r}, 'w').write(os.getcwd() + '\\n' + tempfile.mkdtemp())"
    outcome = runner(tmp_path / "out").run(job(saved(short(cell), tmp_path)))
    assert outcome.error is None
    for folder in map(Path, told.read_text().splitlines()):
        assert f"icanalysis-run-{outcome.run}-" in str(folder)
        assert not folder.exists()


def test_a_run_finds_the_fork_server_of_its_runner(office: Office, tmp_path: Path, warm: Path | None):
    cell = f"import os\n\nassert os.environ.get('ICANALYSIS_KERNELS') == {warm and str(warm)!r}"
    assert runner(tmp_path / "out").run(job(saved(short(cell), tmp_path))).error is None


def test_a_full_disk(office: Office, monkeypatch: pytest.MonkeyPatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(running, "attempt", at_once)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        outcome = runner(office.out).run(job(saved(short("'full'"), office.papers)))
    assert isinstance(outcome.error, CannotWrite)
    assert "could not be written whole (No space left on device)" in str(outcome.error)
    assert (office.place.last_good / "trial_vi.html").read_bytes() == office.good
    assert [one.name for one in (office.out / sets.SETS).iterdir()] == [sets.leads_to(office.place)]


def test_a_folder_of_reports_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "attempt", lambda *_, **__: pytest.fail("it was run"))
    (tmp_path / "file").write_text("kept")
    with pytest.raises(UserError, match=r"The ledger .* cannot be made"):
        runner(tmp_path / "file" / "out").run(job(saved(short(), tmp_path)))


def test_a_reason_that_may_pass_is_tried_again_and_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    tried = []

    def fails(asked, **env):
        tried.append(asked.run)
        raise (Transient("The kernel did not start.") if len(tried) < 3 else RunFailed("It is broken."))

    monkeypatch.setattr(running, "attempt", fails)
    made = definition(retry=Retry(attempts=5, wait_s=0.01))
    outcome = runner(tmp_path, made).run(job(saved(short(), tmp_path)))
    assert str(outcome.error) == "It is broken."
    told = runner(tmp_path).ledger.run(outcome.run)
    assert [one["why"] for one in told["attempts"]] == ["The kernel did not start."] * 2 + ["It is broken."]


def test_tables_replaced_in_the_middle_are_printed_from_anew(warm, workspace: Workspace, tmp_path: Path):
    once, table = tmp_path / "once", workspace.file("observations")
    cell = (
        f"from pathlib import Path\n\nif not Path({str(once)!r}).exists():\n"
        f"    Path({str(once)!r}).touch()\n    table = Path({str(table)!r})\n"
        f"    {SAME_ROWS}"
    )
    made = definition(retry=Retry(attempts=2, wait_s=0.01))
    file = saved(short(cell), tmp_path)
    outcome = runner(tmp_path / "out", made).run(job(file))
    assert outcome.error is None
    told = runner(tmp_path / "out").ledger.run(outcome.run)
    assert [one["why"] and one["why"][:24] for one in told["attempts"]] == ["The tables were replaced", None]
    second = runner(tmp_path / "out", made).run(job(file))
    assert (second.run, second.is_new) == (outcome.run, False)  # its key is that of the new tables


def test_tables_that_are_replaced_all_the_time_end_in_a_failure(warm, workspace: Workspace, tmp_path: Path):
    table = workspace.file("observations")
    cell = f"from pathlib import Path\n\ntable = Path({str(table)!r})\n{SAME_ROWS}"
    outcome = runner(tmp_path / "out").run(job(saved(short(cell), tmp_path)))
    assert isinstance(outcome.error, Transient)
    assert not (tmp_path / "out" / "trial" / "trial_vi").exists()


@pytest.mark.parametrize(
    ("views", "says"), [("parameters", "shows {"), ("figures", "figures of another place than 08")]
)
def test_another_place_than_asked_is_never_delivered(warm, tmp_path: Path, views: str, says: str):
    cells = {
        "parameters": 'page.parameters |= {"place": "58"}\npage.show(view.overview)',
        "figures": (
            "from functools import wraps\n\nright = view.overview\n\n\n@wraps(right)\ndef overview(**asked):\n"
            '    return right(**asked | {"place": "58", "as_of": "2023-12-31"})\n\n\n'
            "view.overview = overview\npage.show(view.overview)"
        ),
    }
    paper = with_section(real("attainment"), "overview", instead=cells[views])
    paper.cells = paper.cells[: next(n for n, one in enumerate(paper.cells) if "page.show(" in one.source) + 1]
    asked = {"edition": "2024", "place": "08", "as_of": "2021-07-31", "language": "vi"}
    made = definition("attainment")
    outcome = runner(tmp_path / "out", made).run(job(saved(paper, tmp_path), "attainment", **asked))
    assert isinstance(outcome.error, RunFailed)
    assert says in str(outcome.error)
    assert not (tmp_path / "out" / "trial" / "trial_2024_08_2021-07-31_vi").exists()


def test_no_room_for_the_folders_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(**_) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attempting.tempfile, "mkdtemp", full)
    outcome = runner(tmp_path / "out").run(job(saved(short(), tmp_path)))
    assert isinstance(outcome.error, CannotWrite)
    assert "There is no room for the files of a run (No space left on device)." in str(outcome.error)


def test_an_interrupted_run_is_no_claim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_, **__) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "attempt", interrupted)
    with pytest.raises(KeyboardInterrupt):
        runner(tmp_path).run(job(saved(short(), tmp_path)))
    (told,) = runner(tmp_path).ledger.runs()
    assert (told["state"], told["why"]) == ("abandoned", "It was interrupted before it was done.")
    assert said(why_of(told), "vi") == "Bị ngắt trước khi lập xong."
    assert "KeyboardInterrupt" not in json.dumps(runner(tmp_path).ledger.run(told["run"]))
    assert list(index.entries_of(tmp_path)) == []
    monkeypatch.setattr(running, "attempt", at_once)
    assert runner(tmp_path).run(job(saved(short(), tmp_path))).is_new
    assert len(list(index.entries_of(tmp_path))) == 1


def test_an_interruption_after_the_name_leads_to_the_set_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lead, asked = sets.lead, job(saved(short(), tmp_path))

    def late(*words) -> None:
        lead(*words)
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "attempt", at_once)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(sets, "lead", late)
        runner(tmp_path).run(asked)
    (told,) = runner(tmp_path).ledger.runs()
    assert (told["state"], told["why"]) == ("delivered", None)
    outcome = runner(tmp_path).run(asked)
    assert (outcome.run, outcome.is_new, outcome.error) == (told["run"], False, None)


def test_a_refused_job_is_told_and_the_others_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "attempt", at_once)
    file = saved(short(), tmp_path)
    bad = replace(job(file, language="en"), refusal=RunFailed("There are no figures."))
    first, second = runner(tmp_path).run_all([bad, job(file)])
    assert str(first.error) == "There are no figures."
    assert second.is_new
    assert (tmp_path / "trial" / "trial_en.FAILED.txt").exists()
