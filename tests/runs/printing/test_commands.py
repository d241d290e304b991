"""A shipped report from the command to the figure in a document: made once, found again, traced to its source."""

from __future__ import annotations

import io
import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from icanalysis import errors
from icanalysis.cli import app
from icanalysis.errors import UserError
from icanalysis.runs.delivery import OUT_VARIABLE
from icanalysis.runs.printing import commands, runner, sets, tracing
from icanalysis.runs.printing.tracing import manifest_of, trace

STEM = "midterm_review_2024_194_2019-12-31_vi"
SHARE = "o_mc_2017_2019_gross_output.attainment_share"


@dataclass(frozen=True)
class Made:
    """What `icanalysis run midterm_review --place 194` has left behind, asked twice."""

    out: Path
    said: list[str]
    codes: list[int]

    @property
    def folder(self) -> Path:
        """Where the name of the job leads."""
        return self.out / "midterm_review" / STEM

    def file(self, ending: str) -> Path:
        """A file of the set."""
        return self.folder / f"{STEM}{ending}"

    @property
    def run(self) -> dict:
        """The only run in the ledger."""
        ledger = runner.Ledger(self.out / runner.LEDGER)
        (found,) = ledger.runs()
        return ledger.run(found["run"])


@pytest.fixture(scope="module")
def made(warm, tmp_path_factory: pytest.TempPathFactory) -> Made:
    out, said = tmp_path_factory.mktemp("out"), []
    asked = {"place": ["194"]}
    codes = [commands.run("midterm_review", asked, again=False, out=out, tell=said.append) for _ in range(2)]
    return Made(out, said, codes)


def cli(made: Made, *words: str) -> str:
    """What a command prints about what stands there."""
    result = CliRunner().invoke(app, words, env={OUT_VARIABLE: str(made.out)}, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_shipped_report_is_made_once_with_all_its_formats(made: Made):
    assert made.codes == [0, 0]
    assert [line.rpartition(": ")[2] for line in made.said if "attempt" not in line] == ["delivered", "already there"]
    endings = [".docx", ".html", ".manifest.json", ".pdf", ".xlsx"]
    assert sorted(file.name for file in made.folder.iterdir()) == [f"{STEM}{ending}" for ending in endings]


def test_the_ledger_tells_all_of_a_run(made: Made):
    run = made.run
    assert (run["state"], run["what"], run["pid"]) == ("delivered", "run", os.getpid())
    assert {one["name"] for one in run["checks"] if one["passed"]} >= {"whole", "figures", "place", "age", "heading"}
    assert all(one["seconds"] > 0 for one in run["cells"])
    assert len(run["cells"]) > 10
    assert {one["file"]: one["bytes"] for one in run["outputs"]} == {
        file.name: file.stat().st_size for file in made.folder.iterdir()
    }
    manifest = json.loads(made.file(".manifest.json").read_text("utf-8"))
    assert (manifest["run"], manifest["code_version"]) == (run["run"], run["code_version"])


def test_runs_are_listed_and_shown(made: Made):
    run = made.run["run"]
    assert run in cli(made, "runs")
    assert [one["run"] for one in json.loads(cli(made, "runs", "--place", "194", "--json"))] == [run]
    assert json.loads(cli(made, "runs", "--place", "08", "--json")) == []
    assert json.loads(cli(made, "runs", "show", run, "--json"))["outputs"] == made.run["outputs"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--report", "montly"), r"^There is no report 'montly'\. Did you mean 'monthly'"),
        (("--report", "atainment"), r"^There is no report 'atainment'\. Did you mean 'attainment'"),
        (("--place", "99999"), r"^There is no place '99999'\..* List them: icanalysis places$"),
    ],
)
def test_runs_of_what_is_not_there_are_answered_with_the_nearest(made: Made, words: tuple[str, str], says: str):
    with pytest.raises(UserError, match=says):
        cli(made, "runs", *words)


@pytest.mark.parametrize("words", [("--report", "monthly"), ("--report", "attainment"), ("--place", "all")])
def test_what_is_there_and_was_not_run_has_no_runs(made: Made, words: tuple[str, str]):
    assert json.loads(cli(made, "runs", *words, "--json")) == []


