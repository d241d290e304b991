"""What all handlers share: addresses as the browser sees them, safe headers, pages for what goes wrong."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import unquote_plus

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError

from icanalysis.runs.apps import pages
from icanalysis.runs.apps.sessions import Sessions
from icanalysis.runs.apps.visit import language_of

Found = TypeVar("Found")

TOKEN = "token"
"""The name in an address that a token stands under."""

HEADERS = {
    "Server": "icanalysis",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Base(JupyterHandler):
    """Mixed into every handler."""

    scripts = "'none'"
    """Where scripts of the page may come from; a page without any has none."""

    token_given = ""
    """The token that stood in the address."""

    async def prepare(self, **known: Any) -> None:
        """Takes a token out of the address, and leads whoever came with one to the address without it."""
        if TOKEN in self.request.query_arguments and self.identity_provider.auth_enabled:
            self._take_token()
        await super().prepare(**known)
        if self.token_given and self.request.method in ("GET", "HEAD") and not self._finished:
            self.set_header("Cache-Control", "no-store")
            self.redirect(self.request.uri)

    def _take_token(self) -> None:
        """Forgets the token everywhere but in `token_given`: it is in no further address, page or log."""
        self.token_given = self.get_query_argument(TOKEN)
        for arguments in (self.request.arguments, self.request.query_arguments):
            arguments.pop(TOKEN, None)
        path, _mark, query = self.request.uri.partition("?")
        rest = [pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) != TOKEN]
        self.request.query = "&".join(rest)
        self.request.uri = f"{path}?{self.request.query}" if rest else path

    @property
    def base_url(self) -> str:
        """The path of the start page as the browser knows it, with a slash at the end."""
        return url_path_join(self.request.prefix or "/", super().base_url)

    @property
    def static_url_base(self) -> str:
        """Where styles, scripts and fonts are."""
        return url_path_join(self.base_url, "static", self.settings["static_version"]) + "/"

    @property
    def sessions(self) -> Sessions:
        """The open pages."""
        return self.settings["sessions"]

    @cached_property
    def language(self) -> str:
        """The language to answer in."""
        return language_of(self.given())

    def given(self) -> dict[str, list[bytes]]:
        """The names of the address with all their values; tornado reads names as Latin letters."""
        return {
            name.encode("latin1").decode("utf-8", errors="replace"): values
            for name, values in self.request.query_arguments.items()
        }

    @property
    def content_security_policy(self) -> str:
        """Everything from this server; scripts only where the page needs them."""
        return "; ".join(
            [
                "default-src 'none'",
                f"script-src {self.scripts}",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                "connect-src 'self'",
                "worker-src 'self' blob:",
                "form-action 'self'",
                "frame-ancestors 'self'",
                "base-uri 'none'",
            ]
        )

    def get_login_url(self) -> str:
        """Where to log in."""
        return url_path_join(self.base_url, "login")

    def set_cookie(self, name: str, value: str | bytes, *positional: Any, **named: Any) -> None:
        """Sets a cookie for this server alone, that other sites do not send along; over https it stays there."""
        named = {"path": self.base_url, "samesite": "Lax", "secure": self.request.protocol == "https"} | named
        super().set_cookie(name, value, *positional, **named)

    async def aside(self, work: Callable[..., Found], *given: Any) -> Found:
        """Runs work that takes a while beside the loop, so that other visitors go on; one at a time."""
        return await asyncio.get_running_loop().run_in_executor(ASIDE, work, *given)

    def say(self, status: int, message: pages.Message) -> None:
        """Answers with a page that says something."""
        self.clear()
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        if message.again_s:
            self.set_header("Retry-After", str(message.again_s))
        self.finish(pages.message_page(message, static=self.static_url_base, start=self.base_url))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A page for whatever went wrong; never a traceback."""
        if self.request.path.startswith(url_path_join(super().base_url, "api")):
            self.finish({"message": self._reason})
            return
        self.say(status_code, pages.fault(status_code, self.language, code=getattr(self, "code", None)))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Logs a fault under the code that its reader sees; what a visitor did wrong is one line."""
        if isinstance(value, HTTPError):
            self.log.info("%s %s: %s", self.request.method, self.request.path, value.status_code)
            return
        self.code = secrets.token_hex(4)
        self.log.error("Code %s: %s %s", self.code, self.request.method, self.request.path, exc_info=(typ, value, tb))


ASIDE = ThreadPoolExecutor(1, thread_name_prefix="aside")
"""One thread: Polars uses all cores by itself, and its caches are filled once."""
