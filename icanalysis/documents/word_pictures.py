"""Charts and maps in a Word report: SVG, PNG for whatever cannot draw it, words for whoever cannot see it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import fontpkg_be_vietnam_pro
import vl_convert
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from icanalysis.documents.content import Picture
from icanalysis.documents.room import Size
from icanalysis.documents.word_xml import Node, emu, legal, node

FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
SHARPNESS = 2.5
"""Pixels of the PNG for each of the SVG: about 240 to the inch as printed."""

SVG_TYPE = "image/svg+xml"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""Under this name Word looks for the SVG that stands behind a PNG."""

PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def drawn(part: DocumentPart, picture: Picture, *, number: int, size: Size) -> Node:
    """A picture as a run in a size; `number` is its own in the file."""
    png, _ = part.get_or_add_image(BytesIO(_png(picture.svg)))
    svg = _svg_part(part, picture.svg, number)
    frame = {"cx": emu(size.width_mm), "cy": emu(size.height_mm)}
    name = f"picture {number}"
    inline = node(
        "wp:inline",
        node("wp:extent", **frame),
        node("wp:docPr", id=number, name=name, descr=legal(picture.alt_text)),
        node("wp:cNvGraphicFramePr", node("a:graphicFrameLocks", noChangeAspect=1)),
        node("a:graphic", node("a:graphicData", _pic(png, svg, number, name, frame), uri=PICTURE)),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
    )
    return node("w:r", node("w:drawing", inline))


def _pic(png: str, svg: str, number: int, name: str, frame: dict[str, int]) -> Node:
    behind = node("a:ext", node("asvg:svgBlip", r_embed=svg), uri=SVG_EXTENSION)
    return node(
        "pic:pic",
        node("pic:nvPicPr", node("pic:cNvPr", id=number, name=name), node("pic:cNvPicPr")),
        node(
            "pic:blipFill",
            node("a:blip", node("a:extLst", behind), r_embed=png),
            node("a:stretch", node("a:fillRect")),
        ),
        node(
            "pic:spPr",
            node("a:xfrm", node("a:off", x=0, y=0), node("a:ext", **frame)),
            node("a:prstGeom", node("a:avLst"), prst="rect"),
        ),
    )


def _svg_part(part: DocumentPart, svg: str, number: int) -> str:
    name = PackURI(f"/word/media/drawing{number}.svg")
    return part.relate_to(Part(name, SVG_TYPE, svg.encode(), part.package), RELATIONSHIP_TYPE.IMAGE)


def _png(svg: str) -> bytes:
    _letters()
    return vl_convert.svg_to_png(svg, scale=SHARPNESS)


@lru_cache
def _letters() -> None:
    """Gives the letters of charts to the program that draws: a machine may have none with Vietnamese accents."""
    vl_convert.register_font_directory(str(FONTS))
