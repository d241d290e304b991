"""What a reader calls the parameters of a page: the labels of its controls."""

from __future__ import annotations

from icanalysis.errors import Phrase

LABELS = {
    "edition": Phrase("Administrative map"),
    "place": Phrase("Place"),
    "as_of": Phrase("Date"),
    "measure": Phrase("Measure"),
    "language": Phrase("Language"),
}
"""Parameter → label, as a phrase that can stand in a sentence."""
