"""Names matched by a pandas merge: full or bare name in small letters, what is found once counts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl

from benchmarks import naming

Loaded = tuple[pd.DataFrame, pd.DataFrame]


def load(file: Path) -> Loaded:
    """Names and places in memory, each place with the name of its province."""
    names, places = pd.read_parquet(file), pd.read_parquet(file.with_stem("places"))
    places = places.astype({"edition": "str", "level": "str"})
    above = places[["edition", "place_code", "name"]].set_axis(["edition", "parent_code", "province"], axis=1)
    return names, places.merge(above, on=["edition", "parent_code"], how="left")


def work(loaded: Loaded) -> pd.DataFrame:
    """The names with place_code (missing unless one place fits) and how many places fit."""
    names, places = loaded
    keys = ["edition", "level", "key", *(["province"] if "province" in names else [])]
    forms = [places.assign(key=places[form].str.lower()) for form in ("full_name", "name")]
    register = pd.concat(forms)[[*keys, "place_code"]].drop_duplicates()
    asked = names.assign(key=names["name"].str.lower(), row=range(len(names)))
    found = asked.merge(register, on=keys)
    fitting = found.groupby("row")["place_code"].agg(["first", "size"])
    count = asked["row"].map(fitting["size"]).fillna(0)
    return names.assign(place_code=asked["row"].map(fitting["first"]).where(count == 1), candidate_count=count)


def told(answered: pd.DataFrame) -> dict[str, float]:
    """Found, wrong, may be several, not found."""
    return naming.told(as_polars(answered))


def as_polars(answered: pd.DataFrame) -> pl.DataFrame:
    """The answers as a Polars frame."""
    return pl.from_pandas(answered, nan_to_null=True)
