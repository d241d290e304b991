"""Behind a reverse proxy: the request as the browser made it."""

from __future__ import annotations

import re
from collections.abc import Collection

from tornado.httputil import HTTPServerRequest

PREFIX = re.compile(r"(/[\w.~-]+)+/?", re.ASCII)
HOST = re.compile(r"[\w.-]+(:\d{1,5})?|\[[\da-fA-F:]+\](:\d{1,5})?", re.ASCII)


def restore(request: HTTPServerRequest, proxies: Collection[str]) -> None:
    """Puts protocol, host and path back as the browser sent them, when a proxy that is believed says what they were.

    `request.prefix` is the path under which the proxy has put the server, without a slash at its end. Headers of
    anyone else, and those that are no protocol, host or path, count for nothing.
    """
    request.prefix = ""
    if request.remote_ip not in proxies:
        return
    protocol = _said(request, "Proto")
    if protocol in ("http", "https"):
        request.protocol = protocol
    host = _said(request, "Host")
    if HOST.fullmatch(host):
        request.host = request.headers["Host"] = host
    prefix = _said(request, "Prefix")
    if PREFIX.fullmatch(prefix):
        request.prefix = prefix.rstrip("/")
        request.uri = request.prefix + request.uri


def _said(request: HTTPServerRequest, name: str) -> str:
    """What the nearest proxy says: the last of several values."""
    return request.headers.get(f"X-Forwarded-{name}", "").rpartition(",")[2].strip()
