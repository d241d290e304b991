"""environment.yml says what pyproject.toml says."""

import subprocess
import sys
from difflib import unified_diff

from tests.house.tree import ROOT


def test_environment_is_fresh(tmp_path):
    command = [sys.executable, "-m", "pyproject2conda", "project", "--pyproject", ROOT / "pyproject.toml"]
    subprocess.run(command, cwd=tmp_path, check=True)
    kept, fresh = (
        (folder / "environment.yml").read_text("utf-8").splitlines(keepends=True) for folder in (ROOT, tmp_path)
    )
    diff = "".join(unified_diff(kept, fresh, "environment.yml", "from pyproject.toml"))
    assert not diff, f"environment.yml is not what pyproject.toml says. Mend it: make environment\n{diff}"


def test_environment_installs_the_suite_itself():
    assert "      - -e .\n" in (ROOT / "environment.yml").read_text("utf-8")
