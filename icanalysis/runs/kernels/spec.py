"""The one kernelspec of the suite: where it is found, and how it is put under another name for a process of ours."""

from __future__ import annotations

import shutil
from pathlib import Path

NAME = "icanalysis"
USUAL = "python3"
FOLDER = Path(__file__).parent / "spec" / NAME
"""Installed with the package into the environment's `share/jupyter/kernels`, where every Jupyter tool looks."""


def kernel_name() -> str:
    """The name to start kernels by: ours, or Jupyter's own where ours is not installed."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec(NAME)
    except NoSuchKernel:
        return USUAL
    return NAME


def put_in(data: Path, name: str = USUAL) -> Path:
    """Writes the kernelspec into a Jupyter data folder; returns the folder to put in front of `JUPYTER_PATH`.

    Under the name `python3` it stands in for Jupyter's own, so notebooks that name that one start warm too, and start
    as ever anywhere else.
    """
    shutil.copytree(FOLDER, data / "kernels" / name, dirs_exist_ok=True)
    return data
