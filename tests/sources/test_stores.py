"""What stands in a store, and its faults in words: against a real server of the S3 interface on the loopback."""

from __future__ import annotations

import ssl
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import trustme

from icanalysis.errors import BadWorkspace, CannotReach, UserError
from icanalysis.sources import addresses, stores
from icanalysis.sources.stores import Gone, Store
from icanalysis.sources.tables import load, load_all
from tests.stores import KEY_ID, SECRET, Bucket, Server
from tests.workspaces import Workspace


@pytest.fixture
def nobody_answers(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    return bucket


@pytest.fixture
def no_credentials(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    return bucket


@pytest.fixture
def credentials_of_nobody(bucket: Bucket, request: pytest.FixtureRequest) -> Bucket:
    request.addfinalizer(lambda: bucket.server.hold_keys(known_only=False))
    bucket.server.hold_keys(known_only=True)
    return bucket


@pytest.fixture
def http_not_allowed(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    return bucket


@pytest.fixture
def misspelt_bucket(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.setenv("ICANALYSIS_DATA", "s3://planing/figures")
    return bucket


def test_tables_and_boundaries_are_listed_and_nothing_else(bucket: Bucket, workspace: Workspace):
    bucket.put("notes.docx", b"x").put("old/sources.csv", b"x").put("boundaries/", b"")
    found = {entry.path: entry.size for entry in Store(addresses.read(bucket.address)).listing()}
    tables = {file.name: file.stat().st_size for file in workspace.folder.iterdir()}
    assert found == tables | {"boundaries/2025/xã é.json": 2}


def test_a_file_that_is_no_longer_as_it_was_listed_is_noticed(bucket: Bucket):
    store = Store(addresses.read(bucket.address))
    entry = next(one for one in store.listing() if one.path == "targets.csv")
    with pytest.raises(Gone):
        list(store.content(entry._replace(size=entry.size + 1)))
    bucket.remove("targets.csv")
    with pytest.raises(Gone):
        list(store.content(entry))


@pytest.fixture
def endpoint_without_its_scheme(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "127.0.0.1:9000")
    return bucket


@pytest.fixture
def certificate_of_a_stranger(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as stranger:
        stranger.handle_error = lambda *_: None
        stranger.socket = context.wrap_socket(stranger.socket, server_side=True)
        serving = threading.Thread(target=stranger.serve_forever)
        serving.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"https://127.0.0.1:{stranger.server_port}")
        yield bucket
        stranger.shutdown()
        serving.join()


FAULTS = {
    "nobody_answers": (
        CannotReach,
        r"The store of s3://.* cannot be reached \(connection refused\)\. Check the network",
    ),
    "certificate_of_a_stranger": (CannotReach, r"cannot be reached \(its certificate is not trusted\)"),
    "no_credentials": (BadWorkspace, r"no credentials for s3://.*Set .*, such as AWS_SECRET_ACCESS_KEY"),
    "credentials_of_nobody": (
        BadWorkspace,
        r"does not let s3://.* be read with the credentials of AWS_SECRET_ACCESS_KEY",
    ),
    "http_not_allowed": (BadWorkspace, r"without encryption \(http\).*AWS_ALLOW_HTTP=true allows"),
    "endpoint_without_its_scheme": (BadWorkspace, r"variable AWS_.* is no address. Write it whole: https://"),
    "misspelt_bucket": (BadWorkspace, r"no bucket 'planing'.*s3://planing/figures.*endpoint in AWS_ENDPOINT"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_that_says_what_to_do(fault: str, request: pytest.FixtureRequest):
    kind, words = FAULTS[fault]
    request.getfixturevalue(fault)
    with pytest.raises(kind, match=words) as refused:
        load_all()
    told = "".join(traceback.format_exception(refused.value))
    assert SECRET not in told
    assert KEY_ID not in told
    assert "\n" not in str(refused.value)


def test_where_no_table_stands_the_address_is_named(empty_bucket: Bucket):
    with pytest.raises(BadWorkspace, match=rf"'{empty_bucket.address}' holds no table. It needs sources, places"):
        load("sources")


def test_a_misspelt_table_is_found_by_its_near_name_at_its_address(bucket: Bucket, workspace: Workspace):
    bucket.remove("targets.csv").put("target.csv", workspace.file("targets"))
    with pytest.raises(BadWorkspace, match=rf"'{bucket.address}' has no table 'targets' .*Did you mean 'target'\?"):
        load("targets")


def test_a_table_that_was_cut_off_while_it_was_written_is_refused_with_its_line(bucket: Bucket, workspace: Workspace):
    whole = workspace.file("targets").read_bytes()
    bucket.put("targets.csv", whole[: len(whole) // 2])
    with pytest.raises(BadWorkspace, match=r"targets"):
        load_all()


@pytest.mark.parametrize("scheme", ["gs", "az"])
def test_the_other_stores_are_told_by_their_own_variables(
    scheme: str, tmp_path, monkeypatch: pytest.MonkeyPatch, server: Server
):
    key = tmp_path / "key.json"
    key.write_text(
        '{"gcs_base_url": "http://127.0.0.1:1", "disable_oauth": true, "client_email": "", "private_key": "", '
        '"private_key_id": ""}'
    )
    for name, value in {
        "GOOGLE_SERVICE_ACCOUNT": str(key),
        "GOOGLE_ALLOW_HTTP": "true",
        "AZURE_STORAGE_ACCOUNT_NAME": "planning",
        "AZURE_STORAGE_ACCOUNT_KEY": "bm90aGluZw==",
        "AZURE_ENDPOINT": "http://127.0.0.1:1",
        "AZURE_ALLOW_HTTP": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(stores, "RETRIES", {"max_retries": 0})
    with pytest.raises(CannotReach, match=rf"The store of {scheme}://planning/figures cannot be reached"):
        Store(addresses.read(f"{scheme}://planning/figures")).listing()


def test_an_azure_account_that_is_not_named_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME", raising=False)
    with pytest.raises(UserError, match=r"no credentials for az://planning/figures.*AZURE_STORAGE_ACCOUNT_KEY"):
        Store(addresses.read("az://planning/figures")).listing()
