"""Where each row comes from."""

from __future__ import annotations

import dataframely as dy

from icanalysis.schemas import keys, terms


class Source(dy.Schema):
    """A published page or document: one row per source."""

    source_id = keys.identifier(primary_key=True)
    publisher = keys.text()
    title = keys.text()
    published_on = keys.day(nullable=True)
    published_on_basis = keys.text(nullable=True)
    address = dy.String(nullable=True, regex=r"^https?://", max_length=500)
    source_class = dy.Enum(terms.SOURCE_CLASSES)
    language = dy.Enum(("vi", "en", "ja", "es", "fr", "id", "pl"))
