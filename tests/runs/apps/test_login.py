"""A server with a password, a token or both: who may enter, and what is never written down."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from jupyter_server.auth import passwd
from websockets.exceptions import InvalidStatus

from icanalysis.errors import CannotServe
from icanalysis.runs.apps import tokens
from icanalysis.runs.apps.login import PAUSE_S
from tests.runs.apps.served import Answer, Served, served

PASSWORD = "mật khẩu thử"
TOKEN = tokens.made()
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def hashed() -> str:
    return passwd(PASSWORD)


@pytest.fixture(scope="module")
def guarded(hashed: str) -> Iterator[Served]:
    with served(settings={"password": hashed}) as running:
        yield running


@pytest.fixture(scope="module")
def guarded_by_token(hashed: str) -> Iterator[Served]:
    with served(settings={"password": hashed, "token": tokens.hashed(TOKEN)}) as running:
        yield running


def as_stranger(server: Served) -> Served:
    return Served(server.process, server.url, server.env, server.log_file)


@pytest.fixture
def stranger(guarded: Served) -> Served:
    """The same server, seen by someone who has never been here."""
    return as_stranger(guarded)


@pytest.fixture
def holder(guarded_by_token: Served) -> Served:
    """A server that takes a token too, seen by someone who has never been there."""
    return as_stranger(guarded_by_token)


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


def test_without_a_token_in_the_settings_none_lets_anyone_in(stranger: Served, hashed: str):
    for token in (PASSWORD, hashed, ""):
        assert stranger.get(f"?token={quote(token)}").status == 302
        assert stranger.get("", Authorization=f"token {quote(token)}").status == 302


def test_no_password_stands_in_the_log(stranger: Served, hashed: str):
    log_in(stranger)
    log_in(stranger, "mật khẩu sai")
    assert "A wrong password from 127.0.0.1" in stranger.log()
    for secret in (PASSWORD, quote(PASSWORD), "mật khẩu sai", hashed, stranger.cookies["_xsrf"]):
        assert secret not in stranger.log()


def test_a_token_in_the_address_is_taken_once_and_leads_to_the_address_without_it(holder: Served):
    answer = holder.get(f"start_here?token={TOKEN}&language=en")
    assert (answer.status, answer.header("Location")) == (302, "/start_here?language=en")
    assert answer.header("Cache-Control") == "no-store"
    assert TOKEN not in answer.body
    assert 'class="ic-headline"' in holder.get("start_here?language=en").body


def test_a_token_sets_the_cookie_of_a_password(holder: Served):
    by_token = holder.get(f"?token={TOKEN}", X_Forwarded_Proto="https").header("Set-Cookie")
    by_password = log_in(as_stranger(holder), X_Forwarded_Proto="https").header("Set-Cookie")
    flags = [re.sub(r'="?[^;]*|expires=[^;]*', "", cookie, flags=re.IGNORECASE) for cookie in (by_token, by_password)]
    assert flags[0] == flags[1]
    for flag in ("HttpOnly", "SameSite=Lax", "Secure"):
        assert flag in by_token


@pytest.mark.parametrize("kind", ["token", "Bearer"])
def test_a_token_in_the_header_lets_a_program_in(holder: Served, kind: str):
    assert holder.get("", Authorization=f"{kind} {TOKEN}").status == 200


def test_a_token_can_be_typed_like_a_password(holder: Served):
    assert "Mật khẩu hoặc mã truy cập" in holder.get("login").body
    assert log_in(holder, TOKEN).status == 302
    assert holder.get("").status == 200


def test_a_wrong_token_is_no_way_in_and_goes_no_further(holder: Served, hashed: str):
    for wrong in ("wrong-token", tokens.hashed(TOKEN), hashed, TOKEN[:-1]):
        answer = holder.get(f"attainment?place=08&token={quote(wrong)}")
        assert answer.header("Location") == f"/login?next={quote('/attainment?place=08', safe='')}"
    assert holder.get("", Authorization="Bearer wrong-token").status == 302
    assert "A wrong token from 127.0.0.1" in holder.log()


def test_who_guesses_a_token_waits_as_for_a_password(holder: Served):
    begun = time.monotonic()
    holder.get("?token=wrong-token")
    assert time.monotonic() - begun >= PAUSE_S


def test_a_token_is_known_under_any_spelling_of_its_name(holder: Served):
    answer = holder.get(f"?%74oken={TOKEN}")
    assert (answer.status, answer.header("Location")) == (302, "/")


def test_a_token_leads_nobody_to_another_site(holder: Served):
    for address in ("//evil.example/", "/\\evil.example", "//evil.example/login"):
        answer = holder.get(f"{address}?token={TOKEN}")
        assert "evil" not in answer.header("Location")


def test_no_token_stands_in_the_log(holder: Served):
    for address in (f"?token={TOKEN}", f"nothing/here?token={TOKEN}", "?token=wrong-token", f"login?token={TOKEN}"):
        holder.get(address)
    holder.get("", Authorization=f"Bearer {TOKEN}")
    for secret in (TOKEN, tokens.hashed(TOKEN), "wrong-token"):
        assert secret not in holder.log()


def test_a_token_alone_guards_a_server():
    with served(settings={"token": tokens.hashed(TOKEN)}) as server:
        assert server.get("").status == 302
        assert '<label for="password">Mã truy cập</label>' in server.get("login").body
        assert log_in(server, PASSWORD).status == 401
        assert server.get(f"?token={TOKEN}").status == 302
        assert server.get("").status == 200


def test_without_a_password_the_server_does_not_open_to_others(tmp_path: Path):
    command = [sys.executable, "-m", "icanalysis", "app", "--host", "0.0.0.0", "--port", "0"]
    env = os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120, env=env)
    assert done.returncode == CannotServe.exit_code
    assert done.stderr.splitlines() == [
        "icanalysis: Others can reach '0.0.0.0', so the server needs a password or a token. "
        "Set one: icanalysis app password, or icanalysis app token"
    ]
