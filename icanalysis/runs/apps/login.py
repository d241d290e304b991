"""Who may enter: everyone on this machine alone, else who knows the password."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.auth.logout import LogoutHandler
from tornado.web import RequestHandler

from icanalysis.runs.apps import pages
from icanalysis.runs.apps.base import Base

PAUSE_S = 1.0
"""After a wrong password; passwords are checked one after the other, so guessing is slow."""

LONGEST = 1000
"""Letters of a password that is looked at."""


class Visitors(PasswordIdentityProvider):
    """One password for all; no token, which would stand in addresses and logs."""

    allow_password_change = False

    async def get_user_token(self, handler: RequestHandler) -> User | None:
        """Nobody enters by a token."""
        return None


class Login(Base, LoginFormHandler):
    """The page where the password is given."""

    def _render(self, message: object = None) -> None:
        """Shows the page."""
        self.set_header("Cache-Control", "no-store")
        self.finish(
            pages.login_page(
                self.language,
                wrong=message is not None,
                after=self.get_argument("next", self.base_url),
                xsrf=self.xsrf_token.decode(),
                static=self.static_url_base,
                start=self.base_url,
            )
        )

    @allow_unauthenticated
    async def post(self) -> None:
        """Checks the password beside the loop."""
        given = self.get_body_argument("password", "")[:LONGEST]
        if not await self.aside(self.identity_provider.passwd_check, given):
            self.log.warning("A wrong password from %s.", self.request.remote_ip)
            await asyncio.sleep(PAUSE_S)
            self.set_status(401)
            self._render(message={"error": "wrong"})
            return
        user = self.current_user = self.identity_provider.generate_anonymous_user(self)
        self.identity_provider.set_login_cookie(self, user)
        self._redirect_safe(self.get_argument("next", self.base_url))

    def given(self) -> dict[str, list[bytes]]:
        """The language is that of the page one comes from."""
        asked = super().given()
        if "language" in asked:
            return asked
        query = urlsplit(self.get_argument("next", "")).query
        return {
            "language": [one.partition("=")[2].encode() for one in query.split("&") if one.startswith("language=")]
            or [b""]
        }


class Logout(Base, LogoutHandler):
    """The end of a visit."""

    @allow_unauthenticated
    def get(self) -> None:
        """Forgets the visitor and goes back to the login page."""
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.get_login_url())
