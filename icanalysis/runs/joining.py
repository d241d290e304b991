"""Which column of a file of boundaries is which, and which row is which place."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from icanalysis.errors import BadBoundaries, Phrase, did_you_mean, listed, nearest, printable
from icanalysis.geography.reading import HOW_TO_CONVERT, legacy_font
from icanalysis.geography.store import LEVELS
from icanalysis.sources.tables import load
from icanalysis.transforms.matching import matched
from icanalysis.wording import units
from icanalysis.wording.language import marked

ENOUGH = 0.5
"""A column of which less than this part are names of places is no column of names."""

MOST_PROVINCES = 63
SAMPLES = 3


@dataclass(frozen=True)
class Columns:
    """The columns of a file that tell the place of a row; None where there is none."""

    code: str | None
    name: str | None
    province: str | None


def joined(texts: pl.DataFrame, *, edition: str, file: str, asked: Columns) -> tuple[pl.DataFrame, Columns]:
    """place_code, how, why_not, candidates and written per row of a file, and the columns that told.

    Columns that were not asked for are found where only one reading is possible.

    Raises:
        BadBoundaries: when a column is not there, none or more than one will do, or no row finds a place.
    """
    if not texts.columns:
        raise BadBoundaries(Phrase("{file} has no column: nothing says which place a shape is.", file=file))
    for column in (asked.code, asked.name, asked.province):
        if column is not None and column not in texts.columns:
            near = did_you_mean(f"'{printable(word)}'" for word in nearest(column, texts.columns))
            raise BadBoundaries(
                Phrase(
                    "{file} has no column {column!r}.{near} It has: {samples}.",
                    file=file,
                    column=printable(column),
                    near=near,
                    samples=_samples(texts),
                )
            )
    province = asked.province or _province(texts, edition)
    code = asked.code or (None if asked.name else _code(texts, edition))
    name = asked.name or (None if asked.code else _name(texts, edition, province=province, file=file, quiet=bool(code)))
    found = Columns(code, name, province)
    if code is None and name is None:
        raise BadBoundaries(_nothing(texts, edition, file))
    rows = places_of(texts, edition, columns=found)
    if rows["place_code"].is_null().all():
        raise BadBoundaries(_nothing(texts.select(c for c in (code, name) if c), edition, file))
    return rows, found


def places_of(texts: pl.DataFrame, edition: str, *, columns: Columns) -> pl.DataFrame:
    """The place of each row as the matcher finds it; written is what the row says."""
    given = {
        "code": texts[columns.code] if columns.code else None,
        "name": texts[columns.name] if columns.name else None,
        "province": texts[columns.province] if columns.province else None,
    }
    rows = pl.DataFrame({key: values for key, values in given.items() if values is not None})
    rows = rows.with_columns(
        pl.lit(None, pl.String).alias(key) for key in ("code", "name") if given[key] is None
    ).with_columns(edition=pl.lit(edition), level=pl.lit(LEVELS[edition]))
    written = pl.coalesce("name", "code", pl.lit("(blank)"))
    return rows.lazy().pipe(matched, **_register(edition)).with_columns(written=written).collect()


def _register(edition: str) -> dict[str, pl.LazyFrame]:
    """The places that a file of an edition may hold, the provinces they lie in, and their former names."""
    levels = ("province", LEVELS[edition])
    of_edition, of_level = pl.col("edition").cast(pl.String) == edition, pl.col("level").cast(pl.String).is_in(levels)
    return {"places": load("places").filter(of_edition, of_level), "former": load("former_names").filter(of_edition)}


def _code(texts: pl.DataFrame, edition: str) -> str | None:
    """The first column whose every value is the code of a place of the edition."""
    known = _register(edition)["places"].filter(pl.col("level").cast(pl.String) == LEVELS[edition])
    codes = known.select("place_code").collect()["place_code"].implode()
    return next((c for c in texts.columns if texts[c].null_count() == 0 and texts[c].is_in(codes).all()), None)


def _province(texts: pl.DataFrame, edition: str) -> str | None:
    """The first column whose every value is a province of the edition."""
    full = [column for column in texts.columns if texts[column].null_count() == 0]
    values = {column: given for column in full if len(given := texts[column].unique()) <= MOST_PROVINCES}
    if not values:
        return None
    asked = pl.concat(
        pl.LazyFrame({"column": [column] * len(given), "name": given, "code": given})
        for column, given in values.items()
    ).with_columns(edition=pl.lit(edition), level=pl.lit("province"))
    found = asked.pipe(matched, **_register(edition)).filter(pl.col("place_code").is_null()).collect()
    return next((column for column in values if column not in found["column"].to_list()), None)


def _name(texts: pl.DataFrame, edition: str, *, province: str | None, file: str, quiet: bool) -> str | None:
    """The column that names most places; None where none names enough, or, if quiet, where several differ."""
    codes = _codes_by_column(texts, edition, province=province)
    counts = {column: found.drop_nulls().n_unique() for column, found in codes.items()}
    most = max(counts.values())
    if most < ENOUGH * texts.height:
        return None
    best = [column for column, count in counts.items() if count == most]
    if all(codes[column].equals(codes[best[0]]) for column in best):
        return best[0]
    if quiet:
        return None
    names = listed(f"'{printable(column)}'" for column in best)
    raise BadBoundaries(
        Phrase(
            "{file}: the columns {names} name places, not the same ones. Choose one with --name.",
            file=file,
            names=names,
        )
    )


def _codes_by_column(texts: pl.DataFrame, edition: str, *, province: str | None) -> dict[str, pl.Series]:
    """What every column would be, were it the column of names: the code of each row or null."""
    where = {"province": texts[province]} if province else {}
    asked = pl.concat(
        pl.LazyFrame({"column": [column] * texts.height, "name": texts[column], **where}) for column in texts.columns
    ).with_columns(edition=pl.lit(edition), level=pl.lit(LEVELS[edition]))
    found = asked.pipe(matched, **_register(edition)).select("column", "place_code").collect()
    parts = found.partition_by("column", as_dict=True, maintain_order=True)
    return {column: part["place_code"] for (column,), part in parts.items()}


def _nothing(texts: pl.DataFrame, edition: str, file: str) -> str:
    """Why no column tells places, with what would help."""
    level = LEVELS[edition]
    said = Phrase(
        "{file}: no column tells the {level} of edition {edition}; it has {samples}.",
        file=file,
        level=Phrase(units.LEVELS[level]),
        edition=edition,
        samples=_samples(texts),
    )
    font = legacy_font([cell for column in texts.columns for cell in texts[column].drop_nulls().head(200)])
    if font:
        told = marked("{said} The names look typed for the font {font}: {how}")
        return Phrase(told, said=said, font=font, how=HOW_TO_CONVERT)
    for other in sorted(set(LEVELS) - {edition}):
        named = _codes_by_column(texts, other, province=None).values()
        if _code(texts, other) or any(codes.drop_nulls().n_unique() >= ENOUGH * texts.height for codes in named):
            told = marked("{said} They look like the {level} of edition {other}: say --edition {other}.")
            return Phrase(told, said=said, level=Phrase(units.LEVELS[LEVELS[other]]), other=other)
    zeros = [column for column in texts.columns if _zeros_lost(texts, edition, column) >= ENOUGH]
    if zeros:
        told = marked("{said} Column '{column}' looks like codes that lost their zeros: make it text, '070' not 70.")
        return Phrase(told, said=said, column=printable(zeros[0]))
    return Phrase("{said} Name the column with --code or --name.", said=said)


def _zeros_lost(texts: pl.DataFrame, edition: str, column: str) -> float:
    """The part of a column that would be codes with zeros before them."""
    found = places_of(texts, edition, columns=Columns(column, None, None))
    return (found["why_not"] == "code_lost_zero").sum() / texts.height


def _samples(texts: pl.DataFrame) -> str:
    """The columns with their first values."""
    return listed((f"'{printable(column)}' ({_first(texts[column])})" for column in texts.columns), most=8)


def _first(values: pl.Series) -> str:
    return ", ".join(printable(cell, most=20) for cell in values.drop_nulls().head(SAMPLES))
