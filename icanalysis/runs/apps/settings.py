"""The settings file of the server: who may enter, how many at once, and what a session may take."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import tomlkit

from icanalysis.errors import BadSettings, Phrase, first_line
from icanalysis.runs.toml_file import Count, Seconds, read_toml

LEAST_LETTERS = 8
"""Letters of a password."""

SECRETS = ("password", "token")
"""Settings that hold a hash."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Settings:
    """What can be set. Times in seconds, memory in MB.

    `password` and `token` are hashes, written by `icanalysis app password` and `icanalysis app token`. `sessions` is
    the most pages open at once.
    A session ends when its browser has been away for `away_s`, when nobody has touched a control for `idle_s`, or when
    its kernel holds more than `memory_mb` that it does not share. What a page computes is interrupted after `view_s`.
    `hosts` are the names under which a server without a password may be asked for, besides those of this machine.
    `proxies` are the addresses of reverse proxies, whose `X-Forwarded-` headers are believed.
    """

    password: str = ""
    token: str = ""
    sessions: Count = 40
    away_s: Seconds = 120.0
    idle_s: Seconds = 3600.0
    view_s: Seconds = 60.0
    memory_mb: Count = 1024
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")

    @property
    def is_guarded(self) -> bool:
        """Whether a visitor needs a password or a token."""
        return bool(self.password or self.token)


def usual_file() -> Path:
    """Where the settings stand when no other file is named."""
    return platformdirs.user_config_path("icanalysis") / "app.toml"


def read_settings(file: Path | None) -> Settings:
    """The settings of a file, the usual ones for what it leaves out; the usual file need not exist.

    Raises:
        BadSettings: when a file that was named is missing, is no TOML, has an unknown name or a value of another kind,
            or holds a password and may be read by others.
    """
    path = file or usual_file()
    if not path.exists():
        if file is None:
            return Settings()
        raise BadSettings(
            Phrase("There is no settings file {file!r}. Make one: icanalysis app password", file=str(file))
        )
    known, mode = read_toml(path, Settings), path.stat().st_mode
    kept = next((secret for secret in SECRETS if getattr(known, secret)), None)
    if kept and os.name != "nt" and mode & OTHERS:
        raise BadSettings(
            Phrase(
                "Others can read the {kept} in {path!r}. Close it to them: chmod 600 {unquoted}",
                kept=kept,
                path=str(path),
                unquoted=path,
            )
        )
    return known


def write_hash(secret: str, hashed: str, file: Path | None) -> Path:
    """Writes the hash of one of `SECRETS` into a settings file, leaves the rest as it is, closes the file to others.

    Raises:
        BadSettings: as `read_settings`, and when the file cannot be written.
    """
    path = file or usual_file()
    try:
        known = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        known[secret] = hashed
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{os.getpid()}")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
            opened.write(tomlkit.dumps(known))
        half.replace(path)
    except (OSError, ValueError) as error:
        raise BadSettings(
            Phrase(
                "The settings file {path!r} cannot be written ({said}).", path=str(path), said=first_line(str(error))
            )
        ) from error
    return path
