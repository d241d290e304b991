"""The server: Voilà's application with our own addresses, kernels and rules.

What it takes from Voilà: the renderer, the exporter, the executor, the scripts in the browser and their kernel
connection. What it does not: the tree of files, the contents interface, files beside notebooks, settings from files of
the user, other ports when one is taken.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths
from voila.utils import get_voila_labextensions_path

from icanalysis.runs.apps import assets, files, handlers, login
from icanalysis.runs.apps.base import HEADERS
from icanalysis.runs.apps.channel import PageConnection, PageSocket
from icanalysis.runs.apps.kernels import PageKernels
from icanalysis.runs.apps.proxy import restore
from icanalysis.runs.apps.sessions import Sessions
from icanalysis.runs.apps.settings import Settings
from icanalysis.runs.apps.turns import Turns
from icanalysis.runs.apps.watch import Watch, keep_warm
from icanalysis.runs.kernels import client, spec, stamp
from icanalysis.runs.kernels.folder import NotWarm
from icanalysis.runs.notebooks import FOLDER

HERE = Path(__file__).parent
TEMPLATE = "icanalysis"
EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]
"""What Voilà's scripts load beside themselves; other extensions of JupyterLab are for notebooks."""

HEADROOM = 2_000_000_000
"""Bytes that the system allows a kernel beyond its bound: what a fork begins with, and the stacks of its threads."""


class Requests(Application):
    """Hands requests to their handlers, as the browser made them."""

    def find_handler(self, request: HTTPServerRequest, **known: Any) -> Any:
        """The handler of a request."""
        restore(request, self.settings["proxies"])
        return super().find_handler(request, **known)


