"""A file of polygons, read piece by piece: rows as texts, shapes in degrees, in bounded memory.

Shapefile (also zipped), GeoPackage, GeoJSON and FlatGeobuf stream through GDAL; GeoParquet through Arrow. Each
piece is reduced before the next is read: to longitude and latitude, to 1e-5 degrees (about 1 m), without repeated
points. A file that names no coordinate system or no encoding is asked about, never guessed.
"""

from __future__ import annotations

import codecs
import re
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyogrio
import shapely

from icanalysis.errors import BadBoundaries, Phrase, first_line, listed, printable
from icanalysis.geography.locating import crs_of, in_degrees
from icanalysis.geography.mending import Mended, mended, reduced

SUFFIXES = (".shp", ".gpkg", ".geojson", ".json", ".fgb", ".parquet", ".geoparquet")
BATCH = 8
"""Shapes held at once: a detailed district may be several megabytes of text."""

SECONDS_BETWEEN_LINES = 2.0
ENCODINGS = ("utf-8", "cp1258", "cp1252")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Rows:
    """What a file holds: a row each."""

    texts: pl.DataFrame
    """The attributes, every one as text."""
    shapes: np.ndarray
    """Valid polygons in EPSG:4326; None where a row has none."""
    repaired: np.ndarray
    """True where rings crossed themselves."""
    kinds: np.ndarray
    """The kind of geometry as the file has it: Polygon, MultiPolygon, Point, …; None where there is none."""
    centres: np.ndarray
    """Middle of the box of each shape in the coordinates of the file: x, y."""
    crs: str
    encoding: str


@dataclass(frozen=True)
class _Opened:
    """A file that is open: its pieces, and what it says about itself."""

    batches: Iterator[pa.RecordBatch]
    geometry: str
    crs: str | None


def read(file: Path, *, layer: str | None, crs: str | None, encoding: str | None, tell: Tell) -> Rows:
    """All rows of a file; `crs` and `encoding` count before what the file says.

    Raises:
        BadBoundaries: when there is no such file, it is no file of polygons, it cannot be read to its end, has
            several layers and none was named, or does not say its coordinate system or encoding.
    """
    inside, sidecars = _located(file, layer)
    is_shapefile = inside.lower().endswith(".shp")
    pieces, texts, seen, told = [], [], 0, time.monotonic()
    with _reported(file), _opened(file, inside, layer=layer, as_bytes=is_shapefile) as opened:
        system = crs_of(crs or opened.crs, file.name)
        for batch in opened.batches:
            pieces.append(_piece(batch.column(opened.geometry), system))
            texts.append(_texts(batch.drop_columns([opened.geometry])))
            seen += batch.num_rows
            if time.monotonic() - told > SECONDS_BETWEEN_LINES:
                told = time.monotonic()
                tell(Phrase("{file}: {count} shapes read …", file=printable(file.name), count=seen))
    if not seen:
        raise BadBoundaries(Phrase("{file} holds no shape.", file=printable(file.name)))
    table = pl.concat(texts)
    spelt = "utf-8"
    if is_shapefile:
        table, spelt = _decoded(table, encoding or sidecars.get(".cpg"), file.name)
    shapes, repaired, kinds, centres = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
    return Rows(table, shapes, repaired, kinds, centres, system.to_string(), spelt)


def _located(file: Path, layer: str | None) -> tuple[str, dict[str, str]]:
    """The path GDAL reads, and the texts of the files beside a shapefile by suffix."""
    name = printable(file.name or file)
    if file.is_dir():
        raise BadBoundaries(
            Phrase(
                "{name} is a folder. Name a file ({suffixes} or a zipped shapefile).",
                name=name,
                suffixes=", ".join(SUFFIXES),
            )
        )
    if not file.is_file():
        raise BadBoundaries(Phrase("There is no file {name}.", name=name))
    if file.suffix.lower() == ".zip":
        return _zipped(file, layer)
    if file.suffix.lower() not in SUFFIXES:
        raise BadBoundaries(
            Phrase(
                "{name} is no file of boundaries. It must be {suffixes} or a zipped shapefile.",
                name=name,
                suffixes=", ".join(SUFFIXES),
            )
        )
    cpg = next((side for side in (file.with_suffix(".cpg"), file.with_suffix(".CPG")) if side.is_file()), None)
    return str(file.absolute()), {".cpg": cpg.read_text("ascii", "replace").strip()} if cpg else {}


