"""The files of a demo: built in a folder of their own beside the target, which they replace whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from icanalysis.errors import CannotWrite, Phrase, listed
from icanalysis.sources.addresses import is_address

RECIPE = "simulated.toml"
"""What a demo was made with, and the sign that the folder is one."""
ROWS_PER_GROUP = 250_000


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """A new folder to fill; when nothing fails it takes the place of `out`, which must be a demo, empty or not there.

    Raises:
        CannotWrite: when `out` holds something else, is an address of a store, or cannot be written.
    """
    if is_address(out):
        raise CannotWrite(Phrase("A demo is written into a local folder. Make it there and copy it into the store."))
    _hold_demo(out)
    staged = _staged(out)
    try:
        yield staged
        _swap(staged, out)
    except OSError as error:
        raise CannotWrite(
            Phrase(
                "{out!r} could not be written whole ({said}). What stood there stays.",
                out=str(out),
                said=error.strerror,
            )
        ) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def write(frames: Iterable[pl.DataFrame], folder: Path, name: str, file_format: str) -> int:
    """Writes the frames of a table one after the other, only the current one in memory; counts rows."""
    file = folder / f"{name}.{file_format}"
    return _write_csv(frames, file) if file_format == "csv" else _write_parquet(frames, file)


def write_recipe(folder: Path, recipe: Mapping[str, str | int]) -> None:
    """Writes with what the demo was made: whoever gives the command again gets the same rows."""
    lines = ["# DỮ LIỆU MÔ PHỎNG / SIMULATED DATA: nobody published any of these figures."]
    lines += [f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}" for key, value in recipe.items()]
    (folder / RECIPE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_csv(frames: Iterable[pl.DataFrame], file: Path) -> int:
    rows = 0
    with file.open("wb") as out:
        for at, frame in enumerate(frames):
            frame.write_csv(out, include_header=at == 0)
            rows += frame.height
    return rows


def _write_parquet(frames: Iterable[pl.DataFrame], file: Path) -> int:
    rows, writer = 0, None
    try:
        for frame in frames:
            table = frame.to_arrow()
            writer = writer or pq.ParquetWriter(file, table.schema, compression="zstd", compression_level=9)
            writer.write_table(table, row_group_size=ROWS_PER_GROUP)
            rows += frame.height
    finally:
        if writer is not None:
            writer.close()
    return rows


def _hold_demo(out: Path) -> None:
    if out.is_file():
        raise CannotWrite(Phrase("{out!r} is a file. Choose a folder for --out.", out=str(out)))
    if not out.is_dir() or (out / RECIPE).is_file():
        return
    there = sorted(file.name for file in out.iterdir())
    if there:
        raise CannotWrite(
            Phrase(
                "{out!r} is no demo and holds {there}. Nothing is overwritten: choose an empty or a new "
                "folder for --out.",
                out=str(out),
                there=listed(there, most=3),
            )
        )


def _staged(out: Path) -> Path:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    except OSError as error:
        raise CannotWrite(
            Phrase(
                "Nothing can be written to {parent!r} ({said}). Choose another --out.",
                parent=str(out.parent),
                said=error.strerror,
            )
        ) from error


def _swap(staged: Path, out: Path) -> None:
    """Puts the new folder where the old one stands; the old one is let go only when the new one is there."""
    os.chmod(staged, 0o755)
    old = staged.with_name(f"{staged.name}-old")
    if out.exists():
        os.replace(out, old)
    os.replace(staged, out)
    shutil.rmtree(old, ignore_errors=True)
