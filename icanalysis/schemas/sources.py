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
    """How the day is known: printed, from the address, inferred; or what is known instead of a day."""
    address = dy.String(nullable=True, regex=r"^https?://", max_length=500)
    """Where it was read."""
    source_class = dy.Enum(terms.SOURCE_CLASSES)
    """Who publishes it; a report prefers the first of these to the last."""
    language = dy.Enum(("vi", "en", "ja", "es", "fr", "id", "pl"))
    """The language in which it was read."""