def _zipped(file: Path, layer: str | None) -> tuple[str, dict[str, str]]:
    """The one file of polygons in an archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [name for name in archive.namelist() if Path(name).suffix.lower() in SUFFIXES]
            wanted = [name for name in members if layer in (None, Path(name).stem)]
            if len(wanted) != 1:
                held = listed(map(printable, members)) or Phrase("none")
                raise BadBoundaries(
                    Phrase(
                        "{file} must hold one file of boundaries; it holds {held}. Choose one with --layer.",
                        file=printable(file.name),
                        held=held,
                    )
                )
            beside = {name.lower(): name for name in archive.namelist()}
            cpg = beside.get(str(Path(wanted[0]).with_suffix(".cpg")).lower())
            sidecars = {".cpg": archive.read(cpg).decode("ascii", "replace").strip()} if cpg else {}
    except (zipfile.BadZipFile, OSError) as error:
        raise BadBoundaries(
            Phrase("{file} cannot be unpacked ({said}).", file=printable(file.name), said=first_line(str(error)))
        ) from error
    return f"/vsizip/{file.absolute()}/{wanted[0]}", sidecars


@contextmanager
def _reported(file: Path) -> Iterator[None]:
    """What other libraries raise, as one line about the file."""
    faults = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError)
    others = (pa.ArrowException, shapely.errors.GEOSException, OSError, RuntimeError, ValueError, KeyError)
    try:
        yield
    except BadBoundaries:
        raise
    except (*faults, *others) as error:
        said = printable(first_line(str(error)).replace(str(file.absolute().parent), "…"), most=160)
        raise BadBoundaries(Phrase("{file} cannot be read ({said}).", file=printable(file.name), said=said)) from error


@contextmanager
def _opened(file: Path, inside: str, *, layer: str | None, as_bytes: bool) -> Iterator[_Opened]:
    """The file, open. Warnings of GDAL about a damaged file are errors: it would leave rows out."""
    if inside.lower().endswith("parquet"):
        yield _parquet(inside)
        return
    name = layer if file.suffix.lower() != ".zip" else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layers = [str(one) for one in pyogrio.list_layers(inside)[:, 0]]
        if (name is None and len(layers) > 1) or (name is not None and name not in layers):
            held = listed(map(printable, layers), most=10)
            raise BadBoundaries(
                Phrase("{file} has the layers {held}. Choose one with --layer.", file=printable(file.name), held=held)
            )
        coded = {"encoding": "ISO-8859-1"} if as_bytes else {}
        with pyogrio.open_arrow(inside, layer=name, batch_size=BATCH, use_pyarrow=True, **coded) as (about, batches):
            yield _Opened(
                (
                    batch.drop_columns([about["fid_column"] or "OGC_FID"])
                    if about["fid_column"] in batch.schema.names
                    else batch
                    for batch in batches
                ),
                about["geometry_name"] or "wkb_geometry",
                about["crs"],
            )


def _parquet(inside: str) -> _Opened:
    """A GeoParquet file: the primary geometry as WKB, its system as the file's own metadata say."""
    import json

    import pyarrow.parquet as pq

    table = pq.ParquetFile(inside)
    geo = json.loads((table.schema_arrow.metadata or {}).get(b"geo", b"{}"))
    column = geo.get("primary_column")
    if column is None or geo["columns"][column].get("encoding") != "WKB":
        raise BadBoundaries(
            Phrase(
                "{path} is no GeoParquet file: it names no geometry column in WKB.", path=printable(Path(inside).name)
            )
        )
    crs = geo["columns"][column].get("crs", "OGC:CRS84")
    return _Opened(table.iter_batches(batch_size=BATCH), column, json.dumps(crs) if isinstance(crs, dict) else crs)


