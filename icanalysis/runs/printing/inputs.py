"""What a run is made from, as hashes: two runs with the same key would make the same report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from icanalysis.runs.office import office_file
from icanalysis.runs.provenance import HOME, boundaries_in_use, code_version
from icanalysis.sources import tables

PACKAGE = Path(__file__).resolve().parents[2]
LOCK = HOME / "requirements.lock"


@dataclass(frozen=True)
class Inputs:
    """Hashes (SHA-256) of the tables together, the boundaries, the notebook, the settings of the office and the code.

    `code_version` and `lock` say the same to a reader; they are no part of the key.
    """

    tables: str
    boundaries: dict[str, str]
    notebook: str
    office: str
    code: str
    code_version: str
    lock: str


def inputs_of(notebook: Path | None = None) -> Inputs:
    """What a notebook would be made from right now; without one, all the rest.

    Raises:
        BadWorkspace: when a table is missing.
    """
    code, version, lock = of_code()
    return Inputs(
        tables=tables.now().digest,
        boundaries={edition: one["sha256"] for edition, one in boundaries_in_use().items()},
        notebook=_hash_of(notebook) if notebook else "",
        office=_hash_of(office_file()),
        code=code,
        code_version=version,
        lock=lock,
    )


def key_of(report: str, parameters: Mapping[str, str], formats: tuple[str, ...], inputs: Inputs) -> str:
    """The key of a run; the order in which parameters or formats are named makes no difference.

    >>> made_from = Inputs("t", {}, "n", "o", "c", "0.1.0", "l")
    >>> one = key_of("monthly", {"place": "08", "language": "vi"}, ("html", "pdf"), made_from)
    >>> one == key_of("monthly", {"language": "vi", "place": "08"}, ("pdf", "html"), made_from)
    True
    >>> one == key_of("monthly", {"place": "8", "language": "vi"}, ("html", "pdf"), made_from)
    False
    """
    made_from = {name: value for name, value in asdict(inputs).items() if name not in ("code_version", "lock")}
    return _digest([report, dict(parameters), sorted(formats), made_from])


@lru_cache
def of_code() -> tuple[str, str, str]:
    """Hash and version of the code, and the hash of the lock, as they were when this process first asked."""
    return hash_of_code(), code_version(), _hash_of(LOCK)


@lru_cache
def hash_of_code() -> str:
    """The hash of the code; a process that was forked has that of the server, whose code it runs."""
    files = (file for file in sorted(PACKAGE.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    return _digest([(str(file.relative_to(PACKAGE)), _hash_of(file)) for file in files])


def _hash_of(file: Path) -> str:
    """The hash of a file; of one that is not there, that of nothing."""
    return hashlib.sha256(file.read_bytes() if file.exists() else b"").hexdigest()


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
