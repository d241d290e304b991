"""Documents built by hand: a full one and an empty one in both languages, with every text that could break a file."""

from __future__ import annotations

from html import escape

import polars as pl

from icanalysis.documents.content import Annex, Chapter, Document, Office, Passage, Picture, Provenance
from icanalysis.documents.rich import Paragraph, paragraphs_of
from icanalysis.tables.plain import Table, table
from icanalysis.tables.tiles import TONES, Tiles, tiles

MARKUP = '<b>&"'
"""What must come out letter by letter, wherever it stands."""

MARK = {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}
MADE = "2021-08-06T09:05:00+07:00"
LONG_WORD = "khucongnghiepvaphattrienhatangkythuatdongbo"
ROWS = 200
OFFICE = Office(
    name="SỞ CÔNG THƯƠNG",
    superior="Ủy ban nhân dân tỉnh Tuyên Quang",
    number_series="BC-SCT",
    seat="Tuyên Quang",
    signatory="Giám đốc",
    grounds=("Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ.",),
    recipients=("UBND tỉnh (để báo cáo)", "Cục Thống kê", "Lưu: VT, KHTH"),
)
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect width="{width}" height="{height}" fill="#ffffff"/><rect x="200" y="10" width="300" height="24" fill="#0072b2"/>
<text x="190" y="28" text-anchor="end" font-family="'Be Vietnam Pro', sans-serif" font-size="14">Điện thương phẩm</text>
</svg>"""


def full(language: str = "vi", *, mark: bool = False, annexes: tuple[Annex, ...] | None = None) -> Document:
    """A report with all that a report can have: every office field, picture, tiles, upright, wide and long annexes."""
    return Document(
        language=language,
        office=OFFICE,
        grounds=(f"Căn cứ Quyết định {MARKUP} số 634/QĐ-UBND",),
        subject=f"Tình hình thực hiện chỉ tiêu {MARKUP}",
        about="tỉnh Tuyên Quang, 7 tháng năm 2021",
        introduction=paragraphs_of(
            "Cho **cán bộ** kế hoạch &lt;b&gt;:\n\n- điểm *một*\n- điểm [hai](https://example.vn/a?b=1&c=2)"
        ),
        chapters={
            Chapter.RESULTS: (drawn_passage(), tiled_passage()),
            Chapter.SHORTCOMINGS: (),
            Chapter.RECOMMENDATIONS: (plain_passage(),),
        },
        annexes=(upright(1), wide(2), long(3)) if annexes is None else annexes,
        limits=(Paragraph(paragraphs_of("Không nói về **nguyên nhân**.")[0].line),),
        provenance=Provenance(
            lines=(("Phiên bản số liệu", "a1b2c3"), ("Phiên bản mã nguồn", f"0.1.0 {MARKUP}")),
            notes=("Số liệu ước tính có thể thay đổi.",),
        ),
        mark=MARK[language] if mark else None,
    )


def empty(language: str = "vi") -> Document:
    """A report without office, chapters, annexes or limits."""
    return Document(
        language=language,
        office=Office(),
        grounds=(),
        subject="Tình hình cụm công nghiệp",
        about="",
        introduction=(),
        chapters={chapter: () for chapter in Chapter},
        annexes=(),
        limits=(),
        provenance=Provenance((), ()),
    )


def drawn_passage() -> Passage:
    return Passage(
        name="attainment",
        title=f"Mức độ đạt {MARKUP} kế hoạch",
        sentence=f"Giá trị sản xuất đạt 58,5% {MARKUP} kế hoạch.",
        explained=paragraphs_of("Cách đọc: thanh đậm là thực hiện."),
        picture=picture(),
        notes=(f"Ghi chú {MARKUP} thứ nhất.",),
        annex=1,
    )


def tiled_passage() -> Passage:
    return Passage(name="tiles", title="Chỉ số chính", sentence="Có hai chỉ số.", tiles=few_tiles(), annex=2)


def plain_passage() -> Passage:
    return Passage(name="plain", title="Kiến nghị", sentence="Không có kiến nghị nào quá hạn.")


def picture(*, width: int = 700, height: int = 120) -> Picture:
    return Picture(SVG.format(width=width, height=height), f"Biểu đồ thanh {MARKUP}: điện thương phẩm 300.")


def few_tiles() -> Tiles:
    columns = ("label", "value", "unit", "mark", "tone", "window")
    rows = [
        (f"GTSX {MARKUP}", "9.200,5", "tỷ đồng", "ước tính", TONES[0], "7 tháng 2021"),
        ("Điện thương phẩm", "58,5", "%", "", TONES[1], ""),
    ]
    named = {name: name for name in columns[:5]}
    return tiles(pl.DataFrame(rows, schema=columns, orient="row"), **named, lines=("window",))


def upright(number: int) -> Annex:
    """Four columns, cells in safe HTML with a small remark."""
    frame = pl.DataFrame(
        {
            "what": [f"Thép {escape(MARKUP)}<br><small>ước tính</small>", "Xi măng", LONG_WORD],
            "unit": ["tấn", "nghìn tấn", "m³"],
            "plan": ["15.726,4", "2.477,5", "–"],
            "gap": ["−5,3", "+0,2", ""],
        }
    )
    labels = {"what": f"Sản phẩm {MARKUP}", "unit": "Đơn vị", "plan": "Kế hoạch", "gap": "Chênh lệch"}
    made = table(frame, labels=labels, numbers=("plan", "gap"), notes=(f"Nguồn: cục thống kê {MARKUP}.",))
    return annex(number, made)


def wide(number: int) -> Annex:
    """Twelve columns, which no upright page holds."""
    names = [f"c{n}" for n in range(12)]
    frame = pl.DataFrame({name: [f"{n}1.234.567,8", f"{n}98,7"] for n, name in enumerate(names)})
    labels = {name: f"Tháng {n + 1} so kế hoạch" for n, name in enumerate(names)}
    return annex(number, table(frame, labels=labels, numbers=names))


def long(number: int) -> Annex:
    """Many rows, most of which a page folds."""
    frame = pl.DataFrame({"zone": [f"Cụm công nghiệp số {n}" for n in range(1, ROWS + 1)], "land": ["12,5"] * ROWS})
    made = table(frame, labels={"zone": "Cụm công nghiệp", "land": "Diện tích (ha)"}, numbers=("land",), open=10)
    return annex(number, made)


def table_of_texts(texts: list[str]) -> Table:
    return table(pl.DataFrame({"text": texts}), labels={"text": "Tên"})


def annex(number: int, made: Table) -> Annex:
    return Annex(number, f"annex_{number}", f"Bảng {number} {MARKUP}", f"Bảng này có {made.frame.height} dòng.", made)
