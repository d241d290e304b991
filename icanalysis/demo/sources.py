"""The sources of the demo, all of class simulated.

Figures, plans and the relations between them stand in one source: the audit calls only that a contradiction which one
source says against itself.
"""

from __future__ import annotations

from datetime import date

from icanalysis.demo.asked import Asked
from icanalysis.schemas import terms

PUBLISHER = "Số liệu mô phỏng, không có thật"
FIGURES, ZONES, PROJECTS, SUPERVISION = "mp_figures", "mp_zones", "mp_projects", "mp_supervision"
TITLES = {
    FIGURES: "Số liệu và kế hoạch mô phỏng",
    ZONES: "Báo cáo khu, cụm công nghiệp mô phỏng",
    PROJECTS: "Danh mục dự án mô phỏng",
    SUPERVISION: "Báo cáo giám sát mô phỏng",
}


def sources(asked: Asked) -> list[dict]:
    """Rows of table `sources`, of the day after the last year."""
    return [
        {
            "source_id": source_id,
            "publisher": PUBLISHER,
            "title": f"{title} {asked.first_year}–{asked.last_year}",
            "published_on": date(asked.last_year + 1, 1, 1),
            "published_on_basis": "simulated",
            "address": None,
            "source_class": terms.SIMULATED,
            "language": "vi",
        }
        for source_id, title in TITLES.items()
    ]
