"""The settings file: one test per fault."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from jupyter_server.auth import passwd_check

from icanalysis.errors import BadSettings
from icanalysis.runs.apps import tokens
from icanalysis.runs.apps.serving import set_password, set_token
from icanalysis.runs.apps.settings import Settings, read_settings, write_hash


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "app.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def typed(*words: str):
    given = iter(words)

    def ask(question: str) -> str:
        return next(given)

    return ask


def test_without_a_file_everything_is_as_usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_settings(None) == Settings()


def test_a_file_changes_what_it_names(tmp_path: Path):
    known = read_settings(written(tmp_path, 'sessions = 5\nidle_s = 60\nproxies = ["192.0.2.1"]'))
    assert known == Settings(sessions=5, idle_s=60.0, proxies=("192.0.2.1",))


def test_a_file_that_was_named_must_be_there(tmp_path: Path):
    with pytest.raises(BadSettings, match="no settings file"):
        read_settings(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path):
    with pytest.raises(BadSettings, match=r"app\.toml.*no TOML"):
        read_settings(written(tmp_path, "sessions: 5"))


def test_a_misspelt_setting_leads_to_the_right_one(tmp_path: Path):
    with pytest.raises(BadSettings, match="Did you mean 'sessions'"):
        read_settings(written(tmp_path, "session = 5"))


@pytest.mark.parametrize("text", ['sessions = "5"', "sessions = 0", "sessions = 1.5", "idle_s = -1", "idle_s = true"])
def test_a_value_of_another_kind_is_refused(tmp_path: Path, text: str):
    with pytest.raises(BadSettings, match=r"It must be (above 0|a (whole )?number, without quotation marks)\."):
        read_settings(written(tmp_path, text))


def test_a_list_of_numbers_is_no_list_of_proxies(tmp_path: Path):
    with pytest.raises(BadSettings, match=r"'proxies\.1' is 1\. It must be a text"):
        read_settings(written(tmp_path, "proxies = [1]"))


def test_a_password_that_others_can_read_is_refused(tmp_path: Path):
    with pytest.raises(BadSettings, match="chmod 600"):
        read_settings(written(tmp_path, 'password = "argon2:x"', mode=0o640))


def test_a_password_is_kept_as_a_hash_for_its_owner_alone(tmp_path: Path):
    file = set_password(tmp_path / "new" / "app.toml", ask=typed("thử nghiệm 1", "thử nghiệm 1"))
    assert "thử nghiệm" not in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert passwd_check(read_settings(file).password, "thử nghiệm 1")


def test_a_new_password_leaves_the_rest_of_the_file_as_it_was(tmp_path: Path):
    file = written(tmp_path, "# phòng họp\nsessions = 5\n", mode=0o644)
    write_hash("password", "argon2:x", file)
    assert file.read_text("utf-8").startswith("# phòng họp\nsessions = 5\n")
    assert read_settings(file) == Settings(password="argon2:x", sessions=5)


def test_a_short_password_is_refused_without_being_said(tmp_path: Path):
    with pytest.raises(BadSettings) as refused:
        set_password(tmp_path / "app.toml", ask=typed("ngắn"))
    said = str(refused.value)
    assert "has 4 letters, signs and spaces; at least 8 are needed. Nothing was changed." in said
    assert said.endswith("type it again: icanalysis app password")
    assert "ngắn" not in said
    assert not (tmp_path / "app.toml").exists()


def test_two_different_passwords_change_nothing(tmp_path: Path):
    with pytest.raises(BadSettings, match="differ"):
        set_password(tmp_path / "app.toml", ask=typed("mật khẩu dài", "mật khẩu khác"))
    assert not (tmp_path / "app.toml").exists()


def test_a_token_is_kept_as_a_hash_and_the_password_stays(tmp_path: Path):
    file = written(tmp_path, 'password = "argon2:x"')
    token, kept = set_token(file)
    known = read_settings(kept)
    assert token not in file.read_text("utf-8")
    assert tokens.fits(token, known.token)
    assert known.password == "argon2:x"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_new_token_takes_the_place_of_the_old_one(tmp_path: Path):
    file = tmp_path / "app.toml"
    (first, _), (second, _) = set_token(file), set_token(file)
    assert not tokens.fits(first, read_settings(file).token)
    assert tokens.fits(second, read_settings(file).token)


def test_a_token_that_others_can_read_is_refused(tmp_path: Path):
    with pytest.raises(BadSettings, match="Others can read the token"):
        read_settings(written(tmp_path, f'token = "{tokens.hashed("x")}"', 0o644))
