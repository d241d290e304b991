"""Pictures: SVG with a PNG behind it, words for whoever cannot see, never wider than the text, in proportion."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx.image.image import Image
from docx.oxml.ns import qn

from icanalysis.documents import word
from icanalysis.documents.content import Chapter, Picture
from icanalysis.documents.decree30 import text_height_mm, text_width_mm
from icanalysis.documents.rich import paragraphs_of
from icanalysis.documents.room import LEAST_SHARE, MM_PER_PX, MOST_OF_A_PAGE, size_of
from icanalysis.documents.word_pictures import SHARPNESS, SVG_EXTENSION
from tests.documents import papers
from tests.documents.word_parts import WordFile

EMU_PER_MM = 36_000


def with_pictures(*pictures: Picture) -> WordFile:
    passages = tuple(replace(papers.drawn_passage(), name=f"drawn_{n}", picture=one) for n, one in enumerate(pictures))
    return WordFile(word.write(replace(papers.full(annexes=()), chapters={Chapter.RESULTS: passages})))


def size_mm(file: WordFile) -> tuple[float, float]:
    (extent,) = file.all("//wp:inline/wp:extent")
    return int(extent.get("cx")) / EMU_PER_MM, int(extent.get("cy")) / EMU_PER_MM


def test_the_svg_stands_in_the_file_as_it_was_drawn(full: WordFile):
    (blip,) = full.all("//a:blip/a:extLst/a:ext/asvg:svgBlip")
    assert blip.getparent().get("uri") == SVG_EXTENSION
    part = full.target(full.relations()[blip.get(qn("r:embed"))])
    assert part.endswith(".svg")
    assert full.parts[part].decode() == papers.picture().svg


def test_a_png_stands_behind_it_with_more_pixels(full: WordFile):
    (blip,) = full.all("//a:blip")
    image = Image.from_blob(full.parts[full.target(full.relations()[blip.get(qn("r:embed"))])])
    assert image.content_type == "image/png"
    assert (image.px_width, image.px_height) == (700 * SHARPNESS, 120 * SHARPNESS)


def test_the_png_is_no_empty_sheet(full: WordFile):
    from PIL import Image as Pixels

    (blip,) = full.all("//a:blip")
    seen = Pixels.open(BytesIO(full.parts[full.target(full.relations()[blip.get(qn("r:embed"))])])).convert("RGB")
    colours = {colour for _count, colour in seen.getcolors(maxcolors=100_000)}
    assert (0, 114, 178) in colours
    letters = seen.crop((0, 0, int(195 * SHARPNESS), seen.height)).getcolors(maxcolors=100_000)
    assert min(sum(colour) for _count, colour in letters) < 150


def test_the_alternative_text_says_what_is_drawn(full: WordFile):
    (says,) = full.all("//wp:docPr")
    assert says.get("descr") == f"Biểu đồ thanh {papers.MARKUP}: điện thương phẩm 300."


def test_a_picture_is_followed_by_its_caption_on_the_same_page(full: WordFile):
    (drawn,) = full.of_style("Picture")
    assert drawn.getnext() is not None
    assert list(full.texts())[list(full.texts()).index(f"Hình 1. Mức độ đạt {papers.MARKUP} kế hoạch") - 1] == ""
    assert full.style("Picture").find(f".//{qn('w:keepNext')}") is not None


@pytest.mark.parametrize(
    ("width", "height"), [(700, 120), (300, 100), (1400, 700), (700, 2000)], ids=["usual", "small", "wide", "high"]
)
def test_a_picture_fits_the_text_and_keeps_its_proportions(width: int, height: int):
    across, high = size_mm(with_pictures(papers.picture(width=width, height=height)))
    assert across <= text_width_mm() + 0.01
    assert high <= text_height_mm() * MOST_OF_A_PAGE + 0.01
    assert across / high == pytest.approx(width / height, rel=0.01)


def test_a_picture_takes_what_is_left_of_its_page_but_stays_legible():
    def high(lines: int) -> float:
        introduction = paragraphs_of("\n\n".join(["Một dòng của báo cáo."] * lines))
        passage = replace(papers.drawn_passage(), picture=papers.picture(width=500, height=600))
        document = replace(papers.empty(), introduction=introduction, chapters={Chapter.RESULTS: (passage,)})
        return size_mm(WordFile(word.write(document)))[1]

    alone, beside, apart = (high(lines) for lines in (0, 6, 16))
    assert LEAST_SHARE * apart < beside < alone <= apart == pytest.approx(600 * MM_PER_PX)


def test_a_small_picture_is_not_blown_up():
    assert size_mm(with_pictures(papers.picture(width=300, height=100))) == pytest.approx((79.4, 26.5), abs=0.1)


def test_two_pictures_have_parts_of_their_own():
    file = with_pictures(papers.picture(), papers.picture(width=600))
    assert sorted(name.rpartition(".")[2] for name in file.parts if "/media/" in name) == ["png", "png", "svg", "svg"]
    captions = [text for text in file.texts() if text.startswith("Hình")]
    assert [text[:7] for text in captions] == ["Hình 1.", "Hình 2."]


def test_a_picture_without_width_has_the_size_of_its_view_box():
    size = size_of('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 96"/>')
    assert (size.width_mm, size.height_mm) == pytest.approx((50.8, 25.4))
