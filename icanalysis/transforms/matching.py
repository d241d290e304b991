"""One matcher for places: which place a written name or code means, or which it may mean; it never guesses.

    names.pipe(matched, places=places, former=former_names)

A code decides. Else the name is read in five ways, from the strictest to the loosest; the first reading that
finds a place counts, and only when it finds one place:

    full_name      type and name, with accents: "TX. Kỳ Anh", "Thị xã Kỳ Anh"; the type must fit
    name           the name alone, with accents: "Yên Sơn"; accents tell Ba Tơ from Ba Tô
    folded         written without accents, and one candidate only folds to it: "HUYEN YEN SON", "Na Hang District"
    former_name    a name that the place had before: "Huyện Thông Nông"

Who writes no accents at all leaves them out of "Thạnh An" too: then "Thanh An" may mean both. The rules are
the suite's own; no decree says how a name is typed.
"""

from __future__ import annotations

import polars as pl

from icanalysis.transforms.names import (
    english_type_of,
    folded,
    squeezed,
    toned,
    type_of,
    unprefixed,
    without_english_type,
)

HOW = ("code", "full_name", "name", "folded", "former_name")
"""What a place was found by, from the surest to the least sure."""

WHY_NOT = (
    "code_and_name_differ",
    "ambiguous",
    "code_lost_zero",
    "type_differs",
    "accents_differ",
    "unknown_province",
    "unknown_code",
    "unknown_name",
    "no_name",
)
"""Why there is no place: each comes with the candidates, where there are any."""

FITTING = {
    "province": "tỉnh",
    "district": "huyện|quận",
    "city": "thành phố",
    "town": "thị xã|thị trấn",
    "township": "thị trấn",
    "ward": "phường",
    "commune": "xã",
    "special zone": "đặc khu",
}
"""What an English type may stand for."""

FULL_NAME, NAME, FOLDED, FORMER, OTHER_TYPE, OTHER_ACCENTS = range(1, 7)
"""Readings of a name from the strictest; the last two only name candidates."""

NUMBER = r"^\s*[\d.,]*\s*$"
"""A number alone is no name: "1" may be a serial number as well as Quận 1."""

ROW = "__row"
OPTIONAL = ("code", "province", "level")


def matched(names: pl.LazyFrame, *, places: pl.LazyFrame, former: pl.LazyFrame) -> pl.LazyFrame:
    """Adds place_code, how, why_not and candidates to each row, in the order of the rows.

    Args:
        names: edition and name as written, in an order that does not change; where known also code (text), province
            (its code or name, or the code of a district) and level, which narrow the search. Other columns stay as
            they are.
        places: the table `places`, all editions and levels that names may mean.
        former: the table `former_names`.

    Returns:
        place_code and how (`HOW`) where exactly one place fits; else why_not (`WHY_NOT`). candidates are the codes
        that fit, in order. A code that lost its zeros ("8") is named with the codes it may have been, and not
        mended: the name decides. A code whose row has the name of another place decides nothing.
    """
    known = names.collect_schema().names()
    asked = names.with_row_index(ROW).with_columns(
        pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in known
    )
    units = _units(places)
    rows = asked.select(ROW, pl.col("edition", "name", "level").cast(pl.String), _text("code"), _text("province")).pipe(
        _with_scope, places=places, former=former, units=units, narrowed="province" in known
    )
    by_code = _found_by_code(rows, units=units)
    by_name = _found_by_name(rows, units=units, former=former)
    verdicts = (
        rows.join(by_code, on=ROW, how="left")
        .join(by_name, on=ROW, how="left")
        .pipe(_judged)
        .select(ROW, "place_code", "how", "why_not", "candidates")
    )
    return asked.select(ROW, *known).join(verdicts, on=ROW, how="left").sort(ROW).drop(ROW)


def _text(name: str) -> pl.Expr:
    """A code or name as text; blank is none, and a number read as 70.0 is 70."""
    text = pl.col(name).cast(pl.String).str.strip_chars().str.replace(r"^(\d+)\.0+$", "${1}")
    return pl.when(text != "").then(text).alias(name)


def _units(places: pl.LazyFrame) -> pl.LazyFrame:
    """Places with the unit above them and the one above that: a commune of 2024 has district and province."""
    named = places.filter(pl.col("level").cast(pl.String).is_in(["province", "district", "commune"])).select(
        pl.col("edition", "level").cast(pl.String), "place_code", "name", "full_name", "place_type", "parent_code"
    )
    above = named.select("edition", parent_code="place_code", grandparent_code="parent_code")
    return named.join(above, on=["edition", "parent_code"], how="left")


