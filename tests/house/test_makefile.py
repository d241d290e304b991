"""The Makefile explains itself, and `check` never writes."""

import re
import subprocess

from tests.house.tree import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
WRITES = re.compile(r"--fix|--write|ruff format(?!.*--check)|scripts\.\w+(?!.*--check)|pyproject2conda|uv pip")


def recipe(target: str) -> list[str]:
    """The lines that make runs for a target."""
    lines = MAKEFILE.splitlines()
    start = next(number for number, line in enumerate(lines, 1) if line.startswith(f"{target}:"))
    end = next((number for number in range(start, len(lines)) if not lines[number].startswith("\t")), len(lines))
    return lines[start:end]


def test_every_target_has_help_and_is_phony():
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()
    with_help = re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE)
    assert sorted(TARGETS) == sorted(phony) == sorted(with_help)


def test_help_lists_every_target():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert sorted(re.findall(r"^  make (\w+) ", said, re.MULTILINE)) == sorted(TARGETS)


def test_check_never_writes():
    assert recipe("check")
    assert [line for line in recipe("check") if WRITES.search(line)] == []


def test_fix_writes():
    assert any(WRITES.search(line) for line in recipe("fix"))
