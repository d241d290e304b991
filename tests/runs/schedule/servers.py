"""Servers for tests, on this machine: mail with STARTTLS and a log-in, webhooks, certificates made for them."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

HOST = "127.0.0.1"
USER, PASSWORD = "reports", "a-very-long-password"


class Mailbox:
    """Keeps what comes; refuses the addresses in `refused`."""

    def __init__(self) -> None:
        self.mails: list = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.refused:
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append(envelope)
        return "250 OK"


def _allowed(server, session, envelope, mechanism, data) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=good)


class _WithLogin(Controller):
    """Mail over STARTTLS, or in the open when there is no certificate."""

    def __init__(self, mailbox: Mailbox, context: ssl.SSLContext | None) -> None:
        self.context = context
        super().__init__(mailbox, hostname=HOST, port=0)

    def factory(self) -> SMTP:
        return SMTP(
            self.handler,
            hostname=HOST,
            tls_context=self.context,
            require_starttls=self.context is not None,
            authenticator=_allowed,
            auth_required=self.context is not None,
        )

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class Certificates:
    """An authority of our own and what it signs."""

    def __init__(self, folder: Path) -> None:
        self.authority = trustme.CA()
        self.file = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(self.file)

    def of(self, name: str) -> ssl.SSLContext:
        """What a server of this name shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name).configure_cert(context)
        return context


@contextmanager
def mail_server(context: ssl.SSLContext | None) -> Iterator[tuple[Mailbox, int]]:
    """A mail server: what came, and its port."""
    mailbox = Mailbox()
    controller = _WithLogin(mailbox, context)
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server((HOST, 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def webhook_server(context: ssl.SSLContext | None = None, *, answer: int = 200) -> Iterator[tuple[list[dict], int]]:
    """A webhook: what was posted, and its port."""
    posted: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answer)
            if 300 <= answer < 400:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield posted, server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
