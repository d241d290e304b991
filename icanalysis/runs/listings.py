"""What the command line lists: checks, places, sources, notebooks."""

from __future__ import annotations

import json
import re

import polars as pl
from rich.console import Console
from rich.table import Column, Table

from icanalysis.errors import Phrase, UnknownPlace
from icanalysis.runs import notebooks as shelf
from icanalysis.runs.export import in_language
from icanalysis.runs.near import near_keys
from icanalysis.runs.parameters import MODE, hold_language, parameters_of, within_choices
from icanalysis.runs.simulated import tell
from icanalysis.schemas import terms
from icanalysis.sources.tables import load
from icanalysis.style import numbers
from icanalysis.transforms.matching import matched
from icanalysis.transforms.names import folded
from icanalysis.views import audit as audit_view
from icanalysis.views.arithmetic import arithmetic_cell, explanation_cell, printed_cell
from icanalysis.views.controls import EVERYWHERE
from icanalysis.views.shown import laid_out
from icanalysis.wording import units
from icanalysis.wording.language import marked, words
from icanalysis.wording.places import name_words

MARKUP = re.compile(r"<br>|</?small>")


def audit(place: str | None, *, edition: str | None, language: str, as_json: bool) -> None:
    """Prints the contradictions as a table, or all checks as JSON."""
    asked = {"place": place or EVERYWHERE, "edition": edition or terms.EDITIONS[0], "language": language}
    within_choices(asked, audit_view.CONTROLS)
    found = audit_view.checks(asked["place"], edition=asked["edition"], language=language)
    if edition is not None:
        found = found.filter(pl.col("edition") == edition)
    if as_json:
        tell(aside=True)
        print(json.dumps(found.to_dicts(), ensure_ascii=False, default=str, indent=1))
        return
    tell()
    _ = words(language)
    bad = [row for row in found.iter_rows(named=True) if row["verdict"] == "contradicts"]
    headings = [
        _("Place code"),
        _("What was printed about"),
        _("Printed"),
        _("Recomputed"),
        _("Explanation"),
        _("Source"),
    ]
    if not bad:
        print(_nothing_contradicts(found, language))
        return
    shown = _table(*headings)
    for row in bad:
        texts, _figures = laid_out(
            [
                {
                    "printed": printed_cell(row, language),
                    "sum": arithmetic_cell(row, language),
                    "why": explanation_cell(row, language),
                }
            ]
        )
        shown.add_row(
            row["place_code"],
            row["figure_name"],
            *map(_plain, texts.select("printed", "sum", "why").row(0)),
            row["source_id"],
        )
    Console().print(shown)
    counts = dict(found.group_by(pl.col("verdict").cast(pl.String)).len().rows())
    print("; ".join(f"{units.word(units.VERDICTS, name, language)}: {counts.get(name, 0)}" for name in units.VERDICTS))


def _nothing_contradicts(found: pl.DataFrame, language: str) -> str:
    """What was checked where nothing contradicts: a sentence, since an empty table would say nothing."""
    _ = words(language)
    made = found.filter(pl.col("verdict").cast(pl.String) != "cannot_be_checked")
    if found.is_empty():
        return _("No printed relation is recorded for this place.")
    if made.is_empty():
        return _("Printed relations: {all}. None can be checked, so none is known to contradict.").format(
            all=numbers.number(found.height, language)
        )
    rows = made.explode("source_rows")["source_rows"].n_unique()
    return _("Printed relations checked: {made} of {all}, on {rows} rows of the tables. None contradicts.").format(
        made=numbers.number(made.height, language),
        all=numbers.number(found.height, language),
        rows=numbers.number(rows, language),
    )


