"""The settings file of the server: who may enter, how many at once, and what a session may take."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

import platformdirs
import tomlkit

from icanalysis.errors import BadSettings, did_you_mean, first_line, nearest

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
    sessions: int = 40
    away_s: float = 120.0
    idle_s: float = 3600.0
    view_s: float = 60.0
    memory_mb: int = 1024
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
    try:
        content, mode = path.read_text(encoding="utf-8"), path.stat().st_mode
    except FileNotFoundError as error:
        if file is None:
            return Settings()
        raise BadSettings(f"There is no settings file {str(file)!r}. Make one: icanalysis app password") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"The settings file {str(path)!r} cannot be read ({first_line(str(error))}).") from error
    try:
        given = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"The settings file {str(path)!r} is no TOML ({first_line(str(error))}).") from error
    kept = next((secret for secret in SECRETS if given.get(secret)), None)
    if kept and os.name != "nt" and mode & OTHERS:
        raise BadSettings(f"Others can read the {kept} in {str(path)!r}. Close it to them: chmod 600 {path}")
    return Settings(**{name: _checked(name, value, path) for name, value in given.items()})


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
        raise BadSettings(f"The settings file {str(path)!r} cannot be written ({first_line(str(error))}).") from error
    return path


def _checked(name: str, value: object, path: Path) -> object:
    known = {field.name: field.default for field in fields(Settings)}
    if name not in known:
        near = did_you_mean(f"'{word}'" for word in nearest(name, known))
        raise BadSettings(f"{str(path)!r}: there is no setting '{name}'.{near} Known: {', '.join(known)}.")
    usual = known[name]
    if isinstance(usual, tuple) and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(usual, float) and number and value > 0:
        return float(value)
    if type(value) is type(usual) and (isinstance(value, str) or value > 0):
        return value
    kinds = {str: "a text", int: "a whole number above 0", float: "a number above 0", tuple: "a list of texts"}
    raise BadSettings(f"{str(path)!r}: '{name}' is {value!r}; it must be {kinds[type(usual)]}, such as {usual!r}.")
