"""Make `.venv` from `requirements.lock`, exactly and with hashes, and show how far it is.

Needs Python 3.11 or newer and nothing else. Without make: `python scripts/install.py`.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input")


def main():
    """Make the environment, or bring the one that is there up to the lock."""
    if sys.version_info < (3, 11):  # noqa: UP036 (an older Python is what this line is for)
        sys.exit(f"Python {sys.version.split()[0]} is too old. Name a newer one: make PYTHON=python3.12")
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    make_environment()
    say("getting packages")
    pip("--no-deps", "--require-hashes", "--no-compile", "--progress-bar=off", f"--requirement={LOCK}")
    pip("--no-deps", "--no-build-isolation", f"--editable={ROOT}")
    say("compiling")
    call(str(PYTHON), "-m", "compileall", "-q", "-j0", str(VENV))
    STAMP.touch()
    say(f"ready after {time.monotonic() - started:.0f} s\n")


def make_environment():
    """Make an empty `.venv`, unless one that works is there."""
    if PYTHON.exists() and call(*PIP, "--version").returncode == 0:
        return
    say("making .venv")
    made = call(sys.executable, "-m", "venv", "--clear", str(VENV))
    if made.returncode:
        sys.exit(f"\n{made.stdout}This Python makes no environments. On Debian: apt install python3-venv")


def pip(*arguments):
    """Let pip install, count what it gets, and repeat what it said only when it fails."""
    said, got = [], 0
    wanted = len(re.findall("^[^ #]+==", LOCK.read_text("utf-8"), re.MULTILINE))
    command = (*PIP, "install", *arguments)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout:
            said.append(line)
            wanted -= line.startswith("Ignoring ")  # meant for another system or another Python
            if line.startswith(("Collecting ", "Processing ")):
                got += 1
                say(f"getting {got} of {wanted} packages", in_log=False)
            elif line.startswith("Installing collected") and "," in line:
                say(f"unpacking {line.count(',') + 1} packages")
    if process.returncode:
        sys.exit("\n" + "".join(said[-15:]) + "Nothing is lost: mend this and give the same command again.")


def call(*command):
    """Run a command and keep what it says."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def say(what, *, in_log=True):
    """Show progress: in place on a terminal, line by line in a log."""
    if sys.stdout.isatty():
        print(f"\r\033[KSetting up: {what}", end="", flush=True)
    elif in_log:
        print(f"Setting up: {what.rstrip()}", flush=True)


if __name__ == "__main__":
    main()
