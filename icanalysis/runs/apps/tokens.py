"""Tokens: a secret that a machine made, so long that its hash needs no salt and no time."""

from __future__ import annotations

import hashlib
import hmac
import secrets

BYTES = 32
KIND = "sha256:"


def made() -> str:
    """A new token, in letters that an address can hold."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is kept of a token.

    >>> hashed("abc")
    'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    """
    return KIND + hashlib.sha256(token.encode()).hexdigest()


def fits(given: str, kept: str) -> bool:
    """Whether this is the token whose hash is kept; where none is kept, nothing fits.

    >>> fits("abc", hashed("abc")), fits("abd", hashed("abc")), fits("", "")
    (True, False, False)
    """
    return hmac.compare_digest(hashed(given).encode(), kept.encode())
