"""Where a workspace may stand: a folder, or a place in an object store named by its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from icanalysis.errors import BadWorkspace, Phrase, did_you_mean, nearest, printable

STORES = {"s3": "AWS", "gs": "GOOGLE", "az": "AZURE"}
"""Kind of object store → how the names of its usual variables begin."""

KEYS = {"s3": "AWS_SECRET_ACCESS_KEY", "gs": "GOOGLE_SERVICE_ACCOUNT", "az": "AZURE_STORAGE_ACCOUNT_KEY"}
"""Kind of object store → the variable that its credentials usually stand in."""

FILE = "file"
WHOLE = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)://(?P<rest>.*)", re.DOTALL)
LIKE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
"""Also an address that was taken for a path: two slashes are one there. A drive of Windows has one letter."""

BUCKET = re.compile(r"[A-Za-z0-9$][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Address:
    """A place in an object store: what stands there are the objects whose names begin with `prefix/`.

    >>> str(Address("s3", "planning", "tuyen-quang/figures"))
    's3://planning/tuyen-quang/figures'
    """

    scheme: str
    bucket: str
    prefix: str = ""

    @property
    def name(self) -> str:
        """The last word of it, as the name of a folder would be."""
        return self.prefix.rpartition("/")[2] or self.bucket

    @property
    def variables(self) -> str:
        """How the names of the usual variables of its store begin."""
        return STORES[self.scheme]

    def __str__(self) -> str:
        return f"{self.scheme}://{self.bucket}" + (f"/{self.prefix}" if self.prefix else "")


def read(given: str) -> Address | Path:
    """What was given, as an address of a store or as the path of a folder.

    An address never carries a name, a key or a signature: it stands in messages and settings files.

    Raises:
        BadWorkspace: for an address of another kind, or one that holds more than a place;
            shows nothing of it that may be secret.

    >>> read("s3://planning/figures/")
    Address(scheme='s3', bucket='planning', prefix='figures')
    """
    parts = WHOLE.fullmatch(given)
    if parts is None:
        return Path(given).expanduser()
    scheme, rest = parts["scheme"].lower(), parts["rest"]
    if scheme == FILE:
        return _path(rest)
    if scheme not in STORES:
        known = [*STORES, FILE]
        said = Phrase(
            "A workspace cannot be read from an address that begins with '{scheme}://'.{near} Known: {known}.",
            scheme=printable(scheme),
            near=did_you_mean(f"'{one}://'" for one in nearest(scheme, known)),
            known=", ".join(f"{one}://" for one in known),
        )
        raise BadWorkspace(said)
    bucket, _, prefix = rest.partition("/")
    steps = [step for step in prefix.split("/") if step]
    if not BUCKET.fullmatch(bucket) or {".", ".."} & set(steps) or re.search(r"[?#@:\\\x00-\x1f]", prefix):
        said = Phrase(
            "The address that begins with '{scheme}://' names no place in a store. Write it as "
            "{scheme}://bucket/folder, without a user name, a key or a question mark: "
            "credentials come from variables such as {variable}.",
            scheme=scheme,
            variable=KEYS[scheme],
        )
        raise BadWorkspace(said)
    return Address(scheme, bucket, "/".join(steps))


def is_address(given: str | Path) -> bool:
    """Whether a text, or a path made of one, was meant as an address.

    >>> is_address(Path("s3://planning/figures")), is_address("C:/figures"), is_address("figures")
    (True, False, False)
    """
    return LIKE.match(str(given)) is not None


def _path(rest: str) -> Path:
    """The path that stands behind `file://`."""
    from urllib.request import url2pathname

    host, slash, path = rest.partition("/")
    if host not in ("", "localhost") or not slash:
        raise BadWorkspace(Phrase("An address that begins with file:// needs the whole path: file:///srv/figures."))
    return Path(url2pathname(f"/{path}"))
