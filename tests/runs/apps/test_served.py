"""The server as its visitors meet it: start page, apps, bad addresses, files, connections."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator

import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from voila.tornado.kernel_websocket_handler import read_header_from_binary_message
from websockets.exceptions import ConnectionClosed, InvalidStatus

from icanalysis.runs.apps.visit import LONGEST
from icanalysis.runs.notebooks import notebooks
from tests.runs.apps.served import Served, served
from tests.runs.apps.test_channel import message
from tests.runs.kernels.live import is_running, until

NOT_SERVED = [
    "notebooks/01_attainment.ipynb",
    "01_attainment.ipynb",
    "attainment.ipynb",
    "voila/files/01_attainment.ipynb",
    "voila/render/01_attainment.ipynb",
    "voila/tree",
    "voila/api/contents",
    "voila/api/contents/01_attainment.ipynb",
    "voila/static/voila.js",
    "voila/templates/icanalysis/static/app.css",
    "voila/query/0",
    "voila/execution/0",
    "api",
    "api/contents",
    "api/contents/01_attainment.ipynb",
    "api/kernels",
    "api/kernelspecs",
    "api/sessions",
    "api/status",
    "api/terminals",
    "api/me",
    "files/01_attainment.ipynb",
    "data/published/observations.csv",
    "observations.csv",
    "static",
    "static/",
    "static/x/",
    "static/x/../../settings.py",
    "static/x/..%2f..%2fsettings.py",
    "static/x/%2e%2e/%2e%2e/settings.py",
    "static/x/..\\..\\settings.py",
    "static/x//etc/passwd",
    "static/x/voila/../../../../../../../../etc/passwd",
    "static/x/labextensions/../../../etc/passwd",
    "static/x/labextensions",
    "static/x/themes/../../kernels/icanalysis/kernel.json",
    "../../../../etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "lab",
    "tree",
    "edit/x",
    "nbconvert/html/01_attainment.ipynb",
    "metrics",
]


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as running:
        yield running


@pytest.fixture(scope="module")
def page(server: Served):
    return server.get("attainment?place=194&language=en")


def test_what_it_is_and_how_it_ends_is_said_in_both_languages_beside_the_address(server: Served):
    told = server.log_file.read_text("utf-8")
    assert server.url.startswith("http://127.0.0.1:")
    assert all(f"{words} Ctrl-C" in told for words in ("Nhấn", "browser."))


def test_the_start_page_is_vietnamese_and_lists_every_notebook(server: Served):
    start = server.get("")
    assert start.status == 200
    assert '<html lang="vi"' in start.body
    assert all(f'href="/{name}?language=vi"' in start.body for name in notebooks())
    assert "Tình hình thực hiện kế hoạch phát triển công nghiệp" in start.body


def test_the_start_page_is_english_when_asked(server: Served):
    start = server.get("?language=en")
    assert '<html lang="en"' in start.body
    assert "Implementation of the industrial development plan" in start.body


def test_the_start_page_offers_the_places_of_each_edition(server: Served):
    forms = re.findall(r'<form action="/attainment">.*?</form>', server.get("").body, re.DOTALL)
    assert ['value="2024"' in form for form in forms] == [True, False]
    assert '<option value="070">' in forms[0]
    assert '<option value="070">' not in forms[1]


def test_a_page_holds_its_sections_before_any_script_runs(page):
    assert page.status == 200
    assert page.body.count('class="ic-headline"') >= 9
    assert page.body.rstrip().endswith("</html>")


def test_a_page_is_of_the_place_the_latest_date_and_the_language_of_its_address(page):
    assert '<p class="ic-headline">Móng Cái City, 31 December 2023.' in page.body
    assert '<html lang="en"' in page.body
    assert "Implementation of the industrial development plan" in page.body


def test_a_page_names_no_other_host(page):
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]+)"', page.body)
    assert loaded
    assert [address for address in loaded if not address.startswith(("/", "data:"))] == []


def test_a_page_holds_no_source_of_its_notebook(page):
    assert "page.show" not in page.body
    assert "interactive" not in page.body


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("attainment?place=8", "attainment?place=08"),
        ("attainment?plase=08", "attainment?place=08"),
        ("attainment?place=08&place=22", "2 lần"),
        ("attainment?interactive=False", "interactive"),
        ("attainment?place=", "place"),
        (f"attainment?place={'0' * (LONGEST + 1)}", str(LONGEST)),
        ("attainment?place=%ff%fe", "place"),
        ("attainment?place=08%0Aimport%20os", "place"),
        ("attainment?place%3D1%3Bimport%20os=1", "import os"),
        ("attainment?__import__('os').abort()=1", "__import__"),
        ("attainment?place=%22%3Bimport%20os%3B%22", "place"),
        ("attainment?place=<script>alert(1)</script>", "&lt;script&gt;"),
        ("attainment?template=lab", "template"),
        ("attainment?token=secret", "token"),
        ("attainment?as_of=2021-07-30&language=en", "as_of=2021-07-31"),
    ],
)
def test_an_address_that_asks_for_what_there_is_not_is_answered_in_words(server: Served, address: str, said: str):
    kernels = server.kernels()
    answer = server.get(address)
    assert answer.status == 400
    assert said in answer.body
    assert "<script>" not in answer.body
    assert set(server.kernels()) <= set(kernels), "a kernel was started"


def test_an_unknown_page_leads_to_the_nearest_one(server: Served):
    answer = server.get("atainment")
    assert answer.status == 404
    assert 'href="/attainment"' in answer.body


@pytest.mark.parametrize("address", NOT_SERVED)
def test_nothing_else_is_served(server: Served, address: str):
    answer = server.get(f"/{address}")
    assert answer.status in (403, 404), answer.body[:200]
    assert "import" not in answer.body
    assert "root:" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_can_only_be_read(server: Served, method: str):
    assert server.ask(method, "attainment", headers={}).status in (403, 405)


def test_headers_are_safe(server: Served, page):
    for answer in (page, server.get(""), server.get("nothing")):
        policy = answer.header("Content-Security-Policy")
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert answer.header("X-Content-Type-Options") == "nosniff"
        assert answer.header("Referrer-Policy") == "same-origin"
        assert answer.header("Cache-Control") == "no-store"
        assert "Tornado" not in answer.header("Server")
    for cookie in page.header("Set-Cookie").split("; username"):
        assert "SameSite=Lax" in cookie


def test_files_are_kept_for_a_year_under_their_version_and_packed(server: Served, page):
    style = re.search(r'href="(/static/\w+/)app\.css"', page.body)[1]
    plain = server.get(f"{style}app.css")
    assert "immutable" in plain.header("Cache-Control")
    assert plain.header("Content-Type").startswith("text/css")
    packed = server.ask("HEAD", f"{style}page.js", headers={"Accept-Encoding": "gzip"})
    assert packed.header("Content-Encoding") == "gzip"
    assert int(packed.header("Content-Length")) < len(server.get(f"{style}page.js").body.encode())
    assert "javascript" in packed.header("Content-Type")
    assert server.get("/static/older/app.css").header("Cache-Control") == "no-cache"


def test_the_scripts_of_the_page_are_there(server: Served, page):
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page.body):
        assert server.ask("HEAD", address, headers={}).status == 200, address


def test_a_page_lives_until_its_tab_is_closed(server: Served):
    kernel = server.get("start_here").kernel_id
    assert server.alive(kernel) == {"alive": True}
    assert server.post(f"voila/api/shutdown/{kernel}", f"_xsrf={server.cookies['_xsrf']}").status == 204
    assert server.alive(kernel)["alive"] is False
    assert "tải lại" in server.alive(kernel)["notice"].lower()


def test_another_site_cannot_close_a_page(server: Served, page):
    assert server.post(f"voila/api/shutdown/{page.kernel_id}").status == 403
    crossing = {"Origin": "https://evil.example"}
    body = f"_xsrf={server.cookies['_xsrf']}"
    assert server.post(f"voila/api/shutdown/{page.kernel_id}", body, **crossing).status in (403, 404)
    assert server.alive(page.kernel_id) == {"alive": True}


def test_a_kernel_can_be_looked_at_but_not_changed(server: Served, page):
    assert json.loads(server.get(f"api/kernels/{page.kernel_id}").body)["id"] == page.kernel_id
    for method in ("DELETE", "POST"):
        assert server.ask(method, f"api/kernels/{page.kernel_id}", headers={}).status in (403, 405)
    assert server.ask("POST", f"api/kernels/{page.kernel_id}/restart", headers={}).status in (403, 404, 405)
    assert server.alive(page.kernel_id) == {"alive": True}


def test_a_page_talks_to_its_kernel_but_cannot_run_code(server: Served, page, tmp_path):
    proof = tmp_path / "ran"
    with server.socket(page.kernel_id) as socket:
        socket.send(message("execute_request", code=f"open({str(proof)!r}, 'w')", silent=False))
        socket.send(message("comm_open", target_name="jupyter.widget", comm_id="x", data={}))
        socket.send((2**60).to_bytes(8, "little"))
        socket.send(full("kernel_info_request"))
        kinds = replies(socket, until_kind="kernel_info_reply")
    assert "kernel_info_reply" in kinds
    assert not {"execute_reply", "execute_input", "stream", "error"} & kinds
    assert not proof.exists()


def test_a_connection_from_another_site_is_refused(server: Served, page):
    with pytest.raises(InvalidStatus) as error, server.socket(page.kernel_id, origin="https://evil.example"):
        pass
    assert error.value.response.status_code == 403


def test_a_connection_in_an_older_protocol_is_refused(server: Served, page):
    with pytest.raises(InvalidStatus) as error, server.socket(page.kernel_id, protocol="older"):
        pass
    assert error.value.response.status_code == 400


def test_a_connection_to_no_session_is_refused(server: Served):
    with pytest.raises(InvalidStatus) as error, server.socket("00000000-0000-0000-0000-000000000000"):
        pass
    assert error.value.response.status_code == 404


def test_a_message_that_is_too_long_closes_the_connection(server: Served, page):
    with server.socket(page.kernel_id) as socket, pytest.raises(ConnectionClosed):
        socket.send(b"0" * 2_000_000)
        while True:
            socket.recv(timeout=60)


def test_a_name_of_another_host_is_refused(server: Served):
    assert server.get("", Host="evil.example").status == 403


def full(kind: str) -> bytes:
    """A message that the kernel takes for one of Jupyter's."""
    header = {"msg_type": kind, "msg_id": "1", "session": "1", "username": "", "version": "5.3"}
    parts = [json.dumps(part).encode() for part in (header, {}, {}, {})]
    return serialize_msg_to_ws_v1(parts, "shell")


def replies(socket, *, until_kind: str) -> set[str]:
    """The types of the messages that come, up to one."""
    kinds: set[str] = set()
    end = time.monotonic() + 60
    while until_kind not in kinds and time.monotonic() < end:
        kinds.add(read_header_from_binary_message(socket.recv(timeout=60))["msg_type"])
    return kinds


def test_the_end_of_the_server_is_the_end_of_its_kernels():
    with served() as running:
        page = running.get("start_here")
        assert page.status == 200
        kernels, forker = running.kernels(), running.fork_server()
        assert kernels
        assert running.stop() == 0
        assert until(lambda: not any(map(is_running, [*kernels, forker])), 60)
