"""The settings of the office: what stands in the title block and at the end of its documents."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from icanalysis.documents.content import Office
from icanalysis.errors import BadSettings
from icanalysis.runs.toml_file import read_toml

VARIABLE = "ICANALYSIS_OFFICE"
"""Names another file than the user's own."""


def office_file() -> Path:
    """Where the settings of the office stand: `office.toml` beside the other settings, or what `VARIABLE` names."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("icanalysis") / "office.toml"


def office() -> Office:
    """The office as its settings say; without a file all details are open, to be filled in by hand.

    Raises:
        BadSettings: when a file that was named is missing, or one holds what is no setting.
    """
    file = office_file()
    if file.exists():
        return read_toml(file, Office)
    if os.environ.get(VARIABLE):
        raise BadSettings(f"There is no file {str(file)!r}, which {VARIABLE} names.")
    return Office()
