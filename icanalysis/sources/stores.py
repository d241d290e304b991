"""What stands in an object store: listed and fetched, and its faults in words that hold no secret.

Credentials, region and endpoint come from the usual variables of the store (`AWS_…`, `GOOGLE_…`, `AZURE_…`). What the
library says of a fault may hold parts of them, so nothing of it is passed on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

from icanalysis.errors import BadWorkspace, CannotReach, Phrase, UserError
from icanalysis.sources.addresses import KEYS, Address

BOUNDARIES = "boundaries"
SUFFIXES = (".csv", ".parquet")
"""What a workspace holds: a folder of boundaries, and files of tables."""

RETRIES = {"max_retries": 3, "retry_timeout": timedelta(seconds=15)}
CONNECT_S, FETCH_S = 3, 900
"""Seconds to reach the store, and for one file to come."""

NO_CREDENTIALS = re.compile(r"/latest/api/token|/latest/meta-data|/metadata/identity|/computeMetadata|MissingAccount")
"""Where the library looks for credentials when no variable holds any: at the host that a machine is rented from."""

WHY = " ({said})"
"""The same in every language."""

NO_KEYS = Phrase("There are no credentials for {address}. Set the variables of its store, such as {key}.")
REFUSED = Phrase(
    "The store does not let {address} be read with the credentials of {key}. "
    "Check them, and that they may list and read."
)
NO_BUCKET = Phrase(
    "The store has no bucket {bucket!r}, so there is no {address}. Check the name, and the endpoint in {of}_ENDPOINT."
)
NO_HTTP = Phrase(
    "The store of {address} answers without encryption (http). Give it an endpoint with https; "
    "within a network of your own, {of}_ALLOW_HTTP=true allows http."
)
BAD_ENDPOINT = Phrase(
    "A variable {of}_… names an endpoint of the store that is no address. Write it whole: https://store.example:9000."
)
BAD_NAME = Phrase("A file below {address} has a name that no folder can hold. Rename it.")

CAUSES = {
    "dns error": Phrase("its host is not known"),
    "ConnectionRefused": Phrase("connection refused"),
    "InvalidCertificate": Phrase("its certificate is not trusted"),
    "TimedOut": Phrase("no answer in time"),
    "timed out": Phrase("no answer in time"),
}
"""A word of the library → what it means."""


class Entry(NamedTuple):
    """A file in a store: another tag, size or time of change (in seconds since 1970) is another file."""

    path: str
    size: int
    tag: str
    changed_s: int


Listing = tuple[Entry, ...]


class Gone(Exception):
    """A file that was listed is no longer there, or no longer as long."""


class Store:
    """The files of a workspace at an address: its tables and boundaries; whatever else stands there is left alone."""

    def __init__(self, address: Address) -> None:
        """Raises `BadWorkspace` when the variables of the store do not go together."""
        from obstore.store import AzureStore, GCSStore, S3Store

        kind = {"s3": S3Store, "gs": GCSStore, "az": AzureStore}[address.scheme]
        usual = {"connect_timeout": f"{CONNECT_S}s", "timeout": f"{FETCH_S}s"}
        self.address = address
        if any(not value.startswith(("http://", "https://")) for value in endpoints(address).values()):
            raise self._error(BAD_ENDPOINT)
        with self._in_words():
            self._objects = kind(address.bucket, prefix=address.prefix or None, retry_config=RETRIES, **usual)

    def listing(self) -> Listing:
        """What stands there now.

        Raises:
            BadWorkspace: when it may not be read, or is not there.
            CannotReach: when nobody answers.
        """
        try:
            with self._in_words():
                found = self._objects.list_with_delimiter()
                objects = [one for one in found["objects"] if one["path"].endswith(SUFFIXES)]
                if BOUNDARIES in found["common_prefixes"]:
                    objects += [one for batch in self._objects.list(f"{BOUNDARIES}/") for one in batch if one["size"]]
        except Gone:
            raise self._error(NO_BUCKET) from None
        return tuple(sorted(map(_entry, objects)))

    def content(self, entry: Entry) -> Iterator[bytes]:
        """A file, piece by piece.

        Raises:
            Gone: when it is no longer what was listed.
            BadWorkspace, CannotReach: as `listing`.
        """
        left = entry.size
        with self._in_words():
            for piece in self._objects.get(entry.path).stream():
                left -= len(piece)
                yield bytes(piece)
        if left:
            raise Gone(entry.path)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turns what the library raises into an error of ours, without its text."""
        from obstore.exceptions import BaseError

        try:
            yield
        except FileNotFoundError:
            raise Gone from None
        except (BaseError, ValueError) as error:
            raise self._meant(str(error)) from None

    def _meant(self, text: str) -> UserError:
        """What the library meant by a text."""
        answered = re.search(r"status code: (\d{3})", text)
        status = answered[1] if answered else ""
        if NO_CREDENTIALS.search(text.partition("?")[0]):
            return self._error(NO_KEYS)
        if status in ("401", "403"):
            return self._error(REFUSED)
        if status == "404":
            return self._error(NO_BUCKET)
        if "BadScheme" in text:
            return self._error(NO_HTTP)
        if "InvalidPath" in text:
            return self._error(BAD_NAME)
        cause = f"HTTP {status}" if status else next((said for word, said in CAUSES.items() if word in text), "")
        shown = Phrase(WHY, said=cause) if cause else ""
        return CannotReach(
            Phrase("The store of {address} cannot be reached{cause}.", address=str(self.address), cause=shown)
        )

    def _error(self, template: str) -> BadWorkspace:
        """An error with the place and the variables of its store in it."""
        where = self.address
        parts = {"address": str(where), "bucket": where.bucket, "key": KEYS[where.scheme], "of": where.variables}
        return BadWorkspace(Phrase(template, **parts))


def endpoints(address: Address) -> dict[str, str]:
    """The variables that say which store is meant, where it is not the usual one."""
    begin = f"{address.variables}_ENDPOINT"
    return {name: value for name, value in sorted(os.environ.items()) if name.startswith(begin)}


def _entry(one: Mapping[str, Any]) -> Entry:
    """A file as the library lists it."""
    return Entry(one["path"], one["size"], one["e_tag"] or "", int(one["last_modified"].timestamp()))
