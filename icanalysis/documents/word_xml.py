"""Elements of a Word file, written as calls: `node("w:spacing", before=120)`.

Children stand in the order of the calls, and that order is the one of the schema (ECMA-376, part 1, section 17): Word
repairs or refuses a file where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

Node: TypeAlias = _Element

SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
nsmap.setdefault("asvg", SVG)

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_PT = 20
EMU_PER_MM = 36_000

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STRANGE = "\ufffd"


def node(tag: str, *children: Node | None, **attributes: object) -> Node:
    """An element with its children, those that are None left out; `r_id` is the attribute `r:id`.

    Attributes of WordprocessingML carry its prefix, those of drawings carry none.
    """
    made = OxmlElement(tag)
    own = "w:" if tag.startswith("w:") else ""
    for name, value in attributes.items():
        prefix, _, rest = name.partition("_")
        made.set(qn(f"{prefix}:{rest}") if rest else _named(f"{own}{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def switch(tag: str, on: bool) -> Node | None:
    """An element that says yes by being there."""
    return node(tag) if on else None


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def emu(mm: float) -> int:
    """Millimetres in the unit of drawings."""
    return round(mm * EMU_PER_MM)


def legal(text: str) -> str:
    r"""The text with U+FFFD for every sign that no XML file may hold, such as a control sign in a name.

    >>> legal("Thép\x0b")
    'Thép�'
    """
    return NOT_XML.sub(STRANGE, text)


def joined(parts: Iterable[Iterable[Node]]) -> list[Node]:
    """All elements in one list."""
    return [one for part in parts for one in part]


def _named(name: str) -> str:
    return qn(name) if ":" in name else name
