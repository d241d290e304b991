"""JupyterLab in Vietnamese: what its language pack lacks is added, nothing that it has or that is said no more."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from jupyterlab.commands import get_app_dir
from jupyterlab_server.translation_utils import get_language_pack

from icanalysis.runs.lab import settings
from icanalysis.runs.lab_words import DOMAIN, LOCALE, completed, own


@cache
def pack() -> dict[str, list[str]]:
    """What the language pack says."""
    packs, fault = get_language_pack(LOCALE)
    assert fault == ""
    return packs[DOMAIN]


@cache
def scripts() -> str:
    """What JupyterLab loads into the browser."""
    return "\n".join(file.read_text("utf-8") for file in Path(get_app_dir(), "static").glob("*.js"))


def test_what_the_pack_says_stays():
    assert completed({DOMAIN: pack()})[DOMAIN].items() >= pack().items()
    assert completed({"other": {"a": ["b"]}})["other"] == {"a": ["b"]}


def test_nothing_is_kept_that_the_pack_has_by_now():
    assert set(own()) & set(pack()) == set()


@pytest.mark.parametrize("message", own())
def test_every_message_is_one_of_jupyterlab(message: str):
    assert f'"{message}"' in scripts() or f"'{message}'" in scripts()


@pytest.mark.parametrize("message", own())
def test_every_place_for_a_name_or_a_number_is_kept(message: str):
    places = {place for place in ("%1", "%2") if place in message}
    assert all({place for place in ("%1", "%2") if place in form} == places for form in own()[message])


def test_the_words_are_served_before_those_of_the_pack():
    extensions = settings(Path("a.ipynb"), Path("run"), language="vi", port=None, browser=True)
    names = [*extensions["ServerApp.jpserver_extensions"], "jupyterlab"]
    assert min(names) == "icanalysis.runs.lab_words"
