"""One attempt at a run, in a process group of its own with folders of its own, that ends when its time is over.

    icanalysis-run-RUN-…/   private; asked.json, log.txt
        work/               the working folder
        tmp/                TMPDIR: whatever the run and its kernel write on the way
        made/               the files, and told.json when all of them are there

The process is forked from the fork server where one is ready, else started from nothing. It sees no variable that looks
secret, and it holds the reading end of a pipe: when its runner is gone, however that ended, it ends itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from icanalysis.errors import CannotWrite, Phrase, RunFailed, UserError, first_line, printable
from icanalysis.runs.kernels import client
from icanalysis.runs.kernels.commands import ATTEMPT
from icanalysis.runs.kernels.folder import VARIABLE, NotWarm
from icanalysis.runs.kernels.folder import folder as folder_of_servers
from icanalysis.runs.kernels.process import Forked
from icanalysis.runs.printing.carried import unpacked
from icanalysis.runs.printing.definitions import Expected, Limits
from icanalysis.runs.printing.secrecy import cleaned
from icanalysis.wording.language import marked

ASKED, TOLD, LOG, WORK, TEMPORARY, MADE = "asked.json", "told.json", "log.txt", "work", "tmp", "made"


@dataclass(frozen=True)
class Asked:
    """What the process is to do; `tables` is the digest of the tables that the run was claimed for.

    `period` is that of the report in words, where its definition has one.
    """

    run: str
    report: str
    notebook: str
    file: str
    parameters: dict[str, str]
    formats: tuple[str, ...]
    tables: str
    expected: Expected
    limits: Limits
    period: str = ""


@dataclass(frozen=True)
class Finished:
    """What an attempt hands over: files by the end of their name, what was checked, seconds per cell, the log.

    `error` is the check that did not pass; then there are no files.
    """

    files: dict[str, bytes]
    checks: list[dict[str, Any]]
    cells: list[dict[str, Any]]
    log: bytes
    error: UserError | None


def attempt(asked: Asked, *, env: Mapping[str, str]) -> Finished:
    """Does what was asked, apart, and returns what it made; its processes and folders are gone then.

    Raises:
        UserError: as the run said; `Transient` where it may come out otherwise the next time.
        RunFailed: when its time was over, or its process ended without a word.
        CannotWrite: when there is no room for its folders.
    """
    with _folders(asked) as folder, _started(folder, env) as process:
        try:
            code = process.wait(asked.limits.run_s)
        except subprocess.TimeoutExpired as error:
            seconds = f"{asked.limits.run_s:g}"
            said = Phrase("The run took more than {seconds} s. Nothing was delivered.", seconds=seconds)
            raise RunFailed(said) from error
        return _finished(folder, code)


def sweep(run: str) -> None:
    """Removes what an attempt has left whose runner was killed: its processes and its folders."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix_of(run)}*"):
        _end_all_in(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _folders(asked: Asked) -> Iterator[Path]:
    """The private folder of an attempt with what is asked in it."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix_of(asked.run)))
    except OSError as error:
        raise _no_room(error) from error
    try:
        for name in (WORK, TEMPORARY, MADE):
            (folder / name).mkdir()
        (folder / ASKED).write_text(json.dumps(asdict(asked)), encoding="utf-8")
        yield folder
    except OSError as error:
        raise _no_room(error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _started(folder: Path, env: Mapping[str, str]) -> Iterator[subprocess.Popen | Forked]:
    """The process of an attempt, at the other end of a pipe; behind it nothing is left that works in its folder."""
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder / TEMPORARY))
    given = cleaned(env) | temporary | _where_kernels_are()
    reading, writing = os.pipe()
    try:
        with open(folder / LOG, "wb") as log:
            process = _forked(folder, given, reading, log.fileno()) or _popen(folder, given, reading, log.fileno())
    finally:
        os.close(reading)
    try:
        yield process
    finally:
        _end_group(process)
        os.close(writing)
        _end_all_in(folder)


def _forked(folder: Path, env: dict[str, str], stdin: int, log: int) -> Forked | None:
    """The process from the fork server, or None when there is none that is ready."""
    try:
        if not client.possible() or not client.state(env).get("loaded"):
            return None
        from icanalysis.runs.kernels.request import Request, own_limits, own_umask

        asked = Request([ATTEMPT, str(folder)], str(folder / WORK), env, False, own_umask(), own_limits(), "command")
        answer, (file,), connection = client.ask(asked.message(), [stdin, log, log], env=env)
    except (NotWarm, OSError):
        return None
    return Forked(answer["pid"], file, connection)


def _where_kernels_are() -> dict[str, str]:
    """Names the folder of the fork server to a run, which would look for it in its own TMPDIR."""
    try:
        return {VARIABLE: str(folder_of_servers())} if client.possible() else {}
    except NotWarm:
        return {VARIABLE: "off"}


def _popen(folder: Path, env: dict[str, str], stdin: int, log: int) -> subprocess.Popen:
    """The process as the system starts it."""
    command = [sys.executable, "-m", "icanalysis", ATTEMPT, str(folder)]
    streams = {"stdin": stdin, "stdout": log, "stderr": log}
    return subprocess.Popen(command, cwd=folder / WORK, env=env, start_new_session=True, **streams)


def _finished(folder: Path, code: int) -> Finished:
    """What the process told and made."""
    log = (folder / LOG).read_bytes()
    try:
        told = json.loads((folder / MADE / TOLD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        last = first_line("\n".join(reversed(log.decode(errors="replace").splitlines())))
        said = marked("The process of the run ended before it was done (code {code}{said}). Nothing was delivered.")
        raise RunFailed(Phrase(said, code=code, said=f": {printable(last, most=200)}" if last else "")) from error
    error = unpacked(told["error"]) if told["error"] else None
    if error is not None and not told["checks"]:
        raise error
    files = {ending: (folder / MADE / name).read_bytes() for ending, name in told["files"].items()}
    return Finished(files, told["checks"], told["cells"], log, error)


def _end_group(process: subprocess.Popen | Forked) -> None:
    """Ends a process with its group, if it still runs, and waits for it."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            if os.name == "nt":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_all_in(folder: Path) -> None:
    """Ends the processes of this user whose working folder lies in this one: a kernel that nobody owns any more."""
    for process in psutil.process_iter(["cwd"]):
        where = process.info["cwd"]
        if where and Path(where).is_relative_to(folder):
            with contextlib.suppress(psutil.Error):
                process.kill()
                process.wait(10)


def prefix_of(run: str) -> str:
    """How the names of the folders of a run begin."""
    return f"icanalysis-run-{run}-"


def _no_room(error: OSError) -> CannotWrite:
    said = Phrase("There is no room for the files of a run ({said}). Nothing was delivered.", said=error.strerror)
    return CannotWrite(said)
