"""The command line: what it prints, how it fails, and how little it loads to explain itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

from icanalysis import cli, errors
from icanalysis.runs import office, provenance, spoken
from icanalysis.runs.bulk import commands as bulk
from icanalysis.runs.delivery import OUT_VARIABLE
from icanalysis.runs.kernels import ahead
from icanalysis.runs.printing import commands, definitions
from icanalysis.runs.printing import single as runner
from icanalysis.runs.printing.ledger import Ledger
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.runs.schedule import commands as schedule
from icanalysis.schemas.results import Check
from icanalysis.sources.workspace import PUBLISHED, VARIABLE
from icanalysis.views.below import codes_within
from icanalysis.wording.language import catalogue
from scripts.words import helps_of_commands
from tests.runs.pages import parsed
from tests.workspaces import Workspace

SLOW_PACKAGES = {"polars", "altair", "geopandas", "great_tables", "dataframely", "papermill", "nbconvert", "IPython"}
COMMANDS = ["report", "audit", "places", "sources", "notebooks"]
LISTINGS = {
    ("audit", "--place", "08"): ("Số công bố", "Printed"),
    ("places", "--like", "na hang"): ("Thuộc", "Part of"),
    ("zones", "--place", "58"): ("Khu, cụm", "Zone"),
    ("sources",): ("Nơi công bố", "Publisher"),
    ("notebooks",): ("Câu hỏi", "Question"),
    ("reports",): ("Lịch lập và định dạng", "Schedule and formats"),
    ("boundaries", "list"): ("Đang dùng", "In use"),
}
"""Command that lists something → a heading of it in either language."""


class Said(NamedTuple):
    """What a command left: its exit code and both of its streams."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def icanalysis(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Command:
    """The command in this process, on a wide terminal."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.delenv(cli.DEBUG, raising=False)

    def run(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["icanalysis", *words])
        try:
            cli.run_here()
        except SystemExit as end:
            return Said(int(end.code or 0), *capsys.readouterr())
        return Said(0, *capsys.readouterr())

    return run


def started(*words: str, python: tuple[str, ...] = (), out: Path | None = None) -> subprocess.CompletedProcess:
    """The command in a process of its own, as a planner starts it; `out` is where its reports and their ledger are."""
    reports = {OUT_VARIABLE: str(out)} if out else {}
    return subprocess.run(
        [sys.executable, *python, "-m", "icanalysis", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env=os.environ | {VARIABLE: str(PUBLISHED), "COLUMNS": "300", "PYTHONIOENCODING": "utf-8"} | reports,
    )


def all_commands(command=None, *above: str) -> Iterator[tuple[str, ...]]:
    """The words of every command, those of a group below it."""
    command = command or typer.main.get_command(cli.app)
    yield above
    for name, one in getattr(command, "commands", {}).items():
        yield from all_commands(one, *above, name)


def loaded(importtime: str) -> set[str]:
    """Top names of all modules that `python -X importtime` tells of."""
    lines = (line.rpartition("|")[2].strip() for line in importtime.splitlines() if line.startswith("import time:"))
    return {name.partition(".")[0] for name in lines}


def rounded(row: dict) -> dict:
    """A row without the last bits of its numbers, in which two runs of Polars may differ."""
    return {name: float(f"{value:.12g}") if isinstance(value, float) else value for name, value in row.items()}


def test_help_explains_all_commands_and_loads_no_slow_package():
    done = started("--help", python=("-X", "importtime"))
    assert done.returncode == 0
    assert [name for name in COMMANDS if name not in done.stdout] == []
    assert "typer" in loaded(done.stderr)
    assert loaded(done.stderr) & SLOW_PACKAGES == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(icanalysis: Command, command: str):
    said = icanalysis(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: icanalysis {command} [OPTIONS]")


def test_the_help_of_every_command_is_vietnamese_to_the_last_word(icanalysis: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(spoken.VARIABLE)
    known = catalogue("vi")
    english = {"Usage", "Options", "Arguments", "Commands", "[required]", "[default", "<str>", "<int>", "<path>"}
    english |= set(helps_of_commands(Path(cli.__file__).parent))
    said = {words: " ".join(icanalysis(*words, "--help").out.split()) for words in all_commands()}
    assert len(said) > 25
    assert {words: [one for one in english if one in text] for words, text in said.items()} == {
        words: [] for words in said
    }
    assert (
        known[
            "Make a report for many places or days at once, by several workers; started again, it goes on where it was."
        ]
        in said["batch",]
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reprot",), "Không có lệnh 'reprot'. Có phải là 'report' hoặc 'reports'? Xem hướng dẫn: icanalysis --help"),
        (("report",), "Thiếu 'TÊN'. Xem hướng dẫn: icanalysis report --help"),
        (("report", "audit", "8"), "Thừa '8'. Xem hướng dẫn: icanalysis report --help"),
        (("report", "audit", "--place"), "Sau '--place' phải ghi giá trị. Xem hướng dẫn: icanalysis --help"),
        (("report", "audit", "--page-only=1"), "'--page-only' không kèm giá trị. Xem hướng dẫn: icanalysis --help"),
        (("boundaries", "use", "x"), "Thiếu '--edition'. Xem hướng dẫn: icanalysis boundaries use --help"),
        (("app", "--port", "x"), "'--port' phải là số nguyên. Xem hướng dẫn: icanalysis app --help"),
        (("run-due", "--back-days", "0"), "'--back-days' phải từ 1 trở lên. Xem hướng dẫn: icanalysis run-due --help"),
    ],
)
def test_a_mistyped_command_is_told_in_one_vietnamese_line(
    icanalysis: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
):
    monkeypatch.delenv(spoken.VARIABLE)
    assert icanalysis(*words) == (2, "", f"icanalysis: {said}\n")


def test_a_command_that_needs_another_word_shows_its_help(icanalysis: Command):
    answer = icanalysis("boundaries")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Usage: icanalysis boundaries [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize("words", [("report", "audit"), ("run", "audit"), ("batch", "audit"), ("run-due",)])
def test_a_folder_for_reports_that_is_new_may_be_mistyped_and_is_told(
    icanalysis: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
):
    class Made(Exception):
        """Nothing is made here."""

    def stop(*_, **__) -> None:
        raise Made

    for module, name in ((runner, "made"), (commands, "Runner"), (bulk, "make"), (schedule, "_definitions")):
        monkeypatch.setattr(module, name, stop)
    for module in (ahead, commands, schedule):
        monkeypatch.setattr(module, "start_ahead", lambda: None)
    monkeypatch.setenv(OUT_VARIABLE, str(tmp_path / "otu"))
    assert f"A new folder is made for the reports: {tmp_path / 'otu'}\n" in icanalysis(*words).err
    (tmp_path / "otu").mkdir(exist_ok=True)
    assert "A new folder" not in icanalysis(*words).err


def test_the_version_is_that_of_a_report(icanalysis: Command):
    assert icanalysis("--version") == (0, f"icanalysis {provenance.code_version()}\n", "")


@pytest.mark.parametrize("words", LISTINGS)
def test_every_listing_speaks_vietnamese_or_the_language_asked_for(
    icanalysis: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
):
    vietnamese, english = LISTINGS[words]
    assert english in icanalysis(*words).out
    assert vietnamese in icanalysis(*words, "--language", "vi").out
    monkeypatch.delenv(spoken.VARIABLE)
    assert vietnamese in icanalysis(*words).out
    assert english in icanalysis(*words, "--language", "en").out
    refused = icanalysis(*words, "--language", "fr")
    assert (refused.code, refused.out) == (errors.BadParameter.exit_code, "")
    assert refused.err == "icanalysis: 'fr' không phải là lựa chọn của 'language'. Hãy chọn: vi, en.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("places", "--like", "###"), "Địa giới 2024 không có địa phương nào tên như '###'."),
        (("report", "attainmant"), "Không có sổ tay 'attainmant'. Có phải là 'attainment'?"),
        (("run", "montly"), "Không có báo cáo 'montly'. Có phải là 'monthly'"),
        (("batch", "monthly", "--each", "place=belov:08"), "Không có quy tắc 'belov'. Có phải là 'below'?"),
        (("trace", "nowhere.pdf", "1"), "Không đọc được 'nowhere.pdf' (No such file or directory)."),
        (("demo", "make", "--seed", "1", "--years", "2025"), "--years '2025' không phải khoảng năm."),
        (("app", "--port", "70000"), "Không có cổng 70000;"),
        (("boundaries", "import", "nowhere.shp", "--edition", "2024"), "Không có tệp nowhere.shp."),
    ],
)
def test_an_office_that_names_no_language_reads_errors_in_vietnamese(
    icanalysis: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
):
    monkeypatch.delenv(spoken.VARIABLE)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    answer = icanalysis(*words)
    assert answer.err.startswith(f"icanalysis: {said}")
    assert answer.code > 1


def test_messages_follow_the_language_of_the_command(icanalysis: Command):
    words = ("report", "attainment", "--place", "8")
    assert "There is no place '8'" in icanalysis(*words).err
    assert "Không có địa phương '8'" in icanalysis(*words, "--language=vi").err


def test_settings_of_the_office_with_a_mistake_are_told_before_anything_is_run(
    icanalysis: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    file = tmp_path / "office.toml"
    file.write_text("signatory = 5\n")
    monkeypatch.setenv(office.VARIABLE, str(file))
    monkeypatch.setenv(OUT_VARIABLE, str(tmp_path / "out"))
    told = f"'{file}': 'signatory' is 5. It must be a text in quotation marks.\n"
    for words in (("report", "attainment"), ("run", "monthly"), ("batch", "monthly")):
        assert icanalysis(*words) == (errors.BadSettings.exit_code, "", f"icanalysis: {told}")
    assert not (tmp_path / "out").exists()
    checked = icanalysis("reports", "check", "audit")
    assert (checked.code, checked.out) == (errors.BadSettings.exit_code, f"{told}audit: good\n")


@pytest.mark.parametrize("words", [("reports",), ("reports", "check"), ("run", "monthly"), ("run-due",)])
def test_a_folder_of_definitions_that_is_not_there_is_no_empty_one(
    icanalysis: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
):
    monkeypatch.setenv(definitions.VARIABLE, str(tmp_path / "raports"))
    monkeypatch.setenv(OUT_VARIABLE, str(tmp_path / "out"))
    answer = icanalysis(*words)
    assert (answer.code, answer.out) == (errors.BadSettings.exit_code, "")
    assert f"There is no folder '{tmp_path / 'raports'}', which {definitions.VARIABLE} names." in answer.err


def test_zones_can_be_read_on_80_columns(icanalysis: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = icanalysis("zones", "--place", "58", "--language", "vi").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert any("Tổng diện tích, ha: 407,28" in line for line in lines)
    assert any("trên 9,8%: đất đã cho" in line for line in lines)


def test_report_takes_place_date_language_and_file(icanalysis: Command):
    text = icanalysis("report", "--help").out
    assert [option for option in ("--place", "--as-of", "--edition", "--language", "--out") if option not in text] == []


def test_an_error_is_one_line_with_an_exit_code_and_no_traceback():
    done = started("report", "attainment", "--place", "8")
    assert done.returncode == errors.UnknownPlace.exit_code
    assert done.stdout == ""
    assert done.stderr == (
        "icanalysis: There is no place '8' with figures in edition 2024. Did you mean '08' (Tỉnh Tuyên Quang)? "
        "List them: icanalysis places --with-figures\n"
    )


def test_report_prints_a_page_in_english_and_last_its_path(tmp_path: Path):
    out = tmp_path / "out"
    done = started("report", "start_here", "--language", "en", "--out", str(tmp_path / "start.html"), out=out)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'start.html'}\n")
    assert "Traceback" not in done.stderr
    assert "Running the cells" in done.stderr
    page = parsed((tmp_path / "start.html").read_text("utf-8"))
    assert page.words("h1") == ["Tables, places and sources of the figures"]
    assert page.fetched() == []
    manifest = json.loads((tmp_path / "start.manifest.json").read_text("utf-8"))
    assert manifest["parameters"] == {"language": "en"}
    assert manifest["headlines"]["contents"].startswith("This workspace holds ")
    (run,) = Ledger(out / LEDGER).runs()
    assert (run["run"], run["state"], run["stem"]) == (manifest["run"], "delivered", str(tmp_path / "start.html"))


def test_exit_codes_tell_the_kinds_of_error_apart():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.UserError)]
    assert len({kind.exit_code for kind in kinds}) == len(kinds)
    assert min(kind.exit_code for kind in kinds) == 2


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (("report", "attainmant"), errors.UserError, "There is no notebook 'attainmant'. Did you mean 'attainment'?"),
        (("report", "../x"), errors.UserError, "There is no notebook '../x'."),
        (("report", "attainment", "--place", "tuyen quang"), errors.UnknownPlace, "Did you mean '08' (Tỉnh Tuyên"),
        (("report", "attainment", "--as-of", "1999-01-01"), errors.BadParameter, "Did you mean '2000-12-31'"),
        (("report", "attainment", "--language", "fr"), errors.BadParameter, "'fr' is not a choice of 'language'"),
        (("report", "start_here", "--place", "08"), errors.BadParameter, "There is no parameter 'place'."),
        (("audit", "--place", "8"), errors.UnknownPlace, "Did you mean '08' (Tỉnh Tuyên Quang)?"),
        (("audit", "--edition", "1975"), errors.BadParameter, "'1975' is not a choice of 'edition'."),
        (("places", "--edition", "1975"), errors.BadParameter, "'1975' is not a choice of 'edition'."),
        (("places", "--like", "tuyen quank"), errors.UnknownPlace, "'08' (Tỉnh Tuyên Quang)"),
        (("places", "--like", "###"), errors.UnknownPlace, "No place of edition 2024 is named like '###'."),
    ],
)
def test_what_cannot_be_had_is_answered_with_what_is_near(icanalysis: Command, words, kind: type, said: str):
    answer = icanalysis(*words)
    assert answer.code == kind.exit_code
    assert said in answer.err
    assert answer.err.startswith("icanalysis: ")
    assert len(answer.err.splitlines()) == 1
    assert answer.out == ""


@pytest.mark.parametrize("words", [("report", "audit"), ("audit",), ("places",), ("sources",)])
def test_every_command_that_reads_tells_an_empty_workspace(icanalysis: Command, empty_workspace: Workspace, words):
    answer = icanalysis(*words)
    assert answer.code == errors.BadWorkspace.exit_code
    assert "holds no table" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("words", [("audit",), ("report", "attainment"), ("report", "start_here")])
def test_mixed_price_bases_have_an_exit_code_of_their_own(
    icanalysis: Command, target_at_other_prices: Workspace, words
):
    answer = icanalysis(*words)
    assert answer.code == errors.MixedPriceBases.exit_code == 6
    assert "Figures at different price bases are never compared" in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_told_before_anything_runs(icanalysis: Command, tmp_path: Path):
    (tmp_path / "file").write_text("kept")
    answer = icanalysis("report", "attainment", "--out", str(tmp_path / "file" / "a.html"))
    assert answer.code == errors.CannotWrite.exit_code
    assert "Choose another --out." in answer.err
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("kind", [errors.BadNotebook, errors.RunFailed])
def test_a_failed_run_ends_with_its_exit_code(icanalysis: Command, monkeypatch: pytest.MonkeyPatch, kind: type):
    def fail(*_, **__) -> None:
        raise kind("It did not come to a report.")

    monkeypatch.setattr(runner, "report", fail)
    assert icanalysis("report", "attainment") == (kind.exit_code, "", "icanalysis: It did not come to a report.\n")


def test_a_fault_of_the_suite_is_one_line_too(icanalysis: Command, monkeypatch: pytest.MonkeyPatch):
    def fail(*_, **__) -> None:
        raise ZeroDivisionError("first\nsecond")

    monkeypatch.setattr(runner, "report", fail)
    answer = icanalysis("report", "attainment")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "icanalysis: this is a fault of the suite, nothing was delivered (ZeroDivisionError: first). "
        "Run it again with ICANALYSIS_DEBUG=1 and report what it prints.\n"
    )


def test_a_fault_shows_its_traceback_when_asked(icanalysis: Command, monkeypatch: pytest.MonkeyPatch):
    def fail(*_, **__) -> None:
        raise ZeroDivisionError("lost")

    monkeypatch.setattr(runner, "report", fail)
    monkeypatch.setenv(cli.DEBUG, "1")
    with pytest.raises(ZeroDivisionError, match="lost"):
        icanalysis("report", "attainment")


def test_an_unknown_option_is_refused_without_a_traceback(icanalysis: Command):
    answer = icanalysis("report", "attainment", "--plase", "08")
    assert answer.code == 2
    assert "Traceback" not in answer.err
    assert "--place" in answer.err


@pytest.mark.parametrize("name", ["mong cai", "Móng Cái", "MÓNG CÁI", unicodedata.normalize("NFD", "Móng Cái")])
def test_places_are_found_with_and_without_accents_in_either_normal_form(icanalysis: Command, name: str):
    answer = icanalysis("places", "--like", name, "--language", "vi")
    assert answer.code == 0
    assert any("194" in line and "Thành phố Móng Cái" in line for line in answer.out.splitlines())


@pytest.mark.parametrize("name", ["Bà Rịa - Vũng Tàu", "ba ria vung tau", "Bà Rịa – Vũng Tàu"])
def test_a_name_with_a_hyphen_is_found_however_it_is_typed(icanalysis: Command, name: str):
    answer = icanalysis("places", "--like", name, "--language", "vi")
    assert answer.code == 0
    assert "Tỉnh Bà Rịa - Vũng Tàu" in answer.out


def test_places_lists_provinces_and_districts_with_all_their_zeros(icanalysis: Command):
    lines = icanalysis("places", "--language", "vi").out.splitlines()
    assert any("08" in line and "Tỉnh Tuyên Quang" in line for line in lines)
    assert any("074" in line and "Huyện Hàm Yên" in line for line in lines)
    assert not any("Phường" in line for line in lines)


def test_places_have_english_names_in_an_english_list(icanalysis: Command):
    (line,) = [one for one in icanalysis("places", "--like", "ham yen").out.splitlines() if " 074 " in one]
    assert [cell.strip() for cell in line.split("│")[2:4]] == ["Hàm Yên District", "Tuyên Quang Province"]


def test_places_with_figures_are_exactly_those_that_a_report_takes(icanalysis: Command):
    from icanalysis.views import controls

    offered = controls.places({"edition": "2024", "language": "vi"})
    text = icanalysis("places", "--with-figures").out
    listed = {line.split("│")[1].strip() for line in text.splitlines() if line.count("│") > 2}
    assert listed == set(offered)


def test_places_of_2025_have_no_districts(icanalysis: Command):
    listed = icanalysis("places", "--edition", "2025", "--like", "tuyen quang", "--language", "vi").out
    assert "Tuyên Quang" in listed
    assert "Huyện" not in listed


def test_sources_lists_every_source_the_authorities_first(icanalysis: Command):
    from icanalysis.sources.tables import load

    known = load("sources").collect()
    text = icanalysis("sources").out
    assert [name for name in known["source_id"] if name not in text] == []
    authorities = known.filter(source_class="authority")["source_id"]
    press = known.filter(source_class="press")["source_id"]
    assert max(text.index(f" {name} ") for name in authorities) < min(text.index(f" {name} ") for name in press)


def test_notebooks_are_listed_with_question_and_parameters(icanalysis: Command):
    text = icanalysis("notebooks", "--language", "vi").out
    (line,) = [line for line in text.splitlines() if " attainment " in line]
    assert "Tình hình thực hiện kế hoạch phát triển công nghiệp" in line
    assert "edition=2024, place=08, as_of=2021-07-31, language=vi" in line
    assert "interactive" not in text


def test_audit_lists_what_contradicts_and_counts_the_rest(icanalysis: Command):
    answer = icanalysis("audit", "--place", "08", "--language", "en")
    assert answer.code == 0
    assert "24.3" in answer.out
    assert "19.7" in answer.out
    assert answer.out.splitlines()[-1].count(": ") == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--place", "194", "--language", "en"), "Printed relations checked: {made} of {all}, on {rows} rows of the "),
        (("--place", "074", "--language", "vi"), "Quan hệ giữa các số liệu công bố: {all}. Không quan hệ nào"),
    ],
)
def test_an_audit_without_a_contradiction_says_so_in_a_sentence(icanalysis: Command, words, said: str):
    found = json.loads(icanalysis("audit", "--json", *words).out)
    made = [row for row in found if row["verdict"] == "consistent"]
    rows = {row for check in made for row in check["source_rows"]}
    answer = icanalysis("audit", *words)
    assert answer.out.startswith(said.format(made=len(made), all=len(found), rows=len(rows)))
    assert len(answer.out.splitlines()) == 1


def test_audit_as_json_has_the_documented_keys_and_nothing_else(icanalysis: Command):
    answer = icanalysis("audit", "--json")
    found = json.loads(answer.out)
    assert answer.err == ""
    assert {tuple(row) for row in found} == {tuple(Check.column_names())}
    (row,) = [row for row in found if row["check_id"] == "attainment:o_tq_2025_03_gross_output"]
    assert (row["printed"], row["figure"], row["base"], row["verdict"]) == ("24.3", 5447.0, 27700.0, "contradicts")
    assert row["computed"] == pytest.approx(19.66, abs=0.01)


def test_audit_of_a_place_is_its_part_of_the_whole(icanalysis: Command):
    within = {"08", *codes_within("08", "2024")}
    whole = json.loads(icanalysis("audit", "--json").out)
    part = json.loads(icanalysis("audit", "--json", "--place", "08").out)
    of_place = [row for row in whole if row["edition"] == "2024" and row["place_code"] in within]
    assert part
    assert [rounded(row) for row in part] == [rounded(row) for row in of_place]
