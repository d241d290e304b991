"""Nothing secret goes into a run, and what comes out is looked through before it is delivered."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from unicodedata import normalize
from urllib.parse import quote

from icanalysis.errors import Phrase, RunFailed
from icanalysis.wording.language import marked

LOOKS_SECRET = ("PASSWORD", "TOKEN", "SECRET", "KEY", "CREDENTIAL")
"""A variable with one of these in its name is not passed on."""

LEAST_LETTERS = 8
"""Shorter values stand in any page by chance."""

BLANK = re.compile(rb"\s+")
FOUND = marked(
    "{file} holds the value of the variable {name}, which looks secret. Nothing was delivered; "
    "take it out of the notebook, or give the variable another name if it is none."
)
ZIPPED = b"PK\x03\x04"
PDF = b"%PDF-"


def looks_secret(name: str) -> bool:
    """Whether a variable looks by its name as if nobody else should see its value.

    >>> looks_secret("SMTP_password"), looks_secret("ICANALYSIS_DATA")
    (True, False)
    """
    return any(word in name.upper() for word in LOOKS_SECRET)


def cleaned(env: Mapping[str, str]) -> dict[str, str]:
    """The environment without what looks secret."""
    return {name: value for name, value in env.items() if not looks_secret(name)}


def secrets_of(env: Mapping[str, str]) -> dict[str, str]:
    """The variables that look secret and are long enough to be looked for."""
    return {name: value for name, value in env.items() if looks_secret(name) and len(value) >= LEAST_LETTERS}


def hold_secret(files: Mapping[str, bytes], secrets: Mapping[str, str]) -> None:
    """Holds files to carry no secret: as written, escaped, encoded, inside zipped parts or the streams of a PDF.

    Raises:
        RunFailed: names the file and the variable, never the value.
    """
    if not secrets:
        return
    spelt = {name: _spellings(value) for name, value in secrets.items()}
    for file, content in files.items():
        for part in parts_of(content):
            for name, spellings in spelt.items():
                if any(one in part for one in spellings):
                    raise RunFailed(Phrase(FOUND, file=file, name=name))


def _spellings(value: str) -> set[bytes]:
    """How a text may stand in a file."""
    escaped = (escape(value), escape(value, quote=False), *_in_json(value), quote(value), "".join(value.split()))
    found = {text.encode() for text in (value, *escaped)} | {value.encode("utf-16-le"), value.encode("utf-16-be")}
    return found | set(_base64(value.encode()))


def _in_json(value: str) -> Iterator[str]:
    yield from (json.dumps(value, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))


def _base64(value: bytes) -> Iterator[bytes]:
    """What is the same of a value in base64 wherever it begins: the signs that depend on no neighbour."""
    for before in range(3):
        bits = (before + len(value)) * 8
        yield base64.b64encode(bytes(before) + value)[-(-before * 8 // 6) : bits // 6]


def parts_of(content: bytes) -> Iterator[bytes]:
    """A file and what is packed in it, to any depth; of a PDF also its text, and that without blanks."""
    yield content
    if content.startswith(ZIPPED):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from parts_of(packed.read(name))
    elif content.startswith(PDF):
        yield from _pdf_parts(content)


def _pdf_parts(content: bytes) -> Iterator[bytes]:
    """The streams, the properties and the text of a PDF.

    Raises:
        RunFailed: for a PDF that cannot be read: what is in it is not known.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError
    from pypdf.generic import StreamObject

    try:
        reader = PdfReader(io.BytesIO(content))
        for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
            found = reader.get_object(number)
            if isinstance(found, StreamObject):
                yield found.get_data()
        yield repr(dict(reader.metadata or {})).encode()
        text = normalize("NFC", "".join(page.extract_text() for page in reader.pages)).encode()
    except (PyPdfError, ValueError, KeyError, NotImplementedError) as error:
        said = Phrase("A PDF cannot be looked through ({said}). Nothing was delivered.", said=type(error).__name__)
        raise RunFailed(said) from error
    yield text
    yield BLANK.sub(b"", text)
