"""The index of reports: one page in each language that leads to the last good set of every job. It needs no kernel.

    OUT/index.html       in Vietnamese
    OUT/index.en.html    in English

It is drawn from the ledger and from where the names of the jobs lead, asks no other host for anything, has no script,
and is replaced whole. Newest reports are seen at once, older ones of a place under a fold. Single pages, which no
definition names, are not in it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import polars as pl
from filelock import FileLock
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from icanalysis.errors import BadParameter, Phrase, UnknownPlace, UserError, first_line
from icanalysis.runs.delivery import deliver
from icanalysis.runs.printing import definitions, sets
from icanalysis.runs.printing.ages import is_past
from icanalysis.runs.printing.definitions import Definition
from icanalysis.runs.printing.facts import Facts
from icanalysis.runs.printing.ledger import DELIVERED, Ledger, kept, why_of
from icanalysis.runs.printing.runner import LEDGER
from icanalysis.runs.printing.said import in_words
from icanalysis.runs.report import MANIFEST
from icanalysis.runs.simulated import MARK
from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.style.numbers import day, moment, number
from icanalysis.transforms.names import folded
from icanalysis.views.controls import EVERYWHERE
from icanalysis.wording.editions import short_edition
from icanalysis.wording.language import LANGUAGES, NATIVE_NAMES, marked, said, words
from icanalysis.wording.places import name_words, place_words

FILES = {"vi": "index.html", "en": "index.en.html"}
LOCK = ".index.lock"
TEMPLATES = Path(__file__).parents[1] / "templates"

FORMATS = {
    ".html": marked("Web page"),
    ".docx": "Word",
    ".pdf": "PDF",
    ".xlsx": "Excel",
    MANIFEST: marked("Figures with their sources"),
}
"""Ending of a file of a set → what a reader calls it."""

USUAL = ("edition", "place", "as_of", "language")
"""Parameters that the page says in words."""

NEVER = (BadParameter, UnknownPlace)
"""Why a job was refused before anything was run: no report of it is missing."""

EVERY_S, PATIENCE_S = 5.0, 60.0
"""How much time lies between two writings while reports are made, at least; how long another writer is waited for."""

SHARE = 20
"""So many times as long as a writing takes, none follows: a batch is not held up by its index."""

PROVINCE = "province"

AT_ONCE = 15
"""A report with so many places lies open."""

Run = Mapping[str, Any]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Entry:
    """A job with its last good set: its files by their endings, when it was made; why its newest run failed, if so."""

    report: str
    parameters: Mapping[str, str]
    files: Mapping[str, str]
    made: datetime | None
    facts: Facts
    failed: datetime | None
    why: UserError | None

    @property
    def spot(self) -> tuple[str, str]:
        """Edition and code of its place."""
        return self.parameters.get("edition", ""), self.parameters.get("place", EVERYWHERE)

    @property
    def as_of(self) -> str:
        """The day that its figures go up to, as text; empty where it has none."""
        return self.parameters.get("as_of", "")


class Known(NamedTuple):
    """What is known of a place: how high it stands, what it is sorted by, what it is called, and in what it lies."""

    rank: int
    sorted_by: str
    full_name: str
    place_type: str
    parent: str | None


@dataclass(frozen=True)
class Names:
    """Names of places, and the order in which an office lists them.

    The country first, then each province, of the newest map before that of an older one, with its units below it.
    """

    known: Mapping[tuple[str, str], Known] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Names:
        """The names of the places of entries and of what they lie in; of none where the tables cannot be read."""
        codes = {one.spot[1] for one in entries}
        level = pl.col("level").cast(pl.String)
        rank = level.replace_strict(dict(zip(terms.LEVELS, range(9), strict=False)))
        columns = (rank, folded(pl.col("name")), "full_name", "place_type", "parent_code")
        try:
            places = load("places").filter(pl.col("place_code").is_in(codes) | (level != "commune"))
            rows = places.select(pl.col("edition").cast(pl.String), "place_code", *columns).collect().rows()
        except UserError:
            return cls()
        return cls({(edition, code): Known(*rest) for edition, code, *rest in rows})

    def order(self, spot: tuple[str, str]) -> tuple[object, ...]:
        """Where a place stands among others."""
        edition, code = spot
        above, *_ = [*self._provinces(spot), spot]
        own, top = self.known.get(spot), self.known.get(above)
        newest_first = -int(edition) if edition.isdecimal() else 0
        if own is None or top is None:
            return (-1, "", newest_first, 0, "", code)
        is_inside = own.rank >= terms.LEVELS.index(PROVINCE)
        return (int(is_inside), top.sorted_by if is_inside else "", newest_first, own.rank, own.sorted_by, code)

    def said(self, spot: tuple[str, str], language: str) -> str:
        """The place in words; one below a province with the province that it lies in."""
        if spot[1] == EVERYWHERE:
            return words(language)("All places")
        if spot not in self.known:
            return spot[1]
        own = self.known[spot]
        within = [self.known[one] for one in self._provinces(spot) if one != spot]
        above = [place_words(one.full_name, place_type=one.place_type, language=language) for one in within]
        name = name_words(own.full_name, place_type=own.place_type, language=language)
        return f"{', '.join([name, *above])} ({spot[1]})"

    def _provinces(self, spot: tuple[str, str]) -> list[tuple[str, str]]:
        """The province that a place is or lies in, if it does."""
        while (one := self.known.get(spot)) is not None:
            if one.rank == terms.LEVELS.index(PROVINCE):
                return [spot]
            spot = (spot[0], one.parent or "")
        return []


def write(out: Path) -> Path:
    """Writes the index anew and returns the page in Vietnamese; who else writes it is waited for.

    Raises:
        BadLedger: when the ledger cannot be read.
        CannotWrite: when a page cannot be written whole; the one before is untouched.
        filelock.Timeout: when another writer does not come to an end.
    """
    out.mkdir(parents=True, exist_ok=True)
    with FileLock(out / LOCK, timeout=PATIENCE_S):
        entries, now = list(entries_of(out)), datetime.now().astimezone()
        names, known = Names.of(entries), _known({one.report for one in entries})
        pages = {out / FILES[language]: page(entries, names, known, language, at=now) for language in LANGUAGES}
        deliver({file: content.encode() for file, content in pages.items()})
    return out / FILES["vi"]


@contextmanager
def in_step(out: Path, *, tell: Tell) -> Iterator[Callable[[], None]]:
    """Keeps the index in step while reports are made: what comes back is called after each of them.

    The index is written now and then, and once more at the end. That it cannot be written is told and breaks nothing.
    """
    waiting, allowed = False, 0.0

    def write_now() -> None:
        nonlocal waiting, allowed
        began = time.monotonic()
        try:
            write(out)
        except Exception as error:
            why = error.phrase if isinstance(error, UserError) else first_line(str(error)) or type(error).__name__
            tell(Phrase("The index of reports could not be written: {why}", why=why))
        ended = time.monotonic()
        waiting, allowed = False, ended + max(EVERY_S, SHARE * (ended - began))

    def changed() -> None:
        nonlocal waiting
        waiting = True
        if time.monotonic() >= allowed:
            write_now()

    try:
        yield changed
    finally:
        if waiting:
            write_now()


def entries_of(out: Path) -> Iterator[Entry]:
    """The jobs of reports that have a good set or that failed.

    Not what nobody can have, such as a day too early, nor what was interrupted before it ever was made.
    """
    ledger = kept(out / LEDGER)
    if ledger is None:
        return
    newest = ledger.newest()
    places = {one["run"]: sets.Place(out, one["report"], one["stem"]) for one in newest}
    led = {run: sets.leads_to(place) for run, place in places.items()}
    good = ledger.those(run for run in led.values() if run)
    for one in newest:
        place = places[one["run"]]
        entry = _entry(one, place, good.get(led[one["run"]] or "") or _copied(place, ledger))
        if entry.files or (entry.why and not isinstance(entry.why, NEVER)):
            yield entry


def page(
    entries: Sequence[Entry], names: Names, known: Mapping[str, Definition], language: str, *, at: datetime
) -> str:
    """The index as HTML; a report that is not `known` goes by its name."""
    _ = words(language)
    by_report: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=lambda one: one.report):
        by_report.setdefault(one.report, []).append(one)
    title = {one: getattr(known[one].title, language) if one in known else one for one in by_report}
    most = {one: known[one].expected.oldest_days if one in known else None for one in by_report}
    simulated = {one.facts.simulated for one in entries if one.files}
    ordered = sorted(by_report, key=lambda report: (report not in known, title[report]))
    return _template().render(
        language=language,
        others={FILES[one]: (one, NATIVE_NAMES[one]) for one in LANGUAGES if one != language},
        texts={key: _(text) for key, text in TEXTS.items()},
        mark=_(MARK) if True in simulated else None,
        mark_each=len(simulated) > 1,
        written=_("Written {moment}.").format(moment=moment(at, language)),
        reports=[
            _report(title[one], by_report[one], names, language, most=most[one], today=at.date()) for one in ordered
        ],
    )


TEXTS = {
    "title": marked("Reports that were made"),
    "about": marked(
        "The last good version of each report: delivered whole and checked. Where a newer run has failed, that is said "
        "beside it."
    ),
    "none": marked("No report has been made yet."),
    "make": marked("Make one:"),
}


def _entry(newest: Run, place: sets.Place, good: Run | None) -> Entry:
    """What the page knows of a job; a newer failure counts as long as its banner stands, or when nothing else does."""
    names = _names_in(place.last_good) if good else set()
    path = f"{quote(place.report)}/{quote(place.stem)}/{quote(place.stem)}"
    files = {ending: f"{path}{ending}" for ending in FORMATS if f"{place.stem}{ending}" in names}
    has_failed = newest["state"] != DELIVERED and (not files or place.banner.exists())
    return Entry(
        newest["report"],
        (good or newest)["parameters"],
        files,
        datetime.fromisoformat(good["ended"]) if good else None,
        Facts.told(good["facts"]) if good else Facts(),
        datetime.fromisoformat(newest["ended"]) if has_failed else None,
        why_of(newest) if has_failed else None,
    )


def _names_in(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))
    except OSError:
        return set()


def _copied(place: sets.Place, ledger: Ledger) -> Run | None:
    """The run behind a set that is a copy, where no links can be made: the newest that was delivered."""
    if place.last_good.is_symlink() or not place.last_good.is_dir():
        return None
    return next(iter(ledger.runs(report=place.report, stem=place.stem, state=DELIVERED)), None)


def _known(reports: Iterable[str]) -> dict[str, Definition]:
    """The reports that are defined as they should be."""
    found = {}
    for report in reports:
        try:
            found[report] = definitions.definition(report)
        except UserError:
            continue
    return found


def _report(
    title: str, entries: list[Entry], names: Names, language: str, *, most: int | None, today: date
) -> dict[str, Any]:
    """A report as the template shows it: its places in their order, each with what is newest and what is older.

    What is newest is marked when its figures are older than `most` days.
    """
    _ = words(language)
    ordered = sorted(entries, key=lambda one: names.order(one.spot))
    editions = {one.spot[0] for one in entries}
    others = {name for one in entries for name in one.parameters if name not in USUAL and _varies(name, entries)}
    places = []
    for spot, of_place in groupby(ordered, key=lambda one: one.spot):
        by_day = sorted(of_place, key=lambda one: (one.as_of, one.parameters.get("language") == language), reverse=True)
        last = max((one.as_of for one in by_day if one.files), default="")
        older = [one for one in by_day if one.files and one.as_of != last]
        newest = [one for one in by_day if not one.files or one.as_of == last]
        edition = f", {short_edition(spot[0], language)}" if len(editions) > 1 else ""
        places.append(
            {
                "name": names.said(spot, language) + edition,
                "newest": [
                    _told(one, sorted(others), language, past=_past(one, language, most=most, today=today))
                    for one in newest
                ],
                "older": [_told(one, sorted(others), language) for one in older],
                "older_title": _("{count} older").format(count=number(len(older), language)),
            }
        )
    failed = sum(one.why is not None for one in entries)
    there = sum(bool(one.files) for one in entries)
    counts = {marked("places: {count}"): len(places), marked("reports: {count}"): there}
    counts |= {marked("newest run failed: {count}"): failed} if failed else {}
    return {
        "title": title,
        "counts": ", ".join(_(text).format(count=number(count, language)) for text, count in counts.items()),
        "open": len(places) <= AT_ONCE,
        "places": places,
    }


def _varies(name: str, entries: list[Entry]) -> bool:
    return len({one.parameters.get(name) for one in entries}) > 1


def _told(one: Entry, others: list[str], language: str, *, past: str | None = None) -> dict[str, Any]:
    """A job as the template shows it."""
    _ = words(language)
    own = one.parameters.get("language", language)
    upto = _("All dates")
    if one.as_of:
        upto = _("Figures up to {day}").format(day=day(date.fromisoformat(one.as_of), language))
    newest = one.facts.newest_source
    dated = [_("made {moment}").format(moment=moment(one.made, language))] if one.made else []
    dated += [_("newest dated source: {day}").format(day=day(newest, language))] if newest else []
    telling = {name: one.parameters[name] for name in others if name in one.parameters}
    return {
        "what": ", ".join([upto, *(value for _name, value in in_words(telling, {}, language))]),
        "language": (own, NATIVE_NAMES.get(own, own)),
        "files": {_(FORMATS[ending]): address for ending, address in one.files.items()},
        "dated": ", ".join([*dated, *([past] if past else [])]),
        "simulated": _(MARK) if one.facts.simulated else None,
        "failed": one.why and _failed(one, language),
    }


def _past(one: Entry, language: str, *, most: int | None, today: date) -> str | None:
    """The mark of a report of the past, so that nobody takes it for one of this month."""
    if not one.files or not one.as_of or not is_past(one.as_of, most=most, today=today):
        return None
    _ = words(language)
    return _("report of the past (figures older than {days} days)").format(days=number(most, language))


def _failed(one: Entry, language: str) -> str:
    _ = words(language)
    template = (
        _("The newest run, {moment}, failed: {why} The last good report stays.")
        if one.files
        else _("The newest run, {moment}, failed: {why} There is no earlier report.")
    )
    return template.format(moment=moment(one.failed, language), why=first_line(said(one.why, language)))


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index/index.html.j2")
