"""What a report must be to be delivered, besides whole: each check with its own sentence.

`sections.hold` has seen that every cell completed and every section showed itself with the parameters asked for. Here
the content is looked at: figures, bodies, the age of the data, the place and the language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from xml.etree import ElementTree

from icanalysis.errors import Phrase, RunFailed, listed
from icanalysis.runs.heading import heading_words
from icanalysis.runs.printing.belonging import Belonging
from icanalysis.runs.printing.definitions import Expected
from icanalysis.runs.report import Made, Paper
from icanalysis.schemas import terms
from icanalysis.views.controls import EVERYWHERE, WHOLE_COUNTRY
from icanalysis.wording.language import marked

COUNTS = ("count",)
"""Units of what is counted one by one; a mean of a counted unit, such as projects per month, need not be whole."""

COMPUTED = ("share", "pct", "pct_points", "count", "times", "years", "months", "days")
"""Units of figures that no table holds, besides `schemas.terms.UNITS` and what they are per another unit."""

BODIES = ("svg", "table", "tiles")
MARKS = "role-mark"
LINK = "{http://www.w3.org/1999/xlink}href"
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')

Records = Sequence[Mapping[str, Any]]
Figures = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `said` is a sentence for either end."""

    name: str
    passed: bool
    said: str


def checks_of(paper: Paper, made: Made, expected: Expected) -> list[Check]:
    """Every check of a run, in the order in which a reader would ask."""
    figures = made.manifest["figures"]
    return [
        _whole(made.records),
        _figures(figures, expected),
        _values(figures),
        _sections(made.records, expected, paper.module.MUST_SHOW),
        _bodies(made.records),
        _heading(made.files[".html"].decode(), paper.asked),
        *_places(made.records, paper, expected),
        *_age(figures, paper.asked, expected),
    ]


def hold_checks(checks: Sequence[Check]) -> None:
    """Raises the first check that did not pass.

    Raises:
        RunFailed: says what was found and that nothing was delivered.
    """
    for check in checks:
        if not check.passed:
            raise RunFailed(Phrase("{said} Nothing was delivered.", said=check.said))


def _whole(records: Records) -> Check:
    """What `sections.hold` has seen."""
    said = Phrase("Every cell completed, and {count} sections showed what was asked for.", count=len(records))
    return Check("whole", True, said)


def _figures(figures: Figures, expected: Expected) -> Check:
    said = Phrase("Figures: {count}; at least {least} are expected.", count=len(figures), least=expected.figures)
    return Check("figures", len(figures) >= expected.figures, said)


def _values(figures: Figures) -> Check:
    """Each value is a number of its unit, and is printed."""
    wrong = [figure for figure in figures if not _is_valid(figure)]
    if not wrong:
        return Check("values", True, Phrase("Every figure is what its unit says."))
    named = listed(f"{one['key']} = {one['value']} {one['unit']}" for one in wrong)
    return Check("values", False, Phrase("A figure is not what its unit says: {wrong}.", wrong=named))


def _is_valid(figure: Mapping[str, Any]) -> bool:
    unit = figure["unit"]
    try:
        value = float(figure["value"])
    except (TypeError, ValueError):
        return False
    known = unit in COMPUTED or unit.partition("_per_")[0] in terms.UNITS
    counted = unit not in COUNTS or (value >= 0 and value.is_integer())
    return math.isfinite(value) and known and counted and bool(figure["text"].strip())


def _sections(records: Records, expected: Expected, must_show: Sequence[str]) -> Check:
    """The sections that a definition expects show a chart, a table or tiles."""
    by_name = {record["section"]: record for record in records}
    for name in dict.fromkeys((*must_show, *expected.sections)):
        record = by_name.get(name)
        if record is None:
            return Check("sections", False, Phrase("The section '{name}' is not on the page.", name=name))
        if not any(record["content"][kind] for kind in BODIES):
            said = Phrase("The section '{name}' shows nothing: {headline}", name=name, headline=record["headline"])
            return Check("sections", False, said)
    return Check("sections", True, Phrase("Every expected section shows something."))


def _bodies(records: Records) -> Check:
    """A chart that is there has marks, a table has rows; a section without a body says so in its headline."""
    empty = [record["section"] for record in records if _is_empty(record["content"])]
    if empty:
        return Check("bodies", False, Phrase("A chart or table is empty in: {sections}.", sections=listed(empty)))
    return Check("bodies", True, Phrase("No chart and no table is empty."))


def _is_empty(content: Mapping[str, Any]) -> bool:
    if content["svg"] is not None and not _has_marks(content["svg"]):
        return True
    frames = (content[kind]["frame"] for kind in ("table", "tiles") if content[kind])
    return any(not any(map(len, frame.values())) for frame in frames)


def _has_marks(svg: str) -> bool:
    """Whether a chart shows anything but its axes, legend and titles."""
    groups = (one for one in ElementTree.fromstring(svg).iter() if MARKS in one.get("class", "").split())
    inside = (one for group in groups for one in group.iter() if one is not group)
    return any(one.get("d") or (one.text or "").strip() or one.get(LINK) for one in inside)


def _heading(page: str, asked: Mapping[str, str]) -> Check:
    """The page is in the language asked for, and names the place and the day asked for under its title."""
    language = next(iter(LANGUAGE.findall(page)), "")
    words = heading_words(asked) if {"place", "edition"} <= set(asked) else ""
    if language != asked["language"]:
        said = Phrase("The page is in the language '{found}', not '{asked}'.", found=language, asked=asked["language"])
        return Check("heading", False, said)
    if words and f'<p class="ic-heading">{escape(words)}</p>' not in page:
        return Check("heading", False, Phrase("The page is not headed “{words}”.", words=words))
    return Check("heading", True, Phrase("Language and heading of the page are those asked for."))


def _places(records: Records, paper: Paper, expected: Expected) -> Iterator[Check]:
    """The rows behind the figures are of the place asked for; those related to it stand in further sections only."""
    place = paper.asked.get("place", EVERYWHERE)
    if place in (EVERYWHERE, WHOLE_COUNTRY):
        return
    strict = {*paper.module.MUST_SHOW, *expected.sections}
    belonging = Belonging.of(paper.asked["edition"], place)
    for record in records:
        rows = {row for figure in record["figures"] for row in figure["rows"]}
        strange = belonging.strangers(rows, related=record["section"] not in strict)
        if strange:
            said = marked("The section '{name}' shows figures of another place than {place}: {rows}.")
            named = Phrase(said, name=record["section"], place=place, rows=listed(strange))
            yield Check("place", False, named)
            return
    yield Check("place", True, Phrase("Every figure stands on rows of the place {place}.", place=place))


def _age(figures: Figures, asked: Mapping[str, str], expected: Expected) -> Iterator[Check]:
    """The newest row behind the figures is not too far before the day asked for."""
    if expected.oldest_days is None or "as_of" not in asked:
        return
    newest = Belonging.newest({row for figure in figures for row in figure["rows"]})
    if newest is None:
        yield Check("age", False, Phrase("No figure stands on a row with a day."))
        return
    days, most = (date.fromisoformat(asked["as_of"]) - newest).days, expected.oldest_days
    said = Phrase("The newest figures are {days} days older than asked; {most} are allowed.", days=days, most=most)
    yield Check("age", days <= most, said)
