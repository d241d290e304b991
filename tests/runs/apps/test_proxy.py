"""The request as the browser made it, when a proxy that is believed says what it was."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from icanalysis.runs.apps.proxy import restore

LINE = RequestStartLine("GET", "/attainment?place=08", "HTTP/1.1")
PROXY, STRANGER = "127.0.0.1", "192.0.2.7"


def request(*, sender: str = PROXY, **forwarded: str) -> HTTPServerRequest:
    """A request, restored."""
    headers = HTTPHeaders(
        {"Host": "127.0.0.1:8866"} | {f"X-Forwarded-{name}": value for name, value in forwarded.items()}
    )
    made = HTTPServerRequest(start_line=LINE, headers=headers)
    made.protocol, made.remote_ip = "http", sender
    restore(made, (PROXY,))
    return made


def test_protocol_host_and_path_are_those_of_the_browser():
    seen = request(Proto="https", Host="plan.example", Prefix="/tinh")
    assert (seen.protocol, seen.host, seen.prefix) == ("https", "plan.example", "/tinh")
    assert seen.headers["Host"] == "plan.example"
    assert seen.uri == "/tinh/attainment?place=08"
    assert seen.path == "/attainment"


def test_headers_of_a_stranger_count_for_nothing():
    seen = request(sender=STRANGER, Proto="https", Host="plan.example", Prefix="/tinh")
    assert (seen.protocol, seen.host, seen.prefix) == ("http", "127.0.0.1:8866", "")


def test_without_headers_all_stays_as_it_is():
    seen = request()
    assert (seen.protocol, seen.host, seen.prefix) == ("http", "127.0.0.1:8866", "")


@pytest.mark.parametrize("prefix", ["//evil.example", "https://evil.example", '/"><script>', "/a b", "tinh", "/a\r\nb"])
def test_a_prefix_that_is_no_path_counts_for_nothing(prefix: str):
    seen = HTTPServerRequest(start_line=LINE, headers=HTTPHeaders({"Host": "a"}))
    seen.remote_ip = PROXY
    seen.headers.get = {"X-Forwarded-Prefix": prefix}.get
    restore(seen, (PROXY,))
    assert seen.prefix == ""


@pytest.mark.parametrize("host", ["a/b", "a b", "a@b", '"', "a:b"])
def test_a_host_that_is_none_counts_for_nothing(host: str):
    assert request(Host=host).host == "127.0.0.1:8866"


def test_of_several_proxies_the_nearest_is_believed():
    assert request(Proto="http, https").protocol == "https"
