"""Who may enter: everyone on this machine alone, else who knows the password or has the token.

A token comes in the address (`?token=…`), in the header `Authorization`, or is typed like the password. `Base` takes
it out of the address before anything else sees it, and leads on to the address without it.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.auth.logout import LogoutHandler
from traitlets import Unicode

from icanalysis.runs.apps import pages, tokens
from icanalysis.runs.apps.base import Base

PAUSE_S = 1.0
"""After a wrong password or token; they are checked one after the other, so guessing is slow."""

LONGEST = 1000
"""Letters of a password or a token that are looked at."""


class Visitors(PasswordIdentityProvider):
    """One password and one token for all, each by its hash; either may be missing."""

    allow_password_change = False
    hashed_token = Unicode("")

    @property
    def auth_enabled(self) -> bool:
        """Whether one must log in."""
        return bool(self.hashed_password or self.hashed_token)

    @property
    def secret(self) -> str:
        """What one logs in with, a key of `pages.SECRETS`."""
        if self.hashed_password and self.hashed_token:
            return "either"
        return "token" if self.hashed_token else "password"

    def fits(self, given: str) -> bool:
        """Whether this is the password or the token."""
        return tokens.fits(given, self.hashed_token) or self.passwd_check(given)

    async def get_user_token(self, handler: Base) -> User | None:
        """Who comes with the token, in the address or in the header `Authorization`."""
        header = self.auth_header_pat.match(handler.request.headers.get("Authorization", ""))
        given = (handler.token_given or (header[2] if header else ""))[:LONGEST]
        if not given or not self.hashed_token:
            return None
        if await handler.aside(tokens.fits, given, self.hashed_token):
            return self.get_user_cookie(handler) or self.generate_anonymous_user(handler)
        await self.refuse("token", handler)
        return None

    async def refuse(self, secret: str, handler: Base) -> None:
        """Lets the one who guessed wait, and leaves a line in the log."""
        self.log.warning("A wrong %s from %s.", secret, handler.request.remote_ip)
        await asyncio.sleep(PAUSE_S)


class Login(Base, LoginFormHandler):
    """The page where the password or the token is given."""

    def _render(self, message: object = None) -> None:
        """Shows the page."""
        self.set_header("Cache-Control", "no-store")
        self.finish(
            pages.login_page(
                self.language,
                secret=self.identity_provider.secret,
                wrong=message is not None,
                after=self.get_argument("next", self.base_url),
                xsrf=self.xsrf_token.decode(),
                static=self.static_url_base,
                start=self.base_url,
            )
        )

    @allow_unauthenticated
    async def post(self) -> None:
        """Checks what was typed beside the loop."""
        given = self.get_body_argument("password", "")[:LONGEST]
        if not await self.aside(self.identity_provider.fits, given):
            await self.identity_provider.refuse("password", self)
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
