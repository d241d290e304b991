"""What a browser would make of a report: its elements, what it would fetch, what a reader can read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "input", "hr", "link", "col", "wbr"}
FETCHED = ("script", "link", "iframe", "object", "embed", "base")
FETCHING = ("src", "srcset", "data", "action", "formaction", "poster", "background", "xlink:href", "ping", "manifest")
FETCHED_BY_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)[^)]*\)", re.IGNORECASE)


@dataclass
class Element:
    """One element with its attributes and the text straight inside it."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """The elements of a page in order."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = tuple(element.tag for element in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element with the tag and these attributes."""
        return [one for one in self.elements if one.tag == tag and attributes.items() <= one.attributes.items()]

    def of_class(self, name: str) -> list[Element]:
        """Every element of a class."""
        return [one for one in self.elements if name in one.attributes.get("class", "").split()]

    def fetched(self) -> list[str]:
        """Everything that a browser would fetch or run by itself; links that a reader follows are none of it."""
        found = [f"<{one.tag}>" for one in self.elements if one.tag in FETCHED]
        for one in self.elements:
            found += [
                f"{one.tag} {name}={value}"
                for name, value in one.attributes.items()
                if (name in FETCHING and not value.startswith(("data:", "#")))
                or name.startswith("on")
                or (name == "href" and one.tag != "a" and not value.startswith("#"))
                or (name == "http-equiv" and value.lower() == "refresh")
                or FETCHED_BY_STYLE.search(value)
            ]
            if one.tag == "style":
                found += FETCHED_BY_STYLE.findall(one.text)
        return found

    def words(self, *tags: str) -> list[str]:
        """The texts straight inside these elements."""
        return [one.text.strip() for one in self.elements if one.tag in tags and one.text.strip()]


def parsed(html: str) -> Page:
    """A page from its text."""
    page = Page()
    page.feed(html)
    page.close()
    return page
