"""An executed notebook as one HTML file that asks no other host for anything."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

from icanalysis.runs.links import on_paper
from icanalysis.wording.language import catalogue, words

TEMPLATES = Path(__file__).parent / "templates"


def html_of(
    notebook: nbformat.NotebookNode, *, language: str, title: str, provenance: list[str], subject: str = ""
) -> str:
    """The report page: Markdown in the language, outputs, provenance; no input cells, no scripts.

    `subject` is what the page is about where it is not what the notebook asks; it stands for the title then.
    """
    _ = words(language)
    page = nbformat.from_dict(notebook)
    parts: list[str] = []
    for cell in page.cells:
        if cell.cell_type == "markdown":
            cell.source = on_paper(in_language(cell.source, language))
            if subject and cell.source.startswith("# "):
                cell.source = "\n".join((f"# {subject}", cell.source.partition("\n")[2]))
            if cell.source.startswith("## "):
                parts.append(cell.source.partition("\n")[0].lstrip("# "))
                cell.metadata["part"] = len(parts)
        else:
            cell.outputs = [output for output in cell.get("outputs", ()) if "text/html" in output.get("data", ())]
    texts = {"language": language, "title": subject or in_language(title, language), "provenance": provenance}
    texts |= {"parts": parts, "contents": _("Contents"), "up": _("Back to the top")}
    resources = {"icanalysis": texts | {"provenance_title": _("Provenance")}}
    body, _resources = _exporter().from_notebook_node(page, resources=resources)
    return body


@cache
def _exporter() -> HTMLExporter:
    """The template, read once."""
    return HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])


def in_language(markdown: str, language: str) -> str:
    """Markdown of a notebook, written in Vietnamese, in the language of the page.

    >>> in_language("## Nguồn số liệu", "vi")
    '## Nguồn số liệu'
    """
    return markdown if language == "vi" else catalogue(language).get(markdown, markdown)
