"""requirements.lock pins all that pyproject.toml asks for, with hashes."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==([^ ;]+)", LOCK, re.MULTILINE))


def asked_for() -> list[Requirement]:
    """Every requirement of the suite, of its developers and of its benchmarks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return [Requirement(line) for group in groups for line in group]


def test_every_requirement_is_pinned_within_its_bounds():
    off = [
        f"{asked} (locked: {PINS.get(canonicalize_name(asked.name))})"
        for asked in asked_for()
        if not asked.specifier.contains(PINS.get(canonicalize_name(asked.name), "0"), prereleases=True)
    ]
    assert not off, f"requirements.lock is behind pyproject.toml. Mend it: make lock\n{off}"


def test_every_requirement_has_a_lower_bound():
    assert [str(asked) for asked in asked_for() if ">=" not in str(asked.specifier)] == []


def test_every_pin_is_exact_and_has_a_hash():
    entries = re.split(r"\n(?=[\w])", LOCK.split("\n", 2)[2])
    loose = [
        entry.splitlines()[0] for entry in entries if not re.search(r"==.+--hash=sha256:[0-9a-f]{64}", entry, re.DOTALL)
    ]
    assert len(entries) == len(PINS)
    assert not loose
