"""A notice says what was made, what was not and why, and leads to the last good report; in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from icanalysis.errors import BadWorkspace, Phrase, RunFailed
from icanalysis.runs.printing.definitions import Recipients
from icanalysis.runs.printing.jobs import Job
from icanalysis.runs.printing.runner import Outcome
from icanalysis.runs.schedule.catching_up import EMPTY, Told
from icanalysis.runs.schedule.due import Due
from icanalysis.runs.schedule.notices import MOST, Links, notices_of
from icanalysis.runs.schedule.rules import Period
from tests.runs.schedule.looks import at, monthly

PERIOD = Period(at("2026-10-23"), date(2026, 10, 31), date(2026, 10, 1))
WHY = RunFailed(Phrase(EMPTY))
NOW = datetime(2026, 10, 23, tzinfo=UTC)


def job(place: str) -> Job:
    """A job of the report."""
    return Job("monthly", "start_here", Path("x"), {"place": place})


@pytest.fixture
def told(tmp_path) -> Told:
    """One place with a new report, one as before, one that failed but has an older one, one that never had any."""
    for place in ("08", "22", "58"):
        (tmp_path / "monthly" / f"monthly_{place}").mkdir(parents=True)
    new = Outcome(job("08"), "r", tmp_path / "monthly" / "monthly_08", True)
    same = Outcome(job("22"), "r", tmp_path / "monthly" / "monthly_22", False)
    failed = [Outcome(job(place), "r", None, False, WHY) for place in ("58", "194")]
    return Told(Due(PERIOD, "monthly"), monthly(), (new, same, *failed))


def text(told: Told, out: Path, language: str, **further: object) -> tuple[str, str]:
    """Subject and text of its first notice."""
    known = Links(out, "https://reports.example.vn/")
    first, *_ = notices_of(told, links=known, language=language, at=NOW, **further)
    return first.subject, first.text


def test_in_vietnamese(told, tmp_path):
    assert text(told, tmp_path, "vi") == (
        "Thử, kỳ đến 31/10/2026: đã lập: 2, không lập được: 2",
        """\
Thử
Kỳ từ 01/10/2026 đến 31/10/2026, đến hạn ngày 23/10/2026

Không lập được: 2
- monthly_58: Không có địa phương và ngày nào để lập báo cáo.
  Bản đạt yêu cầu gần nhất vẫn được giữ: https://reports.example.vn/monthly/monthly_58/
- monthly_194: Không có địa phương và ngày nào để lập báo cáo.
  Chưa có báo cáo nào trước đó.

Đã lập: 2
- monthly_08
  https://reports.example.vn/monthly/monthly_08/
- monthly_22 (đã có sẵn, số liệu không thay đổi)
  https://reports.example.vn/monthly/monthly_22/""",
    )


def test_in_english(told, tmp_path):
    subject, said = text(told, tmp_path, "en")
    assert subject == "Trial, period to 31 October 2026: made: 2, not made: 2"
    assert said.startswith("Trial\nPeriod 1 October 2026 to 31 October 2026, due on 23 October 2026\n")
    assert f"- monthly_58: {WHY}\n  The last good report stays: https://" in said
    assert "- monthly_22 (there already, the figures have not changed)\n" in said


def test_simulated_figures_are_said_first(told, tmp_path):
    assert text(told, tmp_path, "vi", mark="DỮ LIỆU MÔ PHỎNG")[1].startswith("DỮ LIỆU MÔ PHỎNG\n\nThử\n")


def test_a_period_without_jobs_says_why(tmp_path):
    told = Told(Due(PERIOD, "monthly"), monthly(), (), BadWorkspace("The table is empty."))
    subject, said = text(told, tmp_path, "vi")
    assert subject.endswith("không lập được: 1")
    assert said.endswith("\n\nKhông lập được báo cáo nào: The table is empty.")


def test_a_long_list_is_cut_and_its_rest_counted(tmp_path):
    many = tuple(Outcome(job(f"{number:03}"), "r", tmp_path / "monthly", True) for number in range(MOST + 3))
    subject, said = text(Told(Due(PERIOD, "monthly"), monthly(), many), tmp_path, "vi")
    assert subject.endswith("đã lập: 23")
    assert said.endswith("\n- và 3 mục khác")


def test_without_an_address_the_file_is_linked(told, tmp_path):
    (first, _) = notices_of(told, links=Links(tmp_path), language="vi", at=NOW)
    assert (tmp_path / "monthly" / "monthly_08").as_uri() in first.text


def test_each_recipient_gets_one_and_without_recipients_there_is_none(told, tmp_path):
    found = notices_of(told, links=Links(tmp_path), language="vi", at=NOW)
    assert [(one.channel, one.to, one.failed, one.delivered) for one in found] == [
        ("mail", "leaders", 2, 2),
        ("webhook", "chat", 2, 2),
    ]
    alone = Told(told.due, monthly(recipients=Recipients()), told.outcomes)
    assert notices_of(alone, links=Links(tmp_path), language="vi", at=NOW) == []


def test_a_notice_has_the_same_key_whenever_it_is_written(told, tmp_path):
    one, other = (notices_of(told, links=Links(tmp_path), language="vi", at=NOW) for _ in range(2))
    assert [notice.key for notice in one] == [notice.key for notice in other]
    assert len({notice.key for notice in one}) == 2
