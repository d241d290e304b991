"""Behind a reverse proxy under a path: one that leaves the path in the request, and one that takes it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from jupyter_server.auth import passwd

from tests.runs.apps.front import front
from tests.runs.apps.served import Served, served
from tests.runs.apps.test_login import PASSWORD, log_in

PREFIX = "/tinh/kehoach"
HOW = {"the path is left": (["--base-url", PREFIX], False), "the path is taken away": ([], True)}


@pytest.fixture(scope="module", params=HOW.values(), ids=HOW)
def proxied(request: pytest.FixtureRequest) -> Iterator[Served]:
    """A visitor in front of the proxy, logged in."""
    arguments, strips = request.param
    with (
        served(*arguments, settings={"password": passwd(PASSWORD)}) as running,
        front(urlsplit(running.url).port, prefix=PREFIX, strips=strips) as address,
    ):
        visitor = Served(running.process, address, running.env, running.log_file)
        assert visitor.get("").header("Location").startswith(f"{PREFIX}/login?next={PREFIX.replace('/', '%2F')}")
        assert log_in(visitor, after=f"{PREFIX}/").header("Location") == f"{PREFIX}/"
        yield visitor


def test_links_and_files_are_below_the_path(proxied: Served):
    start = proxied.get("")
    addresses = re.findall(r'(?:href|action|src)="(/[^"]*)"', start.body)
    assert start.status == 200
    assert addresses
    assert [address for address in addresses if not address.startswith(f"{PREFIX}/")] == []


def test_a_page_finds_its_files(proxied: Served):
    page = proxied.get("start_here")
    addresses = re.findall(r'(?:href|src)="([^"]+\.(?:css|js))"', page.body)
    assert addresses
    assert {proxied.ask("HEAD", address, headers={}).status for address in addresses} == {200}
    assert f'"baseUrl": "{PREFIX}/"' in page.body


def test_a_page_reaches_its_kernel(proxied: Served):
    page = proxied.get("start_here")
    origin = f"https://{urlsplit(proxied.url).netloc}"
    with proxied.socket(page.kernel_id, origin=origin):
        assert proxied.alive(page.kernel_id) == {"alive": True}


def test_cookies_are_for_the_path_and_for_https(proxied: Served):
    cookie = log_in(proxied).header("Set-Cookie")
    assert f"Path={PREFIX}/" in cookie
    assert "Secure" in cookie


def test_a_wrong_address_leads_to_one_below_the_path(proxied: Served):
    assert f'href="{PREFIX}/attainment?place=08"' in proxied.get("attainment?place=8").body
