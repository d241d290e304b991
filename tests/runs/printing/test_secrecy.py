"""Nothing secret is passed on, and a secret in an output is found however it is written."""

from __future__ import annotations

import base64
import html
import io
import json
import zipfile
from urllib.parse import quote

import pytest
import typst

from icanalysis.errors import RunFailed
from icanalysis.runs.printing.secrecy import cleaned, hold_secret, secrets_of

VALUE = 'pá"ss <&> wörd 42'
ENV = {"MAIL_PASSWORD": VALUE, "API_TOKEN": "short", "HOME": "planner", "ICANALYSIS_DATA": "tables"}


def packed(**parts: bytes) -> bytes:
    """A zip with these parts, compressed as in a document of Word or Excel."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def printed(text: str) -> bytes:
    """A PDF that shows a text: letters there are numbers of glyphs in a compressed stream."""
    return typst.compile(f"#set page(width: 20cm)\n#raw({json.dumps(text, ensure_ascii=False)})".encode(), format="pdf")


def test_what_looks_secret_by_its_name_is_not_passed_on():
    assert cleaned(ENV) == {"HOME": "planner", "ICANALYSIS_DATA": "tables"}


@pytest.mark.parametrize("name", ["smtp_password", "GitHubToken", "SECRET_1", "AWS_ACCESS_KEY_ID", "GCP_CREDENTIALS"])
def test_every_kind_of_name_is_known(name: str):
    assert cleaned({name: "x"}) == {}


def test_short_values_are_not_looked_for():
    assert secrets_of(ENV) == {"MAIL_PASSWORD": VALUE}


@pytest.mark.parametrize(
    "content",
    [
        VALUE.encode(),
        html.escape(VALUE).encode(),
        html.escape(VALUE, quote=False).encode(),
        json.dumps({"a": VALUE}).encode(),
        json.dumps({"a": VALUE}, ensure_ascii=False).encode(),
        quote(VALUE).encode(),
        VALUE.encode("utf-16-le"),
        base64.b64encode(VALUE.encode()),
        base64.b64encode(b"<p>" + VALUE.encode() + b"</p>"),
        base64.b64encode(b"<li>" + VALUE.encode() + b"!"),
        base64.b64encode(b"ab<li>" + VALUE.encode()),
        packed(document=html.escape(VALUE).encode()),
        packed(inner=packed(deep=VALUE.encode())),
        printed(VALUE),
    ],
    ids=[
        *("as it is", "html", "html text", "json", "json letters", "address", "utf-16"),
        *("base64", "base64 later", "base64 later still", "base64 at the end", "in a zip", "in a zip in a zip", "pdf"),
    ],
)
def test_a_secret_is_found_however_it_is_written(content: bytes):
    with pytest.raises(RunFailed, match=r"^a\.html holds the value of the variable MAIL_PASSWORD") as found:
        hold_secret(
            {"a.html": b"<p>" + content if not content.startswith((b"PK", b"%PDF")) else content},
            {"MAIL_PASSWORD": VALUE},
        )
    assert VALUE not in str(found.value)


@pytest.mark.parametrize("content", [b"<p>all is well</p>", packed(a=b"all is well"), printed("all is well")])
def test_files_without_it_pass(content: bytes):
    hold_secret({"a.html": content}, {"MAIL_PASSWORD": VALUE})


def test_a_pdf_that_cannot_be_read_does_not_pass():
    with pytest.raises(RunFailed, match=r"A PDF cannot be looked through"):
        hold_secret({"a.pdf": b"%PDF-1.7\nbroken"}, {"MAIL_PASSWORD": VALUE})
