"""Styles, scripts and fonts, under an address that changes with every version and may be kept for a year."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import platformdirs
from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, StaticFileHandler

from icanalysis.runs.apps.base import Base

YEAR_S = 31_536_000
PACKED = (".css", ".js", ".json", ".map", ".svg", ".ttf")
"""Files that are sent packed; others are packed already."""

OWN = ""
"""The part of the files of the suite, which stand directly under the version."""


class Static(Base, StaticFileHandler):
    """Files of a few folders. Nobody needs to log in for them: they hold no data."""

    def initialize(self, parts: Mapping[str, Sequence[Path]]) -> None:
        """`parts` maps the first word of a path to its folders, and `OWN` to the folders of all other paths."""
        self.parts = parts
        super().initialize(path="/")

    @allow_unauthenticated
    async def get(self, version: str, path: str, include_body: bool = True) -> None:
        """A file; its address may be kept when it names the version of now."""
        self.kept = version == self.settings["static_version"]
        await super().get(path, include_body)

    @allow_unauthenticated
    async def head(self, version: str, path: str) -> None:
        """As `get`, without the file."""
        await self.get(version, path, include_body=False)

    def get_absolute_path(self, root: str, path: str) -> str:
        """The file in the first folder that has it.

        Raises:
            HTTPError: 404 when none has.
        """
        part, _slash, rest = path.replace(os.sep, "/").partition("/")
        folders, below = (self.parts[part], rest) if part in self.parts else (self.parts[OWN], path)
        for folder in folders:
            file = Path(os.path.normpath(folder / below))
            if file.is_relative_to(folder) and file.is_file():
                return str(file)
        raise HTTPError(404)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """The file as it is sent: packed, when the browser takes that."""
        self.plain = absolute_path
        if Path(absolute_path).suffix in PACKED and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            return str(packed(absolute_path, os.stat(absolute_path).st_mtime_ns))
        return absolute_path

    def get_content_type(self) -> str:
        """The type of the file, packed or not."""
        packed_path, self.absolute_path = self.absolute_path, self.plain
        try:
            return super().get_content_type().removesuffix("; charset=utf-8")
        finally:
            self.absolute_path = packed_path

    def set_extra_headers(self, path: str) -> None:
        """How long the file may be kept."""
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Cache-Control", f"public, max-age={YEAR_S}, immutable" if self.kept else "no-cache")

    def compute_etag(self) -> None:
        """None: the version in the address says it."""


@cache
def packed(file: str, changed_ns: int) -> Path:
    """The packed copy of a file, made once and kept from one start to the next."""
    name = hashlib.sha256(f"{file} {changed_ns}".encode()).hexdigest()[:24]
    copy = _cache() / f"{name}.gz"
    if not copy.is_file():
        copy.parent.mkdir(parents=True, exist_ok=True)
        half = copy.with_suffix(f".{os.getpid()}")
        half.write_bytes(gzip.compress(Path(file).read_bytes(), 6, mtime=0))
        half.replace(copy)
    return copy


def _cache() -> Path:
    return Path(platformdirs.user_cache_dir("icanalysis")) / "packed"
