"""What a printed page asks of other hosts."""

from __future__ import annotations

from html.parser import HTMLParser

LOADING = {"script": "src", "link": "href", "img": "src"}
ELSEWHERE = ("http://", "https://", "//")


def external_addresses(html: str) -> set[str]:
    """The addresses of other hosts that scripts, links to styles and pictures load.

    >>> external_addresses('<script src="https://cdn.example/a.js"></script><img src="data:image/png,">')
    {'https://cdn.example/a.js'}
    """
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    """Collects what is loaded from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(LOADING.get(tag, "")) or ""
        if address.startswith(ELSEWHERE):
            self.found.add(address)
