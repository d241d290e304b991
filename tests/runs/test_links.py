"""Links between notebooks: they lead to notebooks that are there and call them by their titles, on every medium."""

from __future__ import annotations

import pytest

from icanalysis.runs.export import in_language
from icanalysis.runs.links import TO_A_NOTEBOOK, as_addresses, as_words
from icanalysis.runs.notebooks import notebooks, read, title
from icanalysis.wording.language import LANGUAGES

FILES = notebooks()
WITH_LINKS = [
    (name, cell.source)
    for name, file in FILES.items()
    for cell in read(file).cells
    if cell.cell_type == "markdown" and ".ipynb" in cell.source
]


def test_the_first_page_leads_to_the_pages_that_it_speaks_of():
    assert [name for name, _ in WITH_LINKS] == ["start_here", "start_here"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "markdown"), WITH_LINKS)
def test_a_link_leads_to_a_notebook_and_calls_it_by_its_title(name: str, markdown: str, language: str):
    shown = in_language(markdown, language)
    found = list(TO_A_NOTEBOOK.finditer(shown))
    assert len(found) == shown.count(".ipynb")
    for link in found:
        file = FILES[link["name"]]
        assert link[0].endswith(f"({file.name})")
        assert link["words"] == f"“{in_language(title(read(file)), language)}”"


@pytest.mark.parametrize("file", FILES.values(), ids=list(FILES))
def test_no_text_calls_a_notebook_by_the_name_of_its_file(file):
    texts = [as_words(cell.source) for cell in read(file).cells if cell.cell_type == "markdown"]
    assert [text for text in texts for other in FILES.values() if other.stem in text] == []


def test_other_links_stay_as_they_are():
    text = "[luật](https://example.org/01_law.ipynb) và [tệp](01_law.pdf)"
    assert as_addresses(text, "vi") == as_words(text) == text