def test_reports_are_listed_and_checked(made: Made):
    assert "midterm_review" in cli(made, "reports")
    assert cli(made, "reports", "check").splitlines() == [
        f"{name}: good" for name in ("audit", "clusters_half_year", "midterm_review", "monthly")
    ]


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".xlsx", ".manifest.json"])
def test_a_figure_of_any_document_leads_to_row_source_and_run(made: Made, tmp_path: Path, ending: str):
    document = tmp_path / f"renamed{ending}"
    document.write_bytes(made.file(ending).read_bytes())
    found = trace(document, SHARE, out=made.out)
    (figure,) = found["figures"]
    assert (found["run"], figure["text"], figure["unit"]) == (made.run["run"], "92,4%", "share")
    row = next(one for one in figure["rows"] if one["row"] == "observations:o_mc_2017_2019_gross_output")
    assert row["columns"]["value"] == 23098
    assert row["same_table"]
    assert row["source"]["publisher"] == "Cổng thông tin Móng Cái"


def test_a_document_that_was_changed_is_known_by_the_run_in_it(made: Made, tmp_path: Path):
    changed = io.BytesIO(made.file(".docx").read_bytes())
    with zipfile.ZipFile(changed, "a") as packed:
        packed.writestr("docProps/note.xml", "<note>signed</note>")
    (tmp_path / "signed.docx").write_bytes(changed.getvalue())
    assert manifest_of(tmp_path / "signed.docx", out=made.out)["run"] == made.run["run"]


def test_a_figure_is_found_as_it_is_printed(made: Made):
    figures = trace(made.file(".pdf"), "92,4%", out=made.out)["figures"]
    assert [one["key"] for one in figures] == [SHARE]
    printed = cli(made, "trace", str(made.file(".pdf")), "92.4 %")
    assert printed.splitlines()[1:3] == [
        "  Where it stands: section “Mức thực hiện bình quân cần đạt trong các tháng còn lại”, row “Giá trị sản xuất "
        "công nghiệp”, column “% kế hoạch”",
        "  Agrees with the rows: 23,098 ÷ 25,000",
    ]
    assert "printed_attainment_pct = 92.4" in printed
    assert "← Cổng thông tin Móng Cái: Giám sát" in printed
    assert made.run["run"] in printed


@pytest.mark.parametrize(("key", "near"), [("92,3", f"'{SHARE}' (92,4%)"), (SHARE.replace("share", "shaer"), SHARE)])
def test_an_unknown_figure_is_told_with_the_nearest(made: Made, key: str, near: str):
    with pytest.raises(UserError, match=r"No figure of this document has the key or the text '.*Did you mean") as told:
        trace(made.file(".html"), key, out=made.out)
    assert near in str(told.value)


def test_a_document_of_nobody_is_told(made: Made, tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(b"<p>20210806T090500-0123abcd</p>")
    with pytest.raises(UserError, match=r"^No run in '.*' has made this document\. Give its manifest instead\."):
        trace(tmp_path / "a.docx", SHARE, out=made.out)
    with pytest.raises(UserError, match=r"cannot be read \(No such file or directory\)"):
        trace(tmp_path / "b.docx", SHARE, out=made.out)


@pytest.mark.parametrize(
    ("content", "said"), [("{", "cannot be read as a manifest"), ("[]", "is no manifest of a report")]
)
def test_what_is_no_manifest_is_told(made: Made, tmp_path: Path, content: str, said: str):
    (tmp_path / "a.manifest.json").write_text(content, "utf-8")
    with pytest.raises(UserError, match=said):
        trace(tmp_path / "a.manifest.json", SHARE, out=made.out)


def test_a_run_whose_files_are_gone_is_told(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tracing, "SETS", "elsewhere")
    (tmp_path / "a.pdf").write_bytes(made.file(".pdf").read_bytes())
    with pytest.raises(UserError, match=rf"the run {made.run['run']}, whose files are gone\."):
        trace(tmp_path / "a.pdf", SHARE, out=made.out)


def test_the_exit_code_is_that_of_the_first_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fails(*_, **__) -> None:
        raise errors.RunFailed("It is broken.")

    monkeypatch.setattr(runner, "attempt", fails)
    said = []
    assert commands.run("midterm_review", {}, again=False, out=tmp_path, tell=said.append) == errors.RunFailed.exit_code
    assert said[-1] == "midterm_review_2024_58_2023-12-31_vi: It is broken."
    assert len(list((tmp_path / "midterm_review").glob(f"*{sets.BANNER}"))) == 2


def test_a_misspelt_place_runs_nothing(tmp_path: Path):
    with pytest.raises(errors.UnknownPlace, match=r"There is no place '8'"):
        commands.run("monthly", {"place": ["8"]}, again=False, out=tmp_path / "out", tell=print)
    assert not (tmp_path / "out").exists()
