"""Sets of boundaries by edition: the approximate ones that come with the suite, and those a planner took in.

A set is two files, `EDITION/NAME.parquet` (GeoParquet: place_code, is_approximate, geometry in EPSG:4326) and
`EDITION/NAME.json` (what it is and what it was made from, with the SHA-256 of the first). `active.json` names the
set in use per edition; without it the embedded one is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import geopandas as gpd
import pyarrow as pa

from icanalysis.errors import BadBoundaries, CannotWrite, Phrase, UnknownBoundaries, did_you_mean, nearest, printable

EMBEDDED = Path(__file__).resolve().parents[2] / "data" / "boundaries"
EMBEDDED_NAME = "approximate"
LEVELS = {"2024": "district", "2025": "commune"}
"""What the shapes of an edition are."""

NAME = re.compile(r"[a-z0-9_]{1,60}")
ACTIVE = "active.json"
CRS = "EPSG:4326"


@dataclass(frozen=True)
class Origin:
    """What the file beside a set says about it."""

    name: str
    edition: str
    level: str
    approximate: bool
    """True when any of its shapes is."""
    feature_count: int
    sha256: str
    made_from: tuple[str, ...] = ()
    """Packages of the embedded set, or the name of the file that was taken in."""
    file_sha256: str | None = None
    imported_at: str | None = None
    crs: str | None = None
    encoding: str | None = None
    official_count: int = 0
    """Shapes that came from the file; the others are approximate."""
    matched_by: dict[str, int] = field(default_factory=dict)
    """How many shapes found their place by code, full name, name, …"""
    repaired: tuple[str, ...] = ()
    """Codes whose rings crossed themselves."""
    partial: tuple[str, ...] = ()
    """Codes within the provinces of the file that it leaves without land."""


@dataclass(frozen=True)
class Boundaries:
    """Shapes of one edition and what they come from."""

    shapes: gpd.GeoDataFrame
    """place_code, is_approximate, geometry; sorted by place_code."""
    origin: Origin

    @property
    def name(self) -> str:
        """The name of the set."""
        return self.origin.name

    @property
    def edition(self) -> str:
        """The edition of its places."""
        return self.origin.edition

    @property
    def level(self) -> str:
        """District or commune."""
        return self.origin.level

    @property
    def approximate(self) -> bool:
        """True when any shape is approximate: such a map says so."""
        return self.origin.approximate


def load(edition: str, *, imported: Path | None, name: str | None = None) -> Boundaries:
    """The set in use for an edition, or the one named.

    Raises:
        UnknownBoundaries: when there is no such set, or its file was changed or taken away.
    """
    wanted = name or in_use(edition, imported=imported)
    files = _files(edition, wanted, imported=imported)
    return Boundaries(_shapes(files, origin := _origin(files)), origin)


def available(edition: str, *, imported: Path | None) -> list[Origin]:
    """What is known of every set of an edition, the embedded one first."""
    folders = [EMBEDDED / edition] + ([imported / edition] if imported else [])
    return [_origin(file.with_suffix(".parquet")) for folder in folders for file in sorted(folder.glob("*.json"))]


def in_use(edition: str, *, imported: Path | None) -> str:
    """The name of the set in use for an edition."""
    return _active(imported).get(edition, EMBEDDED_NAME)


def use(edition: str, name: str, *, imported: Path) -> None:
    """Names the set in use for an edition.

    Raises:
        UnknownBoundaries: when there is no such set, or its file was changed.
        CannotWrite: when the choice cannot be written down.
    """
    load(edition, imported=imported, name=name)
    chosen = _active(imported) | {edition: name}
    _write_whole({imported / ACTIVE: _json({key: chosen[key] for key in sorted(chosen)})}, where=imported)


def write(shapes: gpd.GeoDataFrame, origin: Origin, *, imported: Path, replace: bool) -> Origin:
    """Writes a set, both files or none.

    Raises:
        BadBoundaries: when the name is taken and is not to be replaced, or is no name.
        CannotWrite: when it cannot be written whole; what stood there before still stands.
    """
    target = imported / origin.edition / f"{guarded(origin.name)}.parquet"
    if origin.name == EMBEDDED_NAME:
        raise BadBoundaries(
            Phrase(
                "'{embedded_name}' is the set that comes with the suite. Choose another --name-of-set.",
                embedded_name=EMBEDDED_NAME,
            )
        )
    if target.exists() and not replace:
        raise BadBoundaries(
            Phrase(
                "There is a set '{origin}' of edition {edition}. Add --replace, or choose another --name-of-set.",
                origin=origin.name,
                edition=origin.edition,
            )
        )
    ordered = shapes[["place_code", "is_approximate", "geometry"]].sort_values("place_code", ignore_index=True)
    buffer = pa.BufferOutputStream()
    ordered.to_crs(CRS).to_parquet(buffer, index=False, compression="zstd")
    content = buffer.getvalue().to_pybytes()
    told = asdict(origin) | {"sha256": hashlib.sha256(content).hexdigest(), "feature_count": len(ordered)}
    _write_whole({target: content, target.with_suffix(".json"): _json(told)}, where=imported)
    return _origin(target)


def stamp(edition: str, *, imported: Path | None) -> tuple[tuple[str, int], ...]:
    """The state of all sets of an edition and of the choice among them: changes when any file does."""
    folders = [EMBEDDED / edition] + ([imported / edition] if imported else [])
    files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
    chosen = [imported / ACTIVE] if imported and (imported / ACTIVE).is_file() else []
    return tuple((str(file), file.stat().st_mtime_ns) for file in [*files, *chosen])


def guarded(name: str) -> str:
    """A name of a set that is safe as the name of a file.

    Raises:
        BadBoundaries: for anything but small letters, digits and _.

    >>> guarded("official_2024")
    'official_2024'
    """
    if not NAME.fullmatch(name):
        raise BadBoundaries(
            Phrase("{name!r} is no name for a set: small letters, digits and _ only, at most 60.", name=printable(name))
        )
    return name


def digest_of(file: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _files(edition: str, name: str, *, imported: Path | None) -> Path:
    """Where the shapes of a set stand."""
    known = {origin.name: origin for origin in available(edition, imported=imported)}
    if name not in known:
        near = did_you_mean(f"'{word}'" for word in nearest(name, known))
        there = Phrase(" There are: {known}.", known=", ".join(known)) if known else ""
        raise UnknownBoundaries(
            Phrase(
                "There are no boundaries {name!r} of edition {edition}.{near}{there} "
                "List them: icanalysis boundaries list",
                name=printable(name),
                edition=printable(edition),
                near=near,
                there=there,
            )
        )
    folder = EMBEDDED if name == EMBEDDED_NAME or imported is None else imported
    return folder / edition / f"{name}.parquet"


def _origin(file: Path) -> Origin:
    """What stands beside a file of shapes."""
    try:
        told = json.loads(file.with_suffix(".json").read_text("utf-8"))
        known = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
        return Origin(**{key: value for key, value in known.items() if key in Origin.__dataclass_fields__})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        why = Phrase(
            "{file} of edition {edition} cannot be read. Import it again with --replace.",
            file=f"{file.stem}.json",
            edition=file.parent.name,
        )
        raise UnknownBoundaries(why) from error


def _shapes(file: Path, origin: Origin) -> gpd.GeoDataFrame:
    """The shapes, when they are still those that were written."""
    about = {
        "file": file.name,
        "edition": origin.edition,
        "again": Phrase("Import it again with --replace, or use another: icanalysis boundaries list"),
    }
    if not file.is_file():
        raise UnknownBoundaries(Phrase("{file} of edition {edition} is missing. {again}", **about))
    if digest_of(file) != origin.sha256:
        changed = Phrase("{file} of edition {edition} was changed since it was written. {again}", **about)
        raise UnknownBoundaries(changed)
    shapes = gpd.read_parquet(file)
    if "is_approximate" not in shapes.columns:
        shapes["is_approximate"] = origin.approximate
    return shapes[["place_code", "is_approximate", "geometry"]]


def _active(imported: Path | None) -> dict[str, str]:
    """The choice per edition; none when nothing was chosen."""
    file = imported / ACTIVE if imported else None
    if file is None or not file.is_file():
        return {}
    try:
        chosen = json.loads(file.read_text("utf-8"))
        return {edition: guarded(name) for edition, name in chosen.items() if edition in LEVELS}
    except (OSError, ValueError, TypeError, AttributeError, BadBoundaries) as error:
        why = Phrase("{file} cannot be read. Choose again: icanalysis boundaries use NAME", file=ACTIVE)
        raise UnknownBoundaries(why) from error


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _write_whole(files: dict[Path, bytes], *, where: Path) -> None:
    """All files or none: written in a temporary folder beside their places, then renamed; undone when one fails."""
    done: dict[Path, Path | None] = {}
    staging: Path | None = None
    try:
        where.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=where, prefix=".writing-"))
        for number, (target, content) in enumerate(files.items()):
            target.parent.mkdir(parents=True, exist_ok=True)
            with (staging / f"{number}.new").open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copy2(target, staging / f"{number}.old")
        for number, target in enumerate(files):
            kept = staging / f"{number}.old"
            os.replace(staging / f"{number}.new", target)
            done[target] = kept if kept.exists() else None
    except OSError as error:
        for target, kept in done.items():
            with suppress(OSError):
                os.replace(kept, target) if kept else target.unlink()
        raise CannotWrite(
            Phrase(
                "Boundaries could not be written to {where!r} ({said}). Nothing was changed.",
                where=where.name,
                said=error.strerror,
            )
        ) from error
    finally:
        if staging:
            shutil.rmtree(staging, ignore_errors=True)
