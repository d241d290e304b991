"""The heading of a page: which place, which date, which edition, in words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from icanalysis.runs.simulated import banner_html
from icanalysis.style.numbers import day
from icanalysis.views.controls import EVERYWHERE, as_day, place_name
from icanalysis.wording.language import words


def heading_html(parameters: Mapping[str, str]) -> str:
    """The mark of simulated data where it applies, and the parameters of a page as one line under its title."""
    said = heading_words(parameters)
    return banner_html(parameters["language"]) + (f'<p class="ic-heading">{escape(said)}</p>' if said else "")


def heading_words(parameters: Mapping[str, str]) -> str:
    """The parameters of a page in words, such as "Tỉnh Tuyên Quang (08) · số liệu đến 31/07/2021"."""
    _ = words(parameters["language"])
    parts = []
    if "place" in parameters:
        parts.append(_place(parameters))
    if "as_of" in parameters:
        parts.append(f"{_('figures up to')} {day(as_day(parameters['as_of']), parameters['language'])}")
    if "edition" in parameters and parameters["place"] != EVERYWHERE:
        parts.append(f"{_('places of edition')} {parameters['edition']}")
    return " · ".join(parts)


def _place(parameters: Mapping[str, str]) -> str:
    _ = words(parameters["language"])
    if parameters["place"] == EVERYWHERE:
        return _("All places")
    return f"{place_name(parameters['edition'], parameters['place'])} ({parameters['place']})"