def _piece(wkb: pa.Array, system: object) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Shapes, where they were repaired, their kinds and their centres in the coordinates of the file."""
    raw = shapely.from_wkb(np.asarray(wkb.to_pylist(), dtype=object), on_invalid="fix")
    raw = shapely.force_2d(raw)
    bounds = shapely.bounds(raw)
    centres = np.column_stack([(bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2])
    kinds = np.array([None if shape is None else shape.geom_type for shape in raw], dtype=object)
    whole: Mended = mended(raw)
    return reduced(in_degrees(whole.shapes, system)), whole.repaired, kinds, centres


def _texts(batch: pa.RecordBatch) -> pl.DataFrame:
    """The attributes as text; lists and structures, which hold no name or code, are left out.

    The cells are copied: a column taken over as it is would keep the shapes of its piece in memory too.
    """
    plain = [field.name for field in batch.schema if not _nested(field.type)]
    if not plain:
        return pl.DataFrame(height=batch.num_rows)
    table = pl.from_arrow(pa.Table.from_batches([batch.select(plain)])).cast(pl.String, strict=False)
    return pl.DataFrame({name: table[name].to_list() for name in plain}, schema=dict.fromkeys(plain, pl.String))


def _nested(kind: pa.DataType) -> bool:
    return pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind)


def _decoded(table: pl.DataFrame, encoding: str | None, name: str) -> tuple[pl.DataFrame, str]:
    """The texts of a shapefile, which were read byte by byte, in the encoding given or, if they are that, UTF-8."""
    codec = _codec(encoding)
    if encoding and codec is None:
        raise BadBoundaries(
            Phrase(
                "There is no encoding {encoding!r}. Choose --encoding {encodings}.",
                encoding=printable(encoding),
                encodings=" or ".join(ENCODINGS),
            )
        )
    try:
        columns = {
            _text(column, codec): [None if cell is None else _text(cell, codec) for cell in table[column]]
            for column in table.columns
        }
    except UnicodeDecodeError as error:
        seen = next(
            cell for column in table.columns for cell in [column, *table[column]] if cell and not cell.isascii()
        )
        font = legacy_font([cell for column in table.columns for cell in table[column] if cell])
        hint = Phrase(" The letters look like the font {font}: {how}", font=font, how=HOW_TO_CONVERT) if font else ""
        raise BadBoundaries(
            Phrase(
                "{name} has no .cpg file that names its encoding, or not the right one: {seen!r} is no "
                "{codec}. Say it with --encoding ({encodings}).{hint}",
                name=printable(name),
                seen=printable(seen),
                codec=codec or "UTF-8",
                encodings=", ".join(ENCODINGS),
                hint=hint,
            )
        ) from error
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), codec or "utf-8"


def _text(cell: str, codec: str | None) -> str:
    return cell.encode("latin-1").decode(codec or "utf-8")


def _codec(encoding: str | None) -> str | None:
    """The encoding as Python calls it: "UTF-8", "65001", "ANSI 1258", "1258", "LDID/87" → cp1252."""
    if not encoding:
        return None
    digits = re.sub(r"\D", "", encoding)
    for name in (encoding, {"65001": "utf-8", "88591": "latin-1"}.get(digits, f"cp{digits}")):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return None


HOW_TO_CONVERT = Phrase(
    "convert the column to Unicode first (UniKey Toolkit, Ctrl+Shift+F6, or the field calculator of QGIS)."
)
TCVN3 = re.compile(r"\w[¡-¿]|[¡-¿]\w")
VNI = re.compile(r"[aeouyAEOUY][äåïöûüñøÄÅÏÖÛÜÑØ]|[AEOaeo]â[^\W\d_]?|ñ|Ñ")


def legacy_font(texts: list[str]) -> str | None:
    """The font for which texts were typed before Unicode, when its letters show; else None.

    TCVN3 shows signs such as µ ¸ ¬ ­ inside words, VNI a letter such as ä ö ø after a vowel.

    >>> legacy_font(["HuyÖn Yªn S¬n"]), legacy_font(["Huyeän Yeân Sôn"]), legacy_font(["Huyện Yên Sơn"])
    ('TCVN3 (ABC)', 'VNI', None)
    """
    if any(TCVN3.search(text) for text in texts):
        return "TCVN3 (ABC)"
    return "VNI" if any(VNI.search(text) for text in texts) else None
