"""The files of a page: made once, whole, and all from this machine."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs
import pytest

from icanalysis.runs.apps import assets

ADDRESS = re.compile(r"""(?:src|href|url|import|from)\s*[=(]?\s*["'(]\s*(?:https?:)?//""")
TEMPLATES = Path(assets.__file__).parent / "templates"
OWN = [*assets.STATIC.iterdir(), *TEMPLATES.rglob("*.j2")]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    return tmp_path / "icanalysis"


def test_the_code_of_charts_is_made_once_and_kept(cache: Path, monkeypatch: pytest.MonkeyPatch):
    made = []
    monkeypatch.setattr(assets.vl_convert, "javascript_bundle", lambda snippet: made.append(snippet) or "// charts")
    first, second = assets.charts_file(), assets.charts_file()
    assert first == second
    assert first.read_text("utf-8") == "// charts"
    assert len(made) == 1
    assert [file.name for file in first.parent.iterdir()] == [assets.CHARTS]


def test_another_version_makes_another_file(cache: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(assets.vl_convert, "javascript_bundle", lambda snippet: "// charts")
    first = assets.charts_file()
    monkeypatch.setattr(assets.vl_convert, "__version__", "99.0")
    assert assets.charts_file() != first


def test_the_code_of_charts_is_a_module_that_offers_one_name():
    assert assets.charts_code().rstrip().endswith("as embed};")


def test_every_font_that_the_style_names_is_there():
    named = re.findall(r'url\("([^"]+\.ttf)"\)', (assets.STATIC / "app.css").read_text("utf-8"))
    assert len(set(named)) == 3
    assert all((assets.FONTS / name).is_file() for name in named)


def test_no_two_folders_have_a_file_of_the_same_name():
    names = [file.name for folder in assets.folders() for file in folder.iterdir()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.name)
def test_no_file_of_a_page_names_another_host(file: Path):
    assert ADDRESS.findall(file.read_text("utf-8")) == []