def _with_scope(
    rows: pl.LazyFrame, *, places: pl.LazyFrame, former: pl.LazyFrame, units: pl.LazyFrame, narrowed: bool
) -> pl.LazyFrame:
    """Adds scope: the code of the unit that the place lies in, null where none was given or none is known."""
    if not narrowed:
        return rows.with_columns(scope=pl.lit(None, pl.String))
    # Sorted: `matched` numbers these rows, and Polars may work them out twice, each time in another order.
    given = rows.select("edition", "province").drop_nulls().unique().sort("edition", "province")
    called = given.select("edition", name="province", level=pl.lit("province"))
    provinces = places.filter(pl.col("level").cast(pl.String) == "province")
    by_name = matched(called, places=provinces, former=former).select("edition", province="name", scope="place_code")
    codes = units.select("edition", province="place_code", scope="place_code")
    scopes = pl.concat([codes, by_name]).drop_nulls().unique().cache()  # else worked out again by whoever asks
    return rows.join(scopes, on=["edition", "province"], how="left")


def _found_by_code(rows: pl.LazyFrame, *, units: pl.LazyFrame) -> pl.LazyFrame:
    """Per row with a code: the place that has it, and those that have it but for zeros before it."""
    digits = pl.col("code").str.strip_chars_start("0")
    keys = units.select("edition", place_level="level", coded="place_code", code="place_code").with_columns(
        digits=digits
    )
    alike = rows.select(ROW, "edition", "level", "code").drop_nulls("code").with_columns(digits=digits)
    same_level = pl.col("level").is_null() | (pl.col("level") == pl.col("place_level"))
    return (
        alike.join(keys.drop("code"), on=["edition", "digits"])
        .filter(same_level)
        .group_by(ROW)
        .agg(
            coded=pl.col("coded").filter(pl.col("coded") == pl.col("code")).first(),
            zeros_lost=pl.col("coded").filter(pl.col("coded") != pl.col("code")).sort(),
        )
    )


def _found_by_name(rows: pl.LazyFrame, *, units: pl.LazyFrame, former: pl.LazyFrame) -> pl.LazyFrame:
    """Per row whose name fits any place: the strictest reading that does, and the places it finds."""
    found = _readings(rows).join(_index(units, former=former), on=["edition", "kind", "key"])
    same_level = pl.col("level").is_null() | (pl.col("level") == pl.col("place_level"))
    inside = pl.col("province").is_null() | (
        (pl.col("scope") == pl.col("parent_code"))
        | (pl.col("scope") == pl.col("grandparent_code")).fill_null(False)
        | ((pl.col("scope") == pl.col("found")) & (pl.col("place_level") == "province"))
    )
    any_type = pl.col("types").is_null() | pl.col("reading").is_in([FORMER, OTHER_TYPE, OTHER_ACCENTS])
    fits = any_type | pl.col("types").list.contains(pl.col("place_type")) | pl.col("whole")
    return (
        found.filter(same_level, inside, fits)
        .filter(pl.col("tier") == pl.col("tier").min().over(ROW))
        .group_by(ROW)
        .agg(reading=pl.col("reading").min(), named=pl.col("found").unique().sort())
    )