class Server(Voila):
    """Serves every notebook of the suite as a page."""

    config_file_paths: list[str] = []

    def __init__(self, settings: Settings, *, opened: socket.socket, base_url: str, open_to_all: bool) -> None:
        """`open_to_all` says that others than this machine can come, so that hosts are not looked at."""
        given = {
            "template": TEMPLATE,
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "extension_allowlist": EXTENSIONS,
            "attempt_fix_notebook": False,
            "multi_kernel_manager_class": PageKernels,
        }
        super().__init__(config=Config(VoilaConfiguration=given), base_url=base_url, root_dir=str(FOLDER), log_level=20)
        self.limits = settings
        self.opened = opened
        self.open_to_all = open_to_all
        self.identity_provider_class = login.Visitors
        self.kernel_websocket_connection_class = PageConnection
        self.token = ""

    def setup_template_dirs(self) -> None:
        """Our template before Voilà's."""
        roots = [str(HERE), *jupyter_path()]
        self.template_paths = collect_template_paths(["", "voila", "nbconvert"], TEMPLATE, prune=True, root_dirs=roots)

    def init_settings(self) -> dict[str, Any]:
        """What the handlers share."""
        self.kernel_folder = tempfile.mkdtemp(prefix="icanalysis-app-")
        known = super().init_settings()
        self.identity_provider.hashed_password = self.limits.password
        self.identity_provider.hashed_token = self.limits.token
        self.kernel_spec_manager.kernel_dirs.insert(0, str(spec.FOLDER.parent))
        self.sessions = Sessions(self.limits.sessions, stop=self.kernel_manager.stop)
        return known | {
            "allow_remote_access": self.open_to_all,
            "compress_response": True,
            "cookie_secret": self.cookie_secret,
            "default_handler_class": handlers.Nothing,
            "headers": HEADERS,
            "kernel_folder": self.kernel_folder,
            "log_function": quietly,
            "local_hostnames": ["localhost", *self.limits.hosts],
            "login_url": url_path_join(self.base_url, "login"),
            "proxies": self.limits.proxies,
            "sessions": self.sessions,
            "static_version": stamp.code(),
            "turns": Turns(),
            "ws_ping_interval": 20_000,
        }

    def init_handlers(self) -> list[tuple]:
        """Every address there is."""
        kernel = r"(?P<kernel_id>[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})"
        parts = {
            files.OWN: [folder.resolve() for folder in assets.folders()],
            "voila": [Path(folder).resolve() for folder in collect_static_paths(["voila", "nbconvert"], "base")],
            "labextensions": [Path(folder) for folder in get_voila_labextensions_path()],
            "themes": [Path(self.themes_dir).resolve()],
        }
        known = [
            (r"/", handlers.Start),
            (r"/login", login.Login),
            (r"/logout", login.Logout),
            (r"/(?P<name>\w+)", handlers.App),
            (rf"/api/alive/{kernel}", handlers.Alive),
            (rf"/api/kernels/{kernel}", handlers.Kernel),
            (rf"/api/kernels/{kernel}/channels", PageSocket),
            (rf"/voila/api/shutdown/{kernel}", handlers.Close),
            (r"/static/(?P<version>\w+)/(?P<path>.+)", files.Static, {"parts": parts}),
        ]
        return [(self.base_url.rstrip("/") + address, *rest) for address, *rest in known]

    def serve(self, begun: Callable[[], None]) -> None:
        """Serves until it is told to stop; `begun` is called when visitors can come."""
        asyncio.run(self._serve(begun))

    async def _serve(self, begun: Callable[[], None]) -> None:
        self.connection_dir = tempfile.mkdtemp(prefix="icanalysis-kernels-")
        self.app = Requests(**self.init_settings())
        self.app.add_handlers(r".*", self.init_handlers())
        limit_kernels(self.limits.memory_mb)
        # Jupyter's pings, in milliseconds, look to tornado like hours: it would warn of every connection.
        logging.getLogger("tornado.general").setLevel(logging.ERROR)
        server = HTTPServer(self.app, max_body_size=1_000_000, max_header_size=32_768)
        server.add_socket(self.opened)
        stopped = asyncio.Event()
        with contextlib.suppress(NotImplementedError):  # on Windows, Ctrl-C ends the loop instead
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        watch = Watch(self.sessions, self.kernel_manager, self.limits, self.log)
        tasks = [asyncio.ensure_future(work) for work in (watch.go_on(), keep_warm())]
        threading.Thread(target=make_ready, daemon=True).start()
        try:
            begun()
            await stopped.wait()
        finally:
            for task in tasks:
                task.cancel()
            server.stop()
            await self.kernel_manager.shutdown_all(now=True)
            with contextlib.suppress(NotWarm, OSError):
                await asyncio.to_thread(client.stop)
            for folder in (self.connection_dir, self.kernel_folder):
                shutil.rmtree(folder, ignore_errors=True)

    def _handle_signal_stop(self, sig: int, frame: Any) -> None:
        """Ends a server that has not begun; later its loop hears the signal."""
        sys.exit(0)


def quietly(handler: RequestHandler) -> None:
    """Logs no request: addresses are what people look at. Faults are logged where they happen."""


def limit_kernels(memory_mb: int) -> None:
    """Sets the memory that the system allows this process, which its kernels take over: a last line of defence.

    What a kernel holds is looked at again and again; this is for one that takes everything at once. Systems without
    such bounds do without.
    """
    try:
        import resource
    except ImportError:
        return
    bound = 2 * memory_mb * 1_000_000 + HEADROOM
    _soft, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most == resource.RLIM_INFINITY or bound < most:
        resource.setrlimit(resource.RLIMIT_DATA, (bound, most))


def make_ready() -> None:
    """Imports the views, reads the tables and packs the files before the first visitor asks; faults show then."""
    from icanalysis.errors import UserError
    from icanalysis.runs.apps.shelf import shelf
    from icanalysis.wording.language import LANGUAGES

    with contextlib.suppress(UserError, OSError):
        shelf(LANGUAGES[0])
    for file in assets.folders()[0].iterdir():
        if file.suffix in files.PACKED:
            files.packed(str(file), file.stat().st_mtime_ns)
