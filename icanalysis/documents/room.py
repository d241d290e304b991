"""How large a picture stands on paper: as large as it was drawn, no wider than the text, smaller to stay on its page.

A picture that is a little too high for what is left of a page is made smaller and stays beside its text; one that would
have to shrink too much begins a new page.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from icanalysis.documents.decree30 import text_height_mm, text_width_mm
from icanalysis.errors import Phrase, RunFailed

MM_PER_PX = 25.4 / 96
MOST_OF_A_PAGE = 0.7
"""So much of the height of a page a picture may take: its heading, its sentence and its caption are there too."""

LEAST_SHARE = 0.6
"""A picture shrinks to no less than this to stay on its page: the letters inside are then those of a footnote."""

SMALL_SHARE = 0.35
"""A picture of no more than this of a page takes its sentence along to the next one; a higher one would leave a gap."""


@dataclass(frozen=True)
class Size:
    """Width and height on paper."""

    width_mm: float
    height_mm: float


def size_of(svg: str) -> Size:
    """The size that an SVG has by itself, from its width and height or from its view box.

    Raises:
        RunFailed: for what is no SVG.

    >>> size_of('<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"/>')
    Size(width_mm=25.4, height_mm=12.7)
    """
    try:
        root = etree.fromstring(svg.encode())
    except etree.XMLSyntaxError as error:
        raise RunFailed(Phrase("A picture is no SVG ({said}). Nothing was delivered.", said=str(error))) from error
    width, height = root.get("width"), root.get("height")
    if width is None or height is None:
        _, _, width, height = root.get("viewBox").split()
    return Size(float(width) * MM_PER_PX, float(height) * MM_PER_PX)


def fitted(size: Size, room: Size) -> Size:
    """The size in its proportions, made smaller where it does not fit.

    >>> fitted(Size(200, 100), Size(100, 100))
    Size(width_mm=100.0, height_mm=50.0)
    """
    share = min(1.0, room.width_mm / size.width_mm, room.height_mm / size.height_mm)
    return Size(size.width_mm * share, size.height_mm * share)


def on_a_page(size: Size) -> Size:
    """The size that a picture has on a page of its own."""
    return fitted(size, Size(text_width_mm(), text_height_mm() * MOST_OF_A_PAGE))


def is_small(size: Size) -> bool:
    """Whether a picture stays with its sentence, wherever that stands."""
    return size.height_mm <= text_height_mm() * SMALL_SHARE


def in_room(size: Size, left_mm: float) -> Size:
    """The size that a picture has where so much of a page is left: smaller where that keeps it on the page.

    >>> in_room(Size(100, 100), 80), in_room(Size(100, 100), 30)
    (Size(width_mm=80.0, height_mm=80.0), Size(width_mm=100.0, height_mm=100.0))
    """
    own = on_a_page(size)
    return fitted(own, Size(own.width_mm, left_mm)) if left_mm >= own.height_mm * LEAST_SHARE else own
