"""What a reader wants to know of a report before opening it: how new its sources are, and whether it is simulated."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from icanalysis.runs.report import MANIFEST


@dataclass(frozen=True)
class Facts:
    """The day of the newest source behind the figures of a report, and whether its data are simulated."""

    newest_source: date | None = None
    simulated: bool = False

    @classmethod
    def told(cls, found: Mapping[str, Any] | None) -> Facts:
        """Facts as they were written down (`as_text`) and read; where nothing was, nothing is known."""
        if found is None:
            return cls()
        day = found["newest_source"]
        return cls(day and date.fromisoformat(day), found["simulated"])

    @property
    def as_text(self) -> str:
        """The facts as they are written down."""
        return json.dumps(asdict(self), default=str)


def facts_of(files: Mapping[str, bytes]) -> Facts:
    """The facts of a report, from its manifest among its files by their endings."""
    manifest = json.loads(files.get(MANIFEST, b"{}"))
    days = (row["published_on"] for row in manifest.get("rows", {}).values())
    newest = max((date.fromisoformat(day) for day in days if day), default=None)
    return Facts(newest, manifest.get("simulated", False))