def places(*, edition: str, like: str | None, with_figures: bool, language: str) -> None:
    """Prints the places of an edition; communes too where a part of a name or a figure singles them out.

    Raises:
        UnknownPlace: when no name is alike, with the nearest names.
        BadParameter: for another edition or language.
    """
    asked = {"edition": edition, "language": language}
    within_choices(asked, {name: audit_view.CONTROLS[name] for name in asked})
    known = load("places").filter(pl.col("edition") == edition)
    levels = (
        known if like or with_figures else known.filter(~pl.col("level").cast(pl.String).is_in(["commune", "region"]))
    )
    if with_figures:
        seen = load("observations").filter(pl.col("window_end").is_not_null()).select("edition", "place_code").unique()
        levels = levels.join(seen, on=["edition", "place_code"], how="semi")
    alike = folded(pl.col("full_name")).str.contains(folded(pl.lit(like or "")), literal=True)
    found = (
        levels.filter(alike | pl.col("place_code").is_in(_meant(like, edition)))
        .sort(pl.col("place_code").str.len_chars(), "place_code")
        .collect()
    )
    if found.is_empty() and like is None:
        said = marked("No place of edition {edition} has figures in this workspace. See the other edition.")
        raise UnknownPlace(Phrase(said, edition=edition))
    if found.is_empty():
        names = dict(known.select("place_code", "full_name").collect().rows())
        near = [f"'{code}' ({names[code]})" for code in near_keys(like, names, most=3)]
        advice = Phrase("Near: {places}.", places=", ".join(near))
        advice = advice if near else Phrase("Write a part of the name, with or without accents.")
        said = marked("No place of edition {edition} is named like '{name}'. {advice}")
        raise UnknownPlace(Phrase(said, edition=edition, name=like, advice=advice))
    tell()
    _ = words(language)
    shown = _table(_("Place code"), _("Name"), _("Part of"))
    called = known.select("place_code", "full_name", "place_type").collect().rows()
    names = {code: name_words(name, place_type=kind, language=language) for code, name, kind in called}
    for code, parent in found.select("place_code", "parent_code").rows():
        shown.add_row(code, names[code], names.get(parent, ""))
    Console().print(shown)
    if with_figures and like is None and set(found["level"].cast(pl.String)) <= {"country", "province"}:
        print(_("Below the provinces no place of edition {edition} has figures here.").format(edition=edition))


def _meant(like: str | None, edition: str) -> list[str]:
    """The places that a name means or may mean as it is written: "TX. Kỳ Anh", "Huyện Thông Nông"."""
    asked = pl.LazyFrame({"name": [like], "edition": [edition]}, schema={"name": pl.String, "edition": pl.String})
    read = matched(asked, places=load("places"), former=load("former_names"))
    return read.select("candidates").collect().item().to_list()


def sources(*, language: str) -> None:
    """Prints the sources of the workspace, the preferred class first.

    Raises:
        BadParameter: for another language.
    """
    hold_language(language)
    tell()
    _ = words(language)
    shown = _table(_("Source"), _("Kind"), _("Publisher"), _("Title"), _("Date"))
    found = load("sources").sort("source_class", "published_on", descending=[False, True], nulls_last=True).collect()
    for row in found.iter_rows(named=True):
        kind = units.word(units.SOURCE_CLASSES, row["source_class"], language)
        shown.add_row(
            row["source_id"], kind, row["publisher"], row["title"], numbers.day(row["published_on"], language)
        )
    Console().print(shown)


def notebooks(*, language: str) -> None:
    """Prints the notebooks, their questions and their parameters.

    Raises:
        BadParameter: for another language.
    """
    hold_language(language)
    _ = words(language)
    shown = _table(_("Name"), _("Question"), _("Parameters"))
    for name, file in shelf.notebooks().items():
        notebook = shelf.read(file)
        declared = parameters_of(notebook, where=file.name).values()
        known = ", ".join(f"{one.name}={one.default}" for one in declared if one.name != MODE)
        shown.add_row(name, in_language(shelf.title(notebook), language), known)
    Console().print(shown)


def _table(*headings: str) -> Table:
    """A table whose long words are folded and never cut off."""
    return Table(*(Column(heading, overflow="fold") for heading in headings))


def _plain(text: str) -> str:
    return MARKUP.sub(" ", text).strip()
