"""A definition is taken as it is written, or its first mistake is told in one sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from icanalysis.errors import BadSettings, UserError
from icanalysis.runs.printing import definitions
from icanalysis.runs.printing.definitions import Each, Schedule, Window, definition, hints, names

GOOD = """\
notebook = "attainment"
title = { vi = "Thử", en = "Trial" }
parameters = { edition = "2024", language = "vi" }
[[each]]
parameter = "place"
below = "08"
"""


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a definition and reads it."""
    monkeypatch.setenv(definitions.VARIABLE, str(tmp_path))

    def write(content: str, name: str = "trial"):
        (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
        return definition(name)

    return write


def test_every_shipped_report_is_good():
    assert names() == ["audit", "clusters_half_year", "midterm_review", "monthly"]
    assert all(set(definition(name).formats) == {"html", "docx", "pdf", "xlsx"} for name in names())


def test_texts_keep_their_zeros(written):
    assert written(GOOD).each == (Each("place", below="08"),)
    assert written('notebook = "audit"\ntitle = { vi = "a", en = "b" }\nparameters = { place = "08" }').parameters == {
        "place": "08"
    }


def test_the_windows_of_clusters_are_those_of_the_circular():
    schedule = definition("clusters_half_year").schedule
    assert schedule == Schedule(
        "half-year",
        20,
        before=True,
        windows=(Window("12-15", "06-14"), Window("12-15", "12-14")),
        zone="Asia/Ho_Chi_Minh",
    )


def test_the_monthly_report_is_due_on_the_25th_or_the_working_day_before():
    schedule = definition("monthly").schedule
    assert (schedule.rule, schedule.day, schedule.working_day_before) == ("month", 25, True)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (('"attainment"', '"atainment"'), r"no notebook 'atainment'\. Did you mean 'attainment'\?"),
        (("[[each]]", "[[eech]]"), r"no setting 'eech'\. Did you mean 'each' or 'expected'\?"),
        (("below =", "belwo ="), r"no setting 'each\.belwo'\. Did you mean 'below'\?"),
        (('"place"', '"plase"'), r"no parameter 'plase' to vary\. Did you mean 'place'\?"),
        (("edition =", "editoin ="), r"no parameter 'editoin'\. Did you mean 'edition'\?"),
        (('"2024"', "2024"), r"'parameters\.edition' is 2024\. It must be a text in quotation marks\."),
        (('below = "08"', ""), r"'place' needs one rule .*, not none\."),
        (('below = "08"', 'below = "08"\nall = true'), r"'place' needs one rule .*, not all, below\."),
        (('below = "08"', "latest = 1"), r"the rule 'latest' is for 'as_of', not for 'place'\."),
        (('below = "08"', "in_force = true"), r"the rule 'in_force' is for 'edition', not for 'place'\."),
        (('below = "08"', 'level = "comune"'), r"no level 'comune'\. Choose: country, region, province"),
        (('language = "vi"', 'language = "vi", place = "08"'), r"'place' is given more than once\."),
        (("[[each]]", 'formats = ["doc"]\n[[each]]'), r"'formats\.1' is \"doc\"\. It must be one of: 'html', 'docx'"),
        (("[[each]]", "formats = []\n[[each]]"), r"'formats' is empty\."),
        (
            ("[[each]]", '[expected]\nsections = ["overvew"]\n[[each]]'),
            r"no section 'overvew'\. Did you mean 'overview'",
        ),
        (("[[each]]", "[limits]\ncell_s = 0.0\n[[each]]"), r"'limits\.cell_s' is 0\.0\. It must be above 0\."),
        (("[[each]]", "[retry]\nattempts = 0\n[[each]]"), r"'retry\.attempts' is 0\. It must be above 0\."),
        (("[[each]]", '[schedule]\nrule = "week"\n[[each]]'), r"'schedule\.rule' is \"week\"\."),
        (("[[each]]", '[schedule]\nrule = "once"\n[[each]]'), r"needs 'on', a day such as 2025-12-25, not ''\."),
        (("[[each]]", '[schedule]\nrule = "once"\non = "2025-02-30"\n[[each]]'), r"needs 'on', .*, not '2025-02-30'\."),
        (("[[each]]", '[schedule]\nrule = "half-year"\n[[each]]'), r"half-years needs 'windows'"),
        (
            ("[[each]]", '[schedule]\nrule = "month"\nzone = "Asia/Ho_Chi_Min"\n[[each]]'),
            r"'Asia/Ho_Chi_Min'; there is no such time zone\. Did you mean 'Asia/Ho_Chi_Minh'",
        ),
        (("[[each]]", '[schedule]\nrule = "month"\nday = 32\n[[each]]'), r"'schedule\.day' is 32; it must be a day"),
        (("title = {", "titel = {"), r"no setting 'titel'\. Did you mean 'title'\?"),
        ((', en = "Trial"', ""), r"'title\.en' is missing\."),
    ],
)
def test_a_mistake_is_told_with_what_is_near(written, changed: tuple[str, str], said: str):
    assert changed[0] in GOOD
    with pytest.raises(BadSettings, match=said):
        written(GOOD.replace(*changed))


def test_an_edition_that_is_fixed_and_not_in_force_is_a_hint_and_no_fault(written):
    assert [str(one).partition(",")[0] for one in hints(written(GOOD), today=date(2025, 7, 1))] == [
        "edition 2024 is fixed"
    ]
    assert list(hints(written(GOOD), today=date(2025, 6, 30))) == []


def test_the_shipped_reports_are_of_the_map_in_force():
    assert [hint for name in names() for hint in hints(definition(name), today=date(2026, 1, 1))] == []


@pytest.mark.parametrize("end", ["6-14", "13-01", "06-32", "2021-06-14"])
def test_a_window_ends_on_a_month_and_a_day(written, end: str):
    schedule = f'[schedule]\nrule = "half-year"\nwindows = [{{ start = "12-15", end = "{end}" }}]'
    with pytest.raises(BadSettings, match=r"It must be a month and a day, such as 06-14\."):
        written(f"{GOOD}\n{schedule}")


def test_an_unknown_report_is_told_with_the_nearest(written):
    written(GOOD)
    with pytest.raises(UserError, match=r"There is no report 'trail'\. Did you mean 'trial'\? List them: icanalysis"):
        definition("trail")


def test_a_name_that_makes_no_good_file_name_is_refused(written):
    with pytest.raises(BadSettings, match=r"small letters, digits and _ only"):
        written(GOOD, name="Tháng 7")
