"""The settings of the office: what stands in the title block and at the end of its documents."""

from __future__ import annotations

from pathlib import Path

from icanalysis.documents.content import Office
from icanalysis.runs.toml_file import own_file, read_own

NAME, VARIABLE = "office.toml", "ICANALYSIS_OFFICE"
"""The file of the user, and what names another one."""


def office_file() -> Path:
    """Where the settings of the office stand."""
    return own_file(NAME, variable=VARIABLE)


def office(language: str = "vi") -> Office:
    """The office as its settings say; without a file all details are open, to be filled in by hand.

    In English what `[english]` gives stands for the Vietnamese.

    Raises:
        BadSettings: when a file that was named is missing, or one holds what is no setting.
    """
    own = read_own(NAME, Office, variable=VARIABLE) or Office()
    return own.in_english if language == "en" else own
