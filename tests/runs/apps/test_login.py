"""A server with a password: who may enter, and what is never written down."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from jupyter_server.auth import passwd
from websockets.exceptions import InvalidStatus

from icanalysis.errors import CannotServe
from tests.runs.apps.served import Answer, Served, served

PASSWORD = "mật khẩu thử"
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def hashed() -> str:
    return passwd(PASSWORD)


@pytest.fixture(scope="module")
def guarded(hashed: str) -> Iterator[Served]:
    with served(settings={"password": hashed}) as running:
        yield running


@pytest.fixture
def stranger(guarded: Served) -> Served:
    """The same server, seen by someone who has never been here."""
    return Served(guarded.process, guarded.url, guarded.env, guarded.log_file)


def log_in(visitor: Served, password: str = PASSWORD, after: str = "/", **headers: str) -> Answer:
    visitor.get("login", **headers)
    form = f"password={quote(password)}&_xsrf={visitor.cookies['_xsrf']}"
    return visitor.post(f"login?next={quote(after)}", form, **headers)


@pytest.mark.parametrize("address", ["", "attainment?place=08", f"api/alive/{NOBODY}"])
def test_a_stranger_is_led_to_the_login_page_and_then_back(stranger: Served, address: str):
    answer = stranger.get(address)
    assert answer.status == 302
    assert answer.header("Location") == f"/login?next={quote('/' + address, safe='')}"


def test_a_stranger_starts_no_kernel(stranger: Served):
    stranger.get("attainment")
    assert stranger.kernels() == []


def test_a_stranger_has_no_connection(stranger: Served):
    with pytest.raises(InvalidStatus) as error, stranger.socket(NOBODY):
        pass
    assert error.value.response.status_code == 403


def test_the_login_page_speaks_the_language_of_where_one_comes_from(stranger: Served):
    assert "Mật khẩu" in stranger.get("login").body
    assert "Password" in stranger.get("login?next=%2Fattainment%3Flanguage%3Den").body


def test_the_login_page_has_its_style(stranger: Served):
    style = re.search(r'href="(/static/\w+/app\.css)"', stranger.get("login").body)[1]
    assert stranger.get(style).status == 200


def test_who_knows_the_password_enters(stranger: Served):
    answer = log_in(stranger, after="/start_here")
    assert (answer.status, answer.header("Location")) == (302, "/start_here")
    assert 'class="ic-headline"' in stranger.get("start_here").body


def test_the_cookie_is_for_this_server_alone(stranger: Served):
    cookie = log_in(stranger).header("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_behind_https_the_cookie_stays_there(stranger: Served):
    assert "Secure" in log_in(stranger, X_Forwarded_Proto="https").header("Set-Cookie")


def test_a_wrong_password_is_refused_in_words(stranger: Served):
    answer = log_in(stranger, "mật khẩu sai")
    assert answer.status == 401
    assert "Mật khẩu không đúng" in answer.body
    assert stranger.get("").status == 302


def test_another_site_cannot_log_anyone_in(stranger: Served):
    assert stranger.post("login", f"password={quote(PASSWORD)}").status == 403


def test_after_the_login_nobody_is_led_to_another_site(stranger: Served):
    for after in ("https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example"):
        leads_to = log_in(stranger, after=after).header("Location")
        assert leads_to.startswith("/"), after
        assert not leads_to.startswith(("//", "/\\")), after


def test_who_logs_out_is_a_stranger_again(stranger: Served):
    log_in(stranger)
    assert stranger.get("").status == 200
    stranger.get("logout")
    assert stranger.get("").status == 302


def test_a_token_in_the_address_lets_nobody_in(stranger: Served, hashed: str):
    for token in (PASSWORD, hashed, ""):
        assert stranger.get(f"?token={quote(token)}").status == 302
        assert stranger.get("", Authorization=f"token {quote(token)}").status == 302


def test_no_password_stands_in_the_log(stranger: Served, hashed: str):
    log_in(stranger)
    log_in(stranger, "mật khẩu sai")
    assert "A wrong password from 127.0.0.1" in stranger.log()
    for secret in (PASSWORD, quote(PASSWORD), "mật khẩu sai", hashed, stranger.cookies["_xsrf"]):
        assert secret not in stranger.log()


def test_without_a_password_the_server_does_not_open_to_others(tmp_path: Path):
    command = [sys.executable, "-m", "icanalysis.cli", "app", "--host", "0.0.0.0", "--port", "0"]
    env = os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, env=env)
    assert done.returncode == CannotServe.exit_code
    assert done.stderr.splitlines() == [
        "icanalysis: Others can reach '0.0.0.0', so the server needs a password. Set one: icanalysis app password"
    ]
