"""A Word file taken apart: its parts as XML, what they refer to, and what a reader reads in order."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx.oxml.ns import nsmap, qn
from lxml import etree

CONTENT_TYPES = "[Content_Types].xml"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
Element = etree._Element


@dataclass
class WordFile:
    """The parts of a file by name."""

    content: bytes
    parts: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(BytesIO(self.content)) as file:
            assert file.testzip() is None
            self.parts = {name: file.read(name) for name in file.namelist()}

    def xml(self, part: str = "word/document.xml") -> Element:
        return etree.fromstring(self.parts[part])

    def all(self, path: str, part: str = "word/document.xml") -> list[Element]:
        """Every element that an XPath finds."""
        return self.xml(part).xpath(path, namespaces=nsmap)

    def relations(self, part: str = "word/document.xml") -> dict[str, Element]:
        """What a part refers to, by id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        return {one.get("Id"): one for one in self.xml(rels).iter(RELATION)} if rels in self.parts else {}

    def target(self, relation: Element, part: str = "word/document.xml") -> str:
        """The part that a relation leads to."""
        path = relation.get("Target")
        return path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(part), path)

    def texts(self, part: str = "word/document.xml") -> Iterator[str]:
        """The text of every paragraph in order, those in tables too."""
        for one in self.xml(part).iter(qn("w:p")):
            yield text_of(one)

    def of_style(self, style: str) -> list[Element]:
        """Every paragraph of a style, by its id."""
        return self.all(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")

    def style(self, style: str) -> Element:
        """The definition of a style, by its id."""
        return self.all(f"//w:style[@w:styleId='{style}']", "word/styles.xml")[0]

    def headers(self) -> dict[str, str]:
        """Kind of header (first, default) → its part."""
        kept = self.relations()
        found = self.all("//w:headerReference")
        return {one.get(qn("w:type")): self.target(kept[one.get(qn("r:id"))]) for one in found}


def text_of(element: Element) -> str:
    """The text inside an element, line breaks as such."""
    pieces = element.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if one.tag == qn("w:br") else one.text or "" for one in pieces)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of WordprocessingML."""
    return None if element is None else element.get(qn(f"w:{name}"))
