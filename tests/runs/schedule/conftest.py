"""What tests of notices share: certificates, a password in a file, settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from icanalysis.runs.schedule.settings import Notices, Server
from tests.runs.schedule.servers import HOST, PASSWORD, USER, Certificates


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Certificates:
    """An authority and its certificates."""
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def password_file(tmp_path) -> Path:
    """The password of the mail server, closed to others."""
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o600)
    return file


@pytest.fixture
def settings(certificates, password_file):
    """Makes settings for a mail server at a port."""

    def make(port: int, **changed: object) -> Notices:
        usual = {
            "server": Server(HOST, "reports@example.vn", port, USER, str(password_file)),
            "mail": {"leaders": ("a@example.vn", "b@example.vn")},
            "authorities": str(certificates.file),
            "wait_s": 20.0,
        }
        return Notices(**(usual | changed))

    return make
