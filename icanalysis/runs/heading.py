"""The heading of a page and the subject of a document: which place, which date, which administrative map, in words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from icanalysis.runs.simulated import banner_html
from icanalysis.style.numbers import day
from icanalysis.views.controls import EVERYWHERE, as_day, place_in_words
from icanalysis.wording.editions import edition_words
from icanalysis.wording.language import words

Parameters = Mapping[str, str]


def heading_html(parameters: Parameters) -> str:
    """The mark of simulated data where it applies, and the parameters of a page as one line under its title."""
    said = heading_words(parameters)
    return banner_html(parameters["language"]) + (f'<p class="ic-heading">{escape(said)}</p>' if said else "")


def heading_words(parameters: Parameters) -> str:
    """The parameters of a page in words, such as "Tỉnh Tuyên Quang, số liệu tính đến ngày 31/07/2021, theo …"."""
    return _sentence(_place(parameters), _days(parameters), _map(parameters))


def scope_words(parameters: Parameters, *, period: str = "") -> str:
    """What the subject of a document does not say: the administrative map, and the day where it says a period."""
    return _sentence(_days(parameters) if period else "", _map(parameters))


def subject_words(subject: str, parameters: Parameters, *, period: str = "") -> str:
    """What a document is about, with its place, and its period or else the day up to which its figures go."""
    _ = words(parameters["language"])
    said = subject
    if place := _place(parameters):
        said = _("{subject}: {place}").format(subject=said, place=place)
    if not period and "as_of" in parameters:
        period = _up_to(parameters)
    return _("{subject}, {period}").format(subject=said, period=period) if period else said


def _place(parameters: Parameters) -> str:
    if "place" not in parameters:
        return ""
    return place_in_words(parameters["edition"], parameters["place"], parameters["language"])


def _days(parameters: Parameters) -> str:
    _ = words(parameters["language"])
    return _("figures {up_to}").format(up_to=_up_to(parameters)) if "as_of" in parameters else ""


def _map(parameters: Parameters) -> str:
    if "edition" not in parameters or parameters["place"] == EVERYWHERE:
        return ""
    _ = words(parameters["language"])
    return _("by the {edition}").format(edition=edition_words(parameters["edition"], parameters["language"]))


def _up_to(parameters: Parameters) -> str:
    language = parameters["language"]
    _ = words(language)
    return _("up to {day}").format(day=day(as_day(parameters["as_of"]), language))


def _sentence(*parts: str) -> str:
    """The parts that there are, the first letter a capital."""
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]
