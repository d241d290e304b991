"""The settings of notices are read, or their first mistake is told."""

from __future__ import annotations

import pytest

from icanalysis.errors import BadSettings
from icanalysis.runs.schedule.settings import VARIABLE, Notices, Server, notices

GOOD = """\
reports = "https://reports.example.vn"
[server]
host = "mail.example.vn"
sender = "reports@example.vn"
[mail]
leaders = ["a@example.vn"]
[webhook]
chat = "https://chat.example.vn/x"
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Reads settings with this content."""
    file = tmp_path / "notices.toml"
    monkeypatch.setenv(VARIABLE, str(file))

    def reading(content: str) -> Notices | None:
        file.write_text(content, encoding="utf-8")
        return notices()

    return reading


def test_settings_are_what_the_file_says(read):
    assert read(GOOD) == Notices(
        Server("mail.example.vn", "reports@example.vn"),
        {"leaders": ("a@example.vn",)},
        {"chat": "https://chat.example.vn/x"},
        "https://reports.example.vn",
    )


@pytest.mark.parametrize("address", ["http://127.0.0.1:8065/x", "http://[::1]/x", "http://localhost/x"])
def test_plain_http_is_for_this_machine(read, address: str):
    assert read(GOOD.replace("https://chat.example.vn/x", address)).webhook == {"chat": address}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("https://chat", "http://chat"), r"'webhook\.chat' .*must begin with https://"),
        (("https://chat.example.vn/x", "file:///etc/passwd"), r"'webhook\.chat' .*must begin with https://"),
        (("a@example.vn", "a.example.vn"), r"'mail\.leaders\.1' is \"a\.example\.vn\"\. It must be one mail address"),
        (("a@example.vn", "a@example.vn\\nBcc: b@c.vn"), r"It must be one mail address"),
        (("a@example.vn", "ă@example.vn"), r"It must be one mail address"),
        (("host =", 'user = "báo cáo"\nhost ='), r"'server\.user' .*It must be without accents"),
        (("host =", "hots ="), r"no setting 'server\.hots'\. Did you mean 'host'"),
        (("[mail]", "[mails]"), r"no setting 'mails'\. Did you mean 'mail'"),
        (("reports =", 'language = "fr"\nreports ='), r"'language' is \"fr\"\. It must be one of: 'vi', 'en'\.$"),
        (("reports =", "wait_s = 0.0\nreports ="), r"'wait_s' is 0\.0\. It must be above 0"),
    ],
)
def test_a_mistake_is_told(read, changed: tuple[str, str], said: str):
    assert changed[0] in GOOD
    with pytest.raises(BadSettings, match=said):
        read(GOOD.replace(*changed))


def test_without_a_file_nobody_is_told_but_a_named_one_must_be_there(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_config_path", lambda _name: tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    assert notices() is None
    monkeypatch.setenv(VARIABLE, str(tmp_path / "notices.toml"))
    with pytest.raises(BadSettings, match=rf"There is no file '.*notices\.toml', which {VARIABLE} names"):
        notices()


def test_authorities_that_are_no_certificates_are_told(tmp_path):
    file = tmp_path / "a.pem"
    file.write_text("x")
    for named in (file, tmp_path / "none.pem"):
        with pytest.raises(BadSettings, match=r"'authorities' is '.*pem'; it cannot be used"):
            Notices(authorities=str(named)).trust()
