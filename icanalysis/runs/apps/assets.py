"""What a page asks its own server for: styles, scripts and the code of charts; nothing comes from another host."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
import platformdirs
import vl_convert

STATIC = Path(__file__).parent / "static"
FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
VARIABLE = "ICANALYSIS_STATIC"
"""In the environment of a kernel: the address under which its server gives these files, with a slash at the end."""

CHARTS = "charts.js"
EXPORTS = "export { vegaEmbed as embed };"


def folders() -> list[Path]:
    """The folders that a server gives under one address; their files have different names."""
    return [STATIC, FONTS, charts_file().parent]


def charts_file() -> Path:
    """The code of charts (Vega-Embed with all it needs) as a module of its own, made at first use and kept.

    It is kept by version: another vl-convert makes another file. A reader never sees half a file.
    """
    file = _cache() / CHARTS
    if not file.is_file():
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(f".{os.getpid()}")
        half.write_text(vl_convert.javascript_bundle(EXPORTS), encoding="utf-8")
        half.replace(file)
    return file


@lru_cache
def charts_code() -> str:
    """The same code as text, for a page that has no server of ours."""
    return charts_file().read_text(encoding="utf-8")


def widget_code(script: str) -> str:
    """The code of a widget: by the address of its script where a server gives it, else the script itself."""
    address = os.environ.get(VARIABLE)
    if address is None:
        return (STATIC / script).read_text(encoding="utf-8")
    return (
        f"const {{ default: widget }} = await import(new URL({address + script!r}, document.baseURI).href);\n"
        "export default widget;"
    )


def _cache() -> Path:
    key = hashlib.sha256(f"{vl_convert.__version__} {EXPORTS}".encode()).hexdigest()[:12]
    return Path(platformdirs.user_cache_dir("icanalysis")) / f"charts-{key}"
