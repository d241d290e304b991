"""Findings and recommendations of supervision: tasks with addressee, deadline, reported and verified status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from icanalysis.demo.asked import Asked
from icanalysis.demo.chance import chance
from icanalysis.demo.places import OLD, Grounds
from icanalysis.demo.plans import five_year_document, spans
from icanalysis.demo.sources import SUPERVISION

FINDINGS = (
    (
        "Mô phỏng: sản lượng một số sản phẩm chủ yếu thấp so với kế hoạch.",
        "Simulated: some main products run below plan.",
    ),
    ("Mô phỏng: tỷ lệ lấp đầy cụm công nghiệp còn thấp.", "Simulated: the occupancy of clusters is still low."),
    (
        "Mô phỏng: một số dự án chậm tiến độ đã đăng ký.",
        "Simulated: some projects are behind their registered schedule.",
    ),
)
TASKS = (
    (
        "Mô phỏng: xây dựng phương án bù đắp sản phẩm hụt.",
        "Simulated: plan how to make up products in shortfall.",
        "Sở Công Thương mô phỏng",
        "Simulated department of industry and trade",
    ),
    (
        "Mô phỏng: rà soát quỹ đất cụm công nghiệp chưa cho thuê.",
        "Simulated: review the land of clusters that is not leased.",
        "UBND các huyện mô phỏng",
        "Simulated district people's committees",
    ),
    (
        "Mô phỏng: tháo gỡ vướng mắc giải phóng mặt bằng.",
        "Simulated: clear what holds up site clearance.",
        "UBND tỉnh mô phỏng",
        "Simulated provincial people's committee",
    ),
    (
        "Mô phỏng: hoàn thành hệ thống xử lý nước thải tập trung.",
        "Simulated: finish the common waste-water works.",
        "Chủ đầu tư hạ tầng mô phỏng",
        "Simulated investor in infrastructure",
    ),
    (
        "Mô phỏng: báo cáo tiến độ từng dự án theo quý.",
        "Simulated: report the progress of each project every quarter.",
        "Sở Tài chính mô phỏng",
        "Simulated department of finance",
    ),
)
STATUSES = (
    *(("done", "done"), ("done", "not_done"), ("done", "not_stated")),
    *(("in_progress", "in_progress"), ("open", "open")),
)
"""Reported and verified: what is said to be done was not always found done."""
SUPERVISED_YEARS = 3


def findings(asked: Asked, grounds: Grounds) -> Iterator[dict]:
    """Rows of table `findings`."""
    for code, first, period in _supervised(asked, grounds):
        for at, (text_vi, text_en) in enumerate(FINDINGS, start=1):
            yield {
                "finding_id": f"f_mp_{code}_{first}_{at}",
                **_shared(code, first, period),
                "text_vi": text_vi,
                "text_en": text_en,
                "sort_order": at * 10,
            }


def recommendations(asked: Asked, grounds: Grounds) -> Iterator[dict]:
    """Rows of table `recommendations`: what is reported as done and what was found done are not the same."""
    for code, first, period in _supervised(asked, grounds):
        luck = chance(asked.seed, f"tasks of {code}", first)
        for at, (text_vi, text_en, addressee_vi, addressee_en) in enumerate(TASKS, start=1):
            reported, verified = STATUSES[int(luck.integers(len(STATUSES)))]
            yield {
                "recommendation_id": f"r_mp_{code}_{first}_{at}",
                **_shared(code, first, period),
                "text_vi": text_vi,
                "text_en": text_en,
                "addressee_vi": addressee_vi,
                "addressee_en": addressee_en,
                "due_on": date(period[1].year + 1 + int(luck.integers(2)), int(luck.integers(1, 13)), 28),
                "reported_status": reported,
                "verified_status": verified,
                "sort_order": at * 10,
            }


def _supervised(asked: Asked, grounds: Grounds) -> Iterator[tuple[str, int, tuple[date, date]]]:
    """The first years of each five-year plan, in each province."""
    for code in grounds.provinces:
        for first, _last in spans(asked):
            yield code, first, (date(first, 1, 1), date(first + SUPERVISED_YEARS - 1, 12, 31))


def _shared(code: str, first: int, period: tuple[date, date]) -> dict:
    return {
        "edition": OLD,
        "place_code": code,
        "period_start": period[0],
        "period_end": period[1],
        "document_id": f"{five_year_document(code, first)}_plan",
        "source_id": SUPERVISION,
        "note": None,
    }