def _readings(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Every way to read each name: reading, kind of key and key, and the types that must fit.

    Who writes without any accent is read strictly and loosely at once (tier), so that two candidates show.
    """
    written, english = type_of(pl.col("name")), english_type_of(pl.col("name"))
    bare = without_english_type(unprefixed(pl.col("name")))
    forms = rows.filter(~pl.col("name").str.contains(NUMBER)).with_columns(
        types=pl.coalesce(written, english.replace_strict(FITTING, default=None, return_dtype=pl.String)).str.split(
            "|"
        ),
        typed=written,
        toned=squeezed(toned(bare)),
        folded=squeezed(folded(bare)),
        whole_folded=squeezed(folded(pl.col("name"))),
        whole_toned=squeezed(toned(pl.col("name"))),
    )
    accentless = pl.col("whole_toned") == pl.col("whole_folded")
    typed = pl.col("types").is_not_null()
    former_key = squeezed(folded(pl.col("typed").fill_null(""))) + pl.col("folded")
    ways = [
        (pl.when(typed).then(FULL_NAME).otherwise(NAME), "toned", pl.col("toned"), pl.lit(True), False),
        (pl.lit(FOLDED), "folded", pl.col("folded"), pl.col("toned") == pl.col("folded"), False),
        (pl.lit(FOLDED), "whole", pl.col("whole_folded"), accentless, True),
        (pl.lit(FORMER), "former", former_key, pl.lit(True), False),
        (pl.lit(OTHER_TYPE), "toned", pl.col("toned"), typed, False),
        (pl.lit(OTHER_ACCENTS), "folded", pl.col("folded"), pl.lit(True), False),
    ]
    return pl.concat(
        forms.filter(when).select(
            ROW,
            "edition",
            "level",
            "province",
            "scope",
            "types",
            reading=reading.cast(pl.Int8),
            tier=pl.when(accentless & (reading <= FOLDED)).then(FULL_NAME).otherwise(reading).cast(pl.Int8),
            kind=pl.lit(kind),
            key=key,
            whole=pl.lit(whole),
        )
        for reading, kind, key, when, whole in ways
    )


def _index(units: pl.LazyFrame, *, former: pl.LazyFrame) -> pl.LazyFrame:
    """Every key under which a place is looked up."""
    bare = unprefixed(pl.col("full_name"))
    forms = units.with_columns(
        toned=squeezed(toned(bare)), folded=squeezed(folded(bare)), whole=squeezed(folded(pl.col("full_name")))
    ).select(
        "edition",
        "parent_code",
        "grandparent_code",
        "toned",
        "folded",
        "whole",
        found="place_code",
        place_level="level",
        place_type=pl.col("place_type").str.to_lowercase(),
    )
    ends = ["edition", "found", "place_level", "place_type", "parent_code", "grandparent_code"]
    before = former.select(pl.col("edition").cast(pl.String), found="place_code", key=squeezed(pl.col("former_key")))
    return pl.concat(
        [
            *(forms.select(*ends, kind=pl.lit(kind), key=kind) for kind in ("toned", "folded", "whole")),
            forms.join(before, on=["edition", "found"]).select(*ends, kind=pl.lit("former"), key="key"),
        ]
    )


def _judged(rows: pl.LazyFrame) -> pl.LazyFrame:
    """One place, or why there is none and which it may be."""
    none = pl.lit([], pl.List(pl.String))
    named = pl.when(pl.col("reading") <= FORMER).then("named").otherwise(None).fill_null(none)
    coded, lost = pl.col("coded"), pl.col("zeros_lost").fill_null(none)
    frame = rows.with_columns(fitting=named, near=pl.col("named").fill_null(none), lost=lost)
    some, one = pl.col("fitting").list.len() > 0, pl.col("fitting").list.len() == 1
    other_than_coded = coded.is_not_null() & ~pl.col("fitting").list.contains(coded)
    may_be = pl.col("lost").list.len() > 0
    other_than_lost = coded.is_null() & may_be & (pl.col("lost").list.set_intersection("fitting").list.len() == 0)
    why_not = (
        pl.when(some & (other_than_coded | other_than_lost))
        .then(pl.lit("code_and_name_differ"))
        .when(coded.is_not_null() | one)
        .then(None)
        .when(some)
        .then(pl.lit("ambiguous"))
        .when(may_be)
        .then(pl.lit("code_lost_zero"))
        .when(pl.col("province").is_not_null() & pl.col("scope").is_null())
        .then(pl.lit("unknown_province"))
        .when(pl.col("reading") == OTHER_TYPE)
        .then(pl.lit("type_differs"))
        .when(pl.col("reading") == OTHER_ACCENTS)
        .then(pl.lit("accents_differ"))
        .when(pl.col("name").is_not_null())
        .then(pl.lit("unknown_name"))
        .when(pl.col("code").is_not_null())
        .then(pl.lit("unknown_code"))
        .otherwise(pl.lit("no_name"))
    )
    found_by = pl.col("reading").replace_strict(
        {FULL_NAME: "full_name", NAME: "name", FOLDED: "folded", FORMER: "former_name"},
        default=None,
        return_dtype=pl.String,
    )
    found = pl.col("why_not").is_null()
    given = pl.concat_list(pl.col("coded").fill_null("")).list.set_difference(pl.lit([""]))
    return frame.with_columns(why_not=why_not).with_columns(
        place_code=pl.when(found).then(pl.coalesce("coded", pl.col("fitting").list.first())),
        how=pl.when(found).then(pl.when(coded.is_not_null()).then(pl.lit("code")).otherwise(found_by)),
        candidates=pl.when(found & coded.is_not_null())
        .then(given)
        .when(pl.col("why_not") == "code_and_name_differ")
        .then(given.list.set_union("lost").list.set_union("fitting").list.sort())
        .when(pl.col("why_not") == "code_lost_zero")
        .then("lost")
        .otherwise("near"),
    )
