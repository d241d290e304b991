"""The real server in a process of its own, asked over real connections."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit
from websockets.sync.client import ClientConnection, connect

from icanalysis.runs.apps.channel import PROTOCOL
from icanalysis.runs.kernels.folder import VARIABLE as KERNELS
from icanalysis.sources.workspace import PUBLISHED
from icanalysis.sources.workspace import VARIABLE as DATA
from tests.runs.kernels.live import until

START_S = 90
ANSWER_S = 120
KERNEL = re.compile(r"/api/alive/([\da-f-]{36})")
OTHER_NOTEBOOKS = """
import sys, pathlib
from icanalysis.runs import notebooks
notebooks.FOLDER = pathlib.Path(sys.argv.pop(1))
from icanalysis.__main__ import main
main()
"""


@dataclass(frozen=True)
class Answer:
    """What the server answers."""

    status: int
    headers: http.client.HTTPMessage
    body: str

    @property
    def kernel_id(self) -> str:
        """The kernel behind a page."""
        return KERNEL.search(self.body)[1]

    def header(self, name: str) -> str:
        """The values of a header, together."""
        return "; ".join(self.headers.get_all(name) or [])


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen
    url: str
    env: dict[str, str]
    log_file: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answer:
        """Asks for an address below the start page; one that begins with a slash is taken as it is."""
        return self.ask("GET", address, headers=headers)

    def post(self, address: str, body: str = "", **headers: str) -> Answer:
        """Sends a form."""
        given = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        return self.ask("POST", address, body=body, headers=given)

    def ask(self, method: str, address: str, *, body: str = "", headers: Mapping[str, str]) -> Answer:
        """Sends a request with the cookies that were set before, and keeps those that are set."""
        where = urlsplit(self.url)
        kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        given = kept | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=ANSWER_S)
        try:
            path = address if address.startswith("/") else where.path + address
            connection.request(method, path, body=body or None, headers=given)
            answer = connection.getresponse()
            shown = Answer(answer.status, answer.headers, answer.read().decode("utf-8", errors="replace"))
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return shown

    def alive(self, kernel_id: str) -> dict[str, Any]:
        """What a page hears about its kernel."""
        return json.loads(self.get(f"api/alive/{kernel_id}").body)

    @contextmanager
    def socket(
        self, kernel_id: str, *, origin: str | None = None, protocol: str = PROTOCOL
    ) -> Iterator[ClientConnection]:
        """The connection of a page to its kernel."""
        address = f"ws{self.url.removeprefix('http')}api/kernels/{kernel_id}/channels?session_id={os.urandom(4).hex()}"
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with connect(
            address,
            subprotocols=[protocol],
            origin=origin,
            additional_headers={"Cookie": cookies} if cookies else None,
            open_timeout=ANSWER_S,
            max_size=None,
        ) as opened:
            yield opened

    def log(self) -> str:
        """What the server has logged."""
        return self.log_file.read_text("utf-8", errors="replace")

    def fork_server(self) -> int | None:
        """The process that forks the kernels, the newest if there are several."""
        return max((pid for pid, session in self._forked() if session != pid), default=None)

    def kernels(self) -> list[int]:
        """The processes of its kernels: each leads a session of its own."""
        return [pid for pid, session in self._forked() if session == pid]

    def _forked(self) -> Iterator[tuple[int, int]]:
        """Processes and their sessions of all that was started with the folder of this server."""
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self.env[KERNELS] in (folder / "cmdline").read_text("utf-8", errors="replace"):
                    yield int(folder.name), os.getsid(int(folder.name))

    def stop(self) -> int:
        """Tells it to stop and waits until it has; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def settings_file(folder: Path, settings: Mapping[str, Any]) -> Path:
    """A settings file that only its owner can read."""
    file = folder / "app.toml"
    file.write_text(tomlkit.dumps(settings), encoding="utf-8")
    file.chmod(0o600)
    return file


@contextmanager
def served(
    *arguments: str,
    settings: Mapping[str, Any] | None = None,
    data: Path = PUBLISHED,
    notebooks: Path | None = None,
) -> Iterator[Served]:
    """A server on a free port, with fork server, settings and log of its own; ended behind the tests."""
    made = Path(tempfile.mkdtemp(prefix="ica-"))
    env = os.environ | {DATA: str(data), KERNELS: str(made / "k"), "XDG_CONFIG_HOME": str(made)}
    front = ["-c", OTHER_NOTEBOOKS, str(notebooks)] if notebooks else ["-m", "icanalysis"]
    command = [sys.executable, *front, "app", "--port", "0", "--settings", str(settings_file(made, settings or {}))]
    with open(made / "log", "wb") as log, open(made / "told", "wb") as told:
        process = subprocess.Popen([*command, *arguments], env=env, stdout=told, stderr=log, cwd=made)
    try:
        begun = until(lambda: (made / "told").read_text().endswith("\n") or process.poll() is not None, START_S)
        assert begun, "no address was told"
        assert process.poll() is None, (made / "log").read_text("utf-8")
        yield Served(process, (made / "told").read_text().strip(), env, made / "log")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(made, ignore_errors=True)
