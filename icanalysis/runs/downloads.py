"""The table of a section as a file for work elsewhere: CSV that a spreadsheet opens, or a workbook with its sources.

Figures are numbers in the units that the headings name. A text never becomes a formula, whatever stands in the data.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime

import polars as pl
import xlsxwriter

from icanalysis.runs.heading import heading_words
from icanalysis.runs.provenance import code_version, sources_behind
from icanalysis.runs.simulated import mark
from icanalysis.sources import tables
from icanalysis.style.numbers import NOTHING, day, moment
from icanalysis.tables.sheet import NEVER_MORE_THAN_TEXT, number_format, plain, sheet
from icanalysis.views.shown import Shown
from icanalysis.wording import units
from icanalysis.wording.language import words

FORMULA = r"^([=+\-@\t\r])"
"""How a text begins that a spreadsheet would take for a formula."""

WIDEST_PX = 420


def csv_of(shown: Shown, parameters: Mapping[str, str]) -> bytes:
    """The rows as CSV in UTF-8: with semicolons and decimal commas in Vietnamese, as its spreadsheets read it."""
    language = parameters["language"]
    is_vi = language == "vi"
    rows = _marked_rows(shown, language).with_columns(pl.col(pl.String).str.replace(FORMULA, "'${1}"))
    neutral = {name: f"'{name}" for name in rows.columns if name.startswith(("=", "+", "-", "@"))}
    text = rows.rename(neutral).write_csv(
        include_bom=is_vi, separator=";" if is_vi else ",", decimal_comma=is_vi, line_terminator="\r\n"
    )
    return text.encode()


def workbook_of(shown: Shown, parameters: Mapping[str, str]) -> bytes:
    """The rows as an Excel workbook, with a second sheet that says what they are and where they come from."""
    language = parameters["language"]
    _ = words(language)
    rows = _marked_rows(shown, language)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **NEVER_MORE_THAN_TEXT}) as book:
        rows.write_excel(
            book,
            worksheet=_("Data"),
            column_formats={
                name: number_format(rows[name], language) for name in rows.columns if rows[name].dtype.is_numeric()
            },
            table_style="Table Style Light 1",
            freeze_panes=(1, 0),
            autofit=WIDEST_PX,
        )
        about, sources = _about(shown, parameters), _sources(shown, language)
        for frame, at, with_header in ((about, 0, False), (sources, about.height + 1, True)):
            frame.write_excel(
                book,
                worksheet=_("Sources"),
                position=(at, 0),
                include_header=with_header,
                table_style="Table Style Light 1" if with_header else None,
                autofit=WIDEST_PX,
            )
    return file.getvalue()


FILES: dict[str, tuple[Callable[[Shown, Mapping[str, str]], bytes], str]] = {
    "csv": (csv_of, "text/csv"),
    "xlsx": (workbook_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""Ending of a file → what makes it, and its MIME type."""


def file_of(section: str, shown: Shown, parameters: Mapping[str, str], *, ending: str) -> tuple[str, str, bytes]:
    """Name, MIME type and content of the file of a section that has data."""
    make, kind = FILES[ending]
    return file_name(section, parameters, ending), kind, make(shown, parameters)


def file_name(section: str, parameters: Mapping[str, str], ending: str) -> str:
    """overview_2024_08_2021-07-31_vi.csv: the section and what it was asked for.

    >>> file_name("overview", {"place": "08", "as_of": "2021-07-31", "language": "vi"}, "csv")
    'overview_08_2021-07-31_vi.csv'
    """
    return f"{'_'.join([section, *parameters.values()])}.{ending}"


def _marked_rows(shown: Shown, language: str) -> pl.DataFrame:
    """The rows of the section; of simulated data each says so."""
    _ = words(language)
    rows, said = sheet(shown.data, language), mark(language)
    return rows if said is None else rows.with_columns(pl.lit(said).alias(_("Kind of data")))


def _about(shown: Shown, parameters: Mapping[str, str]) -> pl.DataFrame:
    """What the rows are: two columns, a word and what it says."""
    language = parameters["language"]
    _ = words(language)
    said = mark(language)
    lines = {
        **({_("Kind of data"): said} if said else {}),
        _("What is shown"): shown.headline,
        _("For"): heading_words(parameters) or NOTHING,
        **{f"{_('Note')} {n}": note for n, note in enumerate(_notes(shown), start=1)},
        _("Made"): moment(datetime.now().astimezone(), language),
        _("Code"): f"icanalysis {code_version()}",
        _("Data"): f"{tables.now().digest[:16]} (SHA-256)",
    }
    return pl.DataFrame({"word": list(lines), "says": list(lines.values())})


def _notes(shown: Shown) -> tuple[str, ...]:
    return tuple(map(plain, (*shown.data.notes, *shown.notes)))


def _sources(shown: Shown, language: str) -> pl.DataFrame:
    """The sources behind the figures of the section, each once."""
    _ = words(language)
    rows = {row for figure in shown.figures for row in figure.rows}
    known = {source["source_id"]: source for source in sources_behind(rows, tables=tables.now()).values()}
    named = [
        {
            _("Publisher"): source["publisher"],
            _("Title"): source["title"],
            _("Date"): day(source["published_on"], language),
            _("Class"): units.word(units.SOURCE_CLASSES, source["source_class"], language),
            _("Address"): source["address"],
        }
        for source in known.values()
    ]
    headings = [_(heading) for heading in ("Publisher", "Title", "Date", "Class", "Address")]
    return pl.DataFrame(named, schema=dict.fromkeys(headings, pl.String))
