"""The office names itself in a settings file; without one its details stay open."""

from __future__ import annotations

import pytest

from icanalysis.documents.content import Office
from icanalysis.errors import BadSettings
from icanalysis.runs.office import VARIABLE, office


@pytest.fixture
def named(tmp_path, monkeypatch):
    """The file that the settings name."""
    file = tmp_path / "office.toml"
    monkeypatch.setenv(VARIABLE, str(file))
    return file


def test_without_settings_every_detail_is_open(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("platformdirs.user_config_path", lambda _name: tmp_path)
    assert office() == Office()


def test_the_settings_name_the_office(named):
    named.write_text('name = "SỞ CÔNG THƯƠNG"\nrecipients = ["Như trên;", "Lưu: VT."]', encoding="utf-8")
    assert office() == Office(name="SỞ CÔNG THƯƠNG", recipients=("Như trên;", "Lưu: VT."))


def test_a_named_file_that_is_missing_is_an_error(named):
    with pytest.raises(BadSettings, match=rf"There is no file '.*office\.toml', which {VARIABLE} names\."):
        office()


def test_the_english_edition_has_the_english_words_that_the_settings_give(named):
    named.write_text(
        'name = "Sở Công Thương"\nseat = "Tuyên Quang"\n[english]\nname = "Department of Industry and Trade"\n',
        encoding="utf-8",
    )
    said = office("en")
    assert (said.name, said.seat) == ("Department of Industry and Trade", "Tuyên Quang")
    assert office("vi").name == "Sở Công Thương"
