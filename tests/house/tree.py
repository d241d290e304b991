"""What belongs to the tree: the files git keeps, or would keep if they were added."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def kept_files() -> list[Path]:
    """Every file that git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    files = sorted({ROOT / name for name in listed.stdout.split("\0") if name})
    return [file for file in files if file.is_file()]


def modules(folder: str) -> list[str]:
    """Names of the modules of a folder that others may import."""
    return sorted(file.stem for file in (ROOT / folder).glob("[!_]*.py"))


def notebooks() -> list[Path]:
    """Every notebook of the suite; those in `notebooks/scratch` are nobody's business."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))
