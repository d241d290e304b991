"""A PDF as a ruler sees it: every piece of text with its place in millimetres from the upper left, and its size."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PageObject, PdfReader

from icanalysis.documents import decree30

MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class Piece:
    """A piece of text: where its line begins, and how large it is."""

    text: str
    left_mm: float
    top_mm: float
    size_pt: float


@dataclass
class Printed:
    """The pages of a PDF."""

    content: bytes
    pages: list[PageObject] = field(init=False)

    def __post_init__(self) -> None:
        self.pages = list(PdfReader(BytesIO(self.content)).pages)

    def size_mm(self, page: int) -> tuple[int, int]:
        """Width and height of a page."""
        box = self.pages[page].mediabox
        return round(float(box.width) * MM_PER_PT), round(float(box.height) * MM_PER_PT)

    def pieces(self, page: int) -> list[Piece]:
        """Every piece of text on a page, in the order of the file."""
        found, height = [], float(self.pages[page].mediabox.height)

        def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
            if font is not None and text.strip():
                left, bottom = (tm[4] * cm[n] + tm[5] * cm[n + 2] + cm[n + 4] for n in (0, 1))
                top = (height - bottom) * MM_PER_PT
                found.append(Piece(text.strip(), left * MM_PER_PT, top, size * abs(tm[0] * cm[0])))

        self.pages[page].extract_text(visitor_text=note)
        return found

    def text(self, page: int) -> str:
        """The text of a page on one line."""
        return " ".join(self.pages[page].extract_text().split())


def counts(printed: Printed) -> list[int]:
    """What each page is of its own count: the body, each annex and the last page are counted from 1."""
    word, found = decree30.ANNEX_WORD.size_pt, []
    for page in range(len(printed.pages)):
        text = [one for one in printed.pieces(page) if one.top_mm > decree30.TOP_MM]
        first = min(text, key=lambda one: one.top_mm)
        begins = not found or (first.text.startswith("Phụ lục") and first.size_pt == word)
        found.append(1 if begins or first.text == "Thông tin lập báo cáo" else found[-1] + 1)
    return found
