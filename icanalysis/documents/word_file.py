"""An empty Word file with our styles, and a whole one as bytes: the same content gives the same bytes.

The empty file lies as readable parts in `blank/`; python-docx opens it, keeps its relations and writes it.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import docx
from docx.document import Document as WordFile

from icanalysis.documents.word_styles import PROOFING, styles
from icanalysis.documents.word_xml import legal, node

CREATOR = "icanalysis"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: the first that a ZIP file can name."""

SEPARATORS = {"vi": (",", ";"), "en": (".", ",")}
"""Decimal sign and sign between the entries of a list."""


def blank(language: str) -> WordFile:
    """A file without text: the styles of the decree, the numberings, the settings of the language."""
    made = docx.Document(BytesIO(_packed(_parts(files("icanalysis.documents") / "blank"))))
    element = made.styles.element
    defaults, *named = styles(language)
    element.insert(0, defaults)
    element.extend(named)
    decimal, listing = SEPARATORS[language]
    spoken = PROOFING[language]
    made.settings.element.append(node("w:themeFontLang", val=spoken, eastAsia=spoken))
    made.settings.element.append(node("w:decimalSymbol", val=decimal))
    made.settings.element.append(node("w:listSeparator", val=listing))
    return made


def describe(file: WordFile, *, title: str, subject: str, language: str, made: datetime | None) -> None:
    """The properties of the file; the moment is the one given, none where none is."""
    says = file.core_properties
    says.title, says.subject, says.language = legal(title), legal(subject), PROOFING[language]
    says.author = says.last_modified_by = CREATOR
    says.revision = 1
    if made is not None:
        says.created = says.modified = made.astimezone(UTC)


def as_bytes(file: WordFile) -> bytes:
    """The file, with one time for all that is inside."""
    written = BytesIO()
    file.save(written)
    with zipfile.ZipFile(written) as inside:
        return _packed({name: inside.read(name) for name in inside.namelist()})


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(entry, content)
    return packed.getvalue()


def _parts(folder: Traversable, path: str = "") -> dict[str, bytes]:
    """Every file of a folder by its path inside."""
    found = {}
    for one in sorted(folder.iterdir(), key=str):
        inside = f"{path}{one.name}"
        found |= _parts(one, f"{inside}/") if one.is_dir() else {inside: one.read_bytes()}
    return found
