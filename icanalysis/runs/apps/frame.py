"""The words around the cells of an app, in the language of its page; the template holds none of its own."""

from __future__ import annotations

from icanalysis.wording.language import marked, words

WORDS = {
    "apps": marked("All pages"),
    "contents": marked("Contents"),
    "copied": marked("The address was copied"),
    "copy": marked("Copy the address"),
    "deaf": marked("The controls of this page did not come; its figures are whole. Reload the page."),
    "failed": marked("A part of this page could not be made, and what follows it is missing. Reload the page."),
    "lost": marked("The server does not answer. The page shows the last figures; it goes on when the server is back."),
    "noscript": marked("The charts and controls of this page need JavaScript; the tables are shown without it."),
    "opening": marked("The page is being opened …"),
    "paused": marked("Paused; press the space bar to go on."),
    "reload": marked("Reload"),
    "skip": marked("To the content"),
    "start": marked("Start page"),
    "step": marked("Section {at} of {of}: {title} …"),
    "up": marked("Back to the top"),
    "wall": marked("Screen {at} of {of}"),
}
"""Name in the template → message."""


def frame_words(language: str) -> dict[str, str]:
    """The words of the frame.

    >>> frame_words("en")["copy"]
    'Copy the address'
    """
    _ = words(language)
    return {name: _(message) for name, message in WORDS.items()}
