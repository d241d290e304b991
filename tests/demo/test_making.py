"""The same seed makes the same bytes; sizes are exact; nothing that is no demo is ever overwritten."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from icanalysis.demo import making
from icanalysis.demo.making import make
from icanalysis.demo.writing import RECIPE
from icanalysis.errors import BadParameter, CannotWrite
from icanalysis.schemas import TABLES
from icanalysis.sources import tables
from icanalysis.sources.workspace import VARIABLE
from tests.demo.made import SHIPPED, read, small, wanted

SMALL = ["--places", "20", "--years", "2020-2023", "--products", "3"]
LARGEST_BYTES = 1_000_000


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def made_by_command(out: Path, *words: str, threads: int) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "icanalysis", "demo", "make", "--out", str(out), *words]
    environment = os.environ | {"POLARS_MAX_THREADS": str(threads)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_seed_makes_the_same_bytes_on_any_number_of_threads(small_demo, tmp_path, threads):
    done = made_by_command(tmp_path / "again", "--seed", "1", *SMALL, threads=threads)
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "again") == digests(small_demo)
    assert "simulated" in done.stderr


def test_another_seed_makes_another_province_in_the_same_published_years(small_demo, tmp_path):
    make(small(seed=2), tmp_path / "other")
    year = "o_mp_2024_08_gross_output_2022_12"
    june = "o_mp_2024_08_gross_output_2022_06"

    def value(folder: Path, key: str) -> float:
        return read(folder, "observations").filter(observation_id=key)["value"].item()

    assert value(tmp_path / "other", year) == value(small_demo, year) == 17_670
    assert value(tmp_path / "other", june) != value(small_demo, june)


def test_the_shipped_demo_is_what_the_command_makes(tmp_path):
    make(wanted(), tmp_path / "demo")
    for file in sorted(SHIPPED.glob("*.parquet")):
        assert_frame_equal(pl.read_parquet(file), pl.read_parquet(tmp_path / "demo" / file.name))
    assert {file.name for file in SHIPPED.iterdir()} == {file.name for file in (tmp_path / "demo").iterdir()}


def test_the_shipped_demo_is_small():
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < LARGEST_BYTES


def test_every_table_keeps_its_rules(shipped):
    tables.load_all()
    assert tables.load("observations").collect().height > 50_000


@pytest.mark.parametrize(
    "size", [{"places": 1, "years": "2025-2025"}, {"places": 762, "years": "2025-2025"}, {"years": "2026-2027"}]
)
def test_demos_of_other_sizes_keep_the_rules_too(tmp_path, monkeypatch, size):
    make(small(products=1, **size), tmp_path / "demo")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "demo"))
    tables.load_all()


def test_every_source_is_simulated(small_demo):
    assert set(read(small_demo, "sources")["source_class"]) == {"simulated"}


def test_csv_holds_the_same_rows_as_parquet(small_demo, tmp_path, monkeypatch):
    make(small(file_format="csv"), tmp_path / "csv")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "csv"))
    of_csv = {name: tables.load(name).collect() for name in TABLES}
    monkeypatch.setenv(VARIABLE, str(small_demo))
    for name in TABLES:
        assert_frame_equal(of_csv[name], tables.load(name).collect())


@pytest.mark.parametrize("count", [20_000, 33_333])
def test_observations_are_as_many_as_asked(tmp_path, count):
    assert make(small(observations=count), tmp_path / "demo") == count
    rows = read(tmp_path / "demo", "observations")
    assert (rows.height, rows["observation_id"].n_unique()) == (count, count)
    assert set(rows["indicator_id"]) <= set(read(tmp_path / "demo", "indicators")["indicator_id"])


def test_the_pieces_do_not_show(small_demo, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "PIECE", 1)
    make(small(), tmp_path / "piecewise")
    key = "observation_id"
    piecewise, at_once = read(tmp_path / "piecewise", "observations"), read(small_demo, "observations")
    assert_frame_equal(piecewise.sort(key), at_once.sort(key))


def test_a_product_is_the_same_alone_and_among_many(small_demo, tmp_path):
    make(small(products=5), tmp_path / "five")
    tea = pl.col("indicator_id") == "sugar"
    assert_frame_equal(
        read(tmp_path / "five", "observations").filter(tea), read(small_demo, "observations").filter(tea)
    )


def test_too_few_observations_are_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(BadParameter, match="--observations 10 is fewer than the"):
        make(small(observations=10), tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_demo_is_never_overwritten(tmp_path):
    (tmp_path / "plan.csv").write_text("mine")
    with pytest.raises(CannotWrite, match=r"is no demo and holds plan\.csv"):
        make(small(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["plan.csv"]


def test_an_address_is_not_taken_for_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotWrite, match="Make it there and copy it into the store"):
        make(small(), Path("s3://planning/demo"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_overwritten(tmp_path):
    (tmp_path / "demo").write_text("mine")
    with pytest.raises(CannotWrite, match="is a file"):
        make(small(), tmp_path / "demo")


def test_an_empty_folder_and_an_older_demo_are_filled_anew(tmp_path):
    out = tmp_path / "demo"
    out.mkdir()
    make(small(products=1), out)
    (out / "left_over.csv").write_text("old")
    make(small(products=2), out)
    assert "products = 2" in (out / RECIPE).read_text("utf-8")
    assert not (out / "left_over.csv").exists()
    assert [folder.name for folder in tmp_path.iterdir()] == ["demo"]


def test_a_demo_that_cannot_be_made_leaves_the_old_one(tmp_path):
    out = tmp_path / "demo"
    make(small(products=1), out)
    before = digests(out)
    with pytest.raises(BadParameter):
        make(small(observations=10), out)
    assert digests(out) == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="Nothing can be written"):
        make(small(), tmp_path / "file" / "demo")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--seed", "1", "--years", "2025-2016"], 4, "Did you mean 2016-2025?"),
        (["--seed", "1", "--places", "99999"], 4, "--places 99999 cannot be had"),
    ],
)
def test_the_command_refuses_in_one_line(tmp_path, words, code, said):
    done = made_by_command(tmp_path / "demo", *words, threads=1)
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1)
    assert said in done.stderr
