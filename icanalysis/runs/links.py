"""What the Markdown of a notebook is on a screen and on paper.

Links between notebooks are files in JupyterLab, addresses on a server of dashboards, words alone on paper. A quotation
(`> …`) is a word to whoever sits before a screen, such as what a click does: on paper it is left out.
"""

from __future__ import annotations

import re

from icanalysis.runs.apps.visit import address

TO_A_NOTEBOOK = re.compile(r"\[(?P<words>[^\]]+)\]\(\d\d_(?P<name>\w+)\.ipynb\)")
"""How the Markdown of a notebook leads to another one; JupyterLab opens it."""

FOR_THE_SCREEN = re.compile(r"\n*^>.*$", re.MULTILINE)
"""A line of a quotation with the blank lines above it."""


def as_addresses(markdown: str, language: str) -> str:
    """The Markdown with links to the pages of the notebooks, relative to the page it stands on.

    >>> as_addresses("See [the audit](02_audit.ipynb).", "en")
    'See [the audit](audit?language=en).'
    """
    return TO_A_NOTEBOOK.sub(
        lambda link: f"[{link['words']}]({address(link['name'], {'language': language})})", markdown
    )


def as_words(markdown: str) -> str:
    """The Markdown with the words of its links alone: a printed page leads nowhere.

    >>> as_words("See [the audit](02_audit.ipynb).")
    'See the audit.'
    """
    return TO_A_NOTEBOOK.sub(lambda link: link["words"], markdown)


def on_paper(markdown: str) -> str:
    r"""The Markdown as paper has it: links as words, nothing that is said of the screen.

    >>> on_paper("## Map\n\nSee [the audit](02_audit.ipynb).\n\n> Click on it.")
    '## Map\n\nSee the audit.'
    """
    return as_words(FOR_THE_SCREEN.sub("", markdown))
